// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/journal/memory_journal.h"

#include <fmt/format.h>

#include <algorithm>

namespace weftline::journal {

Result<std::unique_ptr<MemoryJournal>> openMemoryJournal(MemoryOptions options)
{
    auto journal = std::make_unique<MemoryJournal>();
    journal->m_post = std::move(options.post);
    for (const Row &row : options.rows) {
        if (const std::string why = checkLink(journal->m_head, row); !why.empty())
            return failure(ErrorCode::Corrupt, fmt::format("The row at position {} is damaged: {}.", row.first, why));
        std::vector<scheduler::Event> events;
        if (const auto head = decodeBatch(row.bytes, events); !head)
            return tl::unexpected(head.error());
        journal->m_head = {row.first + row.count - 1, row.hash, events.back().at};
    }
    journal->m_rows = std::move(options.rows);
    journal->m_last = journal->m_head.position;
    return journal;
}

void MemoryJournal::commit(std::vector<scheduler::Event> events, Done done)
{
    const Position first = m_last + 1;
    m_last += events.size();
    m_waiting.push_back({first, std::move(events), std::move(done)});
    if (m_post)
        m_post([this, alive = std::weak_ptr(m_alive)] {
            if (!alive.expired())
                completeNext();
        });
}

void MemoryJournal::retry()
{
    if (!m_isHalted)
        return;
    m_isHalted = false;
    if (m_post)
        m_post([this, alive = std::weak_ptr(m_alive)] {
            while (!alive.expired() && completeNext()) { }
        });
}

bool MemoryJournal::completeNext()
{
    if (m_waiting.empty() || m_isHalted)
        return false;
    if (m_failures > 0) {
        --m_failures;
        m_isHalted = true;
        const Done done = m_waiting.front().done;
        done(tl::unexpected(m_failure));
        return true;
    }
    const Waiting next = std::move(m_waiting.front());
    m_waiting.pop_front();
    if (!next.events.empty()) {
        Row row{next.first, next.events.size(), {}, {}};
        appendRow(m_head, next.events, row.bytes);
        row.hash = m_head.hash;
        m_rows.push_back(std::move(row));
    }
    next.done(next.first + next.events.size() - 1);
    return true;
}

void MemoryJournal::failNext(Error error, int times)
{
    m_failure = std::move(error);
    m_failures = times;
}

const std::vector<scheduler::Event> &MemoryJournal::decoded(const Row &row) const
{
    if (m_decodedFirst != row.first) {
        m_decoded.clear();
        (void)decodeBatch(row.bytes, m_decoded); // written here, or checked when it was opened
        m_decodedFirst = row.first;
    }
    return m_decoded;
}

Result<std::vector<scheduler::Event>> MemoryJournal::readAfter(Position position, std::size_t countMax) const
{
    std::vector<scheduler::Event> events;
    const auto take = [&](Position first, const std::vector<scheduler::Event> &from) {
        const std::size_t skip = position >= first ? position - first + 1 : 0;
        for (std::size_t i = skip; i < from.size() && events.size() < countMax; ++i)
            events.push_back(from[i]);
    };
    auto row = std::partition_point(m_rows.begin(), m_rows.end(),
                                    [&](const Row &r) { return r.first + r.count - 1 <= position; });
    for (; row != m_rows.end() && events.size() < countMax; ++row)
        take(row->first, decoded(*row));
    for (const Waiting &waiting : m_waiting)
        take(waiting.first, waiting.events);
    return events;
}

Result<scheduler::Event> MemoryJournal::read(Position position) const
{
    if (position > m_head.position) {
        for (const Waiting &waiting : m_waiting)
            if (position >= waiting.first && position - waiting.first < waiting.events.size())
                return waiting.events[position - waiting.first];
    }
    const auto after =
        std::partition_point(m_rows.begin(), m_rows.end(), [&](const Row &row) { return row.first <= position; });
    if (after == m_rows.begin() || position > m_head.position)
        return failure(ErrorCode::NotFound, fmt::format("The journal has no event at position {}.", position));
    const Row &row = *std::prev(after);
    return decoded(row)[position - row.first];
}

Result<std::optional<Head>> MemoryJournal::headAt(Position position) const
{
    for (const Row &row : m_rows)
        if (row.first + row.count - 1 == position)
            return Head{position, row.hash, decoded(row).back().at};
    return std::nullopt;
}

std::vector<scheduler::Event> MemoryJournal::durableEvents() const
{
    std::vector<scheduler::Event> events;
    for (const Row &row : m_rows)
        (void)decodeBatch(row.bytes, events);
    return events;
}

} // namespace weftline::journal
