// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Reads events from a journal's file, and keeps the rows that were read last, decoded. Any thread may call.

#pragma once

#include "engine/journal/journal.h"
#include "engine/journal/position_file.h"
#include "engine/journal/sqlite_file.h"

#include <list>
#include <mutex>

namespace weftline::journal {

class FileReader final : public Reader
{
public:
    explicit FileReader(SqliteFile file) : m_file(std::move(file)) { }

    [[nodiscard]] Result<std::vector<scheduler::Event>> readAfter(Position position,
                                                                  std::size_t countMax) const override;
    /// Holds the row against its hash: whoever opened the journal from a snapshot has not.
    [[nodiscard]] Result<scheduler::Event> read(Position position) const override;
    [[nodiscard]] Head head() const override;
    [[nodiscard]] Result<std::optional<Head>> headAt(Position position) const override;
    [[nodiscard]] Head base() const override { return m_file.base(); }
    [[nodiscard]] Result<Bytes> baseSnapshot() const override;

    /// Appends to `events` what the row at `next` holds from there on, up to `countMax` in all. False at the end.
    [[nodiscard]] Result<bool> readInto(Position next, std::size_t countMax,
                                        std::vector<scheduler::Event> &events) const;

    /// Checks the chain behind what was archived and gives its end; only from the row on that ends at `trusted`, where there is such a
    /// row and it is right.
    /// Fails with ErrorCode::Corrupt and the first row that is not right, or how its end differs from what is known of it.
    [[nodiscard]] Result<Head> checkChain(KnownEnd known = KnownEnd({}), const Head &trusted = {}) const;

private:
    struct Decoded
    {
        Position first = 0;
        std::vector<scheduler::Event> events;

        [[nodiscard]] bool holds(Position position) const
        {
            return position >= first && position - first < events.size();
        }
    };
    using Rows = std::list<Decoded>;

    static constexpr std::size_t rowsKept = 16;
    static constexpr std::size_t eventsKept = 100'000;

    Rows::const_iterator decoded(Position position) const;
    const Decoded &keep(Decoded row) const;
    Result<Head> headOf(const Row &row) const;
    Result<std::optional<Row>> rowThatEndsAt(Position position) const;
    Result<Done> checkRow(const Row &row) const;

    SqliteFile m_file;
    mutable std::mutex m_mutex;
    mutable Rows m_rows; ///< Used last first.
};

} // namespace weftline::journal
