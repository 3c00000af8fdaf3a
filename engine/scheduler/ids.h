// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The scheduler's own ids: indices into flat arrays, given in the order of events, so that a replay gives the same.

#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <string_view>

#include "engine/workflow/plan.h"

namespace weftline::scheduler {

using workflow::NodeIndex;
using RunIndex = std::uint32_t; ///< In the order of acceptance, over the whole journal.
using TaskIndex = std::uint32_t; ///< Within a run. Task n < number of nodes is node n's first; the items of a map follow.
using WorkerIndex = std::uint32_t; ///< In the order of joining. A session that was lost and comes back is a new worker.
using AttemptIndex = std::uint32_t; ///< Place in State::attempts; used again after the attempt has ended.
using Position = std::uint64_t; ///< Of an event in the journal. Starts at 1.

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

/// What an attempt is made for. All but Run are carried out by the evaluator.
enum class Purpose : std::uint8_t {
    Run, ///< The task itself.
    Prepare, ///< The parameters of a task; `task` is the task.
    Expand, ///< The list of a map; `task` is the node's first task.
    Outputs, ///< What the run gives back; `task` is 0.
};
constexpr std::uint64_t purposeCount = 4;
[[nodiscard]] constexpr std::uint64_t countOf(Purpose) { return purposeCount; }

enum class TaskState : std::uint8_t {
    Waiting, ///< For nodes before it, or for the time of its next attempt.
    Ready,
    Dispatched,
    Running,
    Succeeded,
    Failed,
    Cancelled,
    Skipped,
    Quarantined,
};
constexpr std::uint64_t taskStateCount = 9;
[[nodiscard]] constexpr std::uint64_t countOf(TaskState) { return taskStateCount; }

[[nodiscard]] constexpr bool isFinal(TaskState state) { return state >= TaskState::Succeeded; }
[[nodiscard]] std::string_view nameOf(TaskState state); ///< "succeeded"
[[nodiscard]] std::string_view nameOf(Purpose purpose);

enum class RunState : std::uint8_t { Running, Succeeded, Failed, Cancelled };
constexpr std::uint64_t runStateCount = 4;
[[nodiscard]] constexpr std::uint64_t countOf(RunState) { return runStateCount; }
[[nodiscard]] std::string_view nameOf(RunState state);

enum class Outcome : std::uint8_t { Succeeded, Failed, TimedOut, Cancelled };
constexpr std::uint64_t outcomeCount = 4;
[[nodiscard]] constexpr std::uint64_t countOf(Outcome) { return outcomeCount; }
[[nodiscard]] std::string_view nameOf(Outcome outcome);

/// How the loss of a worker was noticed.
enum class NoticedBy : std::uint8_t { Exit, Lease, Restart, Leave };
constexpr std::uint64_t noticedByCount = 4;
[[nodiscard]] constexpr std::uint64_t countOf(NoticedBy) { return noticedByCount; }
[[nodiscard]] std::string_view nameOf(NoticedBy noticed);

enum class AlertState : std::uint8_t { Inactive, Pending, Firing, Resolved };
constexpr std::uint64_t alertStateCount = 4;
[[nodiscard]] constexpr std::uint64_t countOf(AlertState) { return alertStateCount; }
[[nodiscard]] std::string_view nameOf(AlertState state);

/// What a worker hands back to say which attempt it means. `epoch` is that of the engine that granted it.
struct AttemptName
{
    RunIndex run = 0;
    TaskIndex task = 0;
    std::uint32_t number = 0;
    std::uint32_t epoch = 0;
    Purpose purpose = Purpose::Run;

    auto operator<=>(const AttemptName &) const = default;
};

} // namespace weftline::scheduler
