// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/service/key_gate.h"

#include <QtCore/QTimer>

#include <algorithm>
#include <fstream>

#include <fmt/format.h>

namespace weftline::service {
namespace {

using namespace std::chrono_literals;

constexpr auto lastWords = 1000ms; ///< For a peer that is to go, to read why.
constexpr std::uint16_t usualPort = 5570;
constexpr std::uint16_t portsTried = 20;
constexpr Duration ticketMin = 1s;

} // namespace

KeyGate::KeyGate(wire::ZmqEngineTransport &transport, std::filesystem::path memory)
    : m_transport(transport), m_memory(std::move(memory))
{
    QObject::connect(&m_folder, &QFileSystemWatcher::directoryChanged, &m_loop, [this] {
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        if (heed({std::chrono::duration_cast<Duration>(now).count()}))
            told();
    });
}

Result<wire::KeyDirectory> KeyGate::keys() const { return wire::KeyDirectory::ofUser(); }

Result<Done> KeyGate::begin(const wire::ListenAddress &address, Instant now)
{
    const auto folder = keys();
    if (!folder)
        return tl::unexpected(folder.error());
    const auto own = folder->engineKey();
    if (!own)
        return tl::unexpected(own.error());
    auto admitted = wire::TicketBook(*folder).admitted(now);
    if (!admitted)
        return tl::unexpected(admitted.error());
    // The files are replaced as wholes, which shows in their folder.
    m_folder.addPath(QString::fromStdString(folder->path().string()));
    const auto reachable = m_transport.listenTcp(address, *own, std::move(*admitted));
    if (!reachable)
        return tl::unexpected(reachable.error());
    m_at = *reachable;
    told();
    return Done{};
}

std::optional<wire::ListenAddress> KeyGate::remembered() const
{
    std::ifstream file(m_memory);
    std::string line;
    if (!std::getline(file, line))
        return {};
    const auto address = wire::parseListenAddress(line);
    return address ? std::optional(*address) : std::nullopt;
}

std::string KeyGate::address() const { return m_at ? wire::toText(wire::Endpoint(*m_at)) : std::string(); }

void KeyGate::told()
{
    ++m_changes;
    if (m_changed)
        m_changed();
}

Result<Done> KeyGate::heed(Instant now)
{
    const auto folder = keys();
    if (!folder)
        return tl::unexpected(folder.error());
    auto admitted = wire::TicketBook(*folder).admitted(now);
    if (!admitted)
        return tl::unexpected(admitted.error());
    m_transport.setAllowedKeys(std::move(*admitted));
    return Done{};
}

Result<client::Ticket> KeyGate::makeTicket(const client::TicketWish &wish, Instant now)
{
    if (!m_at)
        return failure(ErrorCode::Refused, "Cannot make a ticket: this engine does not listen for other machines. Start it with \"weft "
                                           "engine --listen tcp://0.0.0.0:5570\", or let it listen in the window: Workers ▸ Add a machine.");
    const auto role = wire::roleNamed(wish.role);
    if (!role || *role == wire::Role::Join)
        return failure(ErrorCode::InvalidInput, fmt::format("Cannot make a ticket for the role \"{}\". Choose worker, viewer, operator or "
                                                            "admin.", wish.role), wish.role);
    if (wish.validFor < ticketMin || wish.validFor > client::ticketMax)
        return failure(ErrorCode::InvalidInput, "Cannot make a ticket: it must be good for one second at least and 24 hours at most.");
    const auto folder = keys();
    if (!folder)
        return tl::unexpected(folder.error());
    const Instant expires = now + wish.validFor;
    const auto pair = wire::TicketBook(*folder).make(*role, wish.name, expires, now);
    if (!pair)
        return tl::unexpected(pair.error());
    if (const auto heeded = heed(now); !heeded)
        return tl::unexpected(heeded.error());
    told();
    wire::RemoteEndpoint at = *m_at;
    at.ticket = pair->secretKey;
    return client::Ticket{wire::toText(wire::Endpoint(at)), pair->publicKey, expires};
}

Result<wire::Joined> KeyGate::join(const std::string &ticket, const wire::Join &join, Instant now)
{
    const auto folder = keys();
    if (!folder)
        return tl::unexpected(folder.error());
    const auto joined = wire::TicketBook(*folder).redeem(ticket, join.key, join.name, now);
    if (!joined)
        return tl::unexpected(joined.error());
    if (const auto heeded = heed(now); !heeded)
        return tl::unexpected(heeded.error());
    told();
    return wire::Joined{joined->name, std::string(wire::roleName(joined->role))};
}

Result<client::Access> KeyGate::list(Instant now) const
{
    client::Access access;
    access.address = address();
    const auto folder = keys();
    if (!folder)
        return tl::unexpected(folder.error());
    const auto listed = folder->listKeys();
    if (!listed)
        return tl::unexpected(listed.error());
    for (const wire::AllowedKey &key : *listed)
        access.keys.push_back({key.key, std::string(wire::roleName(key.role)), key.name});
    const auto tickets = wire::TicketBook(*folder).list();
    if (!tickets)
        return tl::unexpected(tickets.error());
    for (const wire::ListedTicket &ticket : *tickets) {
        client::KnownTicket known{ticket.key, std::string(wire::roleName(ticket.role)), ticket.name, ticket.expires,
                                  client::TicketState::Open, {}};
        if (ticket.used.us != 0) {
            known.state = client::TicketState::Used;
            known.usedBy = ticket.name;
        } else if (ticket.expires <= now) {
            known.state = client::TicketState::Expired;
        }
        access.tickets.push_back(std::move(known));
    }
    return access;
}

Result<Done> KeyGate::removeKey(const std::string &nameOrKey, Instant now)
{
    const auto folder = keys();
    if (!folder)
        return tl::unexpected(folder.error());
    Result<Done> removed = folder->removeKey(nameOrKey);
    if (!removed && removed.error().code == ErrorCode::NotFound && wire::TicketBook(*folder).remove(nameOrKey))
        removed = Done{};
    if (!removed)
        return removed;
    const auto heeded = heed(now);
    told();
    return heeded;
}

Result<Done> KeyGate::setRole(const std::string &nameOrKey, const std::string &role, Instant now)
{
    const auto wanted = wire::roleNamed(role);
    if (!wanted || *wanted == wire::Role::Join)
        return failure(ErrorCode::InvalidInput, fmt::format("\"{}\" is not a role. Choose worker, viewer, operator or admin.", role), role);
    const auto folder = keys();
    if (!folder)
        return tl::unexpected(folder.error());
    if (const auto set = folder->setRole(nameOrKey, *wanted); !set)
        return set;
    const auto heeded = heed(now);
    told();
    return heeded;
}

Result<Done> KeyGate::listen(const std::string &address, Instant now)
{
    if (address.empty())
        return stopListening();
    if (m_at)
        return failure(ErrorCode::Refused, fmt::format("Cannot listen at \"{}\": this engine listens already, at \"{}\". Let it stop that "
                                                       "first.", address, wire::nameOf(wire::Endpoint(*m_at))), address);
    const auto wanted = wire::parseListenAddress(address);
    if (!wanted)
        return tl::unexpected(wanted.error());
    const auto folder = keys();
    if (!folder)
        return tl::unexpected(folder.error());
    if (const auto made = folder->initKeys(); !made)
        return tl::unexpected(made.error());
    Result<Done> begun = Done{};
    if (wanted->port != 0) {
        begun = begin(*wanted, now);
    } else {
        for (std::uint16_t i = 0; i < portsTried && !m_at; ++i)
            begun = begin({wanted->host, static_cast<std::uint16_t>(usualPort + i)}, now);
    }
    if (!begun)
        return begun;
    // Without it machines that joined would look in vain for this engine after its next start.
    std::ofstream(m_memory, std::ios::trunc) << wire::toText(wire::ListenAddress{wanted->host, m_at->port}) << '\n';
    return Done{};
}

Result<Done> KeyGate::stopListening()
{
    if (!m_at)
        return failure(ErrorCode::NotFound, "This engine does not listen for other machines.");
    std::error_code error;
    std::filesystem::remove(m_memory, error);
    m_at.reset();
    told();
    // Who asked may come over such a connection, and gets the answer first.
    QTimer::singleShot(0, &m_loop, [this] { m_transport.stopTcp(); });
    return Done{};
}

void KeyGate::dismiss(const SessionId &session)
{
    QTimer::singleShot(lastWords, &m_loop, [this, session] { m_transport.end(session); });
}

} // namespace weftline::service
