// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/client/access.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace weftline::client {
namespace {

constexpr std::array<std::string_view, roleCount> roleNames{"viewer", "operator", "admin"};
constexpr std::array<std::string_view, 3> ticketStates{"open", "used", "expired"};

struct Right
{
    std::string_view method;
    Role least;
};

/// Every request that an engine knows. Looking is for all, work for operators, who comes and what dies for admins.
constexpr Right rights[] = {
    {"watch", Role::Viewer},       {"unwatch", Role::Viewer},      {"check", Role::Viewer},     {"value", Role::Viewer},
    {"outputs", Role::Viewer},     {"log", Role::Viewer},          {"events", Role::Viewer},    {"runs", Role::Viewer},
    {"find_run", Role::Viewer},    {"value_page", Role::Viewer},  {"submit", Role::Operator},
    {"show_notices", Role::Viewer}, {"notice_shown", Role::Viewer},
    {"cancel", Role::Operator},    {"retry", Role::Operator},      {"start_workers", Role::Operator},
    {"stop_worker", Role::Operator}, {"kill_worker", Role::Admin}, {"ticket", Role::Admin},     {"access", Role::Admin},
    {"remove_key", Role::Admin},   {"set_role", Role::Admin},      {"listen", Role::Admin},
};

/// The text that is a member of `value`; empty, and `ok` false, where there is none.
std::string textOf(const Value &value, std::string_view name, bool &ok)
{
    const Value *member = value.find(name);
    if (!member || !member->asString()) {
        ok = false;
        return {};
    }
    return *member->asString();
}

std::int64_t wholeOf(const Value &value, std::string_view name, bool &ok)
{
    const Value *member = value.find(name);
    if (!member || !member->asInt()) {
        ok = false;
        return 0;
    }
    return *member->asInt();
}

tl::unexpected<Error> unreadable()
{
    return failure(ErrorCode::Corrupt, "The engine sent a list of keys that cannot be read.");
}

} // namespace

std::string_view nameOf(Role role) { return roleNames[static_cast<std::size_t>(role)]; }

std::optional<Role> roleNamed(std::string_view name)
{
    const auto *const found = std::find(roleNames.begin(), roleNames.end(), name);
    return found == roleNames.end() ? std::nullopt : std::optional(static_cast<Role>(found - roleNames.begin()));
}

Role roleFor(std::string_view method)
{
    const auto *const found = std::find_if(std::begin(rights), std::end(rights), [&](const Right &right) { return right.method == method; });
    return found == std::end(rights) ? Role::Admin : found->least;
}

std::optional<Error> refusal(Role role, std::string_view method)
{
    const Role least = roleFor(method);
    if (role >= least)
        return {};
    return Error{ErrorCode::Refused,
                 fmt::format("{} {} may not ask for \"{}\". It takes a key with the role {}.", role == Role::Viewer ? "A" : "An",
                             nameOf(role), method, nameOf(least)),
                 std::string(method)};
}

Value toValue(const TicketWish &wish)
{
    return Object{{"role", wish.role}, {"name", wish.name}, {"valid_for", wish.validFor.count()}};
}

Result<TicketWish> ticketWishFrom(const Value &value)
{
    bool ok = true;
    TicketWish wish;
    wish.role = textOf(value, "role", ok);
    wish.name = textOf(value, "name", ok);
    wish.validFor = Duration{wholeOf(value, "valid_for", ok)};
    if (!ok)
        return failure(ErrorCode::InvalidInput, "Request \"ticket\" needs \"role\" and \"name\", two strings, and \"valid_for\", "
                                                "a whole number of microseconds.");
    return wish;
}

Value toValue(const Ticket &ticket)
{
    return Object{{"address", ticket.address}, {"key", ticket.key}, {"expires", ticket.expires.us}};
}

Result<Ticket> ticketFrom(const Value &value)
{
    bool ok = true;
    Ticket ticket;
    ticket.address = textOf(value, "address", ok);
    ticket.key = textOf(value, "key", ok);
    ticket.expires = {wholeOf(value, "expires", ok)};
    return ok ? Result<Ticket>(std::move(ticket)) : unreadable();
}

Value toValue(const Access &access)
{
    List keys;
    for (const KnownKey &key : access.keys)
        keys.push_back(Object{{"key", key.key}, {"role", key.role}, {"name", key.name}});
    List tickets;
    for (const KnownTicket &ticket : access.tickets)
        tickets.push_back(Object{{"key", ticket.key}, {"role", ticket.role}, {"name", ticket.name}, {"expires", ticket.expires.us},
                                 {"state", ticketStates[static_cast<std::size_t>(ticket.state)]}, {"used_by", ticket.usedBy}});
    return Object{{"address", access.address}, {"keys", std::move(keys)}, {"tickets", std::move(tickets)}};
}

Result<Access> accessFrom(const Value &value)
{
    bool ok = true;
    Access access;
    access.address = textOf(value, "address", ok);
    const Value *keys = value.find("keys");
    const Value *tickets = value.find("tickets");
    if (!ok || !keys || !keys->asList() || !tickets || !tickets->asList())
        return unreadable();
    for (const Value &entry : *keys->asList()) {
        KnownKey key;
        key.key = textOf(entry, "key", ok);
        key.role = textOf(entry, "role", ok);
        key.name = textOf(entry, "name", ok);
        access.keys.push_back(std::move(key));
    }
    for (const Value &entry : *tickets->asList()) {
        KnownTicket ticket;
        ticket.key = textOf(entry, "key", ok);
        ticket.role = textOf(entry, "role", ok);
        ticket.name = textOf(entry, "name", ok);
        ticket.expires = {wholeOf(entry, "expires", ok)};
        ticket.usedBy = textOf(entry, "used_by", ok);
        const std::string state = textOf(entry, "state", ok);
        const auto *const found = std::find(ticketStates.begin(), ticketStates.end(), state);
        ok = ok && found != ticketStates.end();
        ticket.state = ok ? static_cast<TicketState>(found - ticketStates.begin()) : TicketState::Open;
        access.tickets.push_back(std::move(ticket));
    }
    return ok ? Result<Access>(std::move(access)) : unreadable();
}

} // namespace weftline::client
