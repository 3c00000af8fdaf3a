// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A machine that comes with a ticket, to have its own key listed: a good ticket, one that was used or has expired, or one
// that nobody made. Says so again when its connection breaks before the answer.

#pragma once

#include "tests/simulation/network.h"
#include "tests/simulation/sim_gate.h"

namespace weftline::simulation {

class Joiner final : private PeerEnd
{
public:
    /// `gate` is nullptr where the engine lets nobody in.
    Joiner(Context &context, Network &network, SimGate *gate, std::string name, std::string ticket);

private:
    void onConnected() override;
    void onDisconnected() override { }
    void onMessage(wire::Message message) override;

    Context &m_context;
    Network &m_network;
    SimGate *m_gate;
    std::string m_name;
    std::string m_ticket;
    std::string m_own;
    Network::LinkId m_link = 0;
    bool m_isOver = false;
};

} // namespace weftline::simulation
