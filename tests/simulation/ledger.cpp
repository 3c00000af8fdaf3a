// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/ledger.h"

#include "tests/transcripts/print.h"

namespace weftline::simulation {

using scheduler::NodeIndex;
using scheduler::Purpose;
using scheduler::Run;
using scheduler::RunIndex;
using scheduler::RunState;
using scheduler::TaskIndex;
using scheduler::TaskState;
using scheduler::WorkerIndex;

namespace {

/// What may wait in a worker for a slot: tasks of nodes that have been about so short, a slot.
constexpr std::uint32_t shortUs = 2000;

/// What the edges after a node see.
struct NodeEnd
{
    bool isDone = true;
    bool failed = false;
    bool succeeded = true;
    bool isPassedBy = false; ///< Skipped for want of a way to it, and not for a failure.
    std::uint32_t port = 0; ///< That a branch took.
};

enum class Way { Open, NotTaken, Broken };

NodeEnd endOf(const Run &run, NodeIndex node)
{
    NodeEnd end;
    const scheduler::NodeState &state = run.nodes[node];
    for (TaskIndex t = state.firstTask; t < state.firstTask + state.taskCount; ++t) {
        const TaskState task = run.tasks[t].state;
        end.isDone = end.isDone && scheduler::isFinal(task);
        end.failed = end.failed || task == TaskState::Failed || task == TaskState::Quarantined;
        end.succeeded = end.succeeded && task == TaskState::Succeeded;
    }
    end.port = state.port;
    return end;
}

Way wayOf(const workflow::PlanEdge &edge, const NodeEnd &end)
{
    if (end.succeeded && edge.port != end.port)
        return Way::NotTaken;
    switch (edge.on) {
    case workflow::EdgeCondition::Success:
        return end.succeeded ? Way::Open : end.isPassedBy ? Way::NotTaken : Way::Broken;
    case workflow::EdgeCondition::Failure: return end.failed ? Way::Open : Way::NotTaken;
    case workflow::EdgeCondition::Always: return Way::Open;
    }
    return Way::Broken;
}

/// docs/decisions/joins.md once more: a node runs when no way to it is broken and one is open; where some ask for a failure,
/// one of those.
struct Ways
{
    bool isAny = false; ///< There are edges to it.
    bool isBroken = false;
    bool isOpen = false;
    bool wantsFailure = false;
    bool hasFailure = false;

    [[nodiscard]] bool mayRun() const { return !isAny || (!isBroken && isOpen && (hasFailure || !wantsFailure)); }
};

Ways waysTo(const Run &run, NodeIndex node, const std::vector<NodeEnd> &ends)
{
    Ways ways;
    for (const workflow::PlanEdge &edge : run.plan->predecessorsOf(node)) {
        const Way way = wayOf(edge, ends[edge.node]);
        const bool isForFailure = edge.on == workflow::EdgeCondition::Failure;
        ways.isAny = true;
        ways.isBroken = ways.isBroken || way == Way::Broken;
        ways.isOpen = ways.isOpen || way == Way::Open;
        ways.wantsFailure = ways.wantsFailure || isForFailure;
        ways.hasFailure = ways.hasFailure || (isForFailure && way == Way::Open);
    }
    return ways;
}

/// Of all nodes. In the workloads each node stands behind those that it follows.
std::vector<NodeEnd> endsOf(const Run &run)
{
    std::vector<NodeEnd> ends;
    for (NodeIndex n = 0; n < run.nodes.size(); ++n) {
        NodeEnd end = endOf(run, n);
        end.isPassedBy = run.tasks[n].state == TaskState::Skipped && !run.planOf(n).disabled && !waysTo(run, n, ends).isBroken;
        ends.push_back(end);
    }
    return ends;
}

/// What a run whose nodes came to these ends is, by the words of docs/workflow and not by the scheduler's own sums.
RunState rightState(const Run &run)
{
    if (run.cancelRequested)
        return RunState::Cancelled;
    for (NodeIndex n = 0; n < run.nodes.size(); ++n) {
        bool isHandled = false;
        for (const workflow::PlanEdge &edge : run.plan->successorsOf(n))
            isHandled = isHandled || edge.on != workflow::EdgeCondition::Success;
        if (endOf(run, n).failed && !isHandled)
            return RunState::Failed;
    }
    return RunState::Succeeded;
}

} // namespace

void Ledger::read(const std::vector<journal::Row> &rows)
{
    for (; m_rows < rows.size(); ++m_rows) {
        std::vector<scheduler::Event> events;
        if (const auto head = journal::decodeBatch(rows[m_rows].bytes, events); !head) {
            m_context.fail(fmt::format("A durable row cannot be read: {}", head.error().message));
            return;
        }
        for (const scheduler::Event &event : events) {
            take(event);
            if (!m_context.broken().empty())
                return; // what follows could make no sense
        }
        if (const std::string broken = m_invariants.checkEnd(); !broken.empty())
            m_context.fail(fmt::format("After the commit of event {}, {}.", m_state.position, broken));
    }
}

void Ledger::take(const scheduler::Event &event)
{
    m_context.counts.event(event.fact.index());
    m_at = event.at;
    std::visit([this](const auto &fact) { observe(fact); }, event.fact);
    if (!m_context.broken().empty())
        return;
    if (const std::string broken = m_invariants.take(event); !broken.empty()) {
        m_context.fail(fmt::format("Event {} may not stand where it does: {}.", m_state.position + 1, broken));
        return;
    }
    scheduler::apply(m_state, event);
    if (const std::string wrong = m_changes.look(m_state, event); !wrong.empty())
        m_context.fail(fmt::format("With event {}, {}.", m_state.position, wrong));
    m_alerts.take(m_state, event, m_state.position);
    if (const auto *accepted = std::get_if<scheduler::RunAccepted>(&event.fact))
        noteTaken(*accepted);
    if (m_context.isTold())
        m_context.tell("journal", "{:>5} {}", m_state.position, test::toLine(m_state, Agenda::start, event).substr(8));
}

std::string Ledger::nameOf(RunIndex run, TaskIndex task) const
{
    if (run >= m_state.runs.size() || task >= m_state.runs[run].tasks.size())
        return fmt::format("run {} task {}", run, task);
    return fmt::format("{}/{}", m_state.runs[run].id, m_state.runs[run].taskName(task));
}

void Ledger::observe(const scheduler::EngineStarted &started)
{
    if (started.epoch != m_state.epoch + 1)
        m_context.fail(fmt::format("Epoch {} follows epoch {}.", started.epoch, m_state.epoch));
}

void Ledger::observe(const scheduler::RunAccepted &accepted)
{
    if (isAccepted(accepted.id))
        m_context.fail(fmt::format("Run {} is accepted a second time.", accepted.id));
    if (accepted.retryOf != scheduler::none)
        checkTaken(accepted);
}

/// A retry takes over all that succeeded behind nothing but what came to its end for good, and nothing else.
void Ledger::checkTaken(const scheduler::RunAccepted &accepted)
{
    const Run &earlier = m_state.runs[accepted.retryOf];
    if (earlier.state == RunState::Running || earlier.state == RunState::Succeeded || earlier.tasks.empty())
        m_context.fail(fmt::format("Run {} does again what is not to be done again, of {}.", accepted.id, earlier.id));
    std::vector<bool> isForGood(earlier.nodes.size());
    const std::set<NodeIndex> taken(accepted.taken.begin(), accepted.taken.end());
    for (std::size_t round = 0; round < earlier.nodes.size(); ++round) // as often as a chain may be long
        for (NodeIndex n = 0; n < earlier.nodes.size(); ++n) {
            bool isBeforeForGood = true;
            for (const workflow::PlanEdge &edge : earlier.plan->predecessorsOf(n))
                isBeforeForGood = isBeforeForGood && isForGood[edge.node];
            const bool isSkipped = earlier.tasks[n].state == TaskState::Skipped;
            isForGood[n] = isBeforeForGood && (isSkipped || endOf(earlier, n).succeeded);
        }
    for (NodeIndex n = 0; n < earlier.nodes.size(); ++n)
        if (taken.contains(n) != (isForGood[n] && endOf(earlier, n).succeeded))
            m_context.fail(fmt::format("Run {} {} node \"{}\" of {}.", accepted.id, taken.contains(n) ? "takes over" : "does again",
                                       earlier.plan->workflow.nodes[n].id, earlier.id));
    m_context.counts.fault(Fault::RunRetried);
}

/// What was taken over has ended, and has the values of then.
void Ledger::noteTaken(const scheduler::RunAccepted &accepted)
{
    const Run &run = m_state.runs[accepted.run];
    for (const NodeIndex n : accepted.taken) {
        const scheduler::NodeState &node = run.nodes[n];
        const scheduler::NodeState &old = m_state.runs[accepted.retryOf].nodes[n];
        if (node.taskCount != old.taskCount || node.listAt != old.listAt)
            m_context.fail(fmt::format("Run {} has other tasks of node \"{}\" than it took over.", run.id, run.plan->workflow.nodes[n].id));
        for (std::uint32_t offset = 0; offset < node.taskCount && m_context.broken().empty(); ++offset) {
            m_finished.emplace(run.index, node.firstTask + offset);
            if (run.tasks[node.firstTask + offset].outputAt != m_state.runs[accepted.retryOf].tasks[old.firstTask + offset].outputAt)
                m_context.fail(fmt::format("{} was taken over without its output.", nameOf(run.index, node.firstTask + offset)));
        }
    }
}

void Ledger::checkOrder(const Run &run, TaskIndex task)
{
    const NodeIndex node = run.nodeOf(task);
    const std::vector<NodeEnd> ends = endsOf(run);
    for (const workflow::PlanEdge &edge : run.plan->predecessorsOf(node))
        if (!ends[edge.node].isDone)
            m_context.fail(fmt::format("{} is dispatched before \"{}\", which it follows, is done.", nameOf(run.index, task),
                                       run.plan->workflow.nodes[edge.node].id));
    if (run.planOf(node).disabled || !waysTo(run, node, ends).mayRun())
        m_context.fail(fmt::format("{} is dispatched, and no way leads to it.", nameOf(run.index, task)));
}

/// Counts by itself how many slots of a worker are taken: the state's own sum could be wrong.
void Ledger::checkPlace(const scheduler::AttemptDispatched &dispatched)
{
    const scheduler::Worker &worker = m_state.workers[dispatched.worker];
    if (worker.used >= worker.who.slots + scheduler::prefetchMax)
        m_context.fail(fmt::format("Worker {} holds {} attempts and gets another.", worker.who.name, worker.used));
    if (worker.state != scheduler::WorkerState::Active)
        m_context.fail(fmt::format("Worker {} is not active and gets an attempt.", worker.who.name));
    if (worker.who.evaluator)
        return;
    const Run &run = m_state.runs[dispatched.run];
    const NodeIndex node = run.nodeOf(dispatched.task);
    const workflow::Node &drawn = run.plan->workflow.nodes[node];
    std::uint32_t &held = m_held[dispatched.worker];
    const std::uint32_t pace = run.nodes[node].meanRunUs;
    const bool isShort = pace != 0 ? pace <= shortUs * worker.who.slots : drawn.kind == workflow::Kind::Empty;
    if (held >= worker.who.slots && (!isShort || drawn.once || !drawn.lock.empty()))
        m_context.fail(fmt::format("Worker {} has {} slots, holds {} attempts and gets {} to wait behind them.", worker.who.name,
                                   worker.who.slots, held, nameOf(dispatched.run, dispatched.task)));
    if (worker.who.pool != drawn.pool)
        m_context.fail(fmt::format("{} is for pool {}, and worker {} of pool {} gets it.", nameOf(dispatched.run, dispatched.task),
                                   drawn.pool, worker.who.name, worker.who.pool));
    if ((worker.who.kinds >> static_cast<unsigned>(drawn.kind) & 1U) == 0)
        m_context.fail(fmt::format("Worker {} does not carry out {} and gets it.", worker.who.name, nameOf(dispatched.run, dispatched.task)));
    if (drawn.once && dispatched.number != 1)
        m_context.fail(fmt::format("{} may be started once only and is dispatched again.", nameOf(dispatched.run, dispatched.task)));
    ++held;
}

void Ledger::takeLock(const scheduler::AttemptDispatched &dispatched)
{
    const Run &run = m_state.runs[dispatched.run];
    const std::string &lock = run.plan->workflow.nodes[run.nodeOf(dispatched.task)].lock;
    if (lock.empty())
        return;
    const auto [holder, isFree] = m_locks.emplace(lock, Attempt{dispatched.run, dispatched.task, dispatched.number});
    if (!isFree)
        m_context.fail(fmt::format("{} gets lock {}, which {} holds.", nameOf(dispatched.run, dispatched.task), lock,
                                   nameOf(std::get<0>(holder->second), std::get<1>(holder->second))));
}

void Ledger::observe(const scheduler::AttemptDispatched &dispatched)
{
    checkPlace(dispatched);
    if (dispatched.purpose == Purpose::Outputs)
        return;
    checkOrder(m_state.runs[dispatched.run], dispatched.task);
    if (m_finished.contains({dispatched.run, dispatched.task}))
        m_context.fail(fmt::format("{} is dispatched after its end.", nameOf(dispatched.run, dispatched.task)));
    if (dispatched.purpose == Purpose::Run)
        takeLock(dispatched);
    if (dispatched.purpose == Purpose::Run
        && !m_attempts.emplace(Attempt{dispatched.run, dispatched.task, dispatched.number},
                               Dispatched{dispatched.worker, m_state.epoch, false}).second)
        m_context.fail(fmt::format("Attempt {} of {} is dispatched twice.", dispatched.number, nameOf(dispatched.run, dispatched.task)));
}

const Ledger::Dispatched *Ledger::end(RunIndex run, TaskIndex task, std::uint32_t number, WorkerIndex worker)
{
    const auto found = m_attempts.find({run, task, number});
    if (found == m_attempts.end() || found->second.isEnded || found->second.worker != worker) {
        m_context.fail(fmt::format("Attempt {} of {} ends, which {}.", number, nameOf(run, task),
                                   found == m_attempts.end()        ? "was never dispatched"
                                       : found->second.isEnded ? "had ended before"
                                                               : "was another worker's"));
        return nullptr;
    }
    found->second.isEnded = true;
    std::erase_if(m_locks, [&](const auto &lock) { return lock.second == Attempt{run, task, number}; });
    if (!m_state.workers[worker].who.evaluator)
        --m_held[worker];
    return &found->second;
}

void Ledger::observe(const scheduler::AttemptFailed &failed) { end(failed.run, failed.task, failed.number, failed.worker); }

void Ledger::observe(const scheduler::AttemptLost &lost)
{
    if (lost.purpose == Purpose::Run)
        end(lost.run, lost.task, lost.number, lost.worker);
}

void Ledger::observe(const scheduler::TaskFinished &finished)
{
    if (!m_finished.insert({finished.run, finished.task}).second)
        m_context.fail(fmt::format("{} is finished a second time.", nameOf(finished.run, finished.task)));
    const Run &run = m_state.runs[finished.run];
    if (run.planOf(run.nodeOf(finished.task)).kind == workflow::Kind::Delay && finished.state == TaskState::Succeeded) {
        const auto begun = m_delays.find({finished.run, finished.task});
        if (begun == m_delays.end() || m_at < begun->second)
            m_context.fail(fmt::format("{} ends before its time.", nameOf(finished.run, finished.task)));
    }
    const bool byAttempt = finished.number != 0 && finished.state != TaskState::Quarantined;
    if (!byAttempt)
        return;
    const Dispatched *dispatched = end(finished.run, finished.task, finished.number, finished.worker);
    if (dispatched && !m_state.workers[finished.worker].who.evaluator)
        compare(finished, *dispatched);
}

/// The result that the engine applied is the one that this worker gave for this attempt.
void Ledger::compare(const scheduler::TaskFinished &finished, const Dispatched &dispatched)
{
    const SessionId &session = m_state.workers[finished.worker].who.session;
    const auto done = m_records.of(session, {finished.run, finished.task, finished.number, dispatched.epoch});
    if (done.empty() && finished.state == TaskState::Cancelled)
        return; // it had not started
    const std::string what = fmt::format("attempt {} of {}", finished.number, nameOf(finished.run, finished.task));
    if (done.size() != 1 || !done.front()->hasEnded) {
        m_context.fail(fmt::format("The journal has a result of {}, which its worker {}.", what,
                                   done.empty() ? "never carried out" : done.size() > 1 ? "carried out twice" : "has not ended"));
        return;
    }
    const Record &record = *done.front();
    if (record.run + "/" + record.task != nameOf(finished.run, finished.task))
        m_context.fail(fmt::format("The journal has a result of {}, which was of {}/{}.", what, record.run, record.task));
    if ((finished.state == TaskState::Succeeded) != (record.outcome == wire::Outcome::Succeeded) && finished.state != TaskState::Cancelled)
        m_context.fail(fmt::format("The journal says that {} {}, and its worker saw otherwise.", what, scheduler::nameOf(finished.state)));
    if (finished.state != TaskState::Succeeded)
        return;
    const auto stored = finished.output.stored ? m_store.get(*finished.output.stored) : Result<Bytes>(finished.output.bytes);
    if (!stored || *stored != record.output)
        m_context.fail(fmt::format("The journal's output of {} is not what its worker gave.", what));
    if (record.artefact && !m_store.has(*record.artefact))
        m_context.fail(fmt::format("The artefact of {} is not in the store.", what));
}

void Ledger::observe(const scheduler::DelayStarted &started)
{
    if (!m_delays.try_emplace({started.run, started.task}, started.until).second)
        m_context.fail(fmt::format("{} begins to wait a second time.", nameOf(started.run, started.task)));
}

void Ledger::observe(const scheduler::WorkerLost &lost)
{
    const scheduler::Worker &worker = m_state.workers[lost.worker];
    if (lost.noticedBy != scheduler::NoticedBy::Lease)
        return;
    bool runs = false; // it may be back under the same session, and run what it was granted since
    for (scheduler::AttemptIndex a = worker.attempt; a != scheduler::none; a = m_state.attempts[a].nextOfWorker) {
        const scheduler::Attempt &attempt = m_state.attempts[a];
        runs = runs || m_runsFor(worker.who.session, {attempt.run, attempt.task, attempt.number, attempt.epoch});
    }
    if (runs)
        m_context.fail(fmt::format("The engine takes worker {} for lost by its lease, and it still carries out attempts.", worker.who.name));
}

void Ledger::observe(const scheduler::ResultRefused &refused)
{
    m_context.counts.refused(refused.reason);
    m_refused.insert({refused.session, {refused.attempt.run, refused.attempt.task, refused.attempt.number, refused.attempt.epoch}});
}

void Ledger::observe(const scheduler::RunFinished &finished)
{
    const Run &run = m_state.runs[finished.run];
    const std::vector<NodeEnd> ends = endsOf(run);
    for (NodeIndex n = 0; n < run.nodes.size(); ++n) {
        if (!ends[n].isDone)
            m_context.fail(fmt::format("Run {} is finished before \"{}\".", run.id, run.plan->workflow.nodes[n].id));
        const bool mayRun = !run.planOf(n).disabled && waysTo(run, n, ends).mayRun();
        const bool isSkipped = run.tasks[n].state == TaskState::Skipped;
        if (isSkipped == mayRun && run.tasks[n].state != TaskState::Cancelled)
            m_context.fail(fmt::format("Node \"{}\" of run {} was {}.", run.plan->workflow.nodes[n].id, run.id,
                                       isSkipped ? "skipped though it may run" : "run though it must be skipped"));
    }
    const RunState right = rightState(run);
    const bool outputsFailed = right == RunState::Succeeded && finished.state == RunState::Failed && !run.plan->workflow.outputs.empty();
    if (finished.state != right && !outputsFailed)
        m_context.fail(fmt::format("Run {} ends {}, and should have ended {}.", run.id, scheduler::nameOf(finished.state),
                                   scheduler::nameOf(right)));
    if (run.cancelRequested)
        m_context.counts.fault(Fault::RunCancelled);
}

std::string Ledger::whyNotAcknowledged(const SessionId &to, const wire::Acknowledgement &ack) const
{
    if (!ack.refused.empty())
        return m_refused.contains({to, ack.key}) ? std::string() : "its refusal is not durable";
    const auto found = m_attempts.find({ack.key.run, ack.key.task, ack.key.number});
    return found != m_attempts.end() && found->second.isEnded && found->second.epoch == ack.key.epoch ? std::string()
                                                                                                     : "its result is not durable";
}

} // namespace weftline::simulation
