// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Workers that come, go, and come back: what they hold against what the journal says they hold.

#include "engine/scheduler/stepper.h"

#include <algorithm>
#include <cassert>

#include <fmt/format.h>

namespace weftline::scheduler {

void Stepper::operator()(const TakeOffice &office) const
{
    assert(office.epoch > state.epoch);
    emit(EngineStarted{office.epoch, office.version});
    const std::vector<WorkerIndex> present = state.present;
    for (const WorkerIndex worker : present) {
        if (state.workers[worker].who.evaluator)
            lose(worker, NoticedBy::Restart, "Its engine ended.", true);
        else if (state.workers[worker].state != WorkerState::Suspect)
            emit(WorkerSuspect{worker});
    }
}

void Stepper::operator()(const Greeted &greeted) const
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

void Stepper::reconcile(WorkerIndex worker, const Greeted &greeted) const
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

void Stepper::adopt(AttemptIndex index, const Held &held) const
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

void Stepper::operator()(const Drained &drained) const
{
    const Worker *worker = state.worker(drained.session);
    if (worker && worker->state == WorkerState::Active)
        emit(WorkerDraining{worker->who.worker});
}

void Stepper::operator()(const ConnectionClosed &closed) const
{
    const Worker *worker = state.worker(closed.session);
    if (worker && (worker->state == WorkerState::Active || worker->state == WorkerState::Draining))
        emit(WorkerSuspect{worker->who.worker});
}

void Stepper::operator()(const Gone &gone) const
{
    const Worker *worker = state.worker(gone.session);
    if (worker && worker->state != WorkerState::Lost)
        lose(worker->who.worker, gone.noticedBy, gone.reason, gone.onPurpose);
}

void Stepper::lose(WorkerIndex worker, NoticedBy noticedBy, std::string reason, bool onPurpose) const
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

void Stepper::loseAttempt(AttemptIndex index, bool counts) const
{
    const Attempt attempt = state.attempts[index];
    emit(AttemptLost{attempt.run, attempt.task, attempt.number, attempt.worker, attempt.purpose, counts});
    if (attempt.purpose == Purpose::Outputs)
        return;
    const Run &run = state.runs[attempt.run];
    const Task &task = run.tasks[attempt.task];
    if (task.attempt != none || isFinal(task.state))
        return;
    const workflow::PlanNode &plan = run.planOf(run.nodeOf(attempt.task));
    if (run.cancelRequested)
        finishCancelled(attempt.run, attempt.task);
    else if (plan.once && attempt.purpose == Purpose::Run)
        quarantine(attempt, "It may have been started, nobody knows how it went, and its node says \"once\". Look at what it did; do the run "
                            "again where it is to be done.");
    else if (counts && task.losses >= plan.lossesMax)
        quarantine(attempt, fmt::format("It took {} with it. Look at what it does to them; raise \"losses\" if they were lost for other reasons.",
                                        task.losses == 1 ? std::string("a worker") : fmt::format("{} workers", task.losses)));
}

void Stepper::quarantine(const Attempt &attempt, std::string reason) const
{
    TaskFinished finished;
    finished.run = attempt.run;
    finished.task = attempt.task;
    finished.number = attempt.number;
    finished.worker = attempt.worker;
    finished.state = TaskState::Quarantined;
    finished.reason = std::move(reason);
    emit(std::move(finished));
}

} // namespace weftline::scheduler
