// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The parts of step(): what follows from each input. Inside of this folder only.

#pragma once

#include "engine/scheduler/step.h"

namespace weftline::scheduler {

[[nodiscard]] inline AttemptName nameOfAttempt(const Attempt &attempt)
{
    return {attempt.run, attempt.task, attempt.number, attempt.epoch, attempt.purpose};
}

/// Reads the state, never changes it: events do, through the sink.
struct Stepper
{
    const State &state;
    Instant at;
    Sink &sink;

    // step.cpp
    /// What follows by itself: nodes that cannot run come to their end, and runs all of whose nodes have.
    void settle() const;
    void endNode(RunIndex runIndex, NodeIndex node) const;
    void finishRun(const Run &run) const;
    void operator()(const Submit &submit) const;
    void operator()(const Cancel &cancel) const;
    void cancelRun(RunIndex index, const std::string &by) const;
    void stopAttempts(const Task &task, std::string_view reason) const;
    void finishCancelled(RunIndex run, TaskIndex task) const;
    void operator()(const TimePassed &) const;
    void endDelay(const RetryTimer &due) const;
    void operator()(const Note &note) const;

    // step_retry.cpp
    void operator()(const Retry &retry) const;

    // step_workers.cpp
    void operator()(const TakeOffice &office) const;
    void operator()(const Greeted &greeted) const;
    /// What the worker holds against what the journal says that it holds.
    void reconcile(WorkerIndex worker, const Greeted &greeted) const;
    void adopt(AttemptIndex index, const Held &held) const;
    void operator()(const Drained &drained) const;
    void operator()(const ConnectionClosed &closed) const;
    void operator()(const Gone &gone) const;
    void lose(WorkerIndex worker, NoticedBy noticedBy, std::string reason, bool onPurpose) const;
    void loseAttempt(AttemptIndex index, bool counts) const;
    void quarantine(const Attempt &attempt, std::string reason) const;

    // step_results.cpp
    void operator()(const Started &started) const;
    void operator()(const Ended &ended) const;
    bool isApplied(const Ended &ended) const;
    std::string_view whyRefused(const AttemptName &name, const Worker *worker) const;
    void refuse(const Ended &ended, const Worker *worker) const;
    TaskFinished finishedBy(const Attempt &attempt, const Ended &ended) const;
    void endRun(const Attempt &attempt, const Ended &ended) const;
    void failTask(const Attempt &attempt, const Ended &ended) const;
    void endPrepare(const Attempt &attempt, const Ended &ended) const;
    void endExpand(const Attempt &attempt, const Ended &ended) const;
    void endOutputs(const Attempt &attempt, const Ended &ended) const;

    template <typename F>
    void emit(F &&fact) const
    {
        sink.event(at, std::forward<F>(fact));
    }
};

} // namespace weftline::scheduler
