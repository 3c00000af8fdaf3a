// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// From an input to what follows from it: runs, time, and what follows by itself. Results are in step_results.cpp, workers
// in step_workers.cpp.

#include "engine/scheduler/stepper.h"

#include <algorithm>

#include <fmt/format.h>

namespace weftline::scheduler {

void Sink::clear()
{
    m_events.clear();
    m_effects.clear();
}

void Stepper::settle() const
{
    while (!state.toEnd.empty()) {
        const auto [run, node] = state.toEnd.back();
        endNode(run, node);
    }
    while (!state.toFinish.empty())
        finishRun(state.runs[state.toFinish.back()]);
}

void Stepper::endNode(RunIndex runIndex, NodeIndex node) const
{
    const Run &run = state.runs[runIndex];
    TaskFinished finished;
    finished.run = runIndex;
    finished.task = node;
    finished.state = TaskState::Skipped;
    finished.reason = run.planOf(node).disabled  ? "The node is disabled."
        : run.nodes[node].blocked ? "A node before it did not come to what its edge asks for."
                                  : "No way to it was taken.";
    emit(std::move(finished));
}

void Stepper::finishRun(const Run &run) const
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

void Stepper::operator()(const Submit &submit) const
{
    if (!state.run(submit.id)) {
        const auto run = static_cast<RunIndex>(state.runs.size());
        emit(RunAccepted{run, submit.id, submit.asker.name, submit.seed, submit.plan, submit.parameters, none, {}});
    }
    sink.effect(Answer{submit.asker, submit.id, std::nullopt});
}

void Stepper::operator()(const Cancel &cancel) const
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

void Stepper::cancelRun(RunIndex index, const std::string &by) const
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

void Stepper::stopAttempts(const Task &task, std::string_view reason) const
{
    for (AttemptIndex a = task.attempt; a != none; a = state.attempts[a].nextOfTask)
        if (const Attempt &attempt = state.attempts[a]; attempt.purpose == Purpose::Run)
            sink.effect(StopAttempt{state.workers[attempt.worker].who.session, nameOfAttempt(attempt), std::string(reason)});
}

void Stepper::finishCancelled(RunIndex run, TaskIndex task) const
{
    TaskFinished finished;
    finished.run = run;
    finished.task = task;
    finished.state = TaskState::Cancelled;
    finished.reason = "The run was cancelled.";
    emit(std::move(finished));
}

void Stepper::operator()(const TimePassed &) const
{
    while (!state.timers.empty() && state.timers.begin()->at <= at) {
        const RetryTimer due = *state.timers.begin();
        if (state.runs[due.run].tasks[due.task].state == TaskState::Running)
            endDelay(due);
        else
            emit(RetryReleased{due.run, due.task});
    }
}

void Stepper::endDelay(const RetryTimer &due) const
{
    TaskFinished finished;
    finished.run = due.run;
    finished.task = due.task;
    finished.ran = std::max(at, state.now) - state.runs[due.run].tasks[due.task].readyAt;
    emit(std::move(finished));
}

void Stepper::operator()(const Note &note) const
{
    std::visit([&](const auto &fact) { emit(fact); }, note.what);
    if (note.number != 0)
        sink.effect(Noted{note.number});
}

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
    sink.effect(Dispatch{placement.worker, {placement.run, placement.task, dispatched.number, state.epoch, placement.purpose}});
    sink.event(at, dispatched);
}

std::optional<Instant> nextTimer(const State &state)
{
    if (state.timers.empty())
        return std::nullopt;
    return state.timers.begin()->at;
}

} // namespace weftline::scheduler
