// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/unit/scheduler/random_world.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "tests/support/scheduler/checks.h"

namespace weftline::test {
namespace {

using namespace scheduler;
using workflow::EdgeCondition;
using workflow::Kind;

constexpr int calmTurnsMax = 2000;

workflow::Node randomNode(std::mt19937_64 &random, int number)
{
    const auto oneIn = [&](std::uint64_t n) { return random() % n == 0; };
    workflow::Node node;
    node.id = fmt::format("n{}", number);
    node.kind = oneIn(4) ? Kind::Transform : oneIn(4) ? Kind::Empty : oneIn(5) ? Kind::Branch : oneIn(5) ? Kind::Delay : Kind::Command;
    if (node.kind == Kind::Command)
        node.with = {{"argv", List{oneIn(2) ? "${params.x}" : "true"}}};
    if (node.kind == Kind::Transform)
        node.with = {{"expression", "1"}};
    if (node.kind == Kind::Branch)
        node.with = {{"cases", List{Object{{"port", "a"}, {"when", "1"}}, Object{{"port", "b"}, {"when", "1"}}}}};
    if (node.kind == Kind::Delay)
        node.with = {{"for", "1s"}};
    if (node.kind != Kind::Branch && oneIn(3))
        node.map = "${[1, 2]}";
    node.retry.max = static_cast<int>(random() % 3);
    node.retry.backoff = std::chrono::milliseconds(random() % 50);
    node.lossesMax = 1 + static_cast<int>(random() % 3);
    node.priority = static_cast<int>(random() % 3);
    node.disabled = oneIn(12);
    if (node.kind == Kind::Command || node.kind == Kind::Empty) {
        node.once = node.retry.max == 0 && oneIn(3);
        node.lock = oneIn(5) ? "db" : "";
    }
    return node;
}

workflow::Workflow randomWorkflow(std::mt19937_64 &random)
{
    workflow::Workflow flow;
    const int count = 1 + static_cast<int>(random() % 8);
    for (int n = 0; n < count; ++n) {
        flow.nodes.push_back(randomNode(random, n));
        for (int before = 0; before < n; ++before)
            if (random() % 3 == 0) {
                const workflow::Node &from = flow.nodes[static_cast<std::size_t>(before)];
                const std::vector<std::string> ports = outputPorts(from.kind, from.with);
                flow.edges.push_back({from.id, ports[random() % ports.size()], flow.nodes.back().id, "in",
                                      static_cast<EdgeCondition>(random() % 8 < 6 ? 0 : 1 + random() % 2), {}});
            }
    }
    if (random() % 3 == 0)
        flow.outputs.emplace_back("total", "${1}");
    return flow;
}

/// Says which attempt of which task it is, so that no other's output can pass for it.
std::string workOf(const State &state, const AttemptName &name, WorkerIndex worker)
{
    if (name.purpose == Purpose::Outputs)
        return {};
    const Run &run = state.runs[name.run];
    return fmt::format("{} {} attempt {} of epoch {} on {}", run.id, run.taskName(name.task), name.number, name.epoch,
                       toHex(state.workers[worker].who.session));
}

} // namespace

RandomWorld::RandomWorld(std::uint64_t seed) : m_random(seed), m_sink(std::make_unique<Sink>(m_state))
{
    input(TakeOffice{1, "1.0"});
    joinEvaluator();
    joinWorker();
    submit();
}

std::string RandomWorld::live(int turns)
{
    for (int t = 0; t < turns && m_broken.empty(); ++t) {
        m_at = m_at + Duration(draw(20'000));
        turn();
    }
    settleDown();
    if (m_broken.empty())
        m_broken = brokenOrder(m_durable);
    return m_broken;
}

void RandomWorld::turn()
{
    const std::uint64_t what = draw(100);
    const std::size_t index = draw(m_workers.size());
    if (what < 60)
        workerTurn(m_workers[index]);
    else if (what < 75)
        evaluatorTurn();
    else if (what < 87)
        workerFault(index);
    else if (what < 90 && m_workers.size() < 6)
        joinWorker();
    else if (what < 92 && m_wanted.size() < 3)
        submit();
    else if (what < 93 && !m_sent.empty()) // a message from the past
        input(m_sent[draw(m_sent.size())]);
    else if (what < 94)
        forge(m_workers[index]);
    else if (what < 95)
        input(Cancel{{freshSession(), 1, "ada"}, m_wanted.begin()->first});
    else if (what < 96)
        restart(chance(50));
    else if (what < 97 && m_retried.size() < 6 && !m_state.runs.empty())
        retry();
    else
        input(TimePassed{});
}

/// A worker that is connected begins or ends something, one that is not comes back or works on.
void RandomWorld::workerTurn(SimWorker &worker)
{
    if (worker.who.evaluator)
        return;
    if (!worker.isConnected && chance(40)) {
        connect(worker);
        return;
    }
    if (worker.held.empty())
        return;
    Holding &holding = worker.held[draw(worker.held.size())];
    if (holding.finished) {
        offer(worker, holding, true);
    } else if (!holding.started && !chance(30)) {
        holding.started = true;
        if (worker.isConnected)
            input(Started{worker.who.session, holding.name, 100});
    } else {
        finish(worker, holding, m_isCalm || chance(75) ? Outcome::Succeeded : static_cast<Outcome>(1 + draw(3)));
    }
}

/// Somebody else says that they did what the worker is doing.
void RandomWorld::forge(SimWorker &worker)
{
    if (worker.held.empty())
        return;
    Ended ended;
    ended.attempt = worker.held[draw(worker.held.size())].name;
    ended.session = m_workers[draw(m_workers.size())].who.session;
    ended.output = Payload::of("forged");
    if (ended.session != worker.who.session)
        input(std::move(ended));
}

void RandomWorld::evaluatorTurn()
{
    SimWorker &evaluator = m_workers.front();
    if (evaluator.held.empty())
        return;
    const std::size_t index = draw(evaluator.held.size());
    Ended ended;
    const bool isRun = evaluator.held[index].name.purpose == Purpose::Run;
    ended.session = evaluator.who.session;
    ended.attempt = evaluator.held[index].name;
    ended.outcome = chance(90) ? Outcome::Succeeded : Outcome::Failed;
    ended.count = static_cast<std::uint32_t>(draw(isRun ? 3 : 4)); // ports of a branch, or items
    ended.wait = std::chrono::milliseconds(draw(60));
    ended.output = Payload::of(isRun ? evaluator.held[index].work : std::string("value"));
    evaluator.held.erase(evaluator.held.begin() + static_cast<std::ptrdiff_t>(index));
    input(std::move(ended));
}

void RandomWorld::workerFault(std::size_t index)
{
    if (index == 0)
        return; // the evaluator ends with its engine only
    SimWorker &worker = m_workers[index];
    const SessionId session = worker.who.session;
    switch (draw(5)) {
    case 0:
    case 1:
        worker.isConnected = false;
        input(ConnectionClosed{session});
        break;
    case 2: // killed
        m_workers.erase(m_workers.begin() + static_cast<std::ptrdiff_t>(index));
        input(Gone{session, NoticedBy::Exit, {}, chance(30)});
        break;
    case 3: // taken for dead
        worker.isConnected = worker.isConnected && chance(50);
        input(Gone{session, NoticedBy::Lease, {}, false});
        break;
    case 4:
        if (worker.isConnected && chance(30))
            input(Drained{session});
        break;
    }
}

/// From now on everybody is there and says the truth: every run must come to its end.
void RandomWorld::settleDown()
{
    m_isCalm = true;
    for (int t = 0; m_broken.empty() && t < calmTurnsMax; ++t) {
        m_at = m_at + Duration(20'000);
        for (const auto &[id, plan] : m_wanted)
            if (!m_state.run(id))
                resubmit(id);
        if (allEnded())
            return;
        for (const WorkerIndex present : std::vector<WorkerIndex>(m_state.present)) {
            const SessionId session = m_state.workers[present].who.session;
            if (!find(session))
                input(Gone{session, NoticedBy::Lease, {}, false});
        }
        for (std::size_t w = 1; w < m_workers.size(); ++w) {
            const Worker *known = m_state.worker(m_workers[w].who.session);
            if (!m_workers[w].isConnected || !known || known->state == WorkerState::Lost)
                connect(m_workers[w]);
        }
        const bool anyActive = std::any_of(m_state.present.begin(), m_state.present.end(), [&](WorkerIndex w) {
            return m_state.workers[w].state == WorkerState::Active && !m_state.workers[w].who.evaluator;
        });
        if (!anyActive)
            joinWorker();
        for (SimWorker &worker : m_workers)
            workerTurn(worker);
        evaluatorTurn();
        input(TimePassed{});
    }
    if (m_broken.empty())
        m_broken = "the faults stopped, and a run does not end";
}

bool RandomWorld::allEnded() const
{
    return std::all_of(m_state.runs.begin(), m_state.runs.end(), [](const Run &run) { return run.state != RunState::Running; });
}

void RandomWorld::submit()
{
    const std::string id = fmt::format("run {}", m_wanted.size());
    m_wanted[id] = workflow::compile(randomWorkflow(m_random)).value();
    resubmit(id);
}

/// Of whatever run: of one that is going or succeeded it is refused.
void RandomWorld::retry()
{
    const Run &earlier = m_state.runs[draw(m_state.runs.size())];
    const std::string id = fmt::format("again {}", m_retried.size());
    const bool mayBe = earlier.state == RunState::Failed || earlier.state == RunState::Cancelled;
    m_retried.insert(id);
    input(Retry{{freshSession(), 1, "ada"}, id, earlier.id, 7});
    if (mayBe != (m_state.run(id) != nullptr))
        m_broken = "a run is done again just when it did not succeed";
}

void RandomWorld::resubmit(const std::string &id) { input(Submit{{freshSession(), 1, "ada"}, id, 7, m_wanted[id], {}}); }

void RandomWorld::joinWorker()
{
    SimWorker worker;
    worker.who.session = freshSession();
    worker.who.name = fmt::format("w{}", m_sessions);
    worker.who.pool = "default";
    worker.who.slots = 1 + static_cast<std::uint32_t>(draw(3));
    worker.who.kinds = ~0U;
    m_workers.push_back(worker);
    connect(m_workers.back());
}

void RandomWorld::joinEvaluator()
{
    SimWorker evaluator;
    evaluator.who.session = freshSession();
    evaluator.who.name = "evaluator";
    evaluator.who.slots = 1 + static_cast<std::uint32_t>(draw(3));
    evaluator.who.evaluator = true;
    m_workers.insert(m_workers.begin(), evaluator);
    input(Greeted{evaluator.who, {}});
}

void RandomWorld::connect(SimWorker &worker)
{
    worker.isConnected = true;
    Greeted greeted{worker.who, {}};
    for (const Holding &holding : worker.held)
        greeted.held.push_back({holding.name, holding.finished, holding.started});
    input(std::move(greeted));
}

void RandomWorld::finish(SimWorker &worker, Holding &holding, Outcome outcome)
{
    holding.finished = true;
    holding.result.session = worker.who.session;
    holding.result.attempt = holding.name;
    holding.result.outcome = outcome;
    holding.result.started = Instant{static_cast<std::int64_t>(m_random())}; // by whatever clock
    holding.result.ended = Instant{static_cast<std::int64_t>(m_random())};
    holding.result.output = Payload::of(holding.work);
    holding.result.use = {holding.name.task, holding.name.number, 7};
    offer(worker, holding, false);
}

void RandomWorld::offer(SimWorker &worker, Holding &holding, bool again)
{
    holding.result.again = again;
    if (!worker.isConnected)
        return;
    const Ended result = holding.result;
    m_sent.push_back(result);
    input(result);
}

/// The engine dies and the next one starts with what is durable. What is lost of the last batch are its events and all it
/// meant to send but the dispatches, which had left.
void RandomWorld::restart(bool losesLastBatch)
{
    if (losesLastBatch && m_lastBatch > 1) {
        m_durable.resize(m_lastBatch);
        ++m_lostBatches;
    }
    m_state = replayed(m_durable);
    m_sink = std::make_unique<Sink>(m_state);
    m_workers.erase(m_workers.begin());
    for (SimWorker &worker : m_workers)
        worker.isConnected = false;
    input(TakeOffice{m_state.epoch + 1, "1.0"});
    joinEvaluator();
}

void RandomWorld::input(Cause cause)
{
    m_sink->clear();
    m_lastBatch = m_durable.size();
    step(m_state, {m_at, std::move(cause)}, *m_sink);
    while (const auto placement = next(m_state))
        dispatch(m_state, m_at, *placement, *m_sink);
    m_durable.insert(m_durable.end(), m_sink->events().begin(), m_sink->events().end());
    check();
    for (const Effect &effect : m_sink->takeEffects())
        deliver(effect);
}

void RandomWorld::deliver(const Effect &effect)
{
    if (const auto *dispatched = std::get_if<Dispatch>(&effect)) {
        SimWorker *worker = find(m_state.workers[dispatched->worker].who.session);
        if (worker && (worker->isConnected || worker->who.evaluator))
            worker->held.push_back({dispatched->attempt, workOf(m_state, dispatched->attempt, dispatched->worker), false, false, {}});
    } else if (const auto *acknowledged = std::get_if<Acknowledge>(&effect)) {
        SimWorker *worker = find(acknowledged->session);
        if (worker && worker->isConnected && (m_isCalm || chance(90)))
            std::erase_if(worker->held, [&](const Holding &holding) { return holding.finished && holding.name == acknowledged->attempt; });
    } else if (const auto *stopped = std::get_if<StopAttempt>(&effect)) {
        SimWorker *worker = find(stopped->session);
        for (std::size_t h = 0; worker && worker->isConnected && h < worker->held.size(); ++h) {
            Holding &holding = worker->held[h];
            if (holding.name == stopped->attempt && !holding.finished) {
                finish(*worker, holding, Outcome::Cancelled);
                return;
            }
        }
    }
}

void RandomWorld::check()
{
    if (!m_broken.empty())
        return;
    m_broken = brokenPromise(m_state);
    if (m_broken.empty() && chance(5) && replayed(m_durable) != m_state)
        m_broken = "a replay of the events gives another state";
}

RandomWorld::SimWorker *RandomWorld::find(const SessionId &session)
{
    const auto found = std::find_if(m_workers.begin(), m_workers.end(), [&](const SimWorker &one) { return one.who.session == session; });
    return found == m_workers.end() ? nullptr : &*found;
}

SessionId RandomWorld::freshSession()
{
    SessionId session;
    session.bytes.fill(++m_sessions);
    return session;
}

std::string brokenOrder(const std::vector<Event> &events)
{
    State state;
    std::set<std::pair<RunIndex, TaskIndex>> ended;
    for (const Event &event : events) {
        if (event.at < state.now)
            return "an event is older than the one before it";
        if (const auto *dispatched = std::get_if<AttemptDispatched>(&event.fact); dispatched && dispatched->purpose != Purpose::Outputs) {
            const Run &run = state.runs[dispatched->run];
            for (const workflow::PlanEdge &edge : run.plan->predecessorsOf(run.nodeOf(dispatched->task)))
                if (!run.nodes[edge.node].isDone)
                    return fmt::format("{} is tried before {} is done", run.taskName(dispatched->task), run.taskName(edge.node));
            if (ended.contains({dispatched->run, dispatched->task}))
                return fmt::format("{} is tried after its end", run.taskName(dispatched->task));
        }
        if (const auto *finished = std::get_if<TaskFinished>(&event.fact); finished && !ended.emplace(finished->run, finished->task).second)
            return fmt::format("{} ends twice", state.runs[finished->run].taskName(finished->task));
        if (const auto *finished = std::get_if<TaskFinished>(&event.fact);
            finished && finished->state == TaskState::Succeeded && finished->number == 0) {
            const Run &run = state.runs[finished->run];
            const NodeIndex node = run.nodeOf(finished->task);
            if (run.planOf(node).kind != Kind::Delay || run.tasks[finished->task].state != TaskState::Running)
                return fmt::format("{} succeeds without an attempt", run.taskName(finished->task));
        } else if (finished && finished->state == TaskState::Succeeded) {
            const Attempt &attempt = state.attempts[state.runs[finished->run].tasks[finished->task].attempt];
            const AttemptName name{attempt.run, attempt.task, attempt.number, attempt.epoch, attempt.purpose};
            const std::string work = workOf(state, name, attempt.worker);
            if (finished->output.bytes != work)
                return fmt::format("the output of {} is that of {}", work, finished->output.bytes);
        }
        apply(state, event);
        const auto *accepted = std::get_if<RunAccepted>(&event.fact);
        for (const NodeIndex node : accepted ? accepted->taken : std::vector<NodeIndex>()) {
            const NodeState &taken = state.runs[accepted->run].nodes[node];
            for (TaskIndex t = taken.firstTask; t < taken.firstTask + taken.taskCount; ++t)
                ended.emplace(accepted->run, t); // with the earlier run's; a second end would be one too many
        }
    }
    for (const Run &run : state.runs)
        for (TaskIndex t = 0; t < run.tasks.size(); ++t)
            if ((t >= run.nodes.size() || run.nodes[t].firstTask == t) && !ended.contains({run.index, t}))
                return fmt::format("{} never ends", run.taskName(t));
    return {};
}

} // namespace weftline::test
