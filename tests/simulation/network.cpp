// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/network.h"

#include <algorithm>

namespace weftline::simulation {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr Duration fastest = microseconds(20);
constexpr Duration usual = microseconds(400);
constexpr Duration slow = milliseconds(20);

} // namespace

Network::Network(Context &context, EngineEnd &engine) : m_context(context), m_engine(engine), m_chance(context.chance("network")) { }

Network::LinkId Network::attach(const wire::Peer &who, std::string name, PeerEnd &end)
{
    const auto id = static_cast<LinkId>(m_links.size());
    Link link;
    link.who = who;
    link.name = std::move(name);
    link.end = &end;
    m_links.push_back(std::move(link));
    m_bySession[who.session] = id;
    connect(id, m_chance.between(microseconds(100), milliseconds(3)));
    return id;
}

void Network::detach(LinkId id, bool lastWords)
{
    Link &link = m_links[id];
    link.end = nullptr;
    link.peerUp = false;
    if (!link.engineUp)
        return;
    if (!lastWords) {
        breakLink(id, true);
        return;
    }
    const std::uint32_t generation = link.generation;
    m_context.agenda.at(std::max({m_context.now(), link.nextToEngine, link.stalledToEngine}) + m_chance.between(microseconds(10), milliseconds(1)),
                        [this, id, generation] { closeAtEngine(id, generation); });
}

void Network::connect(LinkId id, Duration wait)
{
    m_context.agenda.after(wait, [this, id] { tryConnect(id); });
}

void Network::tryConnect(LinkId id)
{
    Link &link = m_links[id];
    if (!link.end || link.peerUp)
        return;
    if (!m_isListening || link.engineUp || m_context.now() < link.cutOffUntil) { // a second connection of a session waits for the end of the first
        m_context.counts.fault(Fault::ConnectionRefused);
        const int doublings = std::min(link.failures++, 6);
        const Duration wait = milliseconds(10) * (1 << doublings);
        link.end->onDisconnected();
        connect(id, m_chance.between(wait / 2, wait));
        return;
    }
    link.failures = 0;
    ++link.generation;
    link.isWhole = link.peerUp = link.engineUp = true;
    link.inFlight = 0;
    link.end->onConnected();
}

/// Both ends notice soon, or when the news of it comes through; what is in flight is lost.
void Network::breakLink(LinkId id, bool engineSees)
{
    Link &link = m_links[id];
    m_context.counts.fault(Fault::MessageLost, link.inFlight);
    link.inFlight = 0;
    link.isWhole = false;
    const std::uint32_t generation = ++link.generation;
    const Instant now = m_context.now();
    if (engineSees && link.engineUp)
        m_context.agenda.at(std::max(now, link.stalledToEngine) + m_chance.between(microseconds(200), milliseconds(2)),
                            [this, id, generation] { closeAtEngine(id, generation); });
    else
        link.engineUp = false;
    if (!link.peerUp)
        return;
    m_context.agenda.at(std::max(now, link.stalledToPeer) + m_chance.between(microseconds(200), milliseconds(2)), [this, id, generation] {
        Link &broken = m_links[id];
        if (broken.generation != generation || !broken.peerUp)
            return;
        broken.peerUp = false;
        connect(id, m_chance.between(milliseconds(5), milliseconds(15)));
        if (broken.end)
            broken.end->onDisconnected();
    });
}

void Network::closeAtEngine(LinkId id, std::uint32_t generation)
{
    Link &link = m_links[id];
    if (link.generation != generation || !link.engineUp)
        return;
    link.engineUp = false;
    link.isWhole = false;
    m_engine.onClosed(link.who.session);
}

void Network::engineDown()
{
    m_isListening = false;
    for (LinkId id = 0; id < m_links.size(); ++id)
        if (m_links[id].engineUp)
            breakLink(id, false);
}

void Network::end(const SessionId &session)
{
    if (const auto found = m_bySession.find(session); found != m_bySession.end() && m_links[found->second].isWhole)
        breakLink(found->second, true);
}

void Network::cut(LinkId id)
{
    if (!m_links[id].isWhole || !m_links[id].end)
        return;
    m_context.counts.fault(Fault::ConnectionLost);
    m_context.tell(m_links[id].name, "its connection breaks, with {} messages in flight", m_links[id].inFlight);
    breakLink(id, true);
}

void Network::stall(LinkId id, bool toEngine, Duration time)
{
    Link &link = m_links[id];
    if (!link.isWhole || !link.end)
        return;
    m_context.counts.fault(Fault::DirectionStalled);
    m_context.tell(link.name, "nothing {} for {}", toEngine ? "comes from it" : "gets to it", formatDuration(time));
    Instant &until = toEngine ? link.stalledToEngine : link.stalledToPeer;
    until = std::max(until, m_context.now() + time);
}

void Network::partition(const std::vector<LinkId> &links, Way way, Duration time, bool breaks)
{
    const Instant until = m_context.now() + time;
    bool isFelt = false;
    for (const LinkId id : links) {
        Link &link = m_links[id];
        if (!link.end)
            continue;
        isFelt = isFelt || link.isWhole;
        link.cutOffUntil = std::max(link.cutOffUntil, until);
        if (way != Way::ToPeer)
            link.stalledToEngine = std::max(link.stalledToEngine, until);
        if (way != Way::ToEngine)
            link.stalledToPeer = std::max(link.stalledToPeer, until);
        if (breaks && link.isWhole)
            m_context.agenda.at(until - Duration{1}, [this, id, generation = link.generation] {
                if (m_links[id].generation != generation || !m_links[id].isWhole)
                    return;
                m_context.counts.fault(Fault::PartitionBroke);
                breakLink(id, true);
            });
    }
    if (!isFelt)
        return;
    m_context.counts.fault(way == Way::Both ? Fault::Partition : Fault::PartitionOneWay);
    m_context.tell("network", "is parted for {}: nothing comes {} {} of its ends", formatDuration(time),
                   way == Way::Both ? "to or from" : way == Way::ToEngine ? "from" : "to", links.size());
}

Instant Network::arrival(Link &link, bool toEngine)
{
    Duration wait = m_chance.between(fastest, usual);
    if (!m_context.isHealed && m_slowShare != 0 && m_chance.perMille(m_slowShare))
        wait = m_chance.between(usual, m_slowest);
    if (wait >= slow)
        m_context.counts.fault(Fault::MessageDelayed);
    Instant &next = toEngine ? link.nextToEngine : link.nextToPeer;
    const Instant stalled = toEngine ? link.stalledToEngine : link.stalledToPeer;
    next = std::max({next, stalled, m_context.now() + wait});
    return next;
}

void Network::sendToEngine(LinkId id, const wire::Message &message) { sendToEngine(id, wire::encode(message)); }

void Network::sendToEngine(LinkId id, std::vector<Bytes> frames)
{
    const Link &link = m_links[id];
    if (!link.isWhole || !link.peerUp)
        return;
    for (int copy = copies(); copy > 0; --copy)
        deliverToEngine(id, frames);
}

int Network::copies()
{
    if (m_context.isHealed || m_doubledShare == 0 || !m_chance.perMille(m_doubledShare))
        return 1;
    m_context.counts.fault(Fault::MessageDoubled);
    return 2;
}

void Network::deliverToEngine(LinkId id, const std::vector<Bytes> &frames)
{
    Link &link = m_links[id];
    ++link.inFlight;
    m_context.agenda.at(arrival(link, true), [this, id, generation = link.generation, frames, sent = ++m_sent] {
        if (m_links[id].generation != generation)
            return;
        --m_links[id].inFlight;
        if (sent < m_latest)
            m_context.counts.fault(Fault::MessageOvertaken);
        m_latest = std::max(m_latest, sent);
        arriveAtEngine(id, frames);
    });
}

void Network::arriveAtEngine(LinkId id, const std::vector<Bytes> &frames)
{
    const wire::Peer who = m_links[id].who;
    const std::vector<BytesView> views(frames.begin(), frames.end());
    auto message = wire::decode(std::span<const BytesView>(views), who.role);
    if (!message) {
        m_context.counts.sentAway(message.error().message);
        sendToPeer(who.session, wire::Disconnect{message.error().message, false});
        return;
    }
    if (m_context.tellsMessages())
        m_context.tell("engine", "hears {} from {}", wire::nameOf(*message), m_links[id].name);
    m_engine.onMessage(who, std::move(*message));
}

wire::Sent Network::sendToPeer(const SessionId &session, const wire::Message &message)
{
    const auto found = m_bySession.find(session);
    if (found == m_bySession.end() || !m_links[found->second].engineUp)
        return wire::Sent::Gone;
    const LinkId id = found->second;
    if (!m_links[id].isWhole)
        return wire::Sent::Queued; // nobody knows yet that it is broken
    const std::vector<Bytes> frames = wire::encode(message);
    for (int copy = copies(); copy > 0; --copy)
        deliverToPeer(id, frames);
    return wire::Sent::Queued;
}

void Network::deliverToPeer(LinkId id, const std::vector<Bytes> &frames)
{
    Link &link = m_links[id];
    ++link.inFlight;
    m_context.agenda.at(arrival(link, false), [this, id, generation = link.generation, frames] {
        if (m_links[id].generation != generation)
            return;
        --m_links[id].inFlight;
        arriveAtPeer(m_links[id], frames);
    });
}

void Network::arriveAtPeer(Link &link, const std::vector<Bytes> &frames)
{
    auto message = wire::decode(frames, wire::Side::Engine);
    if (!message) {
        m_context.fail(fmt::format("A message of the engine to {} cannot be read: {}", link.name, message.error().message));
        return;
    }
    if (!link.end)
        return;
    if (m_context.tellsMessages())
        m_context.tell(link.name, "hears {}", wire::nameOf(*message));
    link.end->onMessage(std::move(*message));
}

} // namespace weftline::simulation
