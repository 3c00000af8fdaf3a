// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// From an input to what follows from it. Reads the state, never changes it: events do, through the sink.

#include "engine/scheduler/step.h"

#include <algorithm>
#include <cassert>

#include <fmt/format.h>

#include "engine/base/hash_draw.h"
#include "engine/scheduler/retry.h"

namespace weftline::scheduler {

void Sink::event(Instant at, Fact fact)
{
    m_events.push_back({std::max(at, m_state.now), std::move(fact)});
    apply(m_state, m_events.back());
}

void Sink::clear()
{
    m_events.clear();
    m_effects.clear();
}

namespace {

AttemptName nameOfAttempt(const Attempt &attempt)
{
    return {attempt.run, attempt.task, attempt.number, attempt.epoch, attempt.purpose};
}

AttemptName nameOfAttempt(const State &state, const AttemptDispatched &dispatched)
{
    return {dispatched.run, dispatched.task, dispatched.number, state.epoch, dispatched.purpose};
}

struct Stepper
{
    const State &state;
    Instant at;
    Sink &sink;

    void emit(Fact fact) const { sink.event(at, std::move(fact)); }

    /// What follows by itself: nodes that cannot run come to their end, and runs all of whose nodes have.
    void settle() const
    {
        while (!state.toEnd.empty()) {
            const auto [run, node] = state.toEnd.back();
            endNode(run, node);
        }
        while (!state.toFinish.empty())
            finishRun(state.runs[state.toFinish.back()]);
    }

    void endNode(RunIndex runIndex, NodeIndex node) const
    {
        const Run &run = state.runs[runIndex];
        TaskFinished finished;
        finished.run = runIndex;
        finished.task = node;
        finished.state = run.cancelRequested ? TaskState::Cancelled : TaskState::Skipped;
        finished.reason = run.cancelRequested ? "The run was cancelled."
            : run.planOf(node).disabled       ? "The node is disabled."
                                              : "A node before it did not come to what its edge asks for.";
        emit(std::move(finished));
    }

    void finishRun(const Run &run) const
    {
        RunFinished finished;
        finished.run = run.index;
        finished.state = run.cancelRequested ? RunState::Cancelled : run.hasFailed ? RunState::Failed : RunState::Succeeded;
        if (run.cancelRequested)
            finished.reason = "It was cancelled.";
        else if (run.hasFailed)
            finished.reason = fmt::format("Node \"{}\" failed.", run.plan->workflow.nodes[run.failedNode].id);
        emit(std::move(finished));
    }

    void operator()(const TakeOffice &office) const
    {
        assert(office.epoch > state.epoch);
        emit(EngineStarted{office.epoch, office.version});
        const std::vector<WorkerIndex> present = state.present;
        for (const WorkerIndex worker : present) {
            if (state.workers[worker].who.evaluator)
                lose(worker, NoticedBy::Restart, "Its engine ended.", true);
            else if (state.workers[worker].state == WorkerState::Active)
                emit(WorkerSuspect{worker});
        }
    }

    void operator()(const Submit &submit) const
    {
        if (!state.run(submit.id)) {
            const auto run = static_cast<RunIndex>(state.runs.size());
            emit(RunAccepted{run, submit.id, submit.asker.name, submit.seed, submit.plan, submit.parameters});
        }
        sink.effect(Answer{submit.asker, submit.id, std::nullopt});
    }

    void operator()(const Cancel &cancel) const
    {
        const Run *run = state.run(cancel.id);
        if (!run) {
            sink.effect(Answer{cancel.asker, cancel.id,
                               Error{ErrorCode::NotFound, fmt::format("There is no run \"{}\" here.", cancel.id), cancel.id}});
            return;
        }
        if (run->state == RunState::Running && !run->cancelRequested)
            cancelRun(run->index, cancel.asker.name);
        sink.effect(Answer{cancel.asker, cancel.id, std::nullopt});
    }

    void cancelRun(RunIndex index, const std::string &by) const
    {
        emit(RunCancelRequested{index, by});
        const auto count = static_cast<TaskIndex>(state.runs[index].tasks.size());
        for (TaskIndex t = 0; t < count; ++t) {
            const Run &run = state.runs[index];
            const NodeIndex node = run.nodeOf(t);
            const bool isPlaceholder = t < run.nodes.size() && run.nodes[node].firstTask != t;
            const Task &task = run.tasks[t];
            if (isPlaceholder || isFinal(task.state))
                continue;
            stopAttempts(task, "The run was cancelled.");
            if (task.attempt == none || task.state == TaskState::Ready)
                finishCancelled(index, t);
        }
    }

    void stopAttempts(const Task &task, std::string_view reason) const
    {
        for (AttemptIndex a = task.attempt; a != none; a = state.attempts[a].nextOfTask)
            if (const Attempt &attempt = state.attempts[a]; attempt.purpose == Purpose::Run)
                sink.effect(StopAttempt{state.workers[attempt.worker].who.session, nameOfAttempt(attempt), std::string(reason)});
    }

    void finishCancelled(RunIndex run, TaskIndex task) const
    {
        TaskFinished finished;
        finished.run = run;
        finished.task = task;
        finished.state = TaskState::Cancelled;
        finished.reason = "The run was cancelled.";
        emit(std::move(finished));
    }

    void operator()(const Greeted &greeted) const
    {
        const SessionId &session = greeted.who.session;
        const Worker *known = state.worker(session);
        if (known && known->state == WorkerState::Lost)
            known = nullptr; // what it held went elsewhere: it begins anew, and what it still offers is refused by attempt
        if (!known) {
            WorkerJoined joined = greeted.who;
            joined.worker = static_cast<WorkerIndex>(state.workers.size());
            emit(std::move(joined));
            known = state.worker(session);
        } else if (known->state == WorkerState::Suspect) {
            emit(WorkerReturned{known->who.worker});
        }
        sink.effect(Welcome{session});
        reconcile(known->who.worker, greeted);
    }

    /// What the worker holds against what the journal says that it holds.
    void reconcile(WorkerIndex worker, const Greeted &greeted) const
    {
        std::vector<AttemptIndex> missing;
        for (AttemptIndex a = state.workers[worker].attempt; a != none; a = state.attempts[a].nextOfWorker)
            missing.push_back(a);
        for (const Held &held : greeted.held) {
            const AttemptIndex index = state.find(held.attempt, greeted.who.session);
            if (index != none) {
                std::erase(missing, index);
                adopt(index, held);
            } else if (!held.finished) {
                sink.effect(StopAttempt{greeted.who.session, held.attempt, "The engine does not know this attempt."});
            }
        }
        std::sort(missing.begin(), missing.end(), [&](AttemptIndex a, AttemptIndex b) {
            return nameOfAttempt(state.attempts[a]) < nameOfAttempt(state.attempts[b]);
        });
        for (const AttemptIndex index : missing)
            loseAttempt(index, false);
    }

    void adopt(AttemptIndex index, const Held &held) const
    {
        const Attempt &attempt = state.attempts[index];
        const RunIndex run = attempt.run;
        const bool cancelled = state.runs[run].cancelRequested;
        emit(AttemptAdopted{run, attempt.task, attempt.number, attempt.worker, attempt.epoch});
        if (held.started && !attempt.isStarted && !held.finished)
            emit(AttemptStarted{run, attempt.task, attempt.number, attempt.worker, 0});
        if (cancelled)
            sink.effect(StopAttempt{state.workers[attempt.worker].who.session, held.attempt, "The run was cancelled."});
    }

    void operator()(const Drained &drained) const
    {
        const Worker *worker = state.worker(drained.session);
        if (worker && worker->state == WorkerState::Active)
            emit(WorkerDraining{worker->who.worker});
    }

    void operator()(const ConnectionClosed &closed) const
    {
        const Worker *worker = state.worker(closed.session);
        if (worker && (worker->state == WorkerState::Active || worker->state == WorkerState::Draining))
            emit(WorkerSuspect{worker->who.worker});
    }

    void operator()(const Gone &gone) const
    {
        const Worker *worker = state.worker(gone.session);
        if (worker && worker->state != WorkerState::Lost)
            lose(worker->who.worker, gone.noticedBy, gone.reason, gone.onPurpose);
    }

    void lose(WorkerIndex worker, NoticedBy noticedBy, std::string reason, bool onPurpose) const
    {
        emit(WorkerLost{worker, noticedBy, std::move(reason)});
        std::vector<AttemptIndex> held;
        for (AttemptIndex a = state.workers[worker].attempt; a != none; a = state.attempts[a].nextOfWorker)
            held.push_back(a);
        std::sort(held.begin(), held.end(), [&](AttemptIndex a, AttemptIndex b) {
            return nameOfAttempt(state.attempts[a]) < nameOfAttempt(state.attempts[b]);
        });
        for (const AttemptIndex index : held)
            loseAttempt(index, state.attempts[index].isStarted && !onPurpose);
    }

    void loseAttempt(AttemptIndex index, bool counts) const
    {
        const Attempt attempt = state.attempts[index];
        emit(AttemptLost{attempt.run, attempt.task, attempt.number, attempt.worker, attempt.purpose, counts});
        if (attempt.purpose == Purpose::Outputs)
            return;
        const Run &run = state.runs[attempt.run];
        const Task &task = run.tasks[attempt.task];
        if (task.attempt != none || isFinal(task.state))
            return;
        if (run.cancelRequested) {
            finishCancelled(attempt.run, attempt.task);
        } else if (counts && task.losses >= run.planOf(run.nodeOf(attempt.task)).lossesMax) {
            TaskFinished finished;
            finished.run = attempt.run;
            finished.task = attempt.task;
            finished.number = attempt.number;
            finished.worker = attempt.worker;
            finished.state = TaskState::Quarantined;
            finished.reason = fmt::format("It took {} workers with it. Look at what it does to them; raise \"losses\" if they "
                                          "were lost for other reasons.", task.losses);
            emit(std::move(finished));
        }
    }

    void operator()(const Started &started) const
    {
        const AttemptIndex index = state.find(started.attempt, started.session);
        if (index == none || state.attempts[index].isStarted || started.attempt.purpose != Purpose::Run)
            return;
        const Attempt &attempt = state.attempts[index];
        emit(AttemptStarted{attempt.run, attempt.task, attempt.number, attempt.worker, started.pid});
    }

    void operator()(const Ended &ended) const
    {
        const AttemptIndex index = state.find(ended.attempt, ended.session);
        const Worker *worker = state.worker(ended.session);
        if (ended.again && worker)
            emit(ResultOfferedAgain{ended.attempt, worker->who.worker});
        if (index == none) {
            refuse(ended, worker);
            return;
        }
        const Attempt attempt = state.attempts[index];
        switch (attempt.purpose) {
        case Purpose::Run: endRun(attempt, ended); break;
        case Purpose::Prepare: endPrepare(attempt, ended); break;
        case Purpose::Expand: endExpand(attempt, ended); break;
        case Purpose::Outputs: endOutputs(attempt, ended); break;
        }
        if (attempt.purpose == Purpose::Run)
            sink.effect(Acknowledge{ended.session, ended.attempt, {}});
    }

    void refuse(const Ended &ended, const Worker *worker) const
    {
        const AttemptName &name = ended.attempt;
        if (name.purpose != Purpose::Run)
            return; // the evaluator was overtaken by a cancel; it keeps nothing
        std::string reason = "this attempt is not known here";
        if (!worker) {
            reason = "its session is not known here";
        } else if (name.run < state.runs.size() && name.task < state.runs[name.run].tasks.size()) {
            const Task &task = state.runs[name.run].tasks[name.task];
            if (task.finalNumber == name.number && name.number != 0 && task.finalWorker == worker->who.worker) {
                sink.effect(Acknowledge{ended.session, name, {}}); // applied before; only its acknowledgement was lost
                return;
            }
            if (worker->state == WorkerState::Lost)
                reason = "its worker was taken for lost";
            else if (isFinal(task.state))
                reason = "the task has ended already";
            else if (name.number <= task.attempts)
                reason = "this attempt has ended already";
        }
        emit(ResultRefused{name, ended.session, reason});
        sink.effect(Acknowledge{ended.session, name, reason});
    }

    TaskFinished finishedBy(const Attempt &attempt, const Ended &ended) const
    {
        const Task &task = state.runs[attempt.run].tasks[attempt.task];
        TaskFinished finished;
        finished.run = attempt.run;
        finished.task = attempt.task;
        finished.number = attempt.number;
        finished.worker = attempt.worker;
        const Instant now = std::max(at, state.now);
        finished.ran = std::clamp(ended.ended - ended.started, Duration{0}, std::max(now - attempt.dispatchedAt, Duration{0}));
        const Instant started = attempt.isStarted ? attempt.startedAt : std::max(attempt.dispatchedAt, now - finished.ran);
        finished.waited = attempt.dispatchedAt - task.readyAt;
        finished.dispatching = started - attempt.dispatchedAt;
        finished.ran = std::min(finished.ran, now - started);
        finished.returned = now - started - finished.ran;
        finished.reason = ended.reason;
        return finished;
    }

    void endRun(const Attempt &attempt, const Ended &ended) const
    {
        const Run &run = state.runs[attempt.run];
        const Task &task = run.tasks[attempt.task];
        const workflow::PlanNode &plan = run.planOf(run.nodeOf(attempt.task));
        TaskFinished finished = finishedBy(attempt, ended);
        const bool failed = ended.outcome == Outcome::Failed || ended.outcome == Outcome::TimedOut;
        if (failed && !run.cancelRequested && task.retries < static_cast<std::uint32_t>(plan.retry.max)) {
            const std::uint32_t retry = task.retries + 1U;
            const std::uint64_t draw = hashDraw(run.seed, attempt.task, attempt.number, DrawPurpose::Jitter);
            emit(AttemptFailed{attempt.run, attempt.task, attempt.number, attempt.worker, ended.outcome, finished.ran,
                               ended.reason, std::max(at, state.now) + retryDelay(plan.retry, retry, draw)});
            return;
        }
        for (AttemptIndex a = task.attempt; a != none; a = state.attempts[a].nextOfTask)
            if (const Attempt &other = state.attempts[a]; other.number != attempt.number && other.purpose == Purpose::Run)
                sink.effect(StopAttempt{state.workers[other.worker].who.session, nameOfAttempt(other),
                                        "Another attempt of this task gave its result first."});
        finished.state = ended.outcome == Outcome::Succeeded ? TaskState::Succeeded
            : failed                                         ? TaskState::Failed
                                                             : TaskState::Cancelled;
        finished.output = ended.output;
        emit(std::move(finished));
    }

    void failTask(const Attempt &attempt, const Ended &ended) const
    {
        TaskFinished finished = finishedBy(attempt, ended);
        finished.state = ended.outcome == Outcome::Cancelled ? TaskState::Cancelled : TaskState::Failed;
        finished.number = 0; // no attempt of the task itself took place
        emit(std::move(finished));
    }

    void endPrepare(const Attempt &attempt, const Ended &ended) const
    {
        if (ended.outcome == Outcome::Succeeded)
            emit(TaskPrepared{attempt.run, attempt.task, attempt.number, ended.output});
        else
            failTask(attempt, ended);
    }

    void endExpand(const Attempt &attempt, const Ended &ended) const
    {
        const Run &run = state.runs[attempt.run];
        const auto firstTask = static_cast<TaskIndex>(run.tasks.size());
        if (ended.outcome == Outcome::Succeeded && ended.count <= tasksMax - firstTask) {
            emit(NodeExpanded{attempt.run, run.nodeOf(attempt.task), firstTask, ended.count, ended.output});
            return;
        }
        Ended failed = ended;
        if (ended.outcome == Outcome::Succeeded) {
            failed.outcome = Outcome::Failed;
            failed.reason = fmt::format("The list of the map has {} items. A run has at most {} tasks.", ended.count, tasksMax);
        }
        failTask(attempt, failed);
    }

    void endOutputs(const Attempt &attempt, const Ended &ended) const
    {
        RunFinished finished;
        finished.run = attempt.run;
        if (ended.outcome == Outcome::Succeeded) {
            finished.outputs = ended.output;
        } else {
            finished.state = RunState::Failed;
            finished.reason = ended.reason;
        }
        emit(std::move(finished));
    }

    void operator()(const TimePassed &) const
    {
        while (!state.timers.empty() && state.timers.begin()->at <= at) {
            const RetryTimer due = *state.timers.begin();
            emit(RetryReleased{due.run, due.task});
        }
    }

    void operator()(const Note &note) const
    {
        std::visit([&](const auto &fact) { emit(fact); }, note.what);
    }
};

} // namespace

void step(const State &state, const Input &input, Sink &sink)
{
    const Stepper stepper{state, input.at, sink};
    std::visit(stepper, input.what);
    stepper.settle();
}

void dispatch(const State &state, Instant at, const Placement &placement, Sink &sink)
{
    const bool isRun = placement.purpose == Purpose::Run;
    AttemptDispatched dispatched;
    dispatched.run = placement.run;
    dispatched.task = placement.task;
    // The evaluator's attempts are never tried twice in one epoch, so the epoch counts them.
    dispatched.number = isRun ? state.runs[placement.run].tasks[placement.task].attempts + 1U : state.epoch;
    dispatched.worker = placement.worker;
    dispatched.purpose = placement.purpose;
    sink.effect(Dispatch{placement.worker, nameOfAttempt(state, dispatched)});
    sink.event(at, dispatched);
}

std::optional<Instant> nextTimer(const State &state)
{
    if (state.timers.empty())
        return std::nullopt;
    return state.timers.begin()->at;
}

} // namespace weftline::scheduler
