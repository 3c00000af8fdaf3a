// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/simulation.h"

#include <algorithm>

namespace weftline::simulation {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Duration clockOffMost = seconds(300);
constexpr Duration patience = seconds(600); ///< From the end of all faults to the end of all runs.
constexpr std::uint64_t stepsMax = 5'000'000;
constexpr std::uint64_t stepsALook = 64;
constexpr std::size_t workersMax = 400;

/// The first part of a run in which two views differ; empty when they are the same.
std::string difference(const client::RunView &seen, const client::RunView &right)
{
    if (seen.summary != right.summary)
        return fmt::format("its summary: {} and {}, {} and {} attempts", client::nameOf(seen.summary.state),
                           client::nameOf(right.summary.state), seen.summary.attempts, right.summary.attempts);
    for (std::size_t n = 0; n < right.nodes.size(); ++n)
        if (n >= seen.nodes.size() || seen.nodes[n] != right.nodes[n])
            return fmt::format("node {}", n);
    for (const auto &[id, attempt] : right.attempts) {
        const auto found = seen.attempts.find(id);
        if (found == seen.attempts.end() || found->second != attempt)
            return fmt::format("attempt {} of task {}, {}", attempt.number, attempt.task,
                               found == seen.attempts.end() ? "which it does not see" : "which it sees otherwise");
    }
    if (seen.attempts != right.attempts)
        return "attempts that are none";
    if (seen.series != right.series)
        return "its series";
    return seen == right ? std::string() : "its other parts";
}

} // namespace

Outcome simulate(std::uint64_t seed, Options options) { return Simulation(seed, options).run(); }

Simulation::Simulation(std::uint64_t seed, Options options) : m_context(seed, options), m_chance(m_context.chance("world")),
      m_others(m_context.chance("others"))
{
    drawWeather();
    DiskSpec disk;
    disk.failPerMille = m_chance.perMille(300) ? 12 : 0;
    disk.slowPerMille = m_chance.below(60);
    disk.losesPower = m_chance.perMille(800);
    disk.usual = m_chance.between(milliseconds(1), milliseconds(8));
    SimEngine::Workers workers;
    workers.isAlive = [this](std::int64_t pid) { return workerOf(pid) != nullptr; };
    workers.kill = [this](std::int64_t pid) {
        if (SimWorker *worker = workerOf(pid))
            worker->kill();
    };
    workers.drain = [this](std::int64_t pid) {
        if (SimWorker *worker = workerOf(pid))
            worker->drain();
    };
    workers.start = [this](std::uint32_t count) {
        for (std::uint32_t i = 0; i < count && m_specs.size() < 12; ++i) {
            m_specs.push_back({fmt::format("w{}", m_specs.size()), "default", 1, true, true, false, {}});
            m_places.push_back(nullptr);
            m_context.agenda.after(milliseconds(20), [this, place = m_specs.size() - 1] { startWorker(place); });
        }
    };
    const auto runsFor = [this](const SessionId &session, const wire::AttemptKey &key) {
        return std::any_of(m_workers.begin(), m_workers.end(),
                           [&](const auto &worker) { return worker->isAlive() && worker->runs(session, key); });
    };
    m_engine = std::make_unique<SimEngine>(m_context, m_records, runsFor, std::move(workers), disk);
    m_network = std::make_unique<Network>(m_context, *m_engine);
    m_engine->setNetwork(*m_network);
    service::Settings settings;
    settings.lease = lease;
    settings.version = "simulated";
    settings.name = "simulated";
    settings.sampleInterval = seconds(2);
    settings.evaluatorSlots = static_cast<std::uint32_t>(m_chance.between(1, 16));
    m_engine->setSettings(settings);
    m_engine->setClockJumps(m_chance.perMille(300));
    m_engine->setStandby(m_context.chance("standby of the world").perMille(m_context.density.standbys));
    if (m_weather.engineKills != 0 && m_chance.perMille(300))
        m_engine->setFlaps(1 + m_chance.below(6));
    if (m_chance.perMille(600))
        m_network->setSlow(m_chance.below(50), m_chance.between(milliseconds(20), milliseconds(400)));
    if (m_chance.perMille(500))
        m_network->setDoubled(1 + m_chance.below(60));
}

SimWorker *Simulation::workerOf(std::int64_t pid) const
{
    for (const auto &worker : m_workers)
        if (worker->pid() == pid && worker->isAlive())
            return worker.get();
    return nullptr;
}

void Simulation::makeWorkers()
{
    const std::int64_t count = m_chance.between(1, 5);
    const bool secondPool = m_chance.perMille(200);
    for (std::int64_t i = 0; i < count + (secondPool ? 1 : 0); ++i) {
        WorkerSpec spec;
        spec.name = fmt::format("w{}", i);
        spec.pool = i == count ? "second" : "default";
        spec.slots = static_cast<std::uint32_t>(m_chance.between(1, 4));
        spec.local = m_chance.perMille(600);
        spec.ephemeral = spec.local && m_chance.perMille(500);
        spec.clockJumps = m_chance.perMille(200);
        if (m_chance.perMille(200)) {
            spec.clockOff = m_chance.between(-clockOffMost, clockOffMost);
            m_context.counts.fault(Fault::WorkerClockOff);
        }
        m_specs.push_back(std::move(spec));
        m_places.push_back(nullptr);
        m_context.agenda.after(m_chance.between(milliseconds(1), milliseconds(60)),
                               [this, place = static_cast<std::size_t>(i)] { startWorker(place); });
    }
    m_runs = drawWorkload(m_context.chance("workload"), {m_context.density, m_weather.manyTinyRuns, secondPool});
    drawAlerts(m_context.chance("alerts"), m_context.density, m_runs);
}

void Simulation::startWorker(std::size_t place)
{
    if (m_workers.size() >= workersMax) {
        m_context.fail("Workers end and are started again without end.");
        return;
    }
    const auto fresh = [this] {
        SessionId session;
        const std::string name = fmt::format("session {}", ++m_sessions);
        std::copy_n(name.begin(), std::min(name.size(), session.bytes.size()), session.bytes.begin());
        return session;
    };
    if (m_places[place]) {
        m_context.counts.fault(Fault::WorkerRestarted);
        if (m_specs[place].clockJumps && !m_context.isHealed) { // it was set meanwhile
            m_specs[place].clockOff = m_chance.between(-clockOffMost, clockOffMost);
            m_context.counts.fault(Fault::WorkerClockJumped);
        }
    }
    const std::int64_t pid = ++m_lastPid;
    m_workers.push_back(std::make_unique<SimWorker>(m_context, *m_network, m_records, m_specs[place],
                                                    SimWorker::Life{pid, fresh(), fresh, [this, place, pid] {
                                                                        m_engine->processExited(pid);
                                                                        replaceWorker(place);
                                                                    }}));
    m_places[place] = m_workers.back().get();
}

void Simulation::replaceWorker(std::size_t place)
{
    m_context.agenda.after(m_chance.between(milliseconds(30), milliseconds(900)), [this, place] { startWorker(place); });
}

void Simulation::makeClients()
{
    const std::uint64_t count = 1 + m_chance.below(2);
    for (std::uint64_t i = 0; i < count; ++i)
        m_clients.push_back(std::make_unique<SimClient>(m_context, *m_network, fmt::format("client {}", i), wire::Role::Admin));
    for (const RunPlan &run : m_runs) {
        SimClient &client = *m_clients[m_chance.below(count)];
        m_context.agenda.after(run.submitAt, [&client, &run] { client.submit(run); });
        if (run.isCancelled)
            m_context.agenda.after(run.cancelAt, [&client, &run] { client.cancel(run.id); });
        if (run.isRetried)
            m_retriesEnd = std::max(m_retriesEnd, m_context.now() + run.retryAt);
        if (run.isRetried)
            m_context.agenda.after(run.retryAt, [&client, &run] { client.retry(run.id); });
    }
    if (m_chance.perMille(150)) {
        m_clients.push_back(std::make_unique<SimClient>(m_context, *m_network, "viewer", wire::Role::Viewer));
        SimClient &viewer = *m_clients.back();
        m_context.agenda.after(m_chance.between(milliseconds(100), seconds(1)), [&viewer] { viewer.ask("cancel", {{"run", "run-0"}}); });
    }
    SimClient &client = *m_clients.front();
    if (m_chance.perMille(150))
        m_context.agenda.after(m_chance.between(milliseconds(100), seconds(1)), [&client] {
            client.ask("cancel", {{"run", "nobody's"}});
            client.ask("submit", {{"run", "wrong"}, {"workflow", Object{{"weftline", 1}, {"nodes", "none"}}}});
        });
    if (m_chance.perMille(100))
        m_context.agenda.after(m_chance.between(milliseconds(100), seconds(2)), [&client] { client.ask("start_workers", {{"count", 1}}); });
    if (m_chance.perMille(250))
        m_context.agenda.after(m_chance.between(milliseconds(200), seconds(2)), [this, &client, place = m_chance.below(m_specs.size()),
                                                                                 kills = m_chance.perMille(500)] {
            if (const SimWorker *worker = workerAt(place))
                client.ask(kills ? "kill_worker" : "stop_worker", {{"session", toHex(worker->session())}});
        });
}

void Simulation::makeRogues()
{
    for (std::uint64_t i = 0; i < m_weather.rogues; ++i) {
        m_rogues.push_back(std::make_unique<Rogue>(m_context, *m_network, m_records, fmt::format("rogue {}", i),
                                                   static_cast<Rogue::Guise>(m_chance.below(3))));
        for (int n = 0; n < (m_weather.manyTinyRuns ? 30 : 12); ++n)
            m_context.agenda.after(m_chance.between(milliseconds(50), m_weather.lasts),
                                   [&rogue = *m_rogues.back()] { rogue.act(); });
    }
}

bool Simulation::isDone() const
{
    if (!m_context.isHealed || m_context.now() <= m_retriesEnd || !m_engine->isQuiet() || m_engine->service().hasWork()
        || m_engine->ledger().alerts().owes())
        return false;
    const bool allAsked = std::all_of(m_clients.begin(), m_clients.end(), [](const auto &client) { return !client->hasOpen(); })
        && m_engine->service().state().runs.size() >= m_runs.size();
    const bool allIdle = std::all_of(m_workers.begin(), m_workers.end(), [](const auto &worker) { return !worker->isAlive() || worker->isIdle(); });
    if (!allAsked || !allIdle)
        return false;
    return std::all_of(m_clients.begin(), m_clients.end(), [this](const auto &client) {
        return client->session().engine().position == 0 || client->session().isConnected();
    });
}

std::string Simulation::whyNotDone() const
{
    if (!m_engine->isRunning())
        return "the engine is not running";
    for (const scheduler::Run &run : m_engine->service().state().runs) {
        if (run.state != scheduler::RunState::Running)
            continue;
        for (scheduler::TaskIndex t = 0; t < run.tasks.size(); ++t) {
            const std::string why = scheduler::whyNotRunning(m_engine->service().state(), run.index, t);
            if (!why.empty() || (!scheduler::isFinal(run.tasks[t].state) && run.tasks[t].attempt != scheduler::none))
                return fmt::format("{}/{} is {}: {}", run.id, run.taskName(t), scheduler::nameOf(run.tasks[t].state), why);
        }
        return fmt::format("run {} does not end", run.id);
    }
    if (m_engine->ledger().alerts().owes())
        return "somebody is owed a notice";
    for (const auto &client : m_clients)
        if (client->hasOpen())
            return fmt::format("{} has no answer", client->name());
    for (const auto &worker : m_workers)
        if (worker->isAlive() && !worker->isIdle())
            return fmt::format("worker {} holds {} attempts", worker->spec().name, worker->state().held.size());
    return "something is on its way for ever";
}

Outcome Simulation::run()
{
    makeGate();
    m_engine->start();
    makeWorkers();
    makeClients();
    makeOthers();
    makeRogues();
    scheduleFaults();
    const Instant limit = m_context.now() + m_weather.lasts + patience;
    bool isOver = false;
    while (m_context.broken().empty() && !isOver && m_context.agenda.runNext()) {
        if (m_context.agenda.steps() % stepsALook != 0)
            continue;
        isOver = isDone();
        if (!isOver && (m_context.now() > limit || m_context.agenda.steps() > stepsMax))
            m_context.fail(fmt::format("Not everything ends once the faults have stopped: {}.", whyNotDone()));
    }
    if (m_context.broken().empty())
        checkEnd();
    Outcome outcome;
    outcome.broken = m_context.broken();
    outcome.story = m_context.story();
    outcome.counts = m_context.counts;
    outcome.counts.seeds = 1;
    outcome.counts.steps = m_context.agenda.steps();
    outcome.lasted = m_context.now() - Agenda::start;
    return outcome;
}

void Simulation::checkEnd()
{
    // What the clients see may be as old as the view's interval and a message's way.
    const Instant until = std::max(m_context.now(), m_stallsEnd) + seconds(1);
    while (m_context.now() < until && m_context.broken().empty() && m_context.agenda.runNext()) { }
    while (!m_engine->isSettled() && m_context.now() < until + seconds(10) && m_context.broken().empty() && m_context.agenda.runNext()) { }
    if (!m_context.broken().empty())
        return;
    m_engine->checkReplay();
    m_engine->checkAlerts();
    m_questions->checkEnd();
    for (const auto &client : m_clients) {
        for (const std::string &run : client->accepted())
            if (!m_engine->ledger().isAccepted(run))
                m_context.fail(fmt::format("Run {} was accepted and is not in the journal.", run));
        if (client->session().isConnected())
            checkViews(*client);
    }
    m_context.tell("world", "all runs have ended, {} events", m_engine->service().state().position);
}

void Simulation::checkViews(const SimClient &client)
{
    const scheduler::State &state = m_engine->service().state();
    const history::Fold &fold = m_engine->service().fold();
    for (const scheduler::Run &run : state.runs) {
        const client::RunView *seen = client.session().run(run.id);
        if (!seen || run.tasks.empty()) // old ones: the client may know more of them than the engine still holds
            continue;
        client::RunView right;
        client::apply(right, fold.run(state, run, 0), true);
        if (const std::string what = difference(*seen, right); !what.empty())
            m_context.fail(fmt::format("{} does not see run {} as it is: {}.", client.name(), run.id, what));
    }
    const client::EngineUpdate right = fold.engine(state, 0, m_context.now());
    for (const client::RunSummary &summary : right.runs) {
        if (state.runs[summary.index].tasks.empty())
            continue;
        const auto seen = client.session().engine().runs.find(summary.index);
        if (seen == client.session().engine().runs.end() || seen->second != summary)
            m_context.fail(fmt::format("{} does not see run {} in its list as it is.", client.name(), summary.id));
    }
}

} // namespace weftline::simulation
