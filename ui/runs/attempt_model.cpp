// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/attempt_model.h"

#include "ui/widgets/engine_words.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/units.h"

namespace weftline::ui::runs {

void AttemptModel::clear()
{
    beginResetModel();
    m_rows.clear();
    m_run.clear();
    endResetModel();
}

void AttemptModel::update(const client::RunView &run, const client::EngineView &engine, std::optional<std::uint32_t> node)
{
    if (run.summary.id != m_run || node != m_node) {
        clear();
        m_run = run.summary.id;
        m_node = node;
    }
    m_names.read(run);
    m_origin = run.summary.acceptedAt;
    int row = 0;
    for (const auto &[id, attempt] : run.attempts) {
        if (node && attempt.node != *node)
            continue;
        Row wanted{attempt, m_names.task(attempt.node, attempt.item), workerName(engine, attempt.worker), Duration{-1}};
        if (attempt.startedAt != Instant{})
            wanted.lasted = (attempt.endedAt == Instant{} ? std::max(engine.at, attempt.startedAt) : attempt.endedAt) - attempt.startedAt;
        put(row++, std::move(wanted));
    }
    if (row < rowCount()) {
        beginRemoveRows({}, row, rowCount() - 1);
        m_rows.resize(static_cast<std::size_t>(row));
        endRemoveRows();
    }
}

// Ids only rise, so rows leave at the front and come at the end; anything else would still end up right.
void AttemptModel::put(int row, Row wanted)
{
    const auto place = static_cast<std::size_t>(row);
    int leaving = 0;
    while (place + static_cast<std::size_t>(leaving) < m_rows.size()
           && m_rows[place + static_cast<std::size_t>(leaving)].attempt.id < wanted.attempt.id)
        ++leaving;
    if (leaving > 0) {
        beginRemoveRows({}, row, row + leaving - 1);
        m_rows.erase(m_rows.begin() + row, m_rows.begin() + row + leaving);
        endRemoveRows();
    }
    if (place >= m_rows.size() || m_rows[place].attempt.id != wanted.attempt.id) {
        beginInsertRows({}, row, row);
        m_rows.insert(m_rows.begin() + row, std::move(wanted));
        endInsertRows();
    } else if (m_rows[place] != wanted) {
        m_rows[place] = std::move(wanted);
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
}

int AttemptModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

int AttemptModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant AttemptModel::textOf(const Row &row, int column) const
{
    switch (column) {
    case Task: return row.task;
    case Number: return QString::number(row.attempt.number);
    case State: return wordOf(row.attempt.state);
    case Worker: return row.worker;
    case Started: {
        const Instant at = row.attempt.startedAt == Instant{} ? row.attempt.dispatchedAt : row.attempt.startedAt;
        return widgets::timeOfDay(std::chrono::milliseconds(at.us / 1000));
    }
    case Lasted: return widgets::duration(row.lasted).text();
    case Reason: return widgets::inWords(row.attempt.reason);
    default: return {};
    }
}

QVariant AttemptModel::orderOf(const Row &row, int column)
{
    switch (column) {
    case Task: return QStringLiteral("%1/%2").arg(row.attempt.node, 10, 10, QLatin1Char('0')).arg(row.attempt.item, 10, 10, QLatin1Char('0'));
    case Number: return row.attempt.number;
    case State: return static_cast<int>(row.attempt.state);
    case Worker: return row.worker;
    case Started: return QVariant::fromValue<qulonglong>(row.attempt.id);
    case Lasted: return QVariant::fromValue<qlonglong>(row.lasted.count());
    case Reason: return widgets::inWords(row.attempt.reason);
    default: return {};
    }
}

QVariant AttemptModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Row &row = m_rows[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    const bool isFigure = column == Number || column == Started || column == Lasted;
    switch (role) {
    case Qt::DisplayRole: return textOf(row, column);
    case Qt::ToolTipRole: return column == Reason ? textOf(row, column) : QVariant();
    case Qt::DecorationRole: return column == State ? QVariant(widgets::stateIcon(markOf(row.attempt.state))) : QVariant();
    case Qt::FontRole: return isFigure ? QVariant(widgets::font(widgets::TextRole::Figure)) : QVariant();
    case Qt::TextAlignmentRole: return int(Qt::AlignVCenter) | int(column == Number || column == Lasted ? Qt::AlignRight : Qt::AlignLeft);
    case AttemptRole: return QVariant::fromValue<qulonglong>(row.attempt.id);
    case SortRole: return orderOf(row, column);
    case NodeRole: return row.attempt.node;
    case ItemRole: return row.attempt.item;
    default: return {};
    }
}

QVariant AttemptModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignVCenter) | int(section == Number || section == Lasted ? Qt::AlignRight : Qt::AlignLeft);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Task: return tr("Task");
    case Number: return tr("Attempt");
    case State: return tr("State");
    case Worker: return tr("Worker");
    case Started: return tr("Started");
    case Lasted: return tr("Lasted");
    case Reason: return tr("Reason");
    default: return {};
    }
}

} // namespace weftline::ui::runs
