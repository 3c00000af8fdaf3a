// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A value on its way: encoded, and either here or in the store.

#pragma once

#include <cstdint>
#include <optional>

#include "engine/base/bytes.h"

namespace weftline {

/// The MessagePack encoding of one Value. Up to `inlineMax` bytes it travels itself; above, its hash and size do, and
/// whoever reads it asks the store.
struct Payload
{
    static constexpr std::size_t inlineMax = 4096;

    Bytes bytes; ///< Empty when there is no value, or when it lies in the store.
    std::optional<Hash> stored;
    std::uint64_t size = 0; ///< Of the encoded value, wherever it lies; 0: no value.

    bool operator==(const Payload &) const = default;
    [[nodiscard]] bool isEmpty() const { return size == 0; }

    [[nodiscard]] static Payload of(Bytes encoded)
    {
        Payload payload;
        payload.size = encoded.size();
        payload.bytes = std::move(encoded);
        return payload;
    }
};

/// The largest value, encoded, that a task may give.
constexpr std::uint64_t valueSizeMax = 64ULL << 20U;

} // namespace weftline
