// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What others may see of an engine: plain values, as they are at a position of its journal. The window draws these, the
// command line prints them, and the history gives them for the past.
//
// Times are the engine's. A double that is NaN means "nothing was measured then".

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/model_use.h"
#include "engine/base/result.h"
#include "engine/base/time.h"
#include "engine/base/value.h"
#include "engine/client/access.h"

namespace weftline::client {

/// The same, in the same order, as the scheduler's; the service asserts it.
enum class TaskState : std::uint8_t { Waiting, Ready, Dispatched, Running, Succeeded, Failed, Cancelled, Skipped, Quarantined };
constexpr std::size_t taskStateCount = 9;
enum class RunState : std::uint8_t { Running, Succeeded, Failed, Cancelled };
enum class WorkerState : std::uint8_t { Active, Suspect, Draining, Lost };

[[nodiscard]] std::string_view nameOf(TaskState state); ///< "succeeded"
[[nodiscard]] std::string_view nameOf(RunState state);
[[nodiscard]] std::string_view nameOf(WorkerState state);
[[nodiscard]] constexpr bool isFinal(TaskState state) { return state >= TaskState::Succeeded; }

using TaskCounts = std::array<std::uint32_t, taskStateCount>; ///< By TaskState.
[[nodiscard]] std::uint32_t sumOf(const TaskCounts &counts);
[[nodiscard]] std::uint32_t countOf(const TaskCounts &counts, TaskState state);

struct NodeView
{
    std::uint32_t index = 0; ///< Position in the run's workflow.
    TaskCounts counts{};
    bool isExpanded = true; ///< False for a map whose list is not known yet; it then counts as one task.
    bool isTaken = false; ///< Its tasks ended in the run that this one does again; there are no attempts of them here.
    std::string held; ///< Why nothing of it runs although something could; empty where that is not so.
    std::string reason; ///< Why it failed: of the first task that did.
    std::uint32_t retries = 0;
    std::uint32_t losses = 0;
    Duration meanRun{0}; ///< Of its succeeded tasks; 0: none yet.
    ModelUse use; ///< Of all attempts that ended, tried again or not.
    std::string port; ///< Of a branch that has decided: the output port it took.
    Instant until; ///< Of a delay that waits: when the last of its tasks ends; 0: none does.

    bool operator==(const NodeView &) const = default;
    [[nodiscard]] std::uint32_t total() const { return sumOf(counts); }
    /// The one state that stands for all of its tasks: failed before running before what is still to come.
    [[nodiscard]] TaskState state() const;
};

enum class AttemptState : std::uint8_t { Dispatched, Running, Succeeded, Failed, TimedOut, Cancelled, Lost };
constexpr std::size_t attemptStateCount = 7;
[[nodiscard]] std::string_view nameOf(AttemptState state);

/// One attempt, for the timeline. `id` rises with the time of dispatch and never changes.
struct AttemptView
{
    std::uint64_t id = 0;
    std::uint32_t node = 0;
    std::uint32_t task = 0;
    std::uint32_t item = 0; ///< Place in the map's list; 0 without a map.
    std::uint32_t number = 1; ///< Attempt 2 of a task follows attempt 1, which was lost or failed.
    std::uint32_t worker = 0; ///< WorkerView::index.
    AttemptState state = AttemptState::Dispatched;
    Instant dispatchedAt;
    Instant startedAt; ///< 0: not yet, or never.
    Instant endedAt; ///< 0: not yet.
    std::string reason;
    ModelUse use; ///< Once it has ended.

    bool operator==(const AttemptView &) const = default;
};

/// One second of a run's or the engine's life. Seconds in which nothing happened are not there.
struct SeriesPoint
{
    Instant at; ///< Start of the second.
    std::uint32_t finished = 0; ///< Tasks that an attempt ended, for good.
    std::uint32_t failed = 0; ///< Attempts that failed, whether the task is tried again or not.
    std::uint32_t attempts = 0; ///< Attempts that ended: what `failed` is a share of.
    double p50 = 0; ///< Milliseconds from ready to finished.
    double p90 = 0;
    double p99 = 0;
    double max = 0;

    bool operator==(const SeriesPoint &) const = default;
    [[nodiscard]] double errorRate() const { return attempts == 0 ? 0.0 : static_cast<double>(failed) / attempts; }
};

struct LatencySummary
{
    std::uint64_t samples = 0;
    double p50 = 0; ///< Milliseconds.
    double p90 = 0;
    double p99 = 0;
    double max = 0;

    bool operator==(const LatencySummary &) const = default;
};

struct RunSummary
{
    std::uint32_t index = 0; ///< "Run 418" is index 417's name for people: index + 1.
    std::string id;
    std::string name; ///< Of its workflow.
    std::string by;
    RunState state = RunState::Running;
    std::string reason;
    Instant acceptedAt;
    Instant finishedAt; ///< 0: not yet.
    TaskCounts counts{};
    std::uint64_t attempts = 0;
    std::uint64_t retries = 0;
    std::uint64_t refused = 0; ///< Results that did not count: zombies.
    std::uint32_t workersLost = 0; ///< While it ran.
    std::uint32_t retryOf = 0; ///< Number for people (index + 1) of the run of which it does again what did not succeed; 0: of none.
    std::uint32_t taken = 0; ///< Tasks whose outputs it took over from there.

    bool operator==(const RunSummary &) const = default;
};

/// How many attempts of a run a view holds; older ones are dropped first.
constexpr std::size_t attemptsShownMax = 5000;
constexpr std::size_t pointsShownMax = 3600;

enum class AlertState : std::uint8_t {
    Inactive, ///< Nothing is wrong.
    Pending, ///< It is, and not yet for as long as the rule's `for`.
    Firing,
    Resolved, ///< It fired and is over; shown for 15 minutes.
};
constexpr std::size_t alertStateCount = 4;
[[nodiscard]] std::string_view nameOf(AlertState state); ///< "firing"

/// One alert of a rule: what it is about is said by its labels. A rule without any alert has one entry, Inactive and
/// without labels.
struct AlertView
{
    std::uint64_t id = 0; ///< Never used again.
    std::uint32_t run = 0; ///< RunSummary::index.
    std::string rule; ///< Id of the rule in the run's workflow.
    std::string title; ///< For people.
    std::map<std::string, std::string> labels;
    AlertState state = AlertState::Inactive;
    Instant since; ///< Of the state.
    Instant resolvedAt; ///< 0: not, or not yet.
    double value = 0; ///< The latest one; NaN for none.
    std::string trouble; ///< Why the rule cannot be evaluated, or why a notice could not be sent; empty when all is well.

    bool operator==(const AlertView &other) const;
};

/// A stretch of time in which an alert was pending or firing, for the band in a chart.
struct AlertSpan
{
    std::string rule;
    std::map<std::string, std::string> labels;
    AlertState state = AlertState::Pending;
    Instant from;
    Instant to; ///< 0: still.
    double value = 0; ///< At its start.

    bool operator==(const AlertSpan &other) const;
};

constexpr std::size_t alertSpansMax = 500; ///< Of one run; older ones are dropped first.

struct RunView
{
    RunSummary summary;
    Value workflow; ///< As in the file; engine/workflow/codec.h reads it.
    Object parameters;
    std::vector<NodeView> nodes; ///< By index.
    std::map<std::uint64_t, AttemptView> attempts; ///< By id.
    std::uint64_t attemptsDropped = 0; ///< Older ones that are not held here.
    std::map<std::int64_t, SeriesPoint> series; ///< By `at` in microseconds.
    LatencySummary latency;
    std::vector<AlertSpan> alertSpans; ///< Oldest first.

    bool operator==(const RunView &) const = default;
};

struct WorkerView
{
    std::uint32_t index = 0;
    SessionId session;
    std::string name;
    std::string pool;
    std::string host;
    std::int64_t pid = 0;
    std::uint32_t slots = 1;
    std::uint32_t used = 0;
    WorkerState state = WorkerState::Active;
    std::string noticedBy; ///< When lost: "exit", "lease", …
    Instant since; ///< Of its state.
    bool isLocal = false;
    bool isManaged = false; ///< Started by this engine, which can start and end it.
    double cpu = 0; ///< Of its machine, 0 to 1.
    std::int64_t memoryUsed = 0; ///< Bytes.
    std::int64_t memoryTotal = 0;
    Duration roundTrip{0};

    bool operator==(const WorkerView &) const = default;
};

/// Something that a window is to tell its user, if it said that it does.
struct NoticeView
{
    std::uint64_t id = 0; ///< For EngineClient::noticeShown().
    std::string run;
    std::string rule;
    std::string title;
    std::string text;
    bool fires = true; ///< Else it is over.

    bool operator==(const NoticeView &) const = default;
};

struct EngineView
{
    std::uint64_t position = 0;
    Instant at;
    std::uint32_t epoch = 0;
    std::string version;
    std::string trouble; ///< What keeps it from accepting work, such as a full disk; empty when all is well.
    Role role = Role::Admin; ///< Of the client that sees this.
    std::string address; ///< "weft://…", where others connect to; empty where it listens to this user's processes only.
    std::uint64_t accessChange = 0; ///< Another number whenever keys or tickets are others; who wants to know asks.
    std::map<std::uint32_t, WorkerView> workers; ///< By index; lost ones for ten minutes.
    std::map<std::uint32_t, std::string> otherNames; ///< Of those that are not in `workers`: the evaluator, and the long lost.
    std::map<std::uint32_t, RunSummary> runs; ///< By index; the newest 200.
    std::vector<NoticeView> notices; ///< For this client to show; empty for those that show none.
    std::map<std::uint64_t, AlertView> alerts; ///< By id, of the runs whose rules are watched or were until lately.
    std::uint32_t queue = 0; ///< Tasks that are ready and have no slot.
    double tasksPerSecond = 0; ///< Over the last full second.
    double errorRate = 0; ///< Over the last minute.
    double p99 = 0; ///< Milliseconds, over the last minute; NaN for none.

    bool operator==(const EngineView &) const = default;
};

/// What an attempt's worker is called, whether it is still shown or not; empty where it is not known.
[[nodiscard]] std::string nameOfWorker(const EngineView &engine, std::uint32_t worker);

/// A line of an attempt's log.
struct LogLine
{
    Instant at;
    std::uint32_t task = 0;
    std::string taskName;
    std::uint32_t attempt = 0;
    bool isError = false; ///< Came from standard error.
    std::string text; ///< Without its line end.

    bool operator==(const LogLine &) const = default;
};

struct LogPage
{
    std::vector<LogLine> lines;
    std::uint64_t next = 0; ///< Where the following page starts.
    bool atEnd = true; ///< Nothing more for now.
};

/// The topic of ViewUpdates that carry an EngineView; a run's is "run/" and its id.
constexpr std::string_view engineTopic = "engine";

} // namespace weftline::client
