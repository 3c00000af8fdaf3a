// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/scheduler/checks.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "engine/scheduler/step.h"

namespace weftline::test {
namespace {

using namespace scheduler;

bool isPlaceholder(const scheduler::Run &run, TaskIndex task)
{
    return task < run.nodes.size() && run.nodes[task].firstTask != task;
}

std::set<TaskIndex> membersOf(TaskQueue queue)
{
    std::set<TaskIndex> members;
    for (; !queue.empty(); queue.pop())
        members.insert(queue.front());
    return members;
}

class Check
{
public:
    explicit Check(const State &state) : m_state(state) { }

    std::string all()
    {
        expect(m_state.toEnd.empty(), "a node still has to be ended");
        expect(m_state.toFinish.empty(), "a run still has to be finished");
        attempts();
        for (const Worker &worker : m_state.workers)
            checkWorker(worker);
        locks();
        std::size_t timers = 0;
        std::size_t queued = 0;
        for (const Run &run : m_state.runs) {
            if (run.tasks.empty() && run.state != RunState::Running)
                continue; // only its figures are kept
            timers += checkTasks(run);
            queued += checkNodes(run);
        }
        expect(m_state.timers.size() == timers, "as many timers as tasks that wait for one");
        std::size_t inQueues = 0;
        for (const ReadyQueue &queue : m_state.queues)
            inQueues += queue.nodes.size();
        expect(inQueues == queued, "the queues hold just the nodes that have something to do");
        return m_broken;
    }

private:
    template <typename... Arguments>
    void expect(bool kept, fmt::format_string<Arguments...> promise, Arguments &&...arguments)
    {
        if (!kept && m_broken.empty())
            m_broken = fmt::format(promise, std::forward<Arguments>(arguments)...);
    }

    void attempts()
    {
        std::set<AttemptIndex> free(m_state.freeAttempts.begin(), m_state.freeAttempts.end());
        expect(free.size() == m_state.freeAttempts.size(), "a place for attempts is free once only");
        for (AttemptIndex a = 0; a < m_state.attempts.size(); ++a) {
            const Attempt &attempt = m_state.attempts[a];
            expect((attempt.run == none) == free.contains(a), "attempt place {} is free or in use", a);
            if (attempt.run == none)
                continue;
            const Run &run = m_state.runs[attempt.run];
            AttemptIndex link = attempt.purpose == Purpose::Outputs ? run.outputsAttempt : run.tasks[attempt.task].attempt;
            while (link != none && link != a)
                link = m_state.attempts[link].nextOfTask;
            expect(link == a, "attempt place {} is known to its task", a);
            expect(m_state.workers[attempt.worker].state != WorkerState::Lost, "no attempt is left with a lost worker");
            ++m_used[attempt.worker];
            ++m_inFlight;
        }
        expect(m_inFlight + free.size() == m_state.attempts.size(), "every attempt place is accounted for");
    }

    /// A lock's holder is in flight and of a node that needs it, and nobody else in flight is.
    void locks()
    {
        std::map<const Lock *, std::size_t> holders;
        for (AttemptIndex a = 0; a < m_state.attempts.size(); ++a) {
            const Attempt &attempt = m_state.attempts[a];
            if (attempt.run == none || attempt.purpose != Purpose::Run)
                continue;
            const Run &run = m_state.runs[attempt.run];
            const Lock *lock = m_state.lockOf(run, run.nodeOf(attempt.task));
            expect(!lock || lock->holder == a, "{} of run {} holds its lock", run.taskName(attempt.task), run.id);
            if (lock)
                ++holders[lock];
        }
        for (const Lock &lock : m_state.locks) {
            const auto found = holders.find(&lock);
            const std::size_t count = found == holders.end() ? 0 : found->second;
            expect(count == (lock.holder == none ? 0U : 1U), "{} attempts need lock {} and are in flight", count, lock.name);
            for (const auto &[run, node] : lock.wanted)
                expect(!m_state.runs[run].nodes[node].isDone && (lock.holder == none || !m_state.runs[run].nodes[node].inWorkerQueue),
                       "{} waits for lock {}", nameOfNode(m_state.runs[run], node), lock.name);
        }
    }

    void checkWorker(const Worker &worker)
    {
        std::uint32_t held = 0;
        AttemptIndex before = none;
        for (AttemptIndex a = worker.attempt; a != none && held <= m_inFlight; a = m_state.attempts[a].nextOfWorker) {
            expect(m_state.attempts[a].previousOfWorker == before, "the list of a worker's attempts is linked both ways");
            expect(m_state.attempts[a].worker == worker.who.worker, "a worker's list holds its own attempts");
            before = a;
            ++held;
        }
        std::uint64_t backlog = 0;
        for (AttemptIndex a = worker.attempt; a != none && held <= m_inFlight; a = m_state.attempts[a].nextOfWorker)
            backlog += m_state.attempts[a].expectedUs;
        expect(backlog == worker.backlogUs, "worker {} expects what it holds", worker.who.name);
        const auto used = m_used.find(worker.who.worker);
        expect(held == worker.used && held == (used == m_used.end() ? 0 : used->second), "worker {} holds what it counts",
               worker.who.name);
        expect(worker.used <= worker.who.slots + prefetchMax, "worker {} holds no more than it may", worker.who.name);
        const bool isPresent = std::find(m_state.present.begin(), m_state.present.end(), worker.who.worker) != m_state.present.end();
        expect(isPresent == (worker.state != WorkerState::Lost), "worker {} is present or lost", worker.who.name);
    }

    /// Returns how many tasks wait for the time of their next attempt.
    std::size_t checkTasks(const Run &run)
    {
        std::size_t waiting = 0;
        std::vector<TaskCounts> counts(run.nodes.size());
        for (TaskIndex t = 0; t < run.tasks.size(); ++t) {
            const Task &task = run.tasks[t];
            if (isPlaceholder(run, t)) {
                expect(task.attempt == none, "nothing is attempted for {} itself once it is expanded", run.taskName(t));
                continue;
            }
            const NodeIndex node = run.nodeOf(t);
            ++counts[node][static_cast<std::size_t>(task.state)];
            checkAttempts(run, t);
            const bool isDelay = run.planOf(node).kind == workflow::Kind::Delay;
            const bool waits = (task.state == TaskState::Waiting && run.nodes[node].isReady) || (isDelay && task.state == TaskState::Running);
            waiting += waits ? 1 : 0;
            const auto timer = std::find_if(m_state.timers.begin(), m_state.timers.end(), [&](const RetryTimer &one) {
                return one.run == run.index && one.task == t;
            });
            expect(waits == (timer != m_state.timers.end()), "a timer runs for {} while it waits for one", run.taskName(t));
            expect(!run.cancelRequested || isFinal(task.state) || task.attempt != none, "{} of a cancelled run is at its end",
                   run.taskName(t));
        }
        for (NodeIndex n = 0; n < run.nodes.size(); ++n)
            expect(counts[n] == run.nodes[n].counts, "the counts of {} are those of its tasks", run.plan->workflow.nodes[n].id);
        return waiting;
    }

    void checkAttempts(const Run &run, TaskIndex t)
    {
        const Task &task = run.tasks[t];
        std::size_t runs = 0;
        std::size_t others = 0;
        bool isStarted = false;
        for (AttemptIndex a = task.attempt; a != none; a = m_state.attempts[a].nextOfTask) {
            const Attempt &attempt = m_state.attempts[a];
            expect(attempt.run == run.index && attempt.task == t, "the attempts of {} are its own", run.taskName(t));
            (attempt.purpose == Purpose::Run ? runs : others) += 1;
            isStarted = isStarted || attempt.isStarted;
        }
        const bool isDelay = run.planOf(run.nodeOf(t)).kind == workflow::Kind::Delay; // the engine carries it out itself
        const bool inFlight = !isDelay && (task.state == TaskState::Dispatched || task.state == TaskState::Running);
        if (isDelay) {
            expect(runs == 0, "{} is a delay, and nobody attempts it", run.taskName(t));
            expect(others == 0 || task.state == TaskState::Ready, "{} is ready while it is prepared", run.taskName(t));
            return;
        }
        expect(runs <= 1 && others <= 1 && runs + others <= 1, "{} has at most one attempt", run.taskName(t));
        expect(inFlight == (runs == 1), "{} is {} and has {} attempts", run.taskName(t), nameOf(task.state), runs);
        expect(others == 0 || task.state == TaskState::Ready, "{} is ready while it is prepared", run.taskName(t));
        expect((task.state == TaskState::Running) == (inFlight && isStarted), "{} runs once its attempt has started", run.taskName(t));
        expect(isFinal(task.state) || task.outputAt == 0, "{} has no output before its end", run.taskName(t));
    }

    /// Returns in how many ready queues the run stands.
    std::size_t checkNodes(const Run &run)
    {
        std::size_t queued = 0;
        std::uint32_t done = 0;
        for (NodeIndex n = 0; n < run.nodes.size(); ++n) {
            const NodeState &node = run.nodes[n];
            done += node.isDone ? 1 : 0;
            std::uint32_t open = 0;
            for (const workflow::PlanEdge &edge : run.plan->predecessorsOf(n))
                open += run.nodes[edge.node].isDone ? 0 : 1;
            expect(open == node.openPredecessors, "{} counts the nodes it waits for", nameOfNode(run, n));
            expect(node.isDone == (node.finalTasks == node.taskCount), "{} is done when all its tasks are", nameOfNode(run, n));
            queued += (node.inEvaluatorQueue ? 1U : 0U) + (node.inWorkerQueue ? 1U : 0U);
            expect(!(node.inEvaluatorQueue || node.inWorkerQueue) || (node.isReady && !node.isDone && !run.cancelRequested),
                   "{} is queued only while it may run", nameOfNode(run, n));
            checkQueue(run, n);
        }
        expect(done == run.nodesDone, "run {} counts its done nodes", run.id);
        expect((run.state == RunState::Running) == (done < run.nodes.size() || run.wantsOutputs), "run {} ends with its nodes", run.id);
        const bool outputsQueued = run.wantsOutputs && run.outputsAttempt == none;
        expect(outputsQueued == m_state.queues[0].nodes.contains(ReadyKey{0, 0, run.index, none}), "run {} asks once for its outputs", run.id);
        return queued + (outputsQueued ? 1 : 0);
    }

    /// Every ready task that nobody holds stands in exactly one place, and nothing else stands there.
    void checkQueue(const Run &run, NodeIndex n)
    {
        const NodeState &node = run.nodes[n];
        const auto toRun = membersOf(node.toRun);
        const auto toPrepare = membersOf(node.toPrepare);
        expect(toRun.size() == node.toRun.size() && toPrepare.size() == node.toPrepare.size(), "{} queues a task once", nameOfNode(run, n));
        const bool open = node.isReady && node.isExpanded && !run.cancelRequested;
        std::size_t places = 0;
        for (std::uint32_t offset = 0; open && offset < node.taskCount; ++offset) {
            const TaskIndex t = node.firstTask + offset;
            const Task &task = run.tasks[t];
            const int in = (offset >= node.freshTask ? 1 : 0) + (toRun.contains(t) ? 1 : 0) + (toPrepare.contains(t) ? 1 : 0);
            const bool waits = task.state == TaskState::Ready && task.attempt == none;
            expect(in == (waits ? 1 : 0), "{} is {} and stands in {} queues", run.taskName(t), nameOf(task.state), in);
            expect(!toRun.contains(t) || run.planOf(n).kind != workflow::Kind::Delay, "{} is a delay, and waits for no slot", run.taskName(t));
            expect(!toRun.contains(t) || task.isPrepared == run.planOf(n).prepared, "{} is dispatched once it is prepared", run.taskName(t));
            places += toRun.contains(t) || toPrepare.contains(t) ? 1 : 0;
        }
        expect(places == toRun.size() + toPrepare.size(), "the queues of {} hold its own ready tasks", nameOfNode(run, n));
        const bool waitsForList = node.isReady && !node.isExpanded && !node.isDone && !run.cancelRequested;
        expect(!waitsForList || node.inEvaluatorQueue == (run.tasks[n].attempt == none), "the list of {} is asked for once", nameOfNode(run, n));
    }

    static const std::string &nameOfNode(const Run &run, NodeIndex node) { return run.plan->workflow.nodes[node].id; }

    const State &m_state;
    std::string m_broken;
    std::map<WorkerIndex, std::uint32_t> m_used;
    std::size_t m_inFlight = 0;
};

} // namespace

std::string brokenPromise(const State &state) { return Check(state).all(); }

State replayed(std::span<const Event> events)
{
    State state;
    for (const Event &event : events)
        apply(state, event);
    return state;
}

} // namespace weftline::test
