// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What must hold of the events of every journal, whichever engine wrote it: each task ends once, after those before it;
// an attempt is dispatched before it starts and ends where it was dispatched; ids are continuous, epochs and times
// rise.
//
// Knows nothing of the scheduler but its events and its plan, so that it can judge it.

#pragma once

#include "engine/scheduler/state.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace weftline::journal {

class Invariants
{
public:
    /// What the event breaks, as a sentence; empty when it may stand here, and then it is taken in. Events come in
    /// order.
    [[nodiscard]] std::string take(const scheduler::Event &event);

    /// What must hold at the end of a commit besides, as a sentence; empty when it does.
    [[nodiscard]] std::string checkEnd() const;

    [[nodiscard]] std::uint64_t runs() const { return m_runs.size(); }
    [[nodiscard]] std::uint64_t tasksFinished() const { return m_tasksFinished; }

private:
    struct Task
    {
        bool isFinal = false;
        bool isPrepared = false;
        bool waitsForRetry = false;
        std::uint16_t attempts = 0;
        std::uint16_t retries = 0;
        Instant until; ///< Of a delay that has begun.
    };
    struct Node
    {
        scheduler::TaskIndex firstTask = 0;
        std::uint32_t count = 1; ///< Of its tasks.
        std::uint32_t open = 1; ///< Tasks that have not ended.
        std::uint32_t succeeded = 0;
        std::uint32_t skipped = 0;
        std::uint32_t openPredecessors = 0;
        bool isExpanded = true;
        bool isReached = false; ///< An edge to it may have fired.
        bool isTaken = false; ///< A branch that has decided.
        std::uint32_t port = 0; ///< What it took.
    };
    struct Run
    {
        std::shared_ptr<const workflow::Plan> plan;
        scheduler::RunState state = scheduler::RunState::Running;
        bool cancelRequested = false;
        std::vector<Node> nodes;
        std::vector<Task> tasks;
        std::vector<std::pair<scheduler::TaskIndex, scheduler::NodeIndex>>
            expansions; ///< First task and node, ascending.
        std::size_t nodesOpen = 0;
    };
    struct AlertKey
    {
        scheduler::RunIndex run = 0;
        std::string rule;
        scheduler::AlertLabels labels;

        auto operator<=>(const AlertKey &) const = default;
    };
    struct Worker
    {
        scheduler::WorkerState state = scheduler::WorkerState::Active;
        bool evaluator = false;
        std::uint32_t slots = 1;
        std::uint32_t held = 0;
    };
    struct AttemptKey
    {
        scheduler::RunIndex run = 0;
        scheduler::TaskIndex task = 0;
        scheduler::Purpose purpose = scheduler::Purpose::Run;
        std::uint32_t number = 0;

        auto operator<=>(const AttemptKey &) const = default;
    };
    struct Attempt
    {
        scheduler::WorkerIndex worker = 0;
        std::uint32_t epoch = 0;
        bool isStarted = false;
    };
    struct Taker;

    std::uint32_t m_epoch = 0;
    Instant m_at;
    std::vector<Run> m_runs;
    std::set<std::string> m_runIds;
    std::vector<scheduler::RunIndex> m_ended; ///< Of which it is known how their nodes ended, oldest first.
    std::vector<Worker> m_workers;
    std::map<SessionId, scheduler::WorkerIndex> m_sessions; ///< The last worker of each.
    std::map<AttemptKey, Attempt> m_attempts; ///< In flight.
    std::uint64_t m_tasksFinished = 0;
    std::map<AlertKey, scheduler::AlertState> m_alerts; ///< Those that are pending or firing.
    std::set<scheduler::Position> m_alertEvents; ///< That somebody may be told of.
    std::set<std::pair<scheduler::Position, std::string>> m_told;
    scheduler::Position m_position = 0; ///< Of the event being taken.
};

} // namespace weftline::journal
