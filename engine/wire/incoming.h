// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One message as libzmq hands it over: its frames and what the connection is known by. For this folder only.

#pragma once

#include <array>
#include <span>

#include "engine/base/bytes.h"
#include "engine/wire/limits.h"
#include "engine/wire/watched_socket.h"

namespace weftline::wire {

class Incoming
{
public:
    /// Takes all frames of the next message, of a ROUTER with the routing id in front. Frames beyond `framesMax` are
    /// taken and forgotten, but counted.
    [[nodiscard]] Received receive(WatchedSocket &socket, bool withRoutingId);

    [[nodiscard]] BytesView routingId() const { return m_routingId.to_string_view(); }
    /// One more frame than was kept when there were too many, so that the codec sees it.
    [[nodiscard]] std::span<const BytesView> frames() const { return {m_views.data(), m_count}; }
    [[nodiscard]] std::size_t size() const { return m_size; }
    /// The connection's descriptor; -1 where libzmq does not say.
    [[nodiscard]] int descriptor();
    /// "User-Id", "Peer-Address"; empty where there is none.
    [[nodiscard]] std::string_view property(const char *name);

private:
    zmq::message_t m_routingId;
    std::array<zmq::message_t, framesMax> m_parts;
    std::array<BytesView, framesMax + 1> m_views;
    std::size_t m_count = 0;
    std::size_t m_size = 0;
};

} // namespace weftline::wire
