// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Large values, by the hash of their content. One real implementation (files) and one in memory.
//
// All calls on one thread.

#pragma once

#include <cstdint>

#include "engine/base/bytes.h"
#include "engine/base/result.h"

namespace weftline::store {

class Store
{
public:
    virtual ~Store() = default;

    /// Keeps the bytes; they survive a crash of the program and of the machine. The same bytes twice are kept once.
    virtual Result<Hash> put(BytesView bytes) = 0;
    [[nodiscard]] virtual Result<Bytes> get(const Hash &hash) = 0;
    [[nodiscard]] virtual bool has(const Hash &hash) const = 0;

    /// One piece of a value that somebody sends, from offset 0 on, in order; one may come twice. True once it is whole, its hash
    /// is right and it is kept; false while more is to come. After a failure that value begins again at offset 0; where it was
    /// the disk that refused it (ErrorCode::System), its last piece may be given again instead, when there may be room.
    virtual Result<bool> addChunk(const SessionId &from, const Hash &hash, std::uint64_t size, std::uint64_t offset, BytesView bytes) = 0;
    /// Forgets the pieces that a peer has not finished.
    virtual void dropChunks(const SessionId &from) = 0;
};

} // namespace weftline::store
