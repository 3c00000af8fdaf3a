// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Raw bytes and the two identities made of them.

#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weftline {

using Bytes = std::string; ///< Owned raw bytes; a string because every library that carries them takes one.
using BytesView = std::string_view;

/// One life of a worker or client process on the wire: 16 random bytes, fresh at every start.
struct SessionId
{
    std::array<std::uint8_t, 16> bytes{};

    auto operator<=>(const SessionId &) const = default;
    [[nodiscard]] bool isNull() const { return *this == SessionId{}; }
};

/// BLAKE2b-256 of something's content.
struct Hash
{
    std::array<std::uint8_t, 32> bytes{};

    auto operator<=>(const Hash &) const = default;
};

[[nodiscard]] std::string toHex(BytesView bytes);
[[nodiscard]] std::string toHex(const SessionId &session);
[[nodiscard]] std::string toHex(const Hash &hash);
/// Lower or upper case, an even number of digits; nothing for other text.
[[nodiscard]] std::optional<Bytes> fromHex(std::string_view hex);

} // namespace weftline
