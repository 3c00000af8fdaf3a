// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/sim_gate.h"

#include <algorithm>

namespace weftline::simulation {
namespace {

constexpr std::size_t listsKept = 32;
constexpr std::string_view engineAddress = "weft://here:5570/?key=engine";

tl::unexpected<Error> refused(std::string message) { return failure(ErrorCode::Refused, std::move(message)); }

} // namespace

void SimGate::begin()
{
    m_acts.clear();
    m_given.clear();
    m_method.clear();
    m_joining.clear();
}

void SimGate::handles(const wire::Peer &peer, const wire::Message &message)
{
    m_peer = peer;
    if (const auto *request = std::get_if<wire::Request>(&message))
        m_method = request->method;
    else if (std::holds_alternative<wire::Join>(message))
        m_method = "join";
    if (std::holds_alternative<wire::Join>(message) && peer.role == wire::Role::Join)
        m_joining.insert(peer.session);
}

Result<Done> SimGate::change(std::string_view method, std::string_view act)
{
    const wire::Role needed = method == "join" ? wire::Role::Join : wire::Role::Admin;
    if (m_method != method || m_peer.role != needed)
        m_context.fail(fmt::format("The engine's keys are changed by \"{}\", and nobody asks for that who may.", method));
    if (!m_context.isHealed && m_chance.perMille(method == "join" ? m_context.density.joinFails : m_context.density.gateFails)) {
        m_context.counts.fault(Fault::GateFailed);
        return failure(ErrorCode::System, "The list of keys cannot be written: the disk is full.");
    }
    ++m_changes;
    ++m_acts[std::string(act)];
    return Done{};
}

Result<client::Ticket> SimGate::makeTicket(const client::TicketWish &wish, Instant now)
{
    if (m_address.empty())
        return refused("Cannot make a ticket: this engine does not listen for other machines.");
    const auto role = wire::roleNamed(wish.role);
    if (!role || *role == wire::Role::Join || wish.validFor <= Duration{0} || wish.validFor > client::ticketMax)
        return failure(ErrorCode::InvalidInput, "Cannot make such a ticket.", wish.role);
    if (const auto done = change("ticket", "ticket"); !done)
        return tl::unexpected(done.error());
    client::KnownTicket ticket;
    ticket.key = fmt::format("ticket-{:<33}", m_tickets.size()); // as long as a key is
    ticket.role = wish.role;
    ticket.name = wish.name;
    ticket.expires = now + wish.validFor;
    m_tickets.push_back(ticket);
    m_context.counts.fault(Fault::TicketMade);
    m_changed();
    return client::Ticket{fmt::format("{}&ticket={}", m_address, ticket.key), ticket.key, ticket.expires};
}

Result<wire::Joined> SimGate::join(const std::string &ticket, const wire::Join &join, Instant now)
{
    const auto found = std::find_if(m_tickets.begin(), m_tickets.end(), [&](const auto &known) { return known.key == ticket; });
    const auto no = [&](Fault fault, std::string why) -> Result<wire::Joined> {
        m_context.counts.fault(fault);
        ++m_acts["join refused"];
        return refused(std::move(why));
    };
    if (found == m_tickets.end())
        return no(Fault::TicketUnknown, "There is no such ticket.");
    if (found->state == client::TicketState::Used)
        return no(Fault::TicketUsedAgain, "This ticket was used already.");
    if (found->expires <= now)
        return no(Fault::TicketExpired, "This ticket has expired.");
    if (const auto done = change("join", "join"); !done) {
        ++m_acts["join refused"];
        return tl::unexpected(done.error());
    }
    found->state = client::TicketState::Used;
    found->usedBy = found->name.empty() ? join.name : found->name;
    m_keys.push_back({join.key, found->role, found->usedBy});
    m_context.counts.fault(Fault::MachineJoined);
    m_changed();
    return wire::Joined{found->usedBy, found->role};
}

std::string SimGate::hasJoined(const std::string &ticket, const std::string &own, const wire::Joined &joined)
{
    const auto known = std::find_if(m_tickets.begin(), m_tickets.end(), [&](const auto &one) { return one.key == ticket; });
    if (known == m_tickets.end())
        return "no such ticket was made";
    if (joined.role != known->role)
        return fmt::format("as {} with a ticket for {}", joined.role, known->role);
    return m_joined.try_emplace(ticket, own).first->second == own ? "" : "with a ticket that another has joined with";
}

Result<client::Access> SimGate::list(Instant now) const
{
    client::Access access{m_address, m_keys, m_tickets};
    for (client::KnownTicket &ticket : access.tickets)
        if (ticket.state == client::TicketState::Open && ticket.expires <= now)
            ticket.state = client::TicketState::Expired;
    m_given.push_back(access);
    if (m_given.size() > listsKept)
        m_given.pop_front();
    return access;
}

bool SimGate::wasGiven(const client::Access &access) const
{
    return std::find(m_given.begin(), m_given.end(), access) != m_given.end();
}

std::vector<client::KnownKey>::iterator SimGate::find(const std::string &nameOrKey)
{
    return std::find_if(m_keys.begin(), m_keys.end(), [&](const auto &key) { return key.key == nameOrKey || key.name == nameOrKey; });
}

Result<Done> SimGate::removeKey(const std::string &nameOrKey, Instant)
{
    const auto key = find(nameOrKey);
    if (key == m_keys.end())
        return failure(ErrorCode::NotFound, fmt::format("There is no key \"{}\".", nameOrKey), nameOrKey);
    if (auto done = change("remove_key", "remove_key"); !done)
        return done;
    m_keys.erase(key);
    m_changed();
    return Done{};
}

Result<Done> SimGate::setRole(const std::string &nameOrKey, const std::string &role, Instant)
{
    const auto wanted = wire::roleNamed(role);
    if (!wanted || *wanted == wire::Role::Join)
        return failure(ErrorCode::InvalidInput, fmt::format("\"{}\" is not a role.", role), role);
    const auto key = find(nameOrKey);
    if (key == m_keys.end())
        return failure(ErrorCode::NotFound, fmt::format("There is no key \"{}\".", nameOrKey), nameOrKey);
    if (auto done = change("set_role", "set_role"); !done)
        return done;
    key->role = role;
    m_changed();
    return Done{};
}

Result<Done> SimGate::listen(const std::string &address, Instant)
{
    if (address.empty() == m_address.empty())
        return address.empty() ? failure(ErrorCode::NotFound, "This engine does not listen for other machines.")
                               : refused("This engine listens already.");
    if (!address.empty() && !address.starts_with("tcp://"))
        return failure(ErrorCode::InvalidInput, fmt::format("\"{}\" is no address.", address), address);
    if (auto done = change("listen", "listen"); !done)
        return done;
    m_address = address.empty() ? std::string() : std::string(engineAddress);
    m_changed();
    return Done{};
}

void SimGate::dismiss(const SessionId &session)
{
    if (!m_joining.contains(session))
        m_context.fail("The engine ends a connection of somebody who has not come to join.");
    m_dismiss(session);
}

} // namespace weftline::simulation
