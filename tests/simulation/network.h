// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Connections between one engine and its peers. Messages travel encoded, each takes its time, and each connection keeps
// their order. A connection may break, and with it whatever is in flight; a direction may stall; several connections at once
// may be cut off, one way or both, until that heals; a message may arrive twice.

#pragma once

#include <functional>
#include <map>
#include <vector>

#include "engine/wire/codec.h"
#include "engine/wire/transport.h"
#include "tests/simulation/context.h"

namespace weftline::simulation {

/// A worker's or client's end.
class PeerEnd
{
public:
    virtual ~PeerEnd() = default;
    virtual void onConnected() = 0;
    virtual void onDisconnected() = 0;
    virtual void onMessage(wire::Message message) = 0;
};

class EngineEnd
{
public:
    virtual ~EngineEnd() = default;
    virtual void onMessage(const wire::Peer &peer, wire::Message message) = 0;
    virtual void onClosed(const SessionId &session) = 0;
};

class Network
{
public:
    using LinkId = std::uint32_t;

    Network(Context &context, EngineEnd &engine);

    /// The process behind `end` begins to connect, and does so again whenever the connection breaks.
    LinkId attach(const wire::Peer &who, std::string name, PeerEnd &end);
    /// It is gone. `lastWords`: what it has said still arrives.
    void detach(LinkId link, bool lastWords);

    void sendToEngine(LinkId link, const wire::Message &message);
    void sendToEngine(LinkId link, std::vector<Bytes> frames);
    wire::Sent sendToPeer(const SessionId &session, const wire::Message &message);

    /// The engine wants no more of it.
    void end(const SessionId &session);

    void engineUp() { m_isListening = true; }
    void engineDown();

    // Faults
    [[nodiscard]] std::size_t linkCount() const { return m_links.size(); }
    void cut(LinkId link);
    void stall(LinkId link, bool toEngine, Duration time);
    enum class Way : std::uint8_t { ToEngine, ToPeer, Both };
    /// Nothing comes through and nobody connects for so long. Then what was held back arrives, or `breaks` the connections.
    void partition(const std::vector<LinkId> &links, Way way, Duration time, bool breaks);
    /// Share of messages that are slow, in a thousandth, and how slow.
    void setSlow(std::uint64_t perMille, Duration most)
    {
        m_slowShare = perMille;
        m_slowest = most;
    }
    /// Share of messages that arrive twice, in a thousandth.
    void setDoubled(std::uint64_t perMille) { m_doubledShare = perMille; }

private:
    struct Link
    {
        wire::Peer who;
        std::string name;
        PeerEnd *end = nullptr;
        std::uint32_t generation = 0; ///< Of the connection; whatever belongs to an older one is lost.
        bool isWhole = false; ///< What is sent arrives.
        bool peerUp = false; ///< The peer thinks that it is connected.
        bool engineUp = false;
        int failures = 0;
        std::uint64_t inFlight = 0;
        Instant nextToEngine;
        Instant nextToPeer;
        Instant stalledToEngine;
        Instant stalledToPeer;
        Instant cutOffUntil; ///< Nobody connects before.
    };

    void connect(LinkId id, Duration wait);
    void tryConnect(LinkId id);
    void breakLink(LinkId id, bool engineSees);
    [[nodiscard]] Instant arrival(Link &link, bool toEngine);
    [[nodiscard]] int copies();
    void deliverToEngine(LinkId id, const std::vector<Bytes> &frames);
    void deliverToPeer(LinkId id, const std::vector<Bytes> &frames);
    void arriveAtEngine(LinkId id, const std::vector<Bytes> &frames);
    void arriveAtPeer(Link &link, const std::vector<Bytes> &frames);
    void closeAtEngine(LinkId id, std::uint32_t generation);

    Context &m_context;
    EngineEnd &m_engine;
    Chance m_chance;
    std::vector<Link> m_links;
    std::map<SessionId, LinkId> m_bySession;
    bool m_isListening = false;
    std::uint64_t m_slowShare = 0;
    Duration m_slowest{0};
    std::uint64_t m_doubledShare = 0;
    std::uint64_t m_sent = 0; ///< To the engine, over all connections.
    std::uint64_t m_latest = 0; ///< The one sent last among those that have arrived.
};

} // namespace weftline::simulation
