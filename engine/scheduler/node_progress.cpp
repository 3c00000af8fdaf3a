// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/scheduler/node_progress.h"

#include "engine/scheduler/locks.h"

namespace weftline::scheduler {
namespace {

using workflow::EdgeCondition;

ReadyKey keyOf(const Run &run, NodeIndex node)
{
    const workflow::PlanNode &plan = run.planOf(node);
    return {-plan.priority, -std::int64_t{plan.height}, run.index, node};
}

/// What a node came to, for the edges behind it.
struct Ending
{
    bool succeeded = false;
    bool failed = false;
    bool passedBy = false; ///< It was skipped because no way to it was taken, and not because anything failed.
    std::uint16_t port = 0;
};

/// An edge fires, or is not taken, which keeps nobody from running, or is broken, which does. docs/decisions/joins.md
enum class Fate : std::uint8_t { Fires, NotTaken, Broken };

Fate fateOf(const workflow::PlanEdge &edge, const Ending &end)
{
    if (end.succeeded && edge.port != end.port)
        return Fate::NotTaken;
    if (edge.on == EdgeCondition::Always)
        return Fate::Fires;
    if (edge.on == EdgeCondition::Failure)
        return end.failed ? Fate::Fires : Fate::NotTaken;
    return end.succeeded ? Fate::Fires : end.passedBy ? Fate::NotTaken : Fate::Broken;
}

/// A node before `edge.node` is done. True when it was the last.
bool arrive(Run &run, const workflow::PlanEdge &edge, const Ending &end)
{
    NodeState &next = run.nodes[edge.node];
    const Fate fate = fateOf(edge, end);
    next.blocked = next.blocked || fate == Fate::Broken;
    next.fired = next.fired || fate == Fate::Fires;
    next.failureFired = next.failureFired || (fate == Fate::Fires && edge.on == EdgeCondition::Failure);
    return --next.openPredecessors == 0;
}

} // namespace

void refreshQueues(State &state, Run &run, NodeIndex index)
{
    NodeState &node = run.nodes[index];
    const workflow::PlanNode &plan = run.planOf(index);
    const bool open = node.isReady && !node.isDone && !run.cancelRequested;
    const bool fresh = node.isExpanded && node.freshTask < node.taskCount;
    const bool expands = !node.isExpanded && node.expansionsInFlight == 0;
    const bool prepares = plan.prepared && (fresh || !node.toPrepare.empty()) && node.toRun.size() < preparedMax;
    const bool runs = !node.toRun.empty() || (!plan.prepared && fresh);
    const workflow::Carrier carrier = carrierOf(plan.kind);
    const bool byEvaluator = carrier == workflow::Carrier::Evaluator;
    const bool inEvaluator = open && (expands || (node.isExpanded && (prepares || (byEvaluator && runs))));
    const Lock *lock = state.lockOf(run, index);
    const bool isFree = !lock || lock->holder == none;
    const bool inWorker = open && node.isExpanded && carrier == workflow::Carrier::Worker && runs && isFree;
    if (inEvaluator != node.inEvaluatorQueue) {
        node.inEvaluatorQueue = inEvaluator;
        if (inEvaluator)
            state.queues[0].nodes.insert(keyOf(run, index));
        else
            state.queues[0].nodes.erase(keyOf(run, index));
    }
    if (inWorker != node.inWorkerQueue) {
        node.inWorkerQueue = inWorker;
        auto &queue = state.queues[run.queues[index]].nodes;
        if (inWorker)
            queue.insert(keyOf(run, index));
        else
            queue.erase(keyOf(run, index));
    }
}

void setTaskState(Run &run, NodeIndex node, Task &task, TaskState to)
{
    TaskCounts &counts = run.nodes[node].counts;
    --counts[static_cast<std::size_t>(task.state)];
    ++counts[static_cast<std::size_t>(to)];
    task.state = to;
}

void openNode(State &state, Instant at, Run &run, NodeIndex index)
{
    if (run.cancelRequested || run.nodes[index].isDone)
        return; // all that waited came to its end with the request, and what was taken over had ended before
    NodeState &node = run.nodes[index];
    const workflow::PlanNode &plan = run.planOf(index);
    const bool isWanted = (node.fired || plan.predecessorCount == 0) && (node.failureFired || !plan.awaitsFailure);
    if (node.blocked || plan.disabled || !isWanted) {
        state.toEnd.emplace_back(run.index, index);
        return;
    }
    node.isReady = true;
    node.readyAt = at;
    Task &task = run.tasks[index];
    task.readyAt = at;
    setTaskState(run, index, task, TaskState::Ready);
    wantLock(state, run, index);
    refreshQueues(state, run, index);
}

void finishNode(State &state, Instant at, Run &run, NodeIndex index)
{
    NodeState &node = run.nodes[index];
    node.isDone = true;
    wantLockNoMore(state, run, index);
    refreshQueues(state, run, index);
    const auto count = [&](TaskState s) { return node.counts[static_cast<std::size_t>(s)]; };
    Ending end;
    end.failed = count(TaskState::Failed) + count(TaskState::Quarantined) > 0;
    end.succeeded = !end.failed && count(TaskState::Cancelled) + count(TaskState::Skipped) == 0;
    end.passedBy = count(TaskState::Skipped) > 0 && !node.blocked && !run.planOf(index).disabled;
    end.port = node.port;
    const bool failed = end.failed;
    bool handled = false;
    for (const workflow::PlanEdge &edge : run.plan->successorsOf(index)) {
        handled = handled || edge.on != EdgeCondition::Success;
        if (arrive(run, edge, end))
            openNode(state, at, run, edge.node);
    }
    if (failed && !handled && !run.hasFailed) {
        run.hasFailed = true;
        run.failedNode = index;
    }
    if (++run.nodesDone == run.nodes.size()) {
        run.wantsOutputs = !run.hasFailed && !run.cancelRequested && !run.plan->workflow.outputs.empty();
        if (run.wantsOutputs)
            state.queues[0].nodes.insert(ReadyKey{0, 0, run.index, none});
        else
            state.toFinish.push_back(run.index);
    }
}

void takeOver(const Run &earlier, Instant at, Run &run, NodeIndex index)
{
    const NodeState &from = earlier.nodes[index];
    NodeState &node = run.nodes[index];
    node.isTaken = node.isDone = node.isExpanded = true;
    node.taskCount = node.finalTasks = node.freshTask = from.taskCount;
    node.counts = from.counts;
    node.port = from.port;
    node.meanRunUs = from.meanRunUs;
    node.listAt = from.listAt;
    node.readyAt = at;
    if (from.firstTask != index) {
        node.firstTask = static_cast<TaskIndex>(run.tasks.size());
        run.tasks.resize(run.tasks.size() + from.taskCount);
        if (from.taskCount > 0)
            run.expansions.emplace_back(node.firstTask, index);
    }
    for (std::uint32_t offset = 0; offset < from.taskCount; ++offset) {
        const Task &old = earlier.tasks[from.firstTask + offset];
        Task &task = run.tasks[node.firstTask + offset];
        task.state = old.state;
        task.isPrepared = old.isPrepared;
        task.withAt = old.withAt;
        task.outputAt = old.outputAt;
        task.readyAt = at;
    }
}

} // namespace weftline::scheduler
