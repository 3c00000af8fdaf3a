// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/rogue.h"

#include <algorithm>

namespace weftline::simulation {

Rogue::Rogue(Context &context, Network &network, const Records &records, std::string name, Guise guise)
    : m_context(context), m_network(network), m_records(records), m_chance(context.chance(name)), m_name(std::move(name)), m_guise(guise)
{
    wire::Peer peer;
    std::copy_n(m_name.begin(), std::min(m_name.size(), peer.session.bytes.size()), peer.session.bytes.begin());
    peer.role = guise == Guise::Client ? wire::Role::Operator : guise == Guise::Worker ? wire::Role::Admin : wire::Role::Worker;
    peer.key = "key of " + m_name;
    m_link = m_network.attach(peer, m_name, *this);
}

void Rogue::onConnected()
{
    m_isConnected = true;
    if (m_guise == Guise::Worker)
        sayHello();
}

void Rogue::sayHello()
{
    wire::Hello hello;
    hello.name = m_name;
    hello.kinds = {"none of yours"};
    m_network.sendToEngine(m_link, hello);
}

void Rogue::act()
{
    if (!m_isConnected)
        return;
    if (m_chance.perMille(100)) {
        m_context.counts.fault(Fault::Garbage);
        m_network.sendToEngine(m_link, garbage());
        return;
    }
    if (m_guise == Guise::Worker && m_chance.perMille(700))
        sayHello(); // it never says a heartbeat, so it was lost meanwhile
    const bool forges = m_guise != Guise::Client && m_chance.perMille(700);
    for (int n = 0; n < 3 && forges; ++n)
        say(forgedResult());
    if (!forges)
        say(wrongMessage());
}

void Rogue::say(const wire::Message &message)
{
    m_context.counts.fault(Fault::RogueMessage);
    m_context.tell(m_name, "says {}", wire::nameOf(message));
    m_network.sendToEngine(m_link, message);
}

wire::Results Rogue::forgedResult()
{
    wire::AttemptResult result;
    const std::vector<Record> &all = m_records.all();
    if (!all.empty()) {
        const std::size_t few = std::min<std::size_t>(all.size(), 8);
        const std::uint64_t draw = m_chance.below(100);
        result.key = draw < 50 ? all[all.size() - 1 - m_chance.below(few)].key
            : draw < 75        ? all[m_chance.below(few)].key
                               : all[m_chance.below(all.size())].key;
    }
    switch (m_chance.below(8)) {
    case 0: result.key.run += 1000; break;
    case 1: result.key.number += 7; break;
    case 2: result.key.task += 1'000'000; break;
    case 3: ++result.key.epoch; break;
    default: break;
    }
    result.output = Payload::of("\xa6" "forged");
    result.again = m_chance.perMille(200);
    return {{std::move(result)}};
}

wire::Message Rogue::wrongMessage()
{
    switch (m_guise == Guise::Client ? m_chance.below(2) : m_chance.below(8)) {
    case 0: return m_guise == Guise::Worker ? wire::Message(wire::Request{1, "submit", Value()}) : wire::Message(wire::Hello{});
    case 1: return wire::ClientHello{m_name, "simulated"};
    case 2: return wire::Heartbeat{m_chance.below(3), 99, m_context.now(), {}};
    case 3: return wire::Started{forgedResult().results.front().key, m_context.now(), 1};
    case 4: return wire::Chunk{Hash{}, 10, 3, "abc"};
    case 5: return wire::Get{Hash{}};
    case 6: return wire::Disconnect{"It has served a later term of office.", false};
    default: return wire::Drain{};
    }
}

std::vector<Bytes> Rogue::garbage()
{
    Bytes bytes;
    const std::uint64_t size = m_chance.below(40);
    for (std::uint64_t i = 0; i < size; ++i)
        bytes.push_back(static_cast<char>(m_chance.below(256)));
    return {std::move(bytes)};
}

} // namespace weftline::simulation
