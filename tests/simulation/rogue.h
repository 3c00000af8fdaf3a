// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Peers that say what nobody in order would: results of other workers' attempts, of none, before any Hello; messages that
// are not theirs to send; frames that are no message. Nothing may change by it.

#pragma once

#include "tests/simulation/network.h"
#include "tests/simulation/records.h"

namespace weftline::simulation {

class Rogue final : private PeerEnd
{
public:
    enum class Guise : std::uint8_t { Stranger, Worker, Client };

    Rogue(Context &context, Network &network, const Records &records, std::string name, Guise guise);

    /// Says one thing.
    void act();

private:
    void onConnected() override;
    void onDisconnected() override { m_isConnected = false; }
    void onMessage(wire::Message) override { }

    void sayHello();
    void say(const wire::Message &message);
    [[nodiscard]] wire::Results forgedResult();
    [[nodiscard]] wire::Message wrongMessage();
    [[nodiscard]] std::vector<Bytes> garbage();

    Context &m_context;
    Network &m_network;
    const Records &m_records;
    Chance m_chance;
    std::string m_name;
    Guise m_guise;
    Network::LinkId m_link = 0;
    bool m_isConnected = false;
};

} // namespace weftline::simulation
