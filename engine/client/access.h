// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Who may come to an engine, and what they may ask of it: roles, keys and tickets, as values.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/time.h"
#include "engine/base/value.h"

namespace weftline::client {

/// What a client's key allows. Each may do what those before it may. (Keys of workers and tickets are no client's.)
enum class Role : std::uint8_t { Viewer, Operator, Admin };
constexpr std::size_t roleCount = 3;

[[nodiscard]] std::string_view nameOf(Role role); ///< "viewer", "operator", "admin".
[[nodiscard]] std::optional<Role> roleNamed(std::string_view name);

/// The least role that may make a request; admin for one that is not in the table.
[[nodiscard]] Role roleFor(std::string_view method);
/// Why this role may not make the request; nothing where it may.
[[nodiscard]] std::optional<Error> refusal(Role role, std::string_view method);

/// The longest that a ticket may be good for, and how long it is where nobody says.
constexpr Duration ticketMax = std::chrono::hours(24);
constexpr Duration ticketDefault = std::chrono::minutes(15);

struct TicketWish
{
    std::string role = "worker"; ///< What the key that joins by it will be: worker, viewer, operator or admin.
    std::string name; ///< What it will be called; empty: as the machine calls itself.
    Duration validFor = ticketDefault;
};

/// A new ticket. Its secret is in `address` and in no other place.
struct Ticket
{
    std::string address; ///< "weft://host:5570/?key=…&ticket=…"
    std::string key; ///< Its public half: what it is known by.
    Instant expires;

    bool operator==(const Ticket &) const = default;
};

enum class TicketState : std::uint8_t { Open, Used, Expired };

struct KnownTicket
{
    std::string key;
    std::string role;
    std::string name;
    Instant expires;
    TicketState state = TicketState::Open;
    std::string usedBy; ///< The name of the key that joined by it.

    bool operator==(const KnownTicket &) const = default;
};

struct KnownKey
{
    std::string key;
    std::string role;
    std::string name;

    bool operator==(const KnownKey &) const = default;
};

/// Who may come over the network. Open, used and expired tickets stay in it for a day.
struct Access
{
    std::string address; ///< "weft://host:5570/?key=…"; empty where the engine does not listen.
    std::vector<KnownKey> keys; ///< In the order in which they were added.
    std::vector<KnownTicket> tickets;

    bool operator==(const Access &) const = default;
};

/// As requests and replies carry them.
[[nodiscard]] Value toValue(const TicketWish &wish);
[[nodiscard]] Result<TicketWish> ticketWishFrom(const Value &value);
[[nodiscard]] Value toValue(const Ticket &ticket);
[[nodiscard]] Result<Ticket> ticketFrom(const Value &value);
[[nodiscard]] Value toValue(const Access &access);
[[nodiscard]] Result<Access> accessFrom(const Value &value);

} // namespace weftline::client
