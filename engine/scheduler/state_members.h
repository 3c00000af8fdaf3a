// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a state is made of, for snapshots of it: said once, for writing and for reading (engine/encoding/members.h). Whoever
// gives one of these types a member adds it here, and raises the number in engine/service/snapshot.cpp.
//
// Plans are left out: they stand in the journal, with the acceptance of their runs.

#pragma once

#include "engine/base/members_of.h"
#include "engine/scheduler/state.h"

namespace weftline::workflow {

[[nodiscard]] constexpr std::uint64_t countOf(Kind)
{
    return kindCount;
}

} // namespace weftline::workflow

namespace weftline::scheduler {

void members(auto &archive, Of<Task> auto &task)
{
    archive(task.state, task.isPrepared, task.attempts, task.retries, task.losses, task.attempt, task.resultNumber, task.resultEpoch,
            task.resultWorker, task.readyAt, task.withAt, task.outputAt);
}

void members(auto &archive, Of<NodeState> auto &node)
{
    archive(node.firstTask, node.taskCount, node.openPredecessors, node.finalTasks, node.blocked, node.fired, node.failureFired, node.port,
            node.isReady, node.isExpanded, node.isDone, node.isTaken, node.inEvaluatorQueue, node.inWorkerQueue, node.expansionsInFlight,
            node.freshTask, node.toPrepare, node.toRun, node.counts, node.retries, node.losses, node.meanRunUs, node.listAt, node.readyAt,
            node.until);
}

void members(auto &archive, Of<Attempt> auto &attempt)
{
    archive(attempt.run, attempt.task, attempt.number, attempt.epoch, attempt.purpose, attempt.isStarted, attempt.worker, attempt.expectedUs,
            attempt.dispatchedAt, attempt.startedAt, attempt.nextOfTask, attempt.nextOfWorker, attempt.previousOfWorker);
}

void members(auto &archive, Of<Run> auto &run)
{
    archive(run.index, run.id, run.by, run.name, run.seed, run.parameters, run.state, run.cancelRequested, run.wantsOutputs,
            run.outputsAttempt, run.reason, run.nodesDone, run.hasFailed, run.failedNode, run.nodes, run.tasks, run.expansions, run.queues,
            run.locks, run.acceptedAt, run.finishedAt, run.acceptedPosition, run.outputsAt, run.retryOf, run.attempts, run.retries,
            run.refused);
}

void members(auto &archive, Of<WorkerJoined> auto &who)
{
    archive(who.worker, who.session, who.name, who.pool, who.host, who.pid, who.slots, who.kinds, who.evaluator, who.local);
}

void members(auto &archive, Of<Worker> auto &worker)
{
    archive(worker.who, worker.state, worker.pool, worker.used, worker.backlogUs, worker.attempt, worker.drains, worker.since,
            worker.noticedBy);
}

void members(auto &archive, Of<Lock> auto &lock)
{
    archive(lock.name, lock.holder, lock.fence, lock.wanted);
}

void members(auto &archive, Of<ReadyKey> auto &key)
{
    archive(key.priority, key.height, key.run, key.node);
}

void members(auto &archive, Of<ReadyQueue> auto &queue)
{
    archive(queue.pool, queue.kind, queue.nodes);
}

void members(auto &archive, Of<RetryTimer> auto &timer)
{
    archive(timer.at, timer.run, timer.task);
}

template <class Archive>
void members(Archive &archive, Of<State> auto &state)
{
    archive(state.epoch, state.position, state.now, state.runs, state.finished, state.workers, state.present, state.pools, state.queues,
            state.locks, state.attempts, state.freeAttempts, state.timers, state.toEnd, state.toFinish);
    if constexpr (Archive::reads) {
        for (const Run &run : state.runs)
            state.runById.emplace(run.id, run.index);
        for (const Worker &worker : state.workers)
            state.workerBySession[worker.who.session] = worker.who.worker; // the last of a session's workers
    }
}

} // namespace weftline::scheduler
