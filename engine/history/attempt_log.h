// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The newest attempts of one run, and which of them are in flight. Every attempt passes through here, so that each costs
// as little as can be: no memory of its own once the log is full, no search.

#pragma once

#include <map>
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

        static void members(auto &archive, auto &entry) { archive(entry.view, entry.changedAt); }
    };

    /// Notes an attempt that was dispatched. Its id is given here. Above `countMax`, which is the same each time, the oldest
    /// is dropped.
    void add(client::AttemptView view, scheduler::Position position, std::size_t countMax);
    /// The attempt in flight of this number; nullptr where there is none, or it was dropped.
    [[nodiscard]] Entry *inFlight(scheduler::TaskIndex task, std::uint32_t number);
    /// It is in flight no more.
    void end(scheduler::TaskIndex task, std::uint32_t number);
    void endAll();

    [[nodiscard]] std::size_t size() const { return m_entries.size(); }
    /// The oldest is 0.
    [[nodiscard]] const Entry &entry(std::size_t i) const { return m_entries[(m_oldest + i) % m_entries.size()]; }
    [[nodiscard]] std::uint64_t dropped() const { return m_added - m_entries.size(); }

    template <class Archive>
    static void members(Archive &archive, auto &log);

private:
    /// Attempts in flight: open addressing, a power of two of places, at most half of them taken.
    struct Slot
    {
        std::uint64_t key = 0; ///< Task and number, which is never 0; 0: free.
        std::uint64_t id = 0;
    };

    [[nodiscard]] std::size_t placeOf(std::uint64_t key) const;
    void put(std::uint64_t key, std::uint64_t id);

    std::vector<Entry> m_entries; ///< Once full, a ring.
    std::size_t m_oldest = 0;
    std::uint64_t m_added = 0;
    std::vector<Slot> m_slots;
    std::size_t m_taken = 0;
};

/// The places of those in flight depend on who came before them: they are found anew.
template <class Archive>
void AttemptLog::members(Archive &archive, auto &log)
{
    std::map<std::uint64_t, std::uint64_t> inFlight; // id to key
    if constexpr (!Archive::reads)
        for (const Slot &slot : log.m_slots)
            if (slot.key != 0)
                inFlight.emplace(slot.id, slot.key);
    archive(log.m_entries, log.m_oldest, log.m_added, inFlight);
    if constexpr (Archive::reads) {
        if (log.m_entries.size() > log.m_added || (log.m_oldest != 0 && log.m_oldest >= log.m_entries.size()) || (!inFlight.empty() && inFlight.rbegin()->first > log.m_added)) {
            archive.fail("attempts that were never added");
            return;
        }
        for (const auto &[id, key] : inFlight)
            if (key != 0)
                log.put(key, id);
    }
}

} // namespace weftline::history
