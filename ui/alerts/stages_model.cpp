// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/alerts/stages_model.h"

#include <QtCore/QMimeData>

#include <algorithm>

#include "ui/alerts/rule_words.h"
#include "ui/canvas/canvas_view.h"

namespace weftline::ui::alerts {

using workflow::AlertKind;

void StagesModel::setMissing(std::vector<AlertKind> missing)
{
    if (missing == m_missing)
        return;
    m_missing = std::move(missing);
    Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

int StagesModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(workflow::allAlertKinds().size()); }

QVariant StagesModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const AlertKind kind = workflow::allAlertKinds()[std::size_t(index.row())].kind;
    switch (role) {
    case Qt::DisplayRole: return stageWord(kind);
    case Qt::ToolTipRole: return flags(index).testFlag(Qt::ItemIsEnabled) ? stageSentence(kind) : tr("The rule has its %1 already.").arg(stageWord(kind));
    case KindRole: return int(kind);
    default: return {};
    }
}

Qt::ItemFlags StagesModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const AlertKind kind = workflow::allAlertKinds()[std::size_t(index.row())].kind;
    const bool isMissing = std::find(m_missing.begin(), m_missing.end(), kind) != m_missing.end();
    return isMissing ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren : Qt::ItemNeverHasChildren;
}

QStringList StagesModel::mimeTypes() const { return {QString::fromLatin1(canvas::kindMimeType)}; }

QMimeData *StagesModel::mimeData(const QModelIndexList &indexes) const
{
    if (indexes.isEmpty())
        return nullptr;
    auto *data = new QMimeData;
    const auto kind = AlertKind(indexes.front().data(KindRole).toInt());
    data->setData(QString::fromLatin1(canvas::kindMimeType), stageName(kind).toUtf8()); // not what is shown: that is translated
    return data;
}

} // namespace weftline::ui::alerts
