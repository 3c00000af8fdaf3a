// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// All that the scheduler knows, folded from the journal's events by apply(). Flat arrays and indices; values are only
// referred to, by the position of the event that holds them.

#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/scheduler/event.h"

namespace weftline::scheduler {

constexpr TaskIndex tasksMax = 16'000'000; ///< Of one run.
constexpr std::uint32_t preparedMax = 512; ///< Tasks of one node that may be prepared and wait for a slot.
constexpr std::uint32_t prefetchMax = 256; ///< Attempts a worker may hold beyond its slots.
constexpr std::uint32_t unknownUs = 1'000'000'000; ///< So long that nothing is sent to wait behind it.
constexpr std::size_t finishedRunsKept = 64; ///< Finished runs whose tasks and plan stay in memory.

using TaskCounts = std::array<std::uint32_t, taskStateCount>; ///< By TaskState.

struct Task
{
    TaskState state = TaskState::Waiting;
    bool isPrepared = false;
    std::uint16_t attempts = 0; ///< Run attempts so far.
    std::uint16_t retries = 0;
    std::uint16_t losses = 0;
    AttemptIndex attempt = none; ///< Those in flight, newest first.
    std::uint32_t resultNumber = 0; ///< Of the attempt whose result counted last: the one that ended it, or failed.
    std::uint32_t resultEpoch = 0; ///< That granted it: an engine that died may have granted another of the same number.
    WorkerIndex resultWorker = none;
    Instant readyAt; ///< First time it was ready: where its latency starts.
    Position withAt = 0; ///< TaskPrepared, or DelayStarted.
    Position outputAt = 0; ///< TaskFinished.

    bool operator==(const Task &) const = default;
};

/// First in, first out, without an allocation while empty.
class TaskQueue
{
public:
    void push(TaskIndex task) { m_tasks.push_back(task); }
    [[nodiscard]] bool empty() const { return m_head == m_tasks.size(); }
    [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(m_tasks.size() - m_head); }
    [[nodiscard]] TaskIndex front() const { return m_tasks[m_head]; }
    void pop();
    void remove(TaskIndex task);
    bool operator==(const TaskQueue &other) const;

    /// From its head on, wherever that stands.
    template <class Archive, class Queue>
    static void members(Archive &archive, Queue &queue)
    {
        if constexpr (Archive::reads)
            archive(queue.m_tasks);
        else
            archive(std::vector<TaskIndex>(queue.m_tasks.begin() + static_cast<std::ptrdiff_t>(queue.m_head), queue.m_tasks.end()));
    }

private:
    std::vector<TaskIndex> m_tasks;
    std::size_t m_head = 0;
};

struct NodeState
{
    TaskIndex firstTask = 0;
    std::uint32_t taskCount = 1;
    std::uint32_t openPredecessors = 0;
    std::uint32_t finalTasks = 0;
    bool blocked = false; ///< An edge before it can never fire, because something failed: it will be skipped.
    bool fired = false; ///< An edge before it fired.
    bool failureFired = false; ///< One that asks for a failure did.
    std::uint16_t port = 0; ///< Of a branch that is done: the place of the output port it took.
    bool isReady = false; ///< All before it is done, and it may run.
    bool isExpanded = true; ///< False for a map whose list is not known yet.
    bool isDone = false;
    bool isTaken = false; ///< Its tasks ended in an earlier run, whose outputs they have.
    bool inEvaluatorQueue = false;
    bool inWorkerQueue = false;
    std::uint32_t expansionsInFlight = 0;
    std::uint32_t freshTask = 0; ///< Offset of the first task that nobody has looked at; those after it are fresh too.
    TaskQueue toPrepare; ///< Further tasks to be prepared: those whose preparation was lost.
    TaskQueue toRun; ///< Tasks to be dispatched besides the fresh ones of a node that needs no preparation.
    TaskCounts counts{};
    std::uint32_t retries = 0;
    std::uint32_t losses = 0;
    std::uint32_t meanRunUs = 0; ///< Moving average over its succeeded tasks; decides how far ahead workers are given tasks.
    Position listAt = 0; ///< NodeExpanded.
    Instant readyAt;
    Instant until; ///< Of a delay: when the last of its tasks ends.

    /// How long one more of its tasks will take, as far as that is known; `unknownUs` where it is not.
    [[nodiscard]] std::uint32_t expectedUs(workflow::Kind kind) const
    {
        return meanRunUs != 0 ? meanRunUs : kind == workflow::Kind::Empty ? 1 : unknownUs;
    }
    bool operator==(const NodeState &) const = default;
};

struct Attempt
{
    RunIndex run = none; ///< none: this place is free.
    TaskIndex task = 0;
    std::uint32_t number = 0;
    std::uint32_t epoch = 0;
    Purpose purpose = Purpose::Run;
    bool isStarted = false;
    WorkerIndex worker = 0;
    std::uint32_t expectedUs = 0; ///< How long it will take, as its node went when it was dispatched.
    Instant dispatchedAt;
    Instant startedAt;
    AttemptIndex nextOfTask = none;
    AttemptIndex nextOfWorker = none;
    AttemptIndex previousOfWorker = none;

    bool operator==(const Attempt &) const = default;
};

/// Whether a task of the node is given to a worker only when its dispatch is durable, and only into a free slot: who relies on its
/// being the only one relies on the dispatch.
[[nodiscard]] inline bool isDispatchedWithCare(const workflow::PlanNode &node) { return node.once || node.lock != workflow::noLock; }

struct Run
{
    RunIndex index = 0;
    std::string id;
    std::string by;
    std::string name; ///< Of its workflow.
    std::uint64_t seed = 0;
    std::shared_ptr<const workflow::Plan> plan; ///< Null once it ended so long ago that its tasks are held no more.
    Object parameters;
    RunState state = RunState::Running;
    bool cancelRequested = false;
    bool wantsOutputs = false; ///< All nodes are done, and the evaluator has to say what the run gives back.
    AttemptIndex outputsAttempt = none;
    std::string reason;
    std::uint32_t nodesDone = 0;
    bool hasFailed = false; ///< A node failed and no edge takes care of it.
    NodeIndex failedNode = none; ///< The first such node.
    std::vector<NodeState> nodes;
    std::vector<Task> tasks;
    std::vector<std::pair<TaskIndex, NodeIndex>> expansions; ///< First task and node of each expanded map, ascending.
    std::vector<std::uint32_t> queues; ///< By node: State::queues index of its worker queue.
    std::vector<std::uint32_t> locks; ///< By Plan::locks: index into State::locks.
    Instant acceptedAt;
    Instant finishedAt;
    Position acceptedPosition = 0;
    Position outputsAt = 0; ///< RunFinished, where it holds outputs.
    RunIndex retryOf = none; ///< The earlier run from which it took over what had succeeded.
    std::uint64_t attempts = 0;
    std::uint64_t retries = 0;
    std::uint64_t refused = 0;

    [[nodiscard]] NodeIndex nodeOf(TaskIndex task) const;
    [[nodiscard]] const workflow::PlanNode &planOf(NodeIndex node) const { return plan->nodes[node]; }
    /// Its place in the list of its node's map; none without a map.
    [[nodiscard]] std::optional<std::uint32_t> itemOf(TaskIndex task) const;
    /// "count[3]", or "list" for a node without a map.
    [[nodiscard]] std::string taskName(TaskIndex task) const;
    [[nodiscard]] std::uint64_t taskTotal() const;
    [[nodiscard]] TaskCounts totals() const;
    bool operator==(const Run &) const;
};

enum class WorkerState : std::uint8_t { Active, Suspect, Draining, Lost };
constexpr std::uint64_t workerStateCount = 4;
[[nodiscard]] constexpr std::uint64_t countOf(WorkerState) { return workerStateCount; }

struct Worker
{
    WorkerJoined who;
    WorkerState state = WorkerState::Active;
    std::uint32_t pool = 0; ///< Index into State::pools.
    std::uint32_t used = 0; ///< Attempts it holds.
    std::uint64_t backlogUs = 0; ///< What they are expected to take.
    AttemptIndex attempt = none; ///< The first of them.
    bool drains = false; ///< Gets nothing new, also once it has come back.
    Instant since; ///< Of its state.
    NoticedBy noticedBy = NoticedBy::Exit;

    bool operator==(const Worker &) const = default;
};

/// What one attempt at a time may hold, over all runs.
struct Lock
{
    std::string name;
    AttemptIndex holder = none;
    Position fence = 0; ///< AttemptDispatched that gave it last. Its position is the holder's fencing token: it rises with each.
    std::set<std::pair<RunIndex, NodeIndex>> wanted; ///< Nodes that may run, are not done, and need it.

    bool operator==(const Lock &) const = default;
};

/// What a node's place among the ready ones depends on; smaller runs first.
struct ReadyKey
{
    int priority = 0; ///< Negated.
    std::int64_t height = 0; ///< Negated: the longest way to an end first.
    RunIndex run = 0;
    NodeIndex node = 0; ///< none: the run's outputs.

    auto operator<=>(const ReadyKey &) const = default;
};

/// Nodes that have something for the workers of one pool that carry out one kind; or for the evaluator.
struct ReadyQueue
{
    std::uint32_t pool = none; ///< none: the evaluator's.
    workflow::Kind kind = workflow::Kind::Transform;
    std::set<ReadyKey> nodes;

    bool operator==(const ReadyQueue &) const = default;
};

/// The time of a task's next attempt, or the end of its delay.
struct RetryTimer
{
    Instant at;
    RunIndex run = 0;
    TaskIndex task = 0;

    auto operator<=>(const RetryTimer &) const = default;
};

struct State
{
    std::uint32_t epoch = 0;
    Position position = 0; ///< Of the last event applied.
    Instant now; ///< Of the last event applied.
    std::vector<Run> runs; ///< By RunIndex.
    std::map<std::string, RunIndex, std::less<>> runById;
    std::vector<RunIndex> finished; ///< Whose tasks are still held, oldest first.
    std::vector<Worker> workers; ///< By WorkerIndex, the lost ones included.
    std::map<SessionId, WorkerIndex> workerBySession;
    std::vector<WorkerIndex> present; ///< Workers that are not lost, ascending.
    std::vector<std::string> pools{"default"};
    std::vector<ReadyQueue> queues{ReadyQueue{}}; ///< The first is the evaluator's.
    std::vector<Lock> locks; ///< In the order in which they were first named.
    std::vector<Attempt> attempts;
    std::vector<AttemptIndex> freeAttempts;
    std::set<RetryTimer> timers;
    std::vector<std::pair<RunIndex, NodeIndex>> toEnd; ///< Nodes to be skipped or cancelled; empty between inputs.
    std::vector<RunIndex> toFinish; ///< Runs all of whose nodes are done; empty between inputs.

    [[nodiscard]] const Worker *worker(const SessionId &session) const;
    [[nodiscard]] const Run *run(std::string_view id) const;
    [[nodiscard]] AttemptIndex find(const AttemptName &name, const SessionId &session) const;
    [[nodiscard]] AttemptIndex find(const AttemptName &name, const Worker &holder) const;
    /// Null where the node needs none.
    [[nodiscard]] const Lock *lockOf(const Run &run, NodeIndex node) const;
    bool operator==(const State &) const = default;
};

} // namespace weftline::scheduler
