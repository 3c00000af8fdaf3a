// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A run that does again what did not succeed in an earlier one, and takes over the rest.

#include "engine/scheduler/stepper.h"

#include <algorithm>

#include <fmt/format.h>

namespace weftline::scheduler {
namespace {

/// Why the run cannot be done again in part; nothing where it can.
std::optional<Error> whyNotAgain(const Run *earlier, const std::string &id)
{
    if (!earlier)
        return Error{ErrorCode::NotFound, fmt::format("There is no run \"{}\" here.", id), id};
    if (earlier->state == RunState::Running)
        return Error{ErrorCode::InvalidInput,
                     fmt::format("Cannot do again what failed in run \"{}\". It is still going. Wait for its end, or cancel it.", id), id};
    if (earlier->state == RunState::Succeeded)
        return Error{ErrorCode::InvalidInput,
                     fmt::format("Cannot do again what failed in run \"{}\". All of it succeeded. Start the workflow anew instead.", id), id};
    if (earlier->tasks.size() < earlier->nodes.size())
        return Error{ErrorCode::Limit,
                     fmt::format("Cannot do again what failed in run \"{}\". {} runs have ended after it, and its tasks are no longer held. "
                                 "Start the workflow anew instead.", id, finishedRunsKept), id};
    return std::nullopt;
}

bool allAre(const NodeState &node, TaskState state)
{
    return node.isDone && node.counts[static_cast<std::size_t>(state)] == node.taskCount;
}

/// Nodes that came to the same end in a new run, because all before them did: those that succeeded need not be done again.
/// What was skipped behind them is skipped again by itself.
std::vector<NodeIndex> succeededForGood(const Run &earlier)
{
    std::vector<NodeIndex> taken;
    std::vector<std::uint32_t> open(earlier.nodes.size());
    for (NodeIndex n = 0; n < open.size(); ++n)
        open[n] = earlier.planOf(n).predecessorCount;
    std::vector<NodeIndex> toLookAt = earlier.plan->roots;
    while (!toLookAt.empty()) {
        const NodeIndex node = toLookAt.back();
        toLookAt.pop_back();
        const bool succeeded = allAre(earlier.nodes[node], TaskState::Succeeded);
        if (succeeded)
            taken.push_back(node);
        if (!succeeded && !allAre(earlier.nodes[node], TaskState::Skipped))
            continue;
        for (const workflow::PlanEdge &edge : earlier.plan->successorsOf(node))
            if (--open[edge.node] == 0)
                toLookAt.push_back(edge.node);
    }
    std::sort(taken.begin(), taken.end());
    return taken;
}

} // namespace

void Stepper::operator()(const Retry &retry) const
{
    std::optional<Error> refused;
    if (!state.run(retry.id)) {
        const Run *earlier = state.run(retry.of);
        refused = whyNotAgain(earlier, retry.of);
        if (!refused)
            emit(RunAccepted{static_cast<RunIndex>(state.runs.size()), retry.id, retry.asker.name, retry.seed, earlier->plan,
                             earlier->parameters, earlier->index, succeededForGood(*earlier)});
    }
    sink.effect(Answer{retry.asker, retry.id, std::move(refused)});
}

} // namespace weftline::scheduler
