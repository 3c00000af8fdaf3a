// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which ready task gets which free slot, and why a task gets none.

#include <algorithm>

#include <fmt/format.h>

#include "engine/scheduler/step.h"

namespace weftline::scheduler {
namespace {

/// How much work, at the pace that its tasks have had, may wait in a worker for one of its slots: about one round trip's
/// worth, so that short tasks keep workers busy, long ones never queue behind a busy worker while another becomes free, and
/// short ones never queue behind long ones.
constexpr std::uint64_t prefetchUs = 2000;

bool hasPlace(const State &state, const Worker &worker, const ReadyQueue &queue, const ReadyKey &key)
{
    const std::uint32_t slots = worker.who.slots;
    if (worker.used < slots)
        return true;
    if (key.node == none || worker.used >= slots + prefetchMax)
        return false;
    if (isDispatchedWithCare(state.runs[key.run].planOf(key.node)))
        return false; // what may be started once only is lost with its worker, begun or not; and nobody holds a lock to wait with it
    return worker.backlogUs + state.runs[key.run].nodes[key.node].expectedUs(queue.kind) <= prefetchUs * slots;
}

bool carriesOut(const Worker &worker, const ReadyQueue &queue)
{
    if (worker.state != WorkerState::Active)
        return false;
    if (queue.pool == none)
        return worker.who.evaluator;
    return !worker.who.evaluator && worker.pool == queue.pool
        && (worker.who.kinds >> static_cast<unsigned>(queue.kind) & 1U) != 0;
}

/// The worker with the smallest share of its slots used; the one that joined first among equals.
const Worker *leastLoaded(const State &state, const ReadyQueue &queue, const ReadyKey &key)
{
    const Worker *best = nullptr;
    for (const WorkerIndex index : state.present) {
        const Worker &worker = state.workers[index];
        if (!carriesOut(worker, queue))
            continue;
        if (!hasPlace(state, worker, queue, key))
            continue;
        if (!best || std::uint64_t{worker.used} * best->who.slots < std::uint64_t{best->used} * worker.who.slots)
            best = &worker;
    }
    return best;
}

Placement placementOf(const State &state, const ReadyQueue &queue, const ReadyKey &key, const Worker &worker)
{
    Placement placement{key.run, 0, Purpose::Run, worker.who.worker};
    if (key.node == none) {
        placement.purpose = Purpose::Outputs;
        return placement;
    }
    const Run &run = state.runs[key.run];
    const NodeState &node = run.nodes[key.node];
    const workflow::PlanNode &plan = run.planOf(key.node);
    const bool byEvaluator = queue.pool == none;
    const TaskQueue *tasks = &node.toRun;
    if (!node.isExpanded) {
        placement.purpose = Purpose::Expand;
        placement.task = key.node;
        return placement;
    }
    if (byEvaluator && carrierOf(plan.kind) != workflow::Carrier::Evaluator) {
        placement.purpose = Purpose::Prepare;
        tasks = &node.toPrepare;
    }
    placement.task = tasks->empty() ? node.firstTask + node.freshTask : tasks->front();
    return placement;
}

} // namespace

std::optional<Placement> next(const State &state)
{
    const ReadyQueue *bestQueue = nullptr;
    const Worker *bestWorker = nullptr;
    for (const ReadyQueue &queue : state.queues) {
        if (queue.nodes.empty())
            continue;
        const ReadyKey &key = *queue.nodes.begin();
        if (bestQueue && *bestQueue->nodes.begin() < key)
            continue;
        if (const Worker *worker = leastLoaded(state, queue, key)) {
            bestQueue = &queue;
            bestWorker = worker;
        }
    }
    if (!bestQueue)
        return std::nullopt;
    return placementOf(state, *bestQueue, *bestQueue->nodes.begin(), *bestWorker);
}

namespace {

/// Why nobody has taken what stands in the queue.
std::string whyNotTaken(const State &state, const ReadyQueue &queue, const workflow::Node &node)
{
    std::uint32_t connected = 0;
    std::uint32_t able = 0;
    for (const WorkerIndex w : state.present) {
        const Worker &worker = state.workers[w];
        connected += worker.state == WorkerState::Active && !worker.who.evaluator && worker.pool == queue.pool ? 1 : 0;
        able += carriesOut(worker, queue) ? 1 : 0;
    }
    if (able > 0)
        return queue.pool == none ? "the evaluator is busy" : "all slots are taken";
    if (queue.pool == none)
        return "the evaluator is starting";
    if (connected == 0)
        return fmt::format("no worker in pool \"{}\" is connected", node.pool);
    return fmt::format("no worker in pool \"{}\" carries out \"{}\"", node.pool, infoOf(node.kind).name);
}

} // namespace

std::string whyNotRunning(const State &state, RunIndex runIndex, TaskIndex taskIndex)
{
    const Run &run = state.runs[runIndex];
    if (taskIndex >= run.tasks.size())
        return "the run has ended";
    const Task &task = run.tasks[taskIndex];
    const NodeIndex index = run.nodeOf(taskIndex);
    const NodeState &nodeState = run.nodes[index];
    const workflow::Node &node = run.plan->workflow.nodes[index];
    if (task.state == TaskState::Waiting && task.retries > 0)
        return fmt::format("waits for the time of attempt {}", task.attempts + 1);
    if (task.state == TaskState::Waiting) {
        for (const workflow::PlanEdge &edge : run.plan->predecessorsOf(index))
            if (!run.nodes[edge.node].isDone)
                return fmt::format("waits for \"{}\"", run.plan->workflow.nodes[edge.node].id);
        return {};
    }
    if (task.state != TaskState::Ready || (taskIndex == index && nodeState.firstTask != taskIndex))
        return {}; // the items of an expanded map stand for it
    if (const Lock *lock = state.lockOf(run, index); lock && lock->holder != none && nodeState.isExpanded && task.attempt == none)
        return fmt::format("waits for lock \"{}\", which run \"{}\" holds", lock->name, state.runs[state.attempts[lock->holder].run].id);
    if (task.attempt != none)
        return nodeState.isExpanded ? "its parameters are being evaluated" : "its list is being evaluated";
    if (nodeState.isExpanded && run.planOf(index).prepared && !task.isPrepared && nodeState.toRun.size() >= preparedMax)
        return fmt::format("{} tasks of \"{}\" before it wait for a slot", nodeState.toRun.size(), node.id);
    const bool byEvaluator = !nodeState.isExpanded || carrierOf(node.kind) == workflow::Carrier::Evaluator
        || (run.planOf(index).prepared && !task.isPrepared);
    return whyNotTaken(state, state.queues[byEvaluator ? 0 : run.queues[index]], node);
}

} // namespace weftline::scheduler
