// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How often each thing that can go wrong did, over all seeds: a simulation that never loses a message proves nothing about
// lost messages. Every name is there from the start, so that a zero shows.

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace weftline::simulation {

enum class Fault : std::uint8_t {
    MessageDelayed,
    MessageLost, ///< In flight while its connection broke.
    ConnectionLost,
    ConnectionRefused, ///< Nobody listened.
    DirectionStalled, ///< One way only, for a while.
    WorkerKilled,
    WorkerKilledRunning, ///< While it carried something out.
    WorkerFrozen, ///< Shorter than its lease.
    WorkerFrozenPastLease,
    EndedWhileFrozen, ///< An attempt, by itself.
    KilledByWatchdog, ///< An attempt, because its worker was frozen past its lease.
    StartFailed, ///< A process that could not be started.
    AttemptFailed,
    AttemptTimedOut,
    WorkerDrained,
    WorkerClockOff,
    EngineKilled,
    EngineKilledInTurn, ///< Between two messages of one turn.
    CommitLost, ///< Handed to the journal and not durable when the engine was killed.
    CommitSlow,
    CommitFailed,
    EvaluationFailed,
    ClientKilled,
    ClientKilledInSubmit,
    SubmitRepeated, ///< By a client that did not know whether it had been heard.
    RunCancelled,
    RunRetried,
    Garbage, ///< Frames that are no message.
    RogueMessage, ///< A message that nobody in order would send.
};
constexpr std::size_t faultCount = 29;

struct Counts
{
    Counts();

    void fault(Fault fault, std::uint64_t times = 1) { faults[static_cast<std::size_t>(fault)] += times; }
    void event(std::size_t factIndex) { ++events[factIndex]; }
    /// A result that did not count, by the scheduler's reason.
    void refused(const std::string &reason) { ++refusals["result: " + reason]; }
    /// A peer that was sent away, by the first words of the reason.
    void sentAway(const std::string &reason);
    void requestRefused(const std::string &why) { ++refusals["request: " + why]; }
    void add(const Counts &other);

    /// What never happened, by name.
    [[nodiscard]] std::vector<std::string> zeros() const;
    /// As a table.
    [[nodiscard]] std::string toText() const;

    std::array<std::uint64_t, faultCount> faults{};
    std::vector<std::uint64_t> events; ///< By Fact::index().
    std::map<std::string, std::uint64_t> refusals;
    std::uint64_t seeds = 0;
    std::uint64_t steps = 0;
};

} // namespace weftline::simulation
