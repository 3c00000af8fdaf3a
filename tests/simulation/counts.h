// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How often each thing that can go wrong did, and each change of a state and each refusal came, over all seeds: a simulation
// that never loses a message proves nothing about lost messages. Every name is there from the start, so that a zero shows.

#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/scheduler/state.h"

namespace weftline::simulation {

enum class Fault : std::uint8_t {
    MessageDelayed,
    MessageLost, ///< In flight while its connection broke.
    MessageDoubled, ///< It arrives twice.
    MessageOvertaken, ///< By one that was sent later, over another connection.
    ConnectionLost,
    ConnectionRefused, ///< Nobody listened.
    DirectionStalled, ///< Of one connection, for a while.
    Partition, ///< Several connections at once, both ways.
    PartitionOneWay, ///< Likewise, one way only.
    PartitionBroke, ///< A connection: what was held back in a partition is lost.
    WorkerKilled,
    WorkerKilledRunning, ///< While it carried something out.
    WorkerRestarted, ///< Another process under the name of one that is gone.
    WorkerFrozen, ///< Shorter than its lease.
    WorkerFrozenPastLease,
    EndedWhileFrozen, ///< An attempt, by itself.
    KilledByWatchdog, ///< An attempt, because its worker was frozen past its lease.
    StartFailed, ///< A process that could not be started.
    AttemptFailed,
    AttemptTimedOut,
    WorkerDrained,
    WorkerClockOff,
    WorkerClockJumped, ///< While it was restarted.
    EngineKilled,
    EngineKilledInTurn, ///< Between two messages of one turn.
    EngineClockJumped, ///< While it was restarted.
    StandbyTookOver, ///< The next engine waited beside the one that was killed.
    CommitLost, ///< Handed to the journal and not durable when the engine was killed.
    CommitUnconfirmed, ///< Durable, and the engine was killed before it was told.
    CommitTorn, ///< A part of it was written when the engine was killed.
    BitFlipped, ///< In the journal, between two engines.
    FromSnapshot, ///< An engine began with a snapshot, and read what follows only.
    CommitSlow,
    CommitFailed,
    DiskFull, ///< A commit found no room.
    EvaluationFailed,
    ClientKilled,
    ClientKilledInSubmit,
    SubmitRepeated, ///< By a client that did not know whether it had been heard.
    RunCancelled,
    RunRetried,
    StaleFence, ///< What a lock protects is shown a number that is no longer the highest.
    Garbage, ///< Frames that are no message.
    RogueMessage, ///< A message that nobody in order would send.
    NoticeLate, ///< Of an alert: its channel takes long.
    NoticeFailed, ///< Its channel says so, whether somebody was told or not.
    NoticeRefused, ///< There is no such channel here.
    NoticeRepeated, ///< Somebody is told again.
    NoticeShown, ///< By a window.
    NoticeNotShown, ///< A window does not do what it said.
    StoreFull, ///< A large value found no room.
    ValueInPieces, ///< It was larger than a message may be, and is whole.
    PiecesRefused, ///< They came twice, or not from the beginning on.
    GateFailed, ///< The list of keys could not be written.
    TicketMade,
    MachineJoined,
    TicketUnknown, ///< Somebody came with one that nobody made.
    TicketUsedAgain,
    TicketExpired,
    QuestionAnswered,
    QuestionRefused,
    NotAllowed, ///< Somebody asked what it may not.
    WorkerEndedAtOnce, ///< It was told to, whatever it carried out.
    LogFlood, ///< An attempt says more than may be on its way.
    ArtefactKept,
};
constexpr std::size_t faultCount = static_cast<std::size_t>(Fault::ArtefactKept) + 1;

constexpr std::size_t workerStateCount = 4;
[[nodiscard]] std::string_view nameOf(scheduler::WorkerState state);

/// Whether anything may go from the one state to the other at all.
[[nodiscard]] bool mayFollow(scheduler::TaskState from, scheduler::TaskState to);
[[nodiscard]] bool mayFollow(scheduler::WorkerState from, scheduler::WorkerState to);
[[nodiscard]] bool mayFollow(scheduler::AlertState from, scheduler::AlertState to);

struct Counts
{
    Counts();

    void fault(Fault fault, std::uint64_t times = 1) { faults[static_cast<std::size_t>(fault)] += times; }
    void event(std::size_t factIndex) { ++events[factIndex]; }
    void change(scheduler::TaskState from, scheduler::TaskState to) { ++tasks[static_cast<std::size_t>(from)][static_cast<std::size_t>(to)]; }
    void change(scheduler::WorkerState from, scheduler::WorkerState to)
    {
        ++workers[static_cast<std::size_t>(from)][static_cast<std::size_t>(to)];
    }
    void change(scheduler::AlertState from, scheduler::AlertState to)
    {
        ++alerts[static_cast<std::size_t>(from)][static_cast<std::size_t>(to)];
    }
    void finished(scheduler::RunState state) { ++runs[static_cast<std::size_t>(state)]; }
    void lost(scheduler::NoticedBy by) { ++losses[static_cast<std::size_t>(by)]; }
    /// A result that did not count, by the scheduler's reason.
    void refused(const std::string &reason) { ++refusals["result: " + reason]; }
    /// A peer that was sent away, by the first words of the reason.
    void sentAway(const std::string &reason);
    void requestRefused(const std::string &why) { ++refusals["request: " + why]; }
    void add(const Counts &other);

    /// What happened less often, by name, with how often it did.
    [[nodiscard]] std::vector<std::string> rarerThan(std::uint64_t least) const;
    /// As a table.
    [[nodiscard]] std::string toText() const;

    std::array<std::uint64_t, faultCount> faults{};
    std::vector<std::uint64_t> events; ///< By Fact::index().
    std::array<std::array<std::uint64_t, scheduler::taskStateCount>, scheduler::taskStateCount> tasks{}; ///< From, to.
    std::array<std::array<std::uint64_t, workerStateCount>, workerStateCount> workers{}; ///< From, to.
    std::array<std::array<std::uint64_t, scheduler::alertStateCount>, scheduler::alertStateCount> alerts{};
    std::array<std::uint64_t, scheduler::runStateCount> runs{}; ///< By the state that they ended in.
    std::array<std::uint64_t, scheduler::noticedByCount> losses{}; ///< Of workers, by how they were noticed.
    std::map<std::string, std::uint64_t> refusals;
    std::uint64_t seeds = 0;
    std::uint64_t steps = 0;

private:
    /// Everything that is counted and must happen: its part of the table, its name, and how often.
    void each(const std::function<void(std::string_view part, std::string name, std::uint64_t count)> &visit) const;
};

} // namespace weftline::simulation
