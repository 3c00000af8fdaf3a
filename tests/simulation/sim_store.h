// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where an engine keeps large values. What is kept outlives it; pieces of what is not whole yet do not. It lies on the disk of
// the journal, and finds no room when that finds none.

#pragma once

#include "engine/store/chunks.h"
#include "engine/store/memory_store.h"
#include "tests/simulation/context.h"

namespace weftline::simulation {

class SimStore final : public store::Store
{
public:
    explicit SimStore(Context &context) : m_context(context) { }

    void fillUntil(Instant until) { m_fullUntil = std::max(m_fullUntil, until); }
    /// The process is gone.
    void forgetPieces() { m_chunks = {}; }

    Result<Hash> put(BytesView bytes) override
    {
        if (isFull())
            return full();
        return m_kept.put(bytes);
    }
    [[nodiscard]] Result<Bytes> get(const Hash &hash) override { return m_kept.get(hash); }
    [[nodiscard]] bool has(const Hash &hash) const override { return m_kept.has(hash); }
    Result<bool> addChunk(const SessionId &from, const Hash &hash, std::uint64_t size, std::uint64_t offset, BytesView bytes) override
    {
        if (has(hash))
            return offset + bytes.size() == size;
        if (offset + bytes.size() == size && isFull())
            return full();
        m_context.counts.fault(Fault::ValueInPieces, offset != 0 && offset + bytes.size() == size ? 1 : 0);
        const auto whole = m_chunks.add(from, hash, size, offset, bytes);
        if (!whole) {
            m_context.counts.fault(Fault::PiecesRefused);
            return tl::unexpected(whole.error());
        }
        if (*whole && !m_kept.put(**whole))
            return failure(ErrorCode::Limit, "The value is too large.");
        return whole->has_value();
    }
    void dropChunks(const SessionId &from) override { m_chunks.drop(from); }

private:
    [[nodiscard]] bool isFull() const { return !m_context.isHealed && m_context.now() < m_fullUntil; }
    tl::unexpected<Error> full()
    {
        m_context.counts.fault(Fault::StoreFull);
        return failure(ErrorCode::System, "The value cannot be kept: the disk is full.");
    }

    Context &m_context;
    store::MemoryStore m_kept;
    store::Chunks m_chunks;
    Instant m_fullUntil;
};

} // namespace weftline::simulation
