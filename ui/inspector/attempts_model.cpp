// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/inspector/attempts_model.h"

#include <algorithm>

#include "ui/document/document.h"
#include "ui/widgets/engine_words.h"
#include "ui/widgets/state_mark.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/units.h"

namespace weftline::ui::inspector {
namespace {

using client::AttemptState;
using client::AttemptView;
using document::toQString;
using widgets::TaskState;

TaskState markOf(AttemptState state)
{
    switch (state) {
    case AttemptState::Dispatched: return TaskState::Dispatched;
    case AttemptState::Running: return TaskState::Running;
    case AttemptState::Succeeded: return TaskState::Succeeded;
    case AttemptState::Failed:
    case AttemptState::TimedOut:
    case AttemptState::Lost: return TaskState::Failed;
    case AttemptState::Cancelled: return TaskState::Cancelled;
    }
    return TaskState::None;
}

QString attemptWord(AttemptState state)
{
    switch (state) {
    case AttemptState::TimedOut: return AttemptsModel::tr("timed out");
    case AttemptState::Lost: return AttemptsModel::tr("lost");
    default: return widgets::stateWord(markOf(state));
    }
}

auto placeOf(std::vector<AttemptView> &attempts, std::uint64_t id)
{
    return std::lower_bound(attempts.begin(), attempts.end(), id, [](const AttemptView &one, std::uint64_t at) { return one.id < at; });
}

} // namespace

AttemptsModel::AttemptsModel(QObject *parent)
    : QAbstractTableModel(parent), m_workerName([](std::uint32_t index) { return QString::number(index + 1); })
{
}

void AttemptsModel::setRun(const client::RunView *run, std::uint32_t node)
{
    beginResetModel();
    m_node = node;
    m_attempts.clear();
    m_isMapped = run && node < run->nodes.size() && run->nodes[node].total() > 1;
    if (run)
        for (const auto &[id, attempt] : run->attempts)
            if (attempt.node == node)
                m_attempts.push_back(attempt);
    endResetModel();
}

void AttemptsModel::update(const client::RunView &run, const std::vector<std::uint64_t> &ids)
{
    m_isMapped = m_node < run.nodes.size() && run.nodes[m_node].total() > 1;
    for (const std::uint64_t id : ids) {
        const auto now = run.attempts.find(id);
        const auto place = placeOf(m_attempts, id);
        const int row = int(place - m_attempts.begin());
        const bool isHere = place != m_attempts.end() && place->id == id;
        if (now == run.attempts.end()) {
            if (!isHere)
                continue;
            beginRemoveRows({}, row, row);
            m_attempts.erase(place);
            endRemoveRows();
        } else if (isHere) {
            if (*place == now->second)
                continue;
            *place = now->second;
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
        } else if (now->second.node == m_node) {
            beginInsertRows({}, row, row);
            m_attempts.insert(place, now->second);
            endInsertRows();
        }
    }
}

int AttemptsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_attempts.size()); }

int AttemptsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QString AttemptsModel::text(const AttemptView &attempt, int column) const
{
    switch (column) {
    case TaskColumn:
        return m_isMapped ? QStringLiteral("[%1] %2").arg(attempt.item).arg(attempt.number) : QString::number(attempt.number);
    case StateColumn: return attempt.reason.empty() ? attemptWord(attempt.state) : widgets::joined({attemptWord(attempt.state), widgets::inWords(attempt.reason)});
    case WorkerColumn: return m_workerName(attempt.worker);
    case TimeColumn:
        if (attempt.startedAt.us == 0 || attempt.endedAt.us == 0)
            return widgets::none();
        return widgets::duration(attempt.endedAt - attempt.startedAt).text();
    default: return {};
    }
}

QVariant AttemptsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const AttemptView &attempt = m_attempts[std::size_t(index.row())];
    const bool isFigure = index.column() == TaskColumn || index.column() == TimeColumn;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole: return text(attempt, index.column());
    case Qt::DecorationRole: return index.column() == StateColumn ? QVariant(widgets::stateIcon(markOf(attempt.state))) : QVariant();
    case Qt::FontRole: return isFigure ? QVariant(widgets::font(widgets::TextRole::Figure)) : QVariant();
    case Qt::TextAlignmentRole: return QVariant(Qt::AlignVCenter | (index.column() == TimeColumn ? Qt::AlignRight : Qt::AlignLeft));
    default: return {};
    }
}

QVariant AttemptsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TaskColumn: return tr("Try");
    case StateColumn: return tr("State");
    case WorkerColumn: return tr("Worker");
    default: return tr("Time");
    }
}

} // namespace weftline::ui::inspector
