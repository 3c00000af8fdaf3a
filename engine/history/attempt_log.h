// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The newest attempts of one run, and which of them are in flight. Every attempt passes through here, so that each costs
// as little as can be: no memory of its own, no search.

#pragma once

#include <deque>
#include <vector>

#include "engine/client/views.h"
#include "engine/scheduler/ids.h"

namespace weftline::history {

class AttemptLog
{
public:
    struct Entry
    {
        client::AttemptView view; ///< Ids count from 1 and leave none out.
        scheduler::Position changedAt = 0;
    };

    /// Notes an attempt that was dispatched. Its id is given here. Above `countMax` the oldest is dropped.
    void add(client::AttemptView view, scheduler::Position position, std::size_t countMax);
    /// The attempt in flight of this number; nullptr where there is none, or it was dropped.
    [[nodiscard]] Entry *inFlight(scheduler::TaskIndex task, std::uint32_t number);
    /// It is in flight no more.
    void end(scheduler::TaskIndex task, std::uint32_t number);
    void endAll();

    [[nodiscard]] const std::deque<Entry> &entries() const { return m_entries; } ///< Oldest first.
    [[nodiscard]] std::uint64_t dropped() const { return m_added - m_entries.size(); }

private:
    /// Attempts in flight: open addressing, a power of two of places, at most half of them taken.
    struct Slot
    {
        std::uint64_t key = 0; ///< Task and number, which is never 0; 0: free.
        std::uint64_t id = 0;
    };

    [[nodiscard]] std::size_t placeOf(std::uint64_t key) const;
    void put(std::uint64_t key, std::uint64_t id);

    std::deque<Entry> m_entries;
    std::uint64_t m_added = 0;
    std::vector<Slot> m_slots;
    std::size_t m_taken = 0;
};

} // namespace weftline::history
