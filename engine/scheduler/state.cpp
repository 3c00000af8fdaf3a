// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/scheduler/state.h"

#include <algorithm>
#include <cassert>

#include <fmt/format.h>

namespace weftline::scheduler {

void TaskQueue::pop()
{
    if (++m_head == m_tasks.size()) {
        m_tasks.clear();
        m_head = 0;
    } else if (m_head >= 1024 && m_head * 2 >= m_tasks.size()) { // keeps the memory in proportion, at constant cost a task
        m_tasks.erase(m_tasks.begin(), m_tasks.begin() + static_cast<std::ptrdiff_t>(m_head));
        m_head = 0;
    }
}

void TaskQueue::remove(TaskIndex task)
{
    const auto found = std::find(m_tasks.begin() + static_cast<std::ptrdiff_t>(m_head), m_tasks.end(), task);
    if (found != m_tasks.end())
        m_tasks.erase(found);
    if (m_head == m_tasks.size()) {
        m_tasks.clear();
        m_head = 0;
    }
}

bool TaskQueue::operator==(const TaskQueue &other) const
{
    return std::equal(m_tasks.begin() + static_cast<std::ptrdiff_t>(m_head), m_tasks.end(),
                      other.m_tasks.begin() + static_cast<std::ptrdiff_t>(other.m_head), other.m_tasks.end());
}

NodeIndex Run::nodeOf(TaskIndex task) const
{
    if (task < nodes.size())
        return task;
    const auto after = std::upper_bound(expansions.begin(), expansions.end(), std::pair{task, none});
    assert(after != expansions.begin());
    return std::prev(after)->second;
}

std::optional<std::uint32_t> Run::itemOf(TaskIndex task) const
{
    return task < nodes.size() ? std::nullopt : std::optional(task - nodes[nodeOf(task)].firstTask);
}

std::string Run::taskName(TaskIndex task) const
{
    const std::string &drawn = plan->workflow.nodes[nodeOf(task)].id;
    const auto item = itemOf(task);
    return item ? fmt::format("{}[{}]", drawn, *item) : drawn;
}

TaskCounts Run::totals() const
{
    TaskCounts totals{};
    for (const NodeState &node : nodes)
        for (std::size_t s = 0; s < totals.size(); ++s)
            totals[s] += node.counts[s];
    return totals;
}

std::uint64_t Run::taskTotal() const
{
    std::uint64_t total = 0;
    for (const NodeState &node : nodes)
        total += node.taskCount;
    return total;
}

bool Run::operator==(const Run &other) const
{
    const bool samePlan = plan == other.plan || (plan && other.plan && plan->workflow == other.plan->workflow);
    return samePlan && index == other.index && id == other.id && by == other.by && name == other.name && seed == other.seed
        && parameters == other.parameters && state == other.state && cancelRequested == other.cancelRequested
        && wantsOutputs == other.wantsOutputs && outputsAttempt == other.outputsAttempt && reason == other.reason
        && nodesDone == other.nodesDone && hasFailed == other.hasFailed && failedNode == other.failedNode
        && nodes == other.nodes && tasks == other.tasks && expansions == other.expansions && queues == other.queues && locks == other.locks
        && acceptedAt == other.acceptedAt && finishedAt == other.finishedAt
        && acceptedPosition == other.acceptedPosition && outputsAt == other.outputsAt && attempts == other.attempts
        && retries == other.retries && refused == other.refused && retryOf == other.retryOf;
}

const Worker *State::worker(const SessionId &session) const
{
    const auto found = workerBySession.find(session);
    return found == workerBySession.end() ? nullptr : &workers[found->second];
}

const Run *State::run(std::string_view id) const
{
    const auto found = runById.find(id);
    return found == runById.end() ? nullptr : &runs[found->second];
}

const Lock *State::lockOf(const Run &run, NodeIndex node) const
{
    const std::uint32_t lock = run.planOf(node).lock;
    return lock == workflow::noLock ? nullptr : &locks[run.locks[lock]];
}

AttemptIndex State::find(const AttemptName &name, const SessionId &session) const
{
    const Worker *holder = worker(session);
    return holder ? find(name, *holder) : none;
}

AttemptIndex State::find(const AttemptName &name, const Worker &holder) const
{
    if (name.run >= runs.size())
        return none;
    const Run &run = runs[name.run];
    AttemptIndex index = name.purpose == Purpose::Outputs ? run.outputsAttempt
        : name.task < run.tasks.size()                    ? run.tasks[name.task].attempt
                                                          : none;
    for (; index != none; index = attempts[index].nextOfTask) {
        const Attempt &attempt = attempts[index];
        if (attempt.number == name.number && attempt.epoch == name.epoch && attempt.purpose == name.purpose
            && attempt.worker == holder.who.worker)
            return index;
    }
    return none;
}

} // namespace weftline::scheduler
