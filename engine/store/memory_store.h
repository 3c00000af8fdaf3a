// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A store in memory, for tests and the simulation.

#pragma once

#include "engine/store/chunks.h"
#include "engine/store/store.h"

#include <map>

namespace weftline::store {

class MemoryStore final : public Store
{
public:
    Result<Hash> put(BytesView bytes) override;
    [[nodiscard]] Result<Bytes> get(const Hash &hash) override;
    [[nodiscard]] bool has(const Hash &hash) const override { return m_values.contains(hash); }
    Result<bool> addChunk(const SessionId &from, const Hash &hash, std::uint64_t size, std::uint64_t offset,
                          BytesView bytes) override;
    void dropChunks(const SessionId &from) override { m_chunks.drop(from); }

private:
    std::map<Hash, Bytes> m_values;
    Chunks m_chunks;
};

} // namespace weftline::store
