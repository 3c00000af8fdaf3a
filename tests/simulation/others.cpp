// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Who is there in a world besides those that have runs carried out: windows that show notices, people who look at everything
// and ask what they may not, machines that come with tickets.

#include "tests/simulation/simulation.h"

#include <algorithm>

namespace weftline::simulation {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

} // namespace

/// Before the engine starts.
void Simulation::makeGate()
{
    if (!m_others.perMille(m_context.density.gates))
        return;
    m_gate = std::make_unique<SimGate>(m_context);
    m_engine->setGate(*m_gate);
}

void Simulation::makeOthers()
{
    m_questions = std::make_unique<Questions>(m_context, *m_engine, m_gate.get(), m_runs);
    const bool hasAlerts = std::any_of(m_runs.begin(), m_runs.end(), [](const RunPlan &run) { return !run.workflow.alerts.empty(); });
    for (int i = 0; i < 2 && hasAlerts && m_others.perMille(750); ++i) {
        m_clients.push_back(std::make_unique<SimClient>(m_context, *m_network, fmt::format("window {}", i), wire::Role::Viewer));
        m_clients.back()->showNotices(m_engine->ledger().alerts());
    }
    if (m_others.perMille(450)) {
        const std::uint64_t draw = m_others.below(10);
        const wire::Role role = draw < 6 ? wire::Role::Admin : draw < 8 ? wire::Role::Operator : wire::Role::Viewer;
        m_clients.push_back(std::make_unique<SimClient>(m_context, *m_network, "asker", role));
        for (std::int64_t n = m_others.between(5, 40); n > 0; --n)
            later([this, &asker = *m_clients.back()] { m_questions->ask(asker); });
    }
    if (m_gate || m_others.perMille(60))
        makeVisitors();
}

void Simulation::makeVisitors()
{
    SimClient &owner = *m_clients.front();
    for (std::int64_t n = m_others.between(3, 14); n > 0; --n)
        later([this, &owner] { m_questions->askOfAccess(owner); });
    if (m_clients.back()->role() != wire::Role::Admin) // who may not
        later([this, &other = *m_clients.back()] { m_questions->askOfAccess(other); });
    for (std::int64_t n = m_others.between(m_context.density.machinesMin, m_context.density.machinesMax); n > 0; --n)
        later([this, name = fmt::format("machine {}", n)] {
            std::string ticket = fmt::format("{:<40}", "a ticket that nobody made");
            if (m_gate && !m_gate->tickets().empty() && !m_others.perMille(150))
                ticket = m_gate->tickets()[m_others.below(m_gate->tickets().size())].key;
            m_joiners.push_back(std::make_unique<Joiner>(m_context, *m_network, m_gate.get(), name, std::move(ticket)));
        });
}

/// Some time while things go wrong, or a little after.
void Simulation::later(std::function<void()> what)
{
    const Duration wait = m_others.between(milliseconds(50), m_weather.lasts + seconds(1));
    m_retriesEnd = std::max(m_retriesEnd, m_context.now() + wait);
    m_context.agenda.after(wait, std::move(what));
}

} // namespace weftline::simulation
