// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Tickets: one-time key pairs by which a machine or a person gets a key of their own listed. The secret half travels in the
// address that is handed over; the public half stands in a file beside the list of keys, with what it is good for:
//
//   tickets   one line for each: ROLE KEY EXPIRES USED NAME
//
// EXPIRES and USED are seconds since 1970; USED is 0 until the ticket was redeemed, and NAME then is the new key's. Used and
// expired ones stay for a day, so that who comes with one can be told why it is refused.

#pragma once

#include "engine/base/time.h"
#include "engine/wire/keys.h"

namespace weftline::wire {

/// How long a ticket that is used or expired is remembered.
constexpr Duration ticketMemory = std::chrono::hours(24);

struct ListedTicket
{
    std::string key; ///< Public, Z85.
    Role role = Role::Worker; ///< Of the key that joins by it.
    Instant expires;
    Instant used; ///< 0: not yet.
    std::string name; ///< Of the key that joins or has joined by it; empty: as the machine calls itself.

    bool operator==(const ListedTicket &) const = default;
};

class TicketBook
{
public:
    explicit TicketBook(KeyDirectory keys) : m_keys(std::move(keys)) { }

    /// A new ticket, whose secret is kept nowhere.
    [[nodiscard]] Result<KeyPair> make(Role role, const std::string &name, Instant expires, Instant now) const;
    /// Strikes the ticket and lists `own` under its role. The reason, for whoever holds it, where it is not good. A key that is
    /// listed already keeps its name, and its role where that allows as much.
    [[nodiscard]] Result<AllowedKey> redeem(std::string_view ticket, const std::string &own, const std::string &name,
                                            Instant now) const;
    /// Those that are remembered, oldest first.
    [[nodiscard]] Result<std::vector<ListedTicket>> list() const;
    /// By key, or by the name of one that is still open.
    [[nodiscard]] Result<Done> remove(std::string_view nameOrKey) const;

    /// All that may connect at `now`: the listed keys, and the tickets as keys with the role join.
    [[nodiscard]] Result<std::vector<AllowedKey>> admitted(Instant now) const;

private:
    [[nodiscard]] std::filesystem::path file() const { return m_keys.path() / "tickets"; }
    [[nodiscard]] Result<std::vector<ListedTicket>> read() const;
    [[nodiscard]] Result<Done> write(const std::vector<ListedTicket> &tickets) const;
    [[nodiscard]] Result<AllowedKey> joinedBy(const ListedTicket &ticket, const std::string &own, const std::string &name) const;
    [[nodiscard]] Result<AllowedKey> strike(std::string_view ticketKey, const std::string &own, const std::string &name, Instant now) const;

    KeyDirectory m_keys;
};

} // namespace weftline::wire
