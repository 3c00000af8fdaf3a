// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What goes wrong in a world, and when.

#include "tests/simulation/simulation.h"

namespace weftline::simulation {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

} // namespace

void Simulation::drawWeather()
{
    const Density &density = m_context.density;
    m_weather.manyTinyRuns = m_chance.perMille(density.tinyRuns);
    m_weather.lasts = m_chance.between(seconds(m_weather.manyTinyRuns ? 4 : 1), density.lastsMax);
    const auto upTo = [this](std::uint64_t share, std::uint64_t most) { return m_chance.perMille(share) ? 1 + m_chance.below(most) : 0; };
    m_weather.workerKills = upTo(500, 8);
    m_weather.freezes = upTo(density.freezes, density.freezesMax);
    m_weather.cuts = upTo(600, 16);
    m_weather.stalls = upTo(density.stalls, density.stallsMax);
    m_weather.partitions = upTo(density.partitions, density.partitionsMax);
    m_weather.fullDisks = upTo(120, 2);
    m_weather.fullStores = upTo(300, 4);
    m_weather.storms = upTo(250, 3);
    m_weather.engineKills = upTo(550, 6);
    m_weather.clientKills = upTo(300, 3);
    m_weather.drains = upTo(250, 4);
    m_weather.rogues = upTo(m_weather.manyTinyRuns ? 1000 : 350, 3);
}

void Simulation::times(std::uint64_t count, const std::function<void()> &what)
{
    for (std::uint64_t i = 0; i < count; ++i)
        m_context.agenda.after(m_chance.between(milliseconds(10), m_weather.lasts), [this, what] {
            if (!m_context.isHealed)
                what();
        });
}

void Simulation::scheduleFaults()
{
    scheduleWorkerFaults();
    scheduleNetworkFaults();
    times(m_weather.fullDisks, [this] { m_engine->fillDisk(m_chance.between(milliseconds(20), seconds(3))); });
    times(m_weather.fullStores, [this] { m_engine->fillStore(m_chance.between(milliseconds(200), seconds(2))); });
    times(m_weather.storms, [this] { storm(); });
    times(m_weather.engineKills, [this] {
        m_engine->killAfter(m_chance.below(60), m_chance.between(milliseconds(20), m_chance.perMille(200) ? seconds(5) : seconds(1)));
    });
    times(m_weather.clientKills, [this] {
        m_clients[m_chance.below(m_clients.size())]->kill(m_chance.between(milliseconds(5), milliseconds(500)));
    });
    for (const RunPlan &run : m_runs) // a moment after a submit is when a client's death hurts
        if (m_weather.clientKills != 0 && m_chance.perMille(150))
            m_context.agenda.after(run.submitAt + m_chance.between(Duration{10}, milliseconds(3)), [this] {
                if (!m_context.isHealed)
                    m_clients[m_chance.below(m_clients.size())]->kill(milliseconds(50));
            });
    m_context.agenda.after(m_weather.lasts, [this] { heal(); });
}

void Simulation::scheduleWorkerFaults()
{
    const auto any = [this]() -> SimWorker * { // one that has something to lose, if there is one
        SimWorker *found = nullptr;
        for (int n = 0; n < 3 && (!found || found->isIdle()); ++n)
            if (SimWorker *worker = workerAt(m_chance.below(m_specs.size())); worker && worker->isAlive())
                found = worker;
        return found;
    };
    times(m_weather.workerKills, [this, any] {
        SimWorker *worker = any();
        const bool isAsked = m_chance.perMille(200);
        if (worker && isAsked) {
            m_context.counts.fault(Fault::WorkerEndedAtOnce);
            worker->endAtOnce();
        } else if (worker) {
            worker->kill();
        }
    });
    times(m_weather.drains, [this, any] {
        if (SimWorker *worker = any()) {
            m_context.counts.fault(Fault::WorkerDrained);
            worker->drain();
            if (m_chance.perMille(400)) // and loses its connection before it is done
                m_context.agenda.after(m_chance.between(milliseconds(1), milliseconds(60)), [this, link = worker->link()] {
                    if (!m_context.isHealed)
                        m_network->cut(link);
                });
        }
    });
    times(m_weather.freezes, [this, any] {
        const bool isLong = m_chance.perMille(500);
        const Duration time = isLong ? m_chance.between(lease, 3 * lease) : m_chance.between(milliseconds(5), lease - milliseconds(300));
        if (SimWorker *worker = any(); worker && !worker->isFrozen()) {
            m_context.counts.fault(isLong ? Fault::WorkerFrozenPastLease : Fault::WorkerFrozen);
            worker->freeze(time);
        }
    });
}

void Simulation::scheduleNetworkFaults()
{
    times(m_weather.cuts, [this] { m_network->cut(static_cast<Network::LinkId>(m_chance.below(m_network->linkCount()))); });
    times(m_weather.stalls, [this] {
        m_network->stall(static_cast<Network::LinkId>(m_chance.below(m_network->linkCount())), m_chance.perMille(500),
                         m_chance.between(milliseconds(50), stallMax));
    });
    times(m_weather.partitions, [this] { part(); });
}

/// Some of those that are there are cut off from the engine.
void Simulation::part()
{
    std::vector<Network::LinkId> links;
    for (const SimWorker *worker : m_places)
        if (worker && worker->isAlive() && m_chance.perMille(600))
            links.push_back(worker->link());
    for (const auto &client : m_clients)
        if (m_chance.perMille(300))
            links.push_back(client->link());
    const std::uint64_t way = m_chance.below(4);
    m_network->partition(links, way == 0 ? Network::Way::ToEngine : way == 1 ? Network::Way::ToPeer : Network::Way::Both,
                         m_chance.between(milliseconds(50), stallMax), m_chance.perMille(400));
}

/// A machine that goes through a bad moment: what goes wrong then hides in what went wrong just before.
void Simulation::storm()
{
    const auto soon = [this](Duration most, const std::function<void()> &what) {
        m_context.agenda.after(m_chance.between(Duration{0}, most), [this, what] {
            if (!m_context.isHealed)
                what();
        });
    };
    m_context.tell("world", "a storm");
    for (SimWorker *worker : m_places)
        if (worker && worker->isAlive() && m_chance.perMille(600))
            soon(milliseconds(20), [this, worker] { m_network->cut(worker->link()); });
    if (m_chance.perMille(700))
        soon(milliseconds(40), [this] { m_engine->fillDisk(m_chance.between(milliseconds(500), seconds(3))); });
    if (m_chance.perMille(700))
        soon(milliseconds(80), [this] { part(); });
    if (m_chance.perMille(300))
        soon(seconds(3), [this] { part(); });
    if (SimWorker *worker = m_places[m_chance.below(m_places.size())]; worker && worker->isAlive() && !worker->isFrozen() && m_chance.perMille(400)) {
        m_context.counts.fault(Fault::WorkerFrozenPastLease);
        worker->freeze(m_chance.between(lease, 3 * lease));
    }
    if (m_chance.perMille(300))
        soon(seconds(3), [this] { m_engine->killAfter(m_chance.below(20), m_chance.between(milliseconds(20), milliseconds(500))); });
}

void Simulation::heal()
{
    m_context.tell("world", "no further faults");
    m_context.isHealed = true;
    m_stallsEnd = m_context.now() + stallMax;
}

} // namespace weftline::simulation
