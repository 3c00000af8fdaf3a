// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What becomes of an attempt's start and end, and of results that do not count.

#include "engine/scheduler/stepper.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/base/hash_draw.h"
#include "engine/scheduler/retry.h"

namespace weftline::scheduler {

void Stepper::operator()(const Started &started) const
{
    const AttemptIndex index = state.find(started.attempt, started.session);
    if (index == none || state.attempts[index].isStarted || started.attempt.purpose != Purpose::Run)
        return;
    const Attempt &attempt = state.attempts[index];
    emit(AttemptStarted{attempt.run, attempt.task, attempt.number, attempt.worker, started.pid});
}

void Stepper::operator()(const Ended &ended) const
{
    const Worker *worker = state.worker(ended.session);
    const AttemptIndex index = worker ? state.find(ended.attempt, *worker) : none;
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

/// Whether this very result was applied before, and only its acknowledgement was lost.
bool Stepper::isApplied(const Ended &ended) const
{
    const AttemptName &name = ended.attempt;
    if (name.run >= state.runs.size() || name.task >= state.runs[name.run].tasks.size())
        return false;
    const Task &task = state.runs[name.run].tasks[name.task];
    return name.number != 0 && task.resultNumber == name.number && task.resultEpoch == name.epoch && task.resultWorker != none
        && state.workers[task.resultWorker].who.session == ended.session;
}

std::string_view Stepper::whyRefused(const AttemptName &name, const Worker *worker) const
{
    if (!worker)
        return "its session is not known here";
    if (name.run >= state.runs.size())
        return "its run is not known here";
    if (worker->state == WorkerState::Lost)
        return "its worker was taken for lost";
    const Run &run = state.runs[name.run];
    if (run.state != RunState::Running && run.tasks.empty())
        return "its run has ended already";
    if (name.task >= run.tasks.size() || name.number > run.tasks[name.task].attempts || name.number == 0)
        return "this attempt is not known here";
    const Task &task = run.tasks[name.task];
    if (isFinal(task.state))
        return "its task has ended already";
    for (AttemptIndex a = task.attempt; a != none; a = state.attempts[a].nextOfTask)
        if (state.attempts[a].number == name.number && state.attempts[a].purpose == Purpose::Run)
            return state.attempts[a].epoch != name.epoch ? "this attempt is of another epoch" : "this attempt is another worker's";
    return "this attempt has ended already";
}

void Stepper::refuse(const Ended &ended, const Worker *worker) const
{
    if (ended.attempt.purpose != Purpose::Run)
        return; // the evaluator was overtaken by a cancel; it keeps nothing
    std::string reason;
    if (!isApplied(ended)) {
        reason = whyRefused(ended.attempt, worker);
        emit(ResultRefused{ended.attempt, ended.session, reason});
    }
    sink.effect(Acknowledge{ended.session, ended.attempt, std::move(reason)});
}

TaskFinished Stepper::finishedBy(const Attempt &attempt, const Ended &ended) const
{
    const Task &task = state.runs[attempt.run].tasks[attempt.task];
    TaskFinished finished;
    finished.run = attempt.run;
    finished.task = attempt.task;
    finished.number = attempt.number;
    finished.worker = attempt.worker;
    const Instant now = std::max(at, state.now);
    // Another machine's clock: any two numbers, whose difference may be beyond all numbers.
    const std::uint64_t ran = ended.ended > ended.started
        ? static_cast<std::uint64_t>(ended.ended.us) - static_cast<std::uint64_t>(ended.started.us) : 0;
    const auto sinceDispatch = static_cast<std::uint64_t>(std::max(now - attempt.dispatchedAt, Duration{0}).count());
    finished.ran = Duration{static_cast<std::int64_t>(std::min(ran, sinceDispatch))};
    const Instant started = attempt.isStarted ? attempt.startedAt : std::max(attempt.dispatchedAt, now - finished.ran);
    finished.waited = attempt.dispatchedAt - task.readyAt;
    finished.dispatching = started - attempt.dispatchedAt;
    finished.ran = std::min(finished.ran, now - started);
    finished.returned = now - started - finished.ran;
    finished.reason = ended.reason;
    finished.use = ended.use;
    return finished;
}

void Stepper::endRun(const Attempt &attempt, const Ended &ended) const
{
    const Run &run = state.runs[attempt.run];
    const Task &task = run.tasks[attempt.task];
    const workflow::PlanNode &plan = run.planOf(run.nodeOf(attempt.task));
    if (ended.outcome == Outcome::Cancelled && !run.cancelRequested) { // nobody asked: its worker gave it up
        loseAttempt(state.find(ended.attempt, ended.session), attempt.isStarted || ended.ended > ended.started);
        return;
    }
    TaskFinished finished = finishedBy(attempt, ended);
    const bool failed = ended.outcome == Outcome::Failed || ended.outcome == Outcome::TimedOut;
    if (failed && !run.cancelRequested && task.retries < static_cast<std::uint32_t>(plan.retry.max)) {
        const std::uint32_t retry = task.retries + 1U;
        const std::uint64_t draw = hashDraw(run.seed, attempt.task, attempt.number, DrawPurpose::Jitter);
        emit(AttemptFailed{attempt.run, attempt.task, attempt.number, attempt.worker, ended.outcome, finished.ran,
                           ended.reason, std::max(at, state.now) + retryDelay(plan.retry, retry, draw), ended.use});
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
    if (plan.kind == workflow::Kind::Branch && finished.state == TaskState::Succeeded)
        emit(BranchTaken{attempt.run, run.nodeOf(attempt.task), ended.count});
    emit(std::move(finished));
}

void Stepper::failTask(const Attempt &attempt, const Ended &ended) const
{
    TaskFinished finished = finishedBy(attempt, ended);
    finished.state = TaskState::Failed;
    finished.number = 0; // no attempt of the task itself took place
    emit(std::move(finished));
}

void Stepper::endPrepare(const Attempt &attempt, const Ended &ended) const
{
    const Run &run = state.runs[attempt.run];
    const bool delays = run.planOf(run.nodeOf(attempt.task)).kind == workflow::Kind::Delay;
    if (ended.outcome == Outcome::Succeeded && delays)
        emit(DelayStarted{attempt.run, attempt.task, attempt.number, std::max(at, state.now) + ended.wait, ended.output});
    else if (ended.outcome == Outcome::Succeeded)
        emit(TaskPrepared{attempt.run, attempt.task, attempt.number, ended.output});
    else
        failTask(attempt, ended);
}

void Stepper::endExpand(const Attempt &attempt, const Ended &ended) const
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

void Stepper::endOutputs(const Attempt &attempt, const Ended &ended) const
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

} // namespace weftline::scheduler
