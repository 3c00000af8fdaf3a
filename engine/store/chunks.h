// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Puts values together that arrive in pieces, each from one peer and in order. Bounded: what a peer has not finished
// takes memory only as it arrives, and only so many at once.

#pragma once

#include "engine/base/bytes.h"
#include "engine/base/result.h"

#include <map>
#include <optional>
#include <utility>

namespace weftline::store {

class Chunks
{
public:
    static constexpr std::size_t unfinishedMax = 16; ///< Values of one peer at a time.
    static constexpr std::size_t bytesMax = 512U << 20U; ///< Of all unfinished ones.

    /// The whole value with its last piece; nothing while more is to come. After a failure it begins again at offset 0.
    [[nodiscard]] Result<std::optional<Bytes>> add(const SessionId &from, const Hash &hash, std::uint64_t size,
                                                   std::uint64_t offset, BytesView bytes);
    void drop(const SessionId &from);

private:
    using Key = std::pair<SessionId, Hash>;

    void forget(std::map<Key, Bytes>::iterator value);

    std::map<Key, Bytes> m_values;
    std::size_t m_bytes = 0;
};

} // namespace weftline::store
