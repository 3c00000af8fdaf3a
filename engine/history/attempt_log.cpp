// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/history/attempt_log.h"

#include <utility>

#include "engine/base/hash_draw.h"

namespace weftline::history {
namespace {

constexpr std::size_t slotsMin = 64;

std::uint64_t keyOf(scheduler::TaskIndex task, std::uint32_t number) { return std::uint64_t{task} << 32U | number; }

} // namespace

void AttemptLog::add(client::AttemptView view, scheduler::Position position, std::size_t countMax)
{
    view.id = ++m_added;
    put(keyOf(view.task, view.number), view.id);
    if (m_entries.size() < countMax) {
        m_entries.push_back({std::move(view), position});
    } else {
        m_entries[m_oldest] = {std::move(view), position};
        m_oldest = (m_oldest + 1) % m_entries.size();
    }
}

AttemptLog::Entry *AttemptLog::inFlight(scheduler::TaskIndex task, std::uint32_t number)
{
    const std::uint64_t key = keyOf(task, number);
    const Slot *slot = m_slots.empty() ? nullptr : &m_slots[placeOf(key)];
    if (!slot || slot->key != key || slot->id <= dropped())
        return nullptr;
    return &m_entries[(m_oldest + slot->id - dropped() - 1) % m_entries.size()];
}

void AttemptLog::end(scheduler::TaskIndex task, std::uint32_t number)
{
    const std::uint64_t key = keyOf(task, number);
    if (m_slots.empty() || m_slots[placeOf(key)].key != key)
        return;
    const std::size_t mask = m_slots.size() - 1;
    std::size_t hole = placeOf(key);
    // Whoever stands behind moves up, unless that were before the place where it is looked for first.
    for (std::size_t next = (hole + 1) & mask; m_slots[next].key != 0; next = (next + 1) & mask) {
        const std::size_t home = mixBits(m_slots[next].key) & mask;
        if (((next - home) & mask) >= ((next - hole) & mask)) {
            m_slots[hole] = m_slots[next];
            hole = next;
        }
    }
    m_slots[hole] = {};
    --m_taken;
}

void AttemptLog::endAll()
{
    m_slots = {};
    m_taken = 0;
}

/// Where the key stands, or the free place where it would.
std::size_t AttemptLog::placeOf(std::uint64_t key) const
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t place = mixBits(key) & mask;
    while (m_slots[place].key != 0 && m_slots[place].key != key)
        place = (place + 1) & mask;
    return place;
}

void AttemptLog::put(std::uint64_t key, std::uint64_t id)
{
    if (2 * (m_taken + 1) > m_slots.size()) {
        std::vector<Slot> before(m_slots.empty() ? slotsMin : 2 * m_slots.size());
        std::swap(before, m_slots);
        for (const Slot &slot : before)
            if (slot.key != 0)
                m_slots[placeOf(slot.key)] = slot;
    }
    Slot &slot = m_slots[placeOf(key)];
    m_taken += slot.key == 0 ? 1 : 0;
    slot = {key, id};
}

} // namespace weftline::history
