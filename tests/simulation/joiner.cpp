// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/joiner.h"

#include <algorithm>

namespace weftline::simulation {

Joiner::Joiner(Context &context, Network &network, SimGate *gate, std::string name, std::string ticket)
    : m_context(context), m_network(network), m_gate(gate), m_name(std::move(name)), m_ticket(std::move(ticket)),
      m_own(fmt::format("key of {:<32}", m_name))
{
    wire::Peer peer;
    std::copy_n(m_name.begin(), std::min(m_name.size(), peer.session.bytes.size()), peer.session.bytes.begin());
    peer.role = wire::Role::Join;
    peer.key = m_ticket;
    m_link = m_network.attach(peer, m_name, *this);
}

void Joiner::onConnected()
{
    m_context.tell(m_name, "comes with {}", m_ticket);
    m_network.sendToEngine(m_link, wire::Join{m_own, m_name, "simulated"});
}

void Joiner::onMessage(wire::Message message)
{
    if (m_isOver)
        return;
    if (const auto *joined = std::get_if<wire::Joined>(&message)) {
        const std::string wrong = m_gate ? m_gate->hasJoined(m_ticket, m_own, *joined) : "an engine that lets nobody in";
        if (!wrong.empty())
            m_context.fail(fmt::format("{} joins: {}.", m_name, wrong));
    } else if (!std::holds_alternative<wire::Disconnect>(message)) {
        m_context.fail(fmt::format("{}, who may join and nothing else, hears {}.", m_name, wire::nameOf(message)));
    }
    m_isOver = true;
    m_network.detach(m_link, true);
}

} // namespace weftline::simulation
