// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/changes.h"

#include <algorithm>

#include <fmt/format.h>

namespace weftline::simulation {

using scheduler::TaskState;

std::string Changes::look(const scheduler::State &after, const scheduler::Event &event)
{
    std::string wrong;
    const auto lookAt = [&](const auto &fact) {
        if constexpr (requires { fact.run; })
            wrong = lookAtRun(after.runs[fact.run], std::holds_alternative<scheduler::RunAccepted>(event.fact));
        if constexpr (requires { fact.worker; })
            if (wrong.empty() && fact.worker != scheduler::none)
                wrong = lookAtWorker(after.workers[fact.worker]);
    };
    std::visit(lookAt, event.fact);
    if (const auto *finished = std::get_if<scheduler::RunFinished>(&event.fact))
        m_counts.finished(finished->state);
    if (const auto *lost = std::get_if<scheduler::WorkerLost>(&event.fact))
        m_counts.lost(lost->noticedBy);
    return wrong;
}

/// Its nodes wait at first, but for those that it took over; the tasks of a list are born ready.
std::string Changes::lookAtRun(const scheduler::Run &run, bool isNew)
{
    m_tasks.resize(std::max(m_tasks.size(), static_cast<std::size_t>(run.index) + 1));
    std::vector<TaskState> &seen = m_tasks[run.index];
    for (std::size_t t = seen.size(); t < run.tasks.size(); ++t)
        seen.push_back(isNew && !scheduler::isFinal(run.tasks[t].state) ? TaskState::Waiting : run.tasks[t].state);
    for (std::size_t t = 0; t < run.tasks.size(); ++t) {
        const TaskState now = run.tasks[t].state;
        if (seen[t] == now)
            continue;
        if (!mayFollow(seen[t], now))
            return fmt::format("{}/{} is {} after it was {}", run.id, run.taskName(static_cast<scheduler::TaskIndex>(t)),
                               scheduler::nameOf(now), scheduler::nameOf(seen[t]));
        m_counts.change(seen[t], now);
        seen[t] = now;
    }
    return {};
}

std::string Changes::lookAtWorker(const scheduler::Worker &worker)
{
    for (std::size_t w = m_workers.size(); w <= worker.who.worker; ++w)
        m_workers.push_back(scheduler::WorkerState::Active);
    scheduler::WorkerState &seen = m_workers[worker.who.worker];
    if (seen == worker.state)
        return {};
    if (!mayFollow(seen, worker.state))
        return fmt::format("worker {} is {} after it was {}", worker.who.name, nameOf(worker.state), nameOf(seen));
    m_counts.change(seen, worker.state);
    seen = worker.state;
    return {};
}

} // namespace weftline::simulation
