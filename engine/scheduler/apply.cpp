// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Makes events true. No decision is taken here: what an event does not say is derived from the state alone.

#include <algorithm>
#include <cassert>

#include "engine/scheduler/locks.h"
#include "engine/scheduler/node_progress.h"
#include "engine/scheduler/step.h"

namespace weftline::scheduler {
namespace {

std::uint32_t poolIndex(State &state, const std::string &name)
{
    const auto found = std::find(state.pools.begin(), state.pools.end(), name);
    if (found != state.pools.end())
        return static_cast<std::uint32_t>(found - state.pools.begin());
    state.pools.push_back(name);
    return static_cast<std::uint32_t>(state.pools.size() - 1);
}

std::uint32_t queueIndex(State &state, std::uint32_t pool, workflow::Kind kind)
{
    for (std::uint32_t q = 1; q < state.queues.size(); ++q)
        if (state.queues[q].pool == pool && state.queues[q].kind == kind)
            return q;
    state.queues.push_back({pool, kind, {}});
    return static_cast<std::uint32_t>(state.queues.size() - 1);
}

AttemptIndex &chainOf(Run &run, const Attempt &attempt)
{
    return attempt.purpose == Purpose::Outputs ? run.outputsAttempt : run.tasks[attempt.task].attempt;
}

/// Takes an attempt out of its task's and its worker's list and frees its place.
void removeAttempt(State &state, AttemptIndex index)
{
    Attempt &attempt = state.attempts[index];
    AttemptIndex *link = &chainOf(state.runs[attempt.run], attempt);
    while (*link != index)
        link = &state.attempts[*link].nextOfTask;
    *link = attempt.nextOfTask;
    Worker &worker = state.workers[attempt.worker];
    if (attempt.previousOfWorker != none)
        state.attempts[attempt.previousOfWorker].nextOfWorker = attempt.nextOfWorker;
    else
        worker.attempt = attempt.nextOfWorker;
    if (attempt.nextOfWorker != none)
        state.attempts[attempt.nextOfWorker].previousOfWorker = attempt.previousOfWorker;
    --worker.used;
    worker.backlogUs -= attempt.expectedUs;
    const Run &run = state.runs[attempt.run];
    const NodeIndex locked = !run.locks.empty() && attempt.purpose == Purpose::Run ? run.nodeOf(attempt.task) : none;
    attempt = Attempt{};
    state.freeAttempts.push_back(index);
    if (locked != none)
        freeLock(state, run, locked);
}

AttemptIndex findAttempt(const State &state, const Run &run, TaskIndex task, std::uint32_t number, Purpose purpose)
{
    AttemptIndex index = purpose == Purpose::Outputs ? run.outputsAttempt : run.tasks[task].attempt;
    while (index != none
           && (state.attempts[index].number != number || state.attempts[index].purpose != purpose))
        index = state.attempts[index].nextOfTask;
    return index;
}

/// A task that has no attempt any more and is not at its end may be tried again.
void makeReadyAgain(State &state, Run &run, NodeIndex index, TaskIndex taskIndex)
{
    Task &task = run.tasks[taskIndex];
    NodeState &node = run.nodes[index];
    setTaskState(run, index, task, TaskState::Ready);
    if (node.isExpanded) {
        if (run.planOf(index).prepared && !task.isPrepared)
            node.toPrepare.push(taskIndex);
        else
            node.toRun.push(taskIndex);
    }
    refreshQueues(state, run, index);
}

struct Applier
{
    State &state;
    Instant at;

    void operator()(const EngineStarted &started) const { state.epoch = started.epoch; }

    void operator()(const RunAccepted &accepted) const
    {
        assert(accepted.run == state.runs.size());
        const workflow::Plan &plan = *accepted.plan;
        Run &run = state.runs.emplace_back();
        run.index = accepted.run;
        run.id = accepted.id;
        run.by = accepted.by;
        run.name = plan.workflow.name;
        run.seed = accepted.seed;
        run.plan = accepted.plan;
        run.parameters = accepted.parameters;
        run.acceptedAt = at;
        run.acceptedPosition = state.position;
        run.nodes.resize(plan.nodes.size());
        run.tasks.resize(plan.nodes.size());
        run.queues.resize(plan.nodes.size());
        state.runById.emplace(run.id, run.index);
        std::vector<std::uint32_t> pools;
        for (const std::string &name : plan.pools)
            pools.push_back(poolIndex(state, name));
        for (NodeIndex n = 0; n < plan.nodes.size(); ++n) {
            NodeState &node = run.nodes[n];
            node.firstTask = n;
            node.openPredecessors = plan.nodes[n].predecessorCount;
            node.isExpanded = !plan.nodes[n].mapped;
            node.counts[static_cast<std::size_t>(TaskState::Waiting)] = 1;
            run.queues[n] = queueIndex(state, pools[plan.nodes[n].pool], plan.nodes[n].kind);
        }
        findLocks(state, run);
        run.retryOf = accepted.retryOf;
        for (const NodeIndex node : accepted.taken)
            takeOver(state.runs[run.retryOf], at, run, node);
        for (const NodeIndex root : plan.roots)
            openNode(state, at, run, root);
        for (const NodeIndex node : accepted.taken)
            finishNode(state, at, run, node);
        if (plan.nodes.empty())
            state.toFinish.push_back(run.index);
    }

    void operator()(const RunCancelRequested &requested) const
    {
        Run &run = state.runs[requested.run];
        run.cancelRequested = true;
        std::erase_if(state.timers, [&](const RetryTimer &timer) { return timer.run == requested.run; });
        for (NodeIndex n = 0; n < run.nodes.size(); ++n) {
            run.nodes[n].toPrepare = {};
            run.nodes[n].toRun = {};
            refreshQueues(state, run, n);
        }
        if (run.wantsOutputs) {
            run.wantsOutputs = false;
            state.queues[0].nodes.erase(ReadyKey{0, 0, run.index, none});
            state.toFinish.push_back(run.index);
        }
    }

    void operator()(const RunFinished &finished) const
    {
        Run &run = state.runs[finished.run];
        run.state = finished.state;
        run.reason = finished.reason;
        run.finishedAt = at;
        run.wantsOutputs = false;
        if (!finished.outputs.isEmpty())
            run.outputsAt = state.position;
        if (run.outputsAttempt != none)
            removeAttempt(state, run.outputsAttempt);
        std::erase(state.toFinish, run.index);
        state.finished.push_back(run.index);
        if (state.finished.size() > finishedRunsKept) {
            Run &oldest = state.runs[state.finished.front()];
            oldest.tasks = {};
            oldest.plan = nullptr;
            state.finished.erase(state.finished.begin());
        }
    }

    void operator()(const NodeExpanded &expanded) const
    {
        Run &run = state.runs[expanded.run];
        NodeState &node = run.nodes[expanded.node];
        assert(!node.isExpanded && expanded.firstTask == run.tasks.size());
        if (const AttemptIndex attempt = run.tasks[expanded.node].attempt; attempt != none)
            removeAttempt(state, attempt);
        node.expansionsInFlight = 0;
        node.isExpanded = true;
        node.firstTask = expanded.firstTask;
        node.taskCount = expanded.count;
        node.listAt = state.position;
        node.counts = {};
        node.counts[static_cast<std::size_t>(TaskState::Ready)] = expanded.count;
        Task item;
        item.state = TaskState::Ready;
        item.readyAt = at;
        run.tasks.resize(run.tasks.size() + expanded.count, item);
        if (expanded.count > 0)
            run.expansions.emplace_back(expanded.firstTask, expanded.node);
        refreshQueues(state, run, expanded.node);
        if (expanded.count == 0)
            finishNode(state, at, run, expanded.node);
    }

    void operator()(const TaskPrepared &prepared) const
    {
        Run &run = state.runs[prepared.run];
        Task &task = run.tasks[prepared.task];
        const NodeIndex node = run.nodeOf(prepared.task);
        removeAttempt(state, findAttempt(state, run, prepared.task, prepared.number, Purpose::Prepare));
        task.isPrepared = true;
        task.withAt = state.position;
        run.nodes[node].toRun.push(prepared.task);
        setTaskState(run, node, task, TaskState::Ready);
        refreshQueues(state, run, node);
    }

    void operator()(const AttemptDispatched &dispatched) const
    {
        Run &run = state.runs[dispatched.run];
        Worker &worker = state.workers[dispatched.worker];
        AttemptIndex index = static_cast<AttemptIndex>(state.attempts.size());
        if (state.freeAttempts.empty()) {
            state.attempts.emplace_back();
        } else {
            index = state.freeAttempts.back();
            state.freeAttempts.pop_back();
        }
        Attempt &attempt = state.attempts[index];
        attempt.run = dispatched.run;
        attempt.task = dispatched.task;
        attempt.number = dispatched.number;
        attempt.epoch = state.epoch;
        attempt.purpose = dispatched.purpose;
        attempt.worker = dispatched.worker;
        attempt.dispatchedAt = at;
        attempt.nextOfWorker = worker.attempt;
        AttemptIndex &chain = chainOf(run, attempt);
        attempt.nextOfTask = chain;
        chain = index;
        if (worker.attempt != none)
            state.attempts[worker.attempt].previousOfWorker = index;
        worker.attempt = index;
        ++worker.used;
        takeFromQueue(run, dispatched, attempt);
        if (dispatched.purpose == Purpose::Run)
            takeLock(state, run, run.nodeOf(dispatched.task), index);
    }

    void expect(Attempt &attempt, std::uint32_t us) const
    {
        attempt.expectedUs = us;
        state.workers[attempt.worker].backlogUs += us;
    }

    void takeFromQueue(Run &run, const AttemptDispatched &dispatched, Attempt &attempt) const
    {
        if (dispatched.purpose == Purpose::Outputs) {
            state.queues[0].nodes.erase(ReadyKey{0, 0, run.index, none});
            expect(attempt, unknownUs);
            return;
        }
        const NodeIndex index = run.nodeOf(dispatched.task);
        NodeState &node = run.nodes[index];
        expect(attempt, node.expectedUs(run.planOf(index).kind));
        Task &task = run.tasks[dispatched.task];
        if (dispatched.purpose == Purpose::Expand) {
            ++node.expansionsInFlight;
        } else {
            TaskQueue &queue = dispatched.purpose == Purpose::Prepare ? node.toPrepare : node.toRun;
            if (!queue.empty() && queue.front() == dispatched.task)
                queue.pop();
            else
                ++node.freshTask;
        }
        if (dispatched.purpose == Purpose::Run) {
            ++task.attempts;
            ++run.attempts;
            setTaskState(run, index, task, TaskState::Dispatched);
        }
        refreshQueues(state, run, index);
    }

    void operator()(const AttemptStarted &started) const
    {
        Run &run = state.runs[started.run];
        const AttemptIndex index = findAttempt(state, run, started.task, started.number, Purpose::Run);
        state.attempts[index].isStarted = true;
        state.attempts[index].startedAt = at;
        setTaskState(run, run.nodeOf(started.task), run.tasks[started.task], TaskState::Running);
    }

    void operator()(const AttemptFailed &failed) const
    {
        Run &run = state.runs[failed.run];
        Task &task = run.tasks[failed.task];
        const NodeIndex node = run.nodeOf(failed.task);
        const AttemptIndex index = findAttempt(state, run, failed.task, failed.number, Purpose::Run);
        task.resultNumber = failed.number;
        task.resultEpoch = state.attempts[index].epoch;
        task.resultWorker = failed.worker;
        removeAttempt(state, index);
        ++task.retries;
        ++run.retries;
        ++run.nodes[node].retries;
        setTaskState(run, node, task, TaskState::Waiting);
        state.timers.insert({failed.retryAt, failed.run, failed.task});
    }

    void operator()(const RetryReleased &released) const
    {
        Run &run = state.runs[released.run];
        dropTimer(released.run, released.task);
        makeReadyAgain(state, run, run.nodeOf(released.task), released.task);
    }

    void dropTimer(RunIndex run, TaskIndex task) const
    {
        const auto found = std::find_if(state.timers.begin(), state.timers.end(),
                                        [&](const RetryTimer &timer) { return timer.run == run && timer.task == task; });
        if (found != state.timers.end())
            state.timers.erase(found);
    }

    void operator()(const AttemptLost &lost) const
    {
        Run &run = state.runs[lost.run];
        removeAttempt(state, findAttempt(state, run, lost.task, lost.number, lost.purpose));
        if (lost.purpose == Purpose::Outputs) {
            if (run.wantsOutputs && !run.cancelRequested)
                state.queues[0].nodes.insert(ReadyKey{0, 0, run.index, none});
            return;
        }
        const NodeIndex index = run.nodeOf(lost.task);
        NodeState &node = run.nodes[index];
        Task &task = run.tasks[lost.task];
        if (lost.counts) {
            ++task.losses;
            ++node.losses;
        }
        if (lost.purpose == Purpose::Expand)
            node.expansionsInFlight = 0;
        if (task.attempt == none && !isFinal(task.state))
            makeReadyAgain(state, run, index, lost.task);
    }

    void operator()(const AttemptAdopted &adopted) const
    {
        (void)adopted; // the attempt is in the state already; the event is for those who watch
    }

    void operator()(const TaskFinished &finished) const
    {
        Run &run = state.runs[finished.run];
        Task &task = run.tasks[finished.task];
        const NodeIndex index = run.nodeOf(finished.task);
        NodeState &node = run.nodes[index];
        assert(!isFinal(task.state));
        task.resultNumber = finished.number;
        task.resultEpoch = 0; // of an attempt that was lost before: no result counted
        task.resultWorker = finished.worker;
        for (; task.attempt != none; removeAttempt(state, task.attempt))
            if (const Attempt &attempt = state.attempts[task.attempt]; attempt.number == finished.number && attempt.purpose == Purpose::Run)
                task.resultEpoch = attempt.epoch;
        if (task.state == TaskState::Ready) { // it was put back a moment ago, and comes to its end all the same
            node.toRun.remove(finished.task);
            node.toPrepare.remove(finished.task);
            refreshQueues(state, run, index);
        }
        if (!finished.output.isEmpty())
            task.outputAt = state.position;
        if (run.planOf(index).kind == workflow::Kind::Delay && task.state == TaskState::Running) {
            dropTimer(finished.run, finished.task);
            if (finished.state == TaskState::Succeeded)
                task.outputAt = task.withAt; // it gives on what came in
        }
        setTaskState(run, index, task, finished.state);
        if (finished.state == TaskState::Succeeded) {
            const auto ran = static_cast<std::uint32_t>(std::clamp<std::int64_t>(finished.ran.count(), 1, 1'000'000'000));
            node.meanRunUs = node.meanRunUs == 0 ? ran : node.meanRunUs - node.meanRunUs / 8 + ran / 8 + 1;
        }
        if (!state.toEnd.empty() && state.toEnd.back() == std::pair{finished.run, index})
            state.toEnd.pop_back();
        else
            std::erase(state.toEnd, std::pair{finished.run, index});
        if (++node.finalTasks == node.taskCount)
            finishNode(state, at, run, index);
    }

    void operator()(const WorkerJoined &joined) const
    {
        assert(joined.worker == state.workers.size());
        Worker &worker = state.workers.emplace_back();
        worker.who = joined;
        worker.pool = poolIndex(state, joined.pool);
        worker.since = at;
        state.workerBySession[joined.session] = joined.worker;
        state.present.push_back(joined.worker);
    }

    void setWorkerState(WorkerIndex index, WorkerState to) const
    {
        state.workers[index].state = to;
        state.workers[index].since = at;
    }

    void operator()(const WorkerSuspect &suspect) const { setWorkerState(suspect.worker, WorkerState::Suspect); }
    void operator()(const WorkerReturned &back) const
    {
        setWorkerState(back.worker, state.workers[back.worker].drains ? WorkerState::Draining : WorkerState::Active);
    }
    void operator()(const WorkerDraining &draining) const
    {
        setWorkerState(draining.worker, WorkerState::Draining);
        state.workers[draining.worker].drains = true;
    }

    void operator()(const WorkerLost &lost) const
    {
        setWorkerState(lost.worker, WorkerState::Lost);
        state.workers[lost.worker].noticedBy = lost.noticedBy;
        std::erase(state.present, lost.worker);
    }

    void operator()(const ResultRefused &refused) const
    {
        if (refused.attempt.run < state.runs.size())
            ++state.runs[refused.attempt.run].refused;
    }

    void operator()(const ResultOfferedAgain &) const { }
    void operator()(const CommandReceived &) const { }
    void operator()(const Sampled &) const { }
    void operator()(const AlertChanged &) const { }
    void operator()(const NoticeSent &) const { }
    void operator()(const NoticeFailed &) const { }
    void operator()(const EngineAlive &) const { }

    void operator()(const BranchTaken &taken) const
    {
        state.runs[taken.run].nodes[taken.node].port = static_cast<std::uint16_t>(taken.port);
    }

    void operator()(const DelayStarted &started) const
    {
        Run &run = state.runs[started.run];
        Task &task = run.tasks[started.task];
        const NodeIndex index = run.nodeOf(started.task);
        NodeState &node = run.nodes[index];
        removeAttempt(state, findAttempt(state, run, started.task, started.number, Purpose::Prepare));
        task.isPrepared = true;
        task.withAt = started.output.isEmpty() ? 0 : state.position;
        setTaskState(run, index, task, TaskState::Running);
        node.until = std::max(node.until, started.until);
        state.timers.insert({started.until, started.run, started.task});
        refreshQueues(state, run, index);
    }
};

} // namespace

void apply(State &state, const Event &event)
{
    ++state.position;
    state.now = event.at;
    std::visit(Applier{state, event.at}, event.fact);
}

} // namespace weftline::scheduler
