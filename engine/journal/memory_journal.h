// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A journal in memory: for tests, the simulation and measurements. It writes the same rows as the one in a file, so
// that what is read was encoded and decoded.

#pragma once

#include "engine/journal/journal.h"

#include <deque>

namespace weftline::journal {

struct MemoryOptions
{
    std::vector<Row> rows; ///< What it holds from the start: another one's durableRows().
    /// Set: every commit becomes durable in a function given to it. Else only by completeNext().
    std::function<void(std::function<void()>)> post;
};

class MemoryJournal final : public Journal
{
public:
    [[nodiscard]] Result<std::vector<scheduler::Event>> readAfter(Position position,
                                                                  std::size_t countMax) const override;
    [[nodiscard]] Result<scheduler::Event> read(Position position) const override;
    [[nodiscard]] Head head() const override { return m_head; }
    [[nodiscard]] Result<std::optional<Head>> headAt(Position position) const override;
    void commit(std::vector<scheduler::Event> events, Done done) override;
    void retry() override;
    [[nodiscard]] Position last() const override { return m_last; }

    /// Makes the oldest commit that waits durable and calls its `done`. False when none waits, or one has failed and
    /// was not retried.
    bool completeNext();
    /// Lets the next completeNext(), and each one after a retry() until `times` are used up, fail with `error`.
    void failNext(Error error, int times = 1);
    [[nodiscard]] std::size_t waiting() const { return m_waiting.size(); }

    /// What would be there after a crash now.
    [[nodiscard]] const std::vector<Row> &durableRows() const { return m_rows; }
    [[nodiscard]] std::vector<scheduler::Event> durableEvents() const;

private:
    friend Result<std::unique_ptr<MemoryJournal>> openMemoryJournal(MemoryOptions options);

    struct Waiting
    {
        Position first = 0;
        std::vector<scheduler::Event> events;
        Done done;
    };

    const std::vector<scheduler::Event> &decoded(const Row &row) const;

    std::function<void(std::function<void()>)> m_post;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
    std::vector<Row> m_rows;
    std::deque<Waiting> m_waiting;
    Head m_head;
    Position m_last = 0;
    bool m_isHalted = false;
    int m_failures = 0;
    Error m_failure;
    mutable Position m_decodedFirst = 0; ///< Of the row in m_decoded; 0: none.
    mutable std::vector<scheduler::Event> m_decoded;
};

/// Fails when `rows` is no chain.
[[nodiscard]] Result<std::unique_ptr<MemoryJournal>> openMemoryJournal(MemoryOptions options = {});

} // namespace weftline::journal
