// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What peers say, on its way to the scheduler, the store and the clients.

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "engine/base/overloaded.h"
#include "engine/service/service.h"
#include "engine/service/translate.h"

namespace weftline::service {

bool Service::isWorker(const SessionId &session) const { return m_leases.find(session) != nullptr; }

void Service::onMessage(const wire::Peer &peer, wire::Message message)
{
    const SessionId &session = peer.session;
    if (!m_heardAt)
        m_heardAt = m_world.now();
    if (std::holds_alternative<wire::Hello>(message)) {
        onHello(peer, std::get<wire::Hello>(std::move(message)));
        return;
    }
    if (const auto *join = std::get_if<wire::Join>(&message)) {
        onJoin(peer, *join);
        return;
    }
    if (const auto *hello = std::get_if<wire::ClientHello>(&message)) {
        m_clients.greet(peer, *hello);
        m_world.wake(); // its first view is due, though nothing happens
        return;
    }
    if (const auto *request = std::get_if<wire::Request>(&message); request && m_clients.knows(session)) {
        m_clients.request(peer, *request);
        m_world.wake(); // it may watch something now
        return;
    }
    if (!isWorker(session)) {
        // A result must not be lost because its worker was forgotten: it is refused by the scheduler, and listed.
        if (auto *results = std::get_if<wire::Results>(&message))
            pushResults(std::move(*results), session);
        else
            m_world.transport.send(session, wire::Disconnect{"This engine does not know your session. Say Hello.", true});
        return;
    }
    std::visit(Overloaded{
                   [&](const wire::Heartbeat &heartbeat) { onHeartbeat(peer, heartbeat); },
                   [&](const wire::Started &started) {
                       push(scheduler::Started{session, nameOf(started.key), started.pid});
                   },
                   [&](wire::Results &results) { pushResults(std::move(results), session); },
                   [&](wire::Log &log) { onLog(session, std::move(log)); },
                   [&](const wire::Drain &) { push(scheduler::Drained{session}); },
                   [&](const wire::Bye &bye) {
                       m_leases.end(session);
                       push(scheduler::Gone{session, scheduler::NoticedBy::Leave, bye.reason, true});
                   },
                   [&](const wire::Chunk &chunk) { onChunk(session, chunk); },
                   [&](const wire::Get &get) { onGet(session, get); },
                   [&](const wire::Have &) {},
                   [&](const wire::Disconnect &refusal) { onRefusal(session, refusal); },
                   [&](const auto &) {
                       m_world.transport.send(session, wire::Disconnect{"A worker does not say that to an engine.", false});
                   },
               },
               message);
}

void Service::pushResults(wire::Results results, const SessionId &session)
{
    const Instant now = m_world.now();
    for (wire::AttemptResult &result : results.results) {
        scheduler::Input &input = m_inputs.emplace_back();
        input.at = now;
        fill(input.what.emplace<scheduler::Ended>(), std::move(result), session);
    }
    m_world.wake();
}

void Service::onHello(const wire::Peer &peer, wire::Hello hello)
{
    const SessionId session = peer.session;
    const bool isNew = !m_leases.find(session);
    m_leases.begin(session, m_world.now());
    if (isNew && peer.local) {
        const auto gone = [this, session, alive = m_alive] {
            if (!*alive)
                return;
            m_leases.end(session);
            push(scheduler::Gone{session, scheduler::NoticedBy::Exit, {}, false});
        };
        m_world.processes.watch(peer.pid, gone);
    }
    ++m_unanswered[session];
    push(greeted(hello, session, peer.local, peer.pid));
}

void Service::onJoin(const wire::Peer &peer, const wire::Join &join)
{
    if (!m_world.gate) {
        m_world.transport.send(peer.session, wire::Disconnect{"This engine lets nobody join.", false});
        return;
    }
    const std::string ticket = peer.key.substr(0, 8);
    const Result<wire::Joined> joined = m_world.gate->join(peer.key, join, m_world.now());
    if (joined) {
        note({fmt::format("{} ({})", joined->name, join.key.substr(0, 8)), fmt::format("join as {} with ticket {}", joined->role, ticket)},
             [this, session = peer.session, joined = *joined] {
                 m_world.transport.send(session, joined);
                 m_world.gate->dismiss(session);
             });
        return;
    }
    push(scheduler::Note{scheduler::CommandReceived{fmt::format("ticket {}", ticket), fmt::format("join refused: {}", joined.error().message)}});
    m_world.transport.send(peer.session, wire::Disconnect{joined.error().message, false});
    m_world.gate->dismiss(peer.session);
}

/// A worker knows better than this engine's journal.
void Service::onRefusal(const SessionId &session, const wire::Disconnect &refusal)
{
    const scheduler::Worker *worker = m_state.worker(session);
    const std::string by = fmt::format("worker {}", worker ? worker->who.name : std::string());
    m_doubt = fmt::format("{} The journal may have lost its end: see weft verify.", refusal.reason);
    push(scheduler::Note{scheduler::CommandReceived{by, fmt::format("refuse this engine: {}", refusal.reason)}});
}

void Service::onHeartbeat(const wire::Peer &peer, const wire::Heartbeat &heartbeat)
{
    const Instant now = m_world.now();
    m_leases.heard(peer.session, now, heartbeat);
    m_clients.touchWorkers();
    m_world.wake();
    if (m_givenUp.contains(peer.session) || m_unanswered.contains(peer.session))
        return; // an echo would let it work on under a lease whose end is decided, though not durable; its Welcome follows in order
    m_leases.sent(peer.session, now);
    if (const Leases::Entry *lease = m_leases.find(peer.session))
        m_world.transport.send(peer.session, wire::Heartbeat{lease->sent, lease->lastNumber, now, {}});
}

void Service::onClosed(const SessionId &session)
{
    if (m_clients.knows(session))
        m_clients.closed(session);
    else if (isWorker(session))
        push(scheduler::ConnectionClosed{session});
}

void Service::onLog(const SessionId &session, wire::Log log)
{
    const scheduler::AttemptName name = nameOf(log.key);
    if (m_state.find(name, session) == scheduler::none)
        return; // of an attempt that has ended: nobody would look for it there
    store::LogRecord record;
    record.at = log.at;
    record.task = log.key.task;
    record.attempt = log.key.number;
    record.stream = log.stream == wire::Stream::Err ? store::LogStream::Err : store::LogStream::Out;
    record.sequence = log.sequence;
    record.text = std::move(log.text);
    m_world.logs.append(m_state.runs[name.run].id, record);
}

void Service::onChunk(const SessionId &session, const wire::Chunk &chunk)
{
    const auto done = m_world.store.addChunk(session, chunk.hash, chunk.size, chunk.offset, chunk.bytes);
    if (!done && done.error().code == ErrorCode::System)
        notKept(done.error(), [this, session, chunk] {
            if (isWorker(session)) // else it begins again when it has come back
                onChunk(session, chunk);
        });
    else if (!done)
        m_world.transport.send(session, wire::Have{chunk.hash, done.error().message});
    else if (*done)
        m_world.transport.send(session, wire::Have{chunk.hash, {}});
}

/// The disk refuses a value: what it belongs to waits until there is room.
void Service::notKept(const Error &why, std::function<void()> again)
{
    if (m_unkept.empty())
        m_keepAt = m_world.now() + commitRetry;
    m_unkept.push_back(std::move(again));
    m_storeTrouble = why.message;
    m_world.wake();
}

void Service::keepAgain()
{
    const auto waiting = std::exchange(m_unkept, {});
    m_storeTrouble.clear();
    for (const auto &again : waiting)
        again();
    m_clients.touchWorkers();
}

void Service::onGet(const SessionId &session, const wire::Get &get)
{
    const auto bytes = m_world.store.get(get.hash);
    if (!bytes) {
        m_world.transport.send(session, wire::Have{get.hash, bytes.error().message});
        return;
    }
    for (std::size_t offset = 0; offset < bytes->size(); offset += wire::Chunk::chunkMax)
        m_world.transport.send(session, wire::Chunk{get.hash, bytes->size(), offset, bytes->substr(offset, wire::Chunk::chunkMax)});
}

void Service::clientSend(const SessionId &to, const wire::Message &message)
{
    if (m_world.transport.send(to, message) == wire::Sent::Gone)
        m_clients.closed(to);
}

client::WorkerView Service::workerView(const scheduler::Worker &worker) const
{
    client::WorkerView view;
    view.index = worker.who.worker;
    view.session = worker.who.session;
    view.name = worker.who.name;
    view.pool = worker.who.pool;
    view.host = worker.who.host;
    view.pid = worker.who.pid;
    view.slots = worker.who.slots;
    view.used = std::min(worker.used, worker.who.slots);
    view.state = static_cast<client::WorkerState>(worker.state);
    view.since = worker.since;
    view.isLocal = worker.who.local;
    view.isManaged = worker.who.local && m_world.fleet.manages(worker.who.pid);
    if (worker.state == scheduler::WorkerState::Lost)
        view.noticedBy = scheduler::nameOf(worker.noticedBy);
    if (const Leases::Entry *lease = m_leases.find(worker.who.session)) {
        view.cpu = lease->metrics.cpu;
        view.memoryUsed = lease->metrics.memoryUsed;
        view.memoryTotal = lease->metrics.memoryTotal;
        view.roundTrip = lease->metrics.roundTrip;
    }
    return view;
}

Result<Replayed> replay(const journal::Reader &journal, const ReplayEnd &until, Replayed replayed)
{
    constexpr std::uint64_t pageSize = 8192;
    while (true) {
        const std::uint64_t wanted = std::min(pageSize, until.position - replayed.state.position);
        const auto page = journal.readAfter(replayed.state.position, static_cast<std::size_t>(wanted));
        if (!page)
            return tl::unexpected(page.error());
        if (page->empty())
            return replayed;
        for (const scheduler::Event &event : *page) {
            if (event.at > until.at) // none that follows is earlier
                return replayed;
            replayed.watch.before(replayed.state, event);
            scheduler::apply(replayed.state, event);
            replayed.fold.apply(replayed.state, event, replayed.state.position);
            replayed.watch.apply(replayed.state, event, replayed.state.position);
        }
    }
}

} // namespace weftline::service
