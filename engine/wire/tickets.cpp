// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/wire/tickets.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "engine/wire/endpoint.h"
#include "engine/wire/key_lines.h"
#include "engine/wire/private_file.h"

namespace weftline::wire {
namespace {

constexpr std::size_t ticketsMax = 1000;
constexpr std::int64_t second = 1'000'000;
constexpr std::string_view askAnew = "Ask for a new one: \"weft ticket\" at the engine, or Workers ▸ Add a machine in its window.";

std::optional<Instant> secondsFrom(std::string_view text)
{
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc{} || end != text.data() + text.size() || seconds < 0 || seconds > INT64_MAX / second)
        return {};
    return Instant{seconds * second};
}

/// "3 minutes ago".
std::string ago(Instant then, Instant now)
{
    const std::int64_t minutes = std::max<std::int64_t>(0, now.us - then.us) / (60 * second);
    if (minutes < 1)
        return "less than a minute ago";
    if (minutes < 120)
        return fmt::format("{} minute{} ago", minutes, minutes == 1 ? "" : "s");
    return fmt::format("{} hours ago", minutes / 60);
}

bool isForgotten(const ListedTicket &ticket, Instant now)
{
    const Instant end = ticket.used.us != 0 ? ticket.used : ticket.expires;
    return end + ticketMemory < now;
}

/// Whether a key with the role `has` may do all that one with `wanted` may.
bool covers(Role has, Role wanted)
{
    return has == wanted || has == Role::Admin || (has == Role::Operator && wanted == Role::Viewer);
}

/// `wanted`, or with a number behind it where another key has that name.
std::string freeName(const std::vector<AllowedKey> &keys, const std::string &wanted)
{
    const auto isTaken = [&](const std::string &name) {
        return std::any_of(keys.begin(), keys.end(), [&](const AllowedKey &key) { return key.name == name; });
    };
    std::string name = wanted;
    for (std::size_t number = 2; isTaken(name); ++number) // Ends: there are fewer keys than numbers.
        name = fmt::format("{} ({})", wanted.substr(0, 80), number);
    return name;
}

tl::unexpected<Error> refused(std::string why) { return failure(ErrorCode::Refused, std::move(why)); }

} // namespace

Result<std::vector<ListedTicket>> TicketBook::read() const
{
    const auto found = readPrivateFile(file());
    if (!found)
        return tl::unexpected(found.error());
    const std::string text = found->value_or("");
    std::vector<ListedTicket> tickets;
    std::size_t number = 0;
    for (std::string_view line : linesOf(text)) {
        ++number;
        if (line.empty() || line.front() == '#')
            continue;
        const std::optional<Role> role = roleNamed(takeWord(line));
        const std::string key(takeWord(line));
        const std::optional<Instant> expires = secondsFrom(takeWord(line));
        const std::optional<Instant> used = secondsFrom(takeWord(line));
        const bool isNamed = line.empty() || isKeyName(line);
        if (!role || *role == Role::Join || !isKeyText(key) || !expires || !used || !isNamed || tickets.size() >= ticketsMax)
            return failure(ErrorCode::InvalidInput,
                           fmt::format("Cannot read the list of tickets \"{}\": line {} is not \"ROLE KEY EXPIRES USED NAME\". Correct "
                                       "it, or remove the file: the tickets in it are void then.", file().string(), number),
                           file().string());
        tickets.push_back({key, *role, *expires, *used, std::string(line)});
    }
    return tickets;
}

Result<Done> TicketBook::write(const std::vector<ListedTicket> &tickets) const
{
    std::string text = "# Tickets: ROLE KEY EXPIRES USED NAME\n";
    for (const ListedTicket &ticket : tickets)
        text += fmt::format("{} {} {} {} {}\n", roleName(ticket.role), ticket.key, ticket.expires.us / second,
                            ticket.used.us / second, ticket.name);
    return writePrivateFile(file(), text);
}

Result<std::vector<ListedTicket>> TicketBook::list() const { return read(); }

Result<KeyPair> TicketBook::make(Role role, const std::string &name, Instant expires, Instant now) const
{
    if (!name.empty() && !isKeyName(name))
        return failure(ErrorCode::InvalidInput, fmt::format("Cannot make a ticket for \"{}\": a name has 1 to {} characters on one "
                                                            "line, with no space at either end.", name, keyNameMax), name);
    const FolderLock lock(m_keys.path());
    Result<std::vector<ListedTicket>> tickets = read();
    if (!tickets)
        return tl::unexpected(tickets.error());
    std::erase_if(*tickets, [&](const ListedTicket &ticket) { return isForgotten(ticket, now); });
    if (tickets->size() >= ticketsMax)
        return failure(ErrorCode::Limit, fmt::format("Cannot make a ticket: {} were made within a day, which is the most. Wait, or "
                                                     "list keys with \"weft keys add\".", ticketsMax));
    KeyPair pair = makeKeyPair();
    const Instant wholeSeconds{(expires.us + second - 1) / second * second};
    tickets->push_back({pair.publicKey, role, wholeSeconds, {}, name});
    if (const auto written = write(*tickets); !written)
        return tl::unexpected(written.error());
    return pair;
}

/// What redeeming `ticket` makes of `own`: a new key in the list, or the one that is there with as much or more.
Result<AllowedKey> TicketBook::joinedBy(const ListedTicket &ticket, const std::string &own, const std::string &name) const
{
    const std::string &wanted = ticket.name.empty() ? name : ticket.name;
    if (!isKeyName(wanted))
        return failure(ErrorCode::InvalidInput, fmt::format("Cannot join as \"{}\": a name has 1 to {} characters on one line, with "
                                                            "no space at either end.", wanted, keyNameMax), wanted);
    const Result<std::vector<AllowedKey>> keys = m_keys.listKeys();
    if (!keys)
        return tl::unexpected(keys.error());
    const auto listed = std::find_if(keys->begin(), keys->end(), [&](const AllowedKey &key) { return key.key == own; });
    if (listed == keys->end())
        return AllowedKey{own, ticket.role, freeName(*keys, wanted)};
    if (covers(listed->role, ticket.role))
        return *listed;
    if (covers(ticket.role, listed->role))
        return AllowedKey{own, ticket.role, listed->name};
    return refused(fmt::format("Cannot join as {}: this machine's key is listed already as \"{}\", with the role {}, and a key has one "
                               "role. The engine's owner can change it: weft keys role.", roleName(ticket.role), listed->name,
                               roleName(listed->role)));
}

/// Finds the ticket, checks it and marks it as used, all in one.
Result<AllowedKey> TicketBook::strike(std::string_view ticketKey, const std::string &own, const std::string &name, Instant now) const
{
    const FolderLock lock(m_keys.path());
    Result<std::vector<ListedTicket>> tickets = read();
    if (!tickets)
        return tl::unexpected(tickets.error());
    const auto ticket = std::find_if(tickets->begin(), tickets->end(), [&](const ListedTicket &each) { return each.key == ticketKey; });
    if (ticket == tickets->end())
        return refused(fmt::format("Cannot join: this ticket was taken back. {}", askAnew));
    if (ticket->used.us != 0)
        return refused(fmt::format("Cannot join: this ticket was used {}, by \"{}\". A ticket is good for one machine. {}",
                                   ago(ticket->used, now), ticket->name, askAnew));
    if (ticket->expires <= now)
        return refused(fmt::format("Cannot join: this ticket expired {}. {}", ago(ticket->expires, now), askAnew));
    Result<AllowedKey> joined = joinedBy(*ticket, own, name);
    if (!joined)
        return joined;
    ticket->used = now;
    ticket->name = joined->name;
    if (const auto written = write(*tickets); !written)
        return tl::unexpected(written.error());
    return joined;
}

Result<AllowedKey> TicketBook::redeem(std::string_view ticketKey, const std::string &own, const std::string &name, Instant now) const
{
    if (!isKeyText(own) || own == ticketKey)
        return failure(ErrorCode::InvalidInput, "Cannot join: the message names no public key of the machine's own, which has 40 "
                                                "characters.");
    // Struck first: what breaks off between the two must not leave a ticket that is good for a second machine.
    Result<AllowedKey> joined = strike(ticketKey, own, name, now);
    if (!joined)
        return joined;
    const Result<std::vector<AllowedKey>> keys = m_keys.listKeys();
    const bool isListed = keys && std::any_of(keys->begin(), keys->end(), [&](const AllowedKey &key) { return key.key == own; });
    const Result<Done> done = isListed ? m_keys.setRole(own, joined->role) : m_keys.addKey(*joined);
    if (!done)
        return tl::unexpected(done.error());
    return joined;
}

Result<Done> TicketBook::remove(std::string_view nameOrKey) const
{
    const FolderLock lock(m_keys.path());
    Result<std::vector<ListedTicket>> tickets = read();
    if (!tickets)
        return tl::unexpected(tickets.error());
    const auto isMeant = [&](const ListedTicket &ticket) {
        return ticket.key == nameOrKey || (ticket.used.us == 0 && !ticket.name.empty() && ticket.name == nameOrKey);
    };
    if (std::erase_if(*tickets, isMeant) == 0)
        return failure(ErrorCode::NotFound, fmt::format("Cannot take back the ticket \"{}\": there is none.", nameOrKey),
                       std::string(nameOrKey));
    return write(*tickets);
}

Result<std::vector<AllowedKey>> TicketBook::admitted(Instant now) const
{
    Result<std::vector<AllowedKey>> keys = m_keys.listKeys();
    if (!keys)
        return keys;
    const Result<std::vector<ListedTicket>> tickets = read();
    if (!tickets)
        return tl::unexpected(tickets.error());
    for (const ListedTicket &ticket : *tickets)
        if (!isForgotten(ticket, now))
            keys->push_back({ticket.key, Role::Join, ticket.name});
    return keys;
}

} // namespace weftline::wire
