// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where an engine is: what --join, --engine and --listen take, read and written.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "engine/base/result.h"

namespace weftline::wire {

/// `ipc://PATH`: an engine of the same user on this machine.
struct LocalEndpoint
{
    std::string path; ///< Absolute, at most 100 bytes.

    bool operator==(const LocalEndpoint &) const = default;
};

/// `weft://HOST:PORT/?key=…`: an engine anywhere; the key is the engine's public one, which proves that it is the one. With
/// `&ticket=…` one may join there once.
struct RemoteEndpoint
{
    std::string host; ///< A name or an address; IPv6 without brackets.
    std::uint16_t port = 0;
    std::string serverKey; ///< Z85, 40 characters.
    std::string ticket; ///< The secret half of a ticket's key pair, Z85; empty without one.

    bool operator==(const RemoteEndpoint &) const = default;
};

using Endpoint = std::variant<LocalEndpoint, RemoteEndpoint>;

/// `tcp://HOST:PORT`: where an engine listens. `*` is every interface, port 0 any free one.
struct ListenAddress
{
    std::string host;
    std::uint16_t port = 0;

    bool operator==(const ListenAddress &) const = default;
};

/// The longest path that a local socket may have.
constexpr std::size_t socketPathMax = 100;

[[nodiscard]] Result<Endpoint> parseEndpoint(std::string_view text);
[[nodiscard]] Result<ListenAddress> parseListenAddress(std::string_view text);
/// What parseEndpoint reads back to the same.
[[nodiscard]] std::string toText(const Endpoint &endpoint);
[[nodiscard]] std::string toText(const ListenAddress &address);

/// An address as it may be shown and remembered: without its ticket, which is a secret.
[[nodiscard]] Endpoint withoutTicket(Endpoint endpoint);
/// "weft://host:5570": for people, where the keys would only be in the way.
[[nodiscard]] std::string nameOf(const Endpoint &endpoint);

/// Whether it is a CURVE key as ZeroMQ writes it: 40 characters of Z85.
[[nodiscard]] bool isKeyText(std::string_view text);

} // namespace weftline::wire
