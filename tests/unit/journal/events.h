// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Events to write into journals.

#pragma once

#include "engine/journal/journal.h"

#include <cstdint>
#include <functional>
#include <random>
#include <vector>

namespace weftline::test {

/// "list", then "count" over its lines, then "total".
std::shared_ptr<const workflow::Plan> smallPlan();

/// An event of the type with random members; every value that a member may have can come.
scheduler::Event randomEvent(std::mt19937_64 &random, std::size_t type, Instant at);

/// Random events of random types, in the order of time.
std::vector<scheduler::Event> randomEvents(std::uint64_t seed, std::size_t count);

/// A run of `tasks` empty tasks of one map as a worker of a benchmark sees it: three events a task.
std::vector<scheduler::Event> manyTasks(std::uint32_t tasks);

/// The events that an engine makes of smallPlan(), from its start to the run's end, with one lost worker and one retry.
std::vector<scheduler::Event> smallRun();

/// What an engine commits at once: an event, and with the loss of a worker that of its attempts.
std::vector<std::vector<scheduler::Event>> commitsOf(const std::vector<scheduler::Event> &events);

/// Runs what a journal posts, on the test's thread.
class Loop
{
public:
    [[nodiscard]] std::function<void(std::function<void()>)> post();
    /// Waits until `isTrue`, at most 30 s, and runs what comes in meanwhile.
    bool runUntil(const std::function<bool()> &isTrue);

private:
    struct Queue;
    std::shared_ptr<Queue> m_queue;
};

/// Commits and waits: the position, or why not.
Result<journal::Position> commitAndWait(Loop &loop, journal::Journal &journal, std::vector<scheduler::Event> events);

} // namespace weftline::test
