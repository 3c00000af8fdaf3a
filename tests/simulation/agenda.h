// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Virtual time: what happens next, and when that is. Things of the same time happen in the order in which they were put in.

#pragma once

#include <functional>
#include <queue>
#include <vector>

#include "engine/base/time.h"

namespace weftline::simulation {

class Agenda
{
public:
    static constexpr Instant start{1'767'225'600'000'000}; ///< 2026-01-01T00:00:00Z

    [[nodiscard]] Instant now() const { return m_now; }
    [[nodiscard]] std::uint64_t steps() const { return m_steps; }

    void at(Instant when, std::function<void()> what)
    {
        m_entries.push({when < m_now ? m_now : when, m_sequence++, std::move(what)});
    }
    void after(Duration wait, std::function<void()> what) { at(m_now + wait, std::move(what)); }

    /// Moves time on to the next thing and does it. False when there is nothing.
    bool runNext()
    {
        if (m_entries.empty())
            return false;
        const Entry entry = std::move(const_cast<Entry &>(m_entries.top())); // pop() does not look at what is moved from
        m_entries.pop();
        m_now = entry.at;
        ++m_steps;
        entry.what();
        return true;
    }

private:
    struct Entry
    {
        Instant at;
        std::uint64_t sequence = 0;
        std::function<void()> what;

        bool operator<(const Entry &other) const
        {
            return at != other.at ? at > other.at : sequence > other.sequence; // the queue gives its greatest first
        }
    };

    std::priority_queue<Entry> m_entries;
    Instant m_now = start;
    std::uint64_t m_sequence = 0;
    std::uint64_t m_steps = 0;
};

} // namespace weftline::simulation
