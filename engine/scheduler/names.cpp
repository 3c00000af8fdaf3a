// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/scheduler/event.h"

#include <array>

namespace weftline::scheduler {
namespace {

constexpr std::array<std::string_view, std::variant_size_v<Fact>> factNames{
    "engine_started",   "run_accepted",       "run_cancel_requested", "run_finished",         "node_expanded",
    "task_prepared",    "attempt_dispatched", "attempt_started",      "attempt_failed",       "retry_released",
    "attempt_lost",     "attempt_adopted",    "task_finished",        "worker_joined",        "worker_suspect",
    "worker_returned",  "worker_draining",    "worker_lost",          "result_refused",       "result_offered_again",
    "command_received", "sampled",            "alert_changed",        "notice_sent",          "notice_failed",
    "engine_alive",       "branch_taken",       "delay_started"};

constexpr std::array<std::string_view, taskStateCount> taskStates{
    "waiting", "ready", "dispatched", "running", "succeeded", "failed", "cancelled", "skipped", "quarantined"};
constexpr std::array<std::string_view, runStateCount> runStates{"running", "succeeded", "failed", "cancelled"};
constexpr std::array<std::string_view, outcomeCount> outcomes{"succeeded", "failed", "timed_out", "cancelled"};
constexpr std::array<std::string_view, noticedByCount> noticed{"exit", "lease", "restart", "leave"};
constexpr std::array<std::string_view, purposeCount> purposes{"run", "prepare", "expand", "outputs"};

constexpr std::array<std::string_view, alertStateCount> alertStates{"inactive", "pending", "firing", "resolved"};

} // namespace

std::string_view typeName(std::size_t factIndex) { return factNames[factIndex]; }
std::string_view typeName(const Fact &fact) { return factNames[fact.index()]; }
std::string_view nameOf(TaskState state) { return taskStates[static_cast<std::size_t>(state)]; }
std::string_view nameOf(RunState state) { return runStates[static_cast<std::size_t>(state)]; }
std::string_view nameOf(Outcome outcome) { return outcomes[static_cast<std::size_t>(outcome)]; }
std::string_view nameOf(NoticedBy noticedBy) { return noticed[static_cast<std::size_t>(noticedBy)]; }
std::string_view nameOf(AlertState state) { return alertStates[static_cast<std::size_t>(state)]; }
std::string_view nameOf(Purpose purpose) { return purposes[static_cast<std::size_t>(purpose)]; }

bool RunAccepted::operator==(const RunAccepted &other) const
{
    return run == other.run && id == other.id && by == other.by && seed == other.seed
        && parameters == other.parameters && plan->workflow == other.plan->workflow
        && retryOf == other.retryOf && taken == other.taken;
}

} // namespace weftline::scheduler
