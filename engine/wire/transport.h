// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How messages travel, for those who decide: one real transport (ZeroMQ) and one simulated stand behind these.
//
// All calls and callbacks happen on the one thread that made the transport.

#pragma once

#include <functional>
#include <string>

#include "engine/base/bytes.h"
#include "engine/wire/message.h"

namespace weftline::wire {

enum class Role : std::uint8_t { Worker, Viewer, Operator, Admin, Join };

/// Who is at the other end, as the transport found out, never as the peer says.
struct Peer
{
    SessionId session;
    Role role = Role::Admin;
    bool local = false; ///< Same user, same machine.
    std::int64_t pid = 0; ///< Of a local peer; 0 where unknown.
    std::string key; ///< Its public key, Z85; empty for a local one.
};

enum class Sent : std::uint8_t {
    Queued, ///< On its way; no more is known.
    Full, ///< The peer takes no more for now.
    Gone, ///< There is no such peer any more.
    TooLarge, ///< Larger than a frame may be (limits.h): it was not sent and never will be.
};

/// The engine's end: one for all peers.
class EngineTransport
{
public:
    struct Handler
    {
        std::function<void(const Peer &, Message)> message;
        std::function<void(const SessionId &)> closed; ///< The connection is gone. The same session may come back.
        std::function<void(const Peer &, const Error &)> garbage; ///< Sent after Disconnect was answered; nothing was done.
    };

    virtual ~EngineTransport() = default;
    virtual void setHandler(Handler handler) = 0;
    virtual Sent send(const SessionId &to, const Message &message) = 0;
};

/// A worker's or client's end: one connection to one engine, made anew whenever it breaks.
class PeerTransport
{
public:
    struct Handler
    {
        std::function<void()> connected; ///< After every handshake: the time to say Hello.
        /// The connection broke, or an attempt to make one failed; the next attempt follows by itself. Refused: the
        /// engine does not admit our key. Unreachable: everything else.
        std::function<void(const Error &)> disconnected;
        std::function<void(Message)> message;
    };

    virtual ~PeerTransport() = default;
    virtual void setHandler(Handler handler) = 0;
    virtual Sent send(const Message &message) = 0;
    [[nodiscard]] virtual const SessionId &session() const = 0;
};

} // namespace weftline::wire
