// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/client/views.h"

#include <cmath>
#include <numeric>

namespace weftline::client {
namespace {

/// NaN stands for "none", and none is the same as none.
bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

} // namespace

std::string_view nameOf(AlertState state)
{
    constexpr std::array<std::string_view, alertStateCount> names{"inactive", "pending", "firing", "resolved"};
    return names[static_cast<std::size_t>(state)];
}

bool AlertView::operator==(const AlertView &other) const
{
    return id == other.id && run == other.run && rule == other.rule && title == other.title && labels == other.labels
        && state == other.state && since == other.since && resolvedAt == other.resolvedAt && same(value, other.value)
        && trouble == other.trouble;
}

bool AlertSpan::operator==(const AlertSpan &other) const
{
    return rule == other.rule && labels == other.labels && state == other.state && from == other.from && to == other.to
        && same(value, other.value);
}

std::string_view nameOf(TaskState state)
{
    constexpr std::array<std::string_view, taskStateCount> names{
        "waiting", "ready", "dispatched", "running", "succeeded", "failed", "cancelled", "skipped", "quarantined"};
    return names[static_cast<std::size_t>(state)];
}

std::string_view nameOf(RunState state)
{
    constexpr std::array<std::string_view, 4> names{"running", "succeeded", "failed", "cancelled"};
    return names[static_cast<std::size_t>(state)];
}

std::string_view nameOf(WorkerState state)
{
    constexpr std::array<std::string_view, 4> names{"active", "suspect", "draining", "lost"};
    return names[static_cast<std::size_t>(state)];
}

std::string_view nameOf(AttemptState state)
{
    constexpr std::array<std::string_view, attemptStateCount> names{"dispatched", "running",   "succeeded", "failed",
                                                                    "timed out",  "cancelled", "lost"};
    return names[static_cast<std::size_t>(state)];
}

std::uint32_t sumOf(const TaskCounts &counts) { return std::accumulate(counts.begin(), counts.end(), 0U); }

std::uint32_t countOf(const TaskCounts &counts, TaskState state) { return counts[static_cast<std::size_t>(state)]; }

std::string nameOfWorker(const EngineView &engine, std::uint32_t worker)
{
    if (const auto found = engine.workers.find(worker); found != engine.workers.end())
        return found->second.name;
    const auto other = engine.otherNames.find(worker);
    return other == engine.otherNames.end() ? std::string() : other->second;
}

TaskState NodeView::state() const
{
    constexpr TaskState order[] = {TaskState::Quarantined, TaskState::Failed, TaskState::Running, TaskState::Dispatched};
    for (const TaskState state : order)
        if (countOf(counts, state) > 0)
            return state;
    const std::uint32_t open = countOf(counts, TaskState::Waiting) + countOf(counts, TaskState::Ready);
    if (open > 0 && countOf(counts, TaskState::Succeeded) > 0)
        return TaskState::Running;
    constexpr TaskState rest[] = {TaskState::Ready, TaskState::Waiting, TaskState::Cancelled, TaskState::Skipped};
    for (const TaskState state : rest)
        if (countOf(counts, state) > 0)
            return state;
    return TaskState::Succeeded;
}

} // namespace weftline::client
