// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The facts of which the journal consists. Whatever is known about the past is folded from these.
//
// An event names runs, tasks and workers by index; the events RunAccepted and WorkerJoined give the indices their names.

#pragma once

#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/model_use.h"
#include "engine/base/payload.h"
#include "engine/base/time.h"
#include "engine/scheduler/ids.h"

namespace weftline::scheduler {

struct EngineStarted
{
    std::uint32_t epoch = 0;
    std::string version;

    bool operator==(const EngineStarted &) const = default;
};

struct RunAccepted
{
    RunIndex run = 0; ///< The next free one.
    std::string id; ///< Made by the client.
    std::string by; ///< Who submitted it.
    std::uint64_t seed = 0; ///< Of every draw in this run.
    std::shared_ptr<const workflow::Plan> plan;
    Object parameters; ///< Resolved: all of them, with their types.
    RunIndex retryOf = none; ///< The earlier run of the same workflow that this one does again, as far as it has to.
    std::vector<NodeIndex> taken; ///< Nodes taken over from it, ascending: their tasks have ended, with the outputs of then.

    bool operator==(const RunAccepted &other) const;
};

struct RunCancelRequested
{
    RunIndex run = 0;
    std::string by;

    bool operator==(const RunCancelRequested &) const = default;
};

struct RunFinished
{
    RunIndex run = 0;
    RunState state = RunState::Succeeded;
    std::string reason; ///< Why it is not Succeeded.
    Payload outputs; ///< What the workflow's `outputs` name; empty where it names none.

    bool operator==(const RunFinished &) const = default;
};

/// The list of a mapped node is known: its items become tasks `firstTask` … `firstTask + count - 1`.
struct NodeExpanded
{
    RunIndex run = 0;
    NodeIndex node = 0;
    TaskIndex firstTask = 0;
    std::uint32_t count = 0;
    Payload list;

    bool operator==(const NodeExpanded &) const = default;
};

/// The parameters of a task are evaluated.
struct TaskPrepared
{
    RunIndex run = 0;
    TaskIndex task = 0;
    std::uint32_t number = 0; ///< Of the Prepare attempt.
    Payload with;

    bool operator==(const TaskPrepared &) const = default;
};

struct AttemptDispatched
{
    RunIndex run = 0;
    TaskIndex task = 0;
    std::uint32_t number = 0;
    WorkerIndex worker = 0;
    Purpose purpose = Purpose::Run;

    bool operator==(const AttemptDispatched &) const = default;
};

struct AttemptStarted
{
    RunIndex run = 0;
    TaskIndex task = 0;
    std::uint32_t number = 0;
    WorkerIndex worker = 0;
    std::int64_t pid = 0;

    bool operator==(const AttemptStarted &) const = default;
};

/// An attempt ended without success, and the task will be tried again at `retryAt`.
struct AttemptFailed
{
    RunIndex run = 0;
    TaskIndex task = 0;
    std::uint32_t number = 0;
    WorkerIndex worker = 0;
    Outcome outcome = Outcome::Failed;
    Duration ran{0}; ///< How long it ran.
    std::string reason;
    Instant retryAt;
    ModelUse use;

    bool operator==(const AttemptFailed &) const = default;
};

/// The wait before a retry is over.
struct RetryReleased
{
    RunIndex run = 0;
    TaskIndex task = 0;

    bool operator==(const RetryReleased &) const = default;
};

/// An attempt went with its worker, or never reached it. The task is ready again unless the next event says else.
struct AttemptLost
{
    RunIndex run = 0;
    TaskIndex task = 0;
    std::uint32_t number = 0;
    WorkerIndex worker = 0;
    Purpose purpose = Purpose::Run;
    bool counts = false; ///< Towards the task's losses: it was running, and nobody ended the worker on purpose.

    bool operator==(const AttemptLost &) const = default;
};

/// A worker came back, to this engine or another, and still holds the attempt.
struct AttemptAdopted
{
    RunIndex run = 0;
    TaskIndex task = 0;
    std::uint32_t number = 0;
    WorkerIndex worker = 0;
    std::uint32_t grantedIn = 0; ///< Epoch of the engine that dispatched it.

    bool operator==(const AttemptAdopted &) const = default;
};

/// The end of a task: exactly one in each task's life.
struct TaskFinished
{
    RunIndex run = 0;
    TaskIndex task = 0;
    std::uint32_t number = 0; ///< Of the attempt that ended it; 0: none did.
    WorkerIndex worker = none;
    TaskState state = TaskState::Succeeded;
    Duration waited{0}; ///< From ready to dispatched, over all attempts: the latency's first part.
    Duration dispatching{0}; ///< From dispatched to started, of the last attempt.
    Duration ran{0}; ///< By the worker's clock.
    Duration returned{0}; ///< From the worker's end of it to here, as far as it is known.
    Payload output;
    std::string reason; ///< Why it did not succeed.
    ModelUse use; ///< Of its last attempt.

    bool operator==(const TaskFinished &) const = default;
};

struct WorkerJoined
{
    WorkerIndex worker = 0; ///< The next free one.
    SessionId session;
    std::string name;
    std::string pool;
    std::string host;
    std::int64_t pid = 0;
    std::uint32_t slots = 1;
    std::uint32_t kinds = 0; ///< Bit n: carries out kind n.
    bool evaluator = false; ///< The engine's own child for expressions.
    bool local = false; ///< On the engine's machine: its end is seen by its process.

    bool operator==(const WorkerJoined &) const = default;
};

/// Its connection closed. It gets nothing new; it has until its lease's end to come back.
struct WorkerSuspect
{
    WorkerIndex worker = 0;

    bool operator==(const WorkerSuspect &) const = default;
};

struct WorkerReturned
{
    WorkerIndex worker = 0;

    bool operator==(const WorkerReturned &) const = default;
};

struct WorkerDraining
{
    WorkerIndex worker = 0;

    bool operator==(const WorkerDraining &) const = default;
};

struct WorkerLost
{
    WorkerIndex worker = 0;
    NoticedBy noticedBy = NoticedBy::Exit;
    std::string reason; ///< More about it where more is known; "ended by NAME" when a person did it.

    bool operator==(const WorkerLost &) const = default;
};

/// A result that did not count.
struct ResultRefused
{
    AttemptName attempt;
    SessionId session;
    std::string reason;

    bool operator==(const ResultRefused &) const = default;
};

/// A worker offers a result once more, after a connection on which it got no acknowledgement.
struct ResultOfferedAgain
{
    AttemptName attempt;
    WorkerIndex worker = 0;

    bool operator==(const ResultOfferedAgain &) const = default;
};

/// What a client asked for, for the audit: the commands that have no event of their own.
struct CommandReceived
{
    std::string by;
    std::string what;

    bool operator==(const CommandReceived &) const = default;
};

/// What is no event: measured every 10 s and kept. The engine's own has worker == none.
struct Sampled
{
    WorkerIndex worker = none;
    double cpu = 0; ///< Of the machine, 0 to 1.
    std::int64_t memoryUsed = 0;
    Duration roundTrip{0};
    Duration loopMax{0}; ///< The engine's longest turn since the last sample.
    Duration commitMax{0};
    Duration loopP99{0}; ///< Of the turns since the last sample, 99 of 100 took no longer.

    bool operator==(const Sampled &) const = default;
};

using AlertLabels = std::map<std::string, std::string>;

/// An alert of a rule of a run is in another state. Inactive: a pending one is over; Resolved: a firing one is.
struct AlertChanged
{
    RunIndex run = 0;
    std::string rule; ///< Its id in the run's workflow.
    AlertLabels labels; ///< Which of the rule's alerts.
    AlertState state = AlertState::Pending;
    bool isMissing = false; ///< Firing, but good again, and kept for a while.
    double value = 0; ///< NaN where there is none.
    std::string reason;

    bool operator==(const AlertChanged &) const = default;
};

/// Somebody was told of a change of an alert.
struct NoticeSent
{
    RunIndex run = 0;
    std::string rule;
    AlertLabels labels;
    AlertState state = AlertState::Firing; ///< What was told.
    std::uint64_t change = 0; ///< Position of the AlertChanged.
    std::string channel; ///< "desktop", or the address of a webhook.

    bool operator==(const NoticeSent &) const = default;
};

/// Nobody could be told, however often it was tried.
struct NoticeFailed
{
    RunIndex run = 0;
    std::string rule;
    AlertLabels labels;
    AlertState state = AlertState::Firing;
    std::uint64_t change = 0;
    std::string channel;
    std::string reason;

    bool operator==(const NoticeFailed &) const = default;
};

/// The engine was in office at this time. Written while the time of an alert runs and nothing else is, so that the next
/// engine knows how long nobody was.
struct EngineAlive
{
    bool operator==(const EngineAlive &) const = default;
};

/// A branch has decided which of its output ports fires; its end follows in the same commit.
struct BranchTaken
{
    RunIndex run = 0;
    NodeIndex node = 0;
    std::uint32_t port = 0; ///< Place among workflow::outputPorts().

    bool operator==(const BranchTaken &) const = default;
};

/// A delay knows how long it waits, and ends at `until`, whatever becomes of the engine meanwhile.
struct DelayStarted
{
    RunIndex run = 0;
    TaskIndex task = 0;
    std::uint32_t number = 0; ///< Of the Prepare attempt.
    Instant until;
    Payload output; ///< What came in, which is what it gives on.

    bool operator==(const DelayStarted &) const = default;
};

using Fact = std::variant<EngineStarted, RunAccepted, RunCancelRequested, RunFinished, NodeExpanded, TaskPrepared,
                          AttemptDispatched, AttemptStarted, AttemptFailed, RetryReleased, AttemptLost, AttemptAdopted,
                          TaskFinished, WorkerJoined, WorkerSuspect, WorkerReturned, WorkerDraining, WorkerLost,
                          ResultRefused, ResultOfferedAgain, CommandReceived, Sampled, AlertChanged, NoticeSent,
                          NoticeFailed, EngineAlive, BranchTaken, DelayStarted>;

struct Event
{
    Instant at; ///< The engine's clock; never before the event before it.
    Fact fact;

    bool operator==(const Event &) const = default;
};

/// "attempt_dispatched": the name in `weft events`, by the fact's index.
[[nodiscard]] std::string_view typeName(const Fact &fact);
[[nodiscard]] std::string_view typeName(std::size_t factIndex);

} // namespace weftline::scheduler
