// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/wire/incoming.h"

namespace weftline::wire {

Received Incoming::receive(WatchedSocket &socket, bool withRoutingId)
{
    m_count = 0;
    m_size = 0;
    if (withRoutingId && socket.receive(m_routingId) == Received::Nothing)
        return Received::Nothing;
    bool more = !withRoutingId || m_routingId.more();
    while (more) { // Ends: libzmq shows a message only when its last frame is there.
        zmq::message_t spare;
        zmq::message_t &part = m_count < framesMax ? m_parts[m_count] : spare;
        if (socket.receive(part) == Received::Nothing)
            return m_count == 0 ? Received::Nothing : Received::Yes;
        more = part.more();
        m_size += part.size();
        if (m_count < framesMax)
            m_views[m_count] = part.to_string_view();
        if (m_count <= framesMax)
            ++m_count;
    }
    return Received::Yes;
}

int Incoming::descriptor() { return m_count > 0 ? zmq_msg_get(m_parts[0].handle(), ZMQ_SRCFD) : -1; }

std::string_view Incoming::property(const char *name)
{
    const char *text = m_count > 0 ? zmq_msg_gets(m_parts[0].handle(), name) : nullptr;
    return text != nullptr ? std::string_view(text) : std::string_view();
}

} // namespace weftline::wire
