// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/run_table_model.h"

#include <QtCore/QDate>
#include <QtCore/QDateTime>

#include <algorithm>

#include "ui/runs/names.h"
#include "ui/widgets/engine_words.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/units.h"

namespace weftline::ui::runs {

using client::RunSummary;

namespace {

QString whenOf(Instant at)
{
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(at.us / 1000);
    const QString time = widgets::timeOfDay(std::chrono::milliseconds(at.us / 1000));
    return when.date() == QDate::currentDate() ? time : when.date().toString(Qt::ISODate) + QLatin1Char(' ') + time;
}

int alignmentOf(int column)
{
    const bool isFigure = column == RunTableModel::Took || column == RunTableModel::Tasks;
    return int((isFigure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
}

} // namespace

bool RunTableModel::fits(const RunSummary &run) const
{
    if (m_state && run.state != *m_state)
        return false;
    return m_text.isEmpty() || QString::fromStdString(run.name).contains(m_text, Qt::CaseInsensitive)
        || QString::fromStdString(run.id).startsWith(m_text, Qt::CaseInsensitive) || QString::number(run.index + 1) == m_text;
}

void RunTableModel::put(const RunSummary &run)
{
    const auto place = std::lower_bound(m_runs.begin(), m_runs.end(), run.index,
                                        [](const RunSummary &one, std::uint32_t index) { return one.index > index; });
    const int row = static_cast<int>(place - m_runs.begin());
    const bool isThere = place != m_runs.end() && place->index == run.index;
    if (!fits(run)) {
        if (!isThere)
            return;
        beginRemoveRows({}, row, row);
        m_runs.erase(place);
        endRemoveRows();
    } else if (!isThere) {
        beginInsertRows({}, row, row);
        m_runs.insert(place, run);
        endInsertRows();
    } else if (*place != run || run.state == client::RunState::Running) {
        *place = run;
        Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    }
}

void RunTableModel::update(const std::map<std::uint32_t, RunSummary> &live, Instant now)
{
    m_now = now;
    for (const auto &[index, run] : live)
        put(run);
    if (m_before == 0 && !live.empty()) {
        m_before = live.begin()->first + 1;
        m_hasOlder = m_before > 1;
    }
}

void RunTableModel::setFilter(std::optional<client::RunState> state, const QString &text)
{
    if (state == m_state && text == m_text)
        return;
    beginResetModel();
    m_state = state;
    m_text = text;
    m_runs.clear();
    m_before = 0;
    m_hasOlder = m_isAsking = false;
    endResetModel();
}

void RunTableModel::addOlder(const client::RunPage &page)
{
    m_isAsking = false;
    m_before = page.next;
    m_hasOlder = !page.atEnd;
    for (const RunSummary &run : page.runs)
        put(run);
}

const RunSummary *RunTableModel::run(int row) const
{
    return row >= 0 && row < rowCount() ? &m_runs[static_cast<std::size_t>(row)] : nullptr;
}

int RunTableModel::rowOf(const std::string &id) const
{
    const auto found = std::find_if(m_runs.begin(), m_runs.end(), [&](const RunSummary &run) { return run.id == id; });
    return found == m_runs.end() ? -1 : static_cast<int>(found - m_runs.begin());
}

int RunTableModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_runs.size()); }

int RunTableModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

bool RunTableModel::canFetchMore(const QModelIndex &parent) const { return !parent.isValid() && m_hasOlder && !m_isAsking; }

void RunTableModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_isAsking = true;
    Q_EMIT wanted(m_before);
}

QVariant RunTableModel::text(const RunSummary &run, int column) const
{
    const Instant end = run.finishedAt == Instant{} ? std::max(m_now, run.acceptedAt) : run.finishedAt;
    switch (column) {
    case Number: return tr("Run %1").arg(run.index + 1);
    case State: return wordOf(run.state);
    case Workflow: return QString::fromStdString(run.name);
    case Started: return whenOf(run.acceptedAt);
    case Took: return widgets::clock(std::chrono::duration_cast<std::chrono::milliseconds>(end - run.acceptedAt));
    case Tasks:
        if (client::sumOf(run.counts) == 0)
            return widgets::none(); // not known, or not begun
        return tr("%1 of %2", "tasks that succeeded")
            .arg(widgets::count(client::countOf(run.counts, client::TaskState::Succeeded)), widgets::count(client::sumOf(run.counts)));
    case By: return QString::fromStdString(run.by);
    case Reason:
        if (run.reason.empty() && run.retryOf != 0)
            return tr("did again what failed in run %1").arg(run.retryOf);
        return widgets::inWords(run.reason);
    default: return {};
    }
}

QVariant RunTableModel::data(const QModelIndex &index, int role) const
{
    const RunSummary *const found = index.isValid() ? run(index.row()) : nullptr;
    if (!found)
        return {};
    switch (role) {
    case Qt::DisplayRole: return text(*found, index.column());
    case Qt::DecorationRole: return index.column() == Number ? QVariant(widgets::stateIcon(markOf(found->state))) : QVariant();
    case Qt::AccessibleTextRole:
        return index.column() == Number ? tr("%1, %2", "run, state").arg(text(*found, Number).toString(), wordOf(found->state)) : QVariant();
    case Qt::ToolTipRole:
        return index.column() == Number ? tr("%1, %2", "state of a run, its id").arg(wordOf(found->state), QString::fromStdString(found->id))
                                        : text(*found, index.column());
    case Qt::TextAlignmentRole: return alignmentOf(index.column());
    case Qt::FontRole:
        return widgets::font(index.column() == Took || index.column() == Started || index.column() == Tasks ? widgets::TextRole::FigureSmall
                                                                                                            : widgets::TextRole::Body);
    case Qt::ForegroundRole:
        return widgets::color(index.column() == Number || index.column() == Workflow ? widgets::Token::Text : widgets::Token::Text2);
    case IdRole: return QString::fromStdString(found->id);
    case StateRole: return static_cast<int>(markOf(found->state));
    case RunStateRole: return static_cast<int>(found->state);
    default: return {};
    }
}

QVariant RunTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return alignmentOf(section);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Number: return tr("Run");
    case State: return tr("State");
    case Workflow: return tr("Workflow");
    case Started: return tr("Started");
    case Took: return tr("Took");
    case Tasks: return tr("Tasks");
    case By: return tr("By");
    case Reason: return tr("Why");
    default: return {};
    }
}

} // namespace weftline::ui::runs
