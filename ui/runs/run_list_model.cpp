// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/run_list_model.h"

#include <algorithm>

#include "ui/runs/names.h"
#include "ui/widgets/engine_words.h"
#include "ui/widgets/units.h"

namespace weftline::ui::runs {

void RunListModel::update(const std::map<std::uint32_t, client::RunSummary> &runs, Instant now, const std::string &workflow)
{
    std::vector<const client::RunSummary *> wanted;
    for (auto it = runs.rbegin(); it != runs.rend(); ++it)
        if (workflow.empty() || it->second.name == workflow)
            wanted.push_back(&it->second);
    m_now = now;
    // Both are sorted by falling index: what left goes, what came is put in between, the rest is compared in place.
    int row = 0;
    for (const client::RunSummary *run : wanted) {
        const auto place = static_cast<std::size_t>(row);
        while (place < m_runs.size() && m_runs[place].index > run->index) {
            beginRemoveRows({}, row, row);
            m_runs.erase(m_runs.begin() + row);
            endRemoveRows();
        }
        if (place >= m_runs.size() || m_runs[place].index != run->index) {
            beginInsertRows({}, row, row);
            m_runs.insert(m_runs.begin() + row, *run);
            endInsertRows();
        } else if (m_runs[place] != *run || run->state == client::RunState::Running) {
            m_runs[place] = *run;
            Q_EMIT dataChanged(index(row), index(row));
        }
        ++row;
    }
    if (row < static_cast<int>(m_runs.size())) {
        beginRemoveRows({}, row, static_cast<int>(m_runs.size()) - 1);
        m_runs.resize(static_cast<std::size_t>(row));
        endRemoveRows();
    }
}

int RunListModel::rowOf(const std::string &id) const
{
    const auto found = std::find_if(m_runs.begin(), m_runs.end(), [&](const client::RunSummary &run) { return run.id == id; });
    return found == m_runs.end() ? -1 : static_cast<int>(found - m_runs.begin());
}

bool RunListModel::hasRunning() const
{
    return std::any_of(m_runs.begin(), m_runs.end(),
                       [](const client::RunSummary &run) { return run.state == client::RunState::Running; });
}

int RunListModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_runs.size()); }

QVariant RunListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const client::RunSummary &run = m_runs[static_cast<std::size_t>(index.row())];
    const Instant end = run.finishedAt == Instant{} ? std::max(m_now, run.acceptedAt) : run.finishedAt;
    const QString name = tr("Run %1").arg(run.index + 1);
    const QString clock = widgets::clock(std::chrono::duration_cast<std::chrono::milliseconds>(end - run.acceptedAt));
    switch (role) {
    case Qt::DisplayRole: return name;
    case Qt::AccessibleTextRole: return tr("%1, %2, %3", "run, state, duration").arg(name, wordOf(run.state), clock);
    case Qt::ToolTipRole: {
        QStringList lines{tr("%1 of \"%2\", %3").arg(name, QString::fromStdString(run.name), wordOf(run.state))};
        lines << tr("started at %1").arg(widgets::timeOfDay(std::chrono::milliseconds(run.acceptedAt.us / 1000)));
        if (!run.reason.empty())
            lines << widgets::inWords(run.reason);
        return lines.join(QLatin1Char('\n'));
    }
    case IdRole: return QString::fromStdString(run.id);
    case StateRole: return static_cast<int>(markOf(run.state));
    case DurationRole: return clock;
    case WorkflowRole: return QString::fromStdString(run.name);
    default: return {};
    }
}

} // namespace weftline::ui::runs
