// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Values that arrive in pieces.

#pragma once

#include <map>
#include <optional>

#include "engine/base/bytes.h"
#include "engine/base/result.h"

namespace weftline::store {

/// Joins the pieces of each value that a peer sends. Holds at most `bytesMax` of unfinished values of one peer.
class Chunks
{
public:
    static constexpr std::size_t bytesMax = 256U << 20U;

    /// The whole value once the last piece is there and its hash is right.
    Result<std::optional<Bytes>> add(const SessionId &from, const Hash &hash, std::uint64_t size, std::uint64_t offset, BytesView bytes);
    void drop(const SessionId &from) { m_peers.erase(from); }

private:
    std::map<SessionId, std::map<Hash, Bytes>> m_peers;
};

} // namespace weftline::store
