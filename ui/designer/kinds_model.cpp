// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/designer/kinds_model.h"

#include <QtCore/QMimeData>

#include <algorithm>

#include "ui/canvas/canvas_view.h"
#include "ui/document/document.h"
#include "ui/document/kind_word.h"

namespace weftline::ui::designer {
namespace {

using document::toQString;
using workflow::Family;
using workflow::Kind;
using workflow::KindInfo;

QString groupOf(Family family)
{
    switch (family) {
    case Family::Run:
    case Family::Reach:
    case Family::Model: return KindsModel::tr("Runs on a worker");
    case Family::Evaluate: return KindsModel::tr("Evaluated");
    case Family::Wait: return KindsModel::tr("The engine waits");
    }
    return {};
}

QString sentenceOf(const KindInfo &info)
{
    switch (info.kind) {
    case Kind::Command: return KindsModel::tr("Runs a program on a worker");
    case Kind::Transform: return KindsModel::tr("Computes a value from what comes in");
    case Kind::Script: return KindsModel::tr("Runs a few lines of Python, Bash or JavaScript");
    case Kind::Http: return KindsModel::tr("Sends a request to a server");
    case Kind::Llm: return KindsModel::tr("Asks a language model");
    case Kind::Branch: return KindsModel::tr("Goes one of several ways");
    case Kind::Delay: return KindsModel::tr("Waits for a time");
    case Kind::Empty: break;
    }
    return toQString(info.summary);
}

bool matches(const KindInfo &info, const QString &text)
{
    const QString all = toQString(info.name) + QLatin1Char(' ') + document::kindWord(info.kind) + QLatin1Char(' ') + sentenceOf(info);
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(), [&](const QString &word) { return all.contains(word, Qt::CaseInsensitive); });
}

} // namespace

QString kindName(Kind kind) { return toQString(workflow::infoOf(kind).name); }

KindsModel::KindsModel(bool isGrouped, QObject *parent) : QAbstractListModel(parent), m_isGrouped(isGrouped)
{
    m_rows = rowsFor({});
}

std::vector<KindsModel::Row> KindsModel::rowsFor(const QString &text) const
{
    std::vector<Row> rows;
    QString group;
    std::vector<KindInfo> kinds(workflow::allKinds().begin(), workflow::allKinds().end());
    std::stable_sort(kinds.begin(), kinds.end(), [](const KindInfo &a, const KindInfo &b) { return a.family < b.family; });
    for (const KindInfo &info : kinds) {
        if (!info.inPalette || !matches(info, text))
            continue;
        if (m_isGrouped && groupOf(info.family) != group) {
            group = groupOf(info.family);
            rows.push_back({group, Kind::Command});
        }
        rows.push_back({QString(), info.kind});
    }
    if (!m_isGrouped && !text.isEmpty())
        std::stable_partition(rows.begin(), rows.end(), [&](const Row &row) {
            return document::kindWord(row.kind).startsWith(text.trimmed(), Qt::CaseInsensitive)
                || kindName(row.kind).startsWith(text.trimmed(), Qt::CaseInsensitive);
        });
    return rows;
}

void KindsModel::setFilter(const QString &text)
{
    std::vector<Row> rows = rowsFor(text);
    if (rows == m_rows)
        return;
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

int KindsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

QVariant KindsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Row &row = m_rows[std::size_t(index.row())];
    const bool isHead = !row.head.isEmpty();
    switch (role) {
    case Qt::DisplayRole: return isHead ? row.head : document::kindWord(row.kind);
    case Qt::ToolTipRole:
    case SentenceRole: return isHead ? QString() : sentenceOf(workflow::infoOf(row.kind));
    case IsHeadRole: return isHead;
    case KindRole: return isHead ? QVariant() : QVariant(int(row.kind));
    default: return {};
    }
}

Qt::ItemFlags KindsModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    if (index.data(IsHeadRole).toBool())
        return Qt::ItemNeverHasChildren;
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren;
}

QStringList KindsModel::mimeTypes() const { return {QString::fromLatin1(canvas::kindMimeType)}; }

QMimeData *KindsModel::mimeData(const QModelIndexList &indexes) const
{
    if (indexes.isEmpty() || indexes.front().data(IsHeadRole).toBool())
        return nullptr;
    auto *data = new QMimeData;
    const auto kind = Kind(indexes.front().data(KindRole).toInt());
    data->setData(QString::fromLatin1(canvas::kindMimeType), kindName(kind).toUtf8()); // not what is shown: that is translated
    return data;
}

int KindsModel::kindRow(int from, int step) const
{
    for (int row = from; row >= 0 && row < int(m_rows.size()); row += step)
        if (m_rows[std::size_t(row)].head.isEmpty())
            return row;
    return -1;
}

} // namespace weftline::ui::designer
