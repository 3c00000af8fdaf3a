// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/store/memory_store.h"

#include "engine/base/payload.h"
#include "engine/encoding/blake2b.h"

#include <fmt/format.h>

namespace weftline::store {

Result<Hash> MemoryStore::put(BytesView bytes)
{
    if (bytes.size() > valueSizeMax)
        return failure(
            ErrorCode::Limit,
            fmt::format("A value of {} bytes cannot be kept: at most {} are allowed.", bytes.size(), valueSizeMax));
    const Hash hash = encoding::blake2b({bytes});
    m_values.emplace(hash, bytes);
    return hash;
}

Result<Bytes> MemoryStore::get(const Hash &hash)
{
    const auto found = m_values.find(hash);
    if (found == m_values.end())
        return failure(ErrorCode::NotFound, fmt::format("Value {} is not in the store.", toHex(hash)), toHex(hash));
    return found->second;
}

Result<bool> MemoryStore::addChunk(const SessionId &from, const Hash &hash, std::uint64_t size, std::uint64_t offset,
                                   BytesView bytes)
{
    if (has(hash))
        return offset + bytes.size() == size;
    auto whole = m_chunks.add(from, hash, size, offset, bytes);
    if (!whole)
        return tl::unexpected(whole.error());
    if (*whole)
        m_values.emplace(hash, std::move(**whole));
    return whole->has_value();
}

} // namespace weftline::store
