// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/service/leases.h"

#include <algorithm>

namespace weftline::service {

void Leases::begin(const SessionId &session, Instant at, Duration grace)
{
    Entry &entry = m_entries[session];
    entry.heardAt = at;
    entry.endsAt = std::max(entry.endsAt, endAfter(at) + grace);
}

void Leases::heard(const SessionId &session, Instant at, const wire::Heartbeat &heartbeat)
{
    const auto found = m_entries.find(session);
    if (found == m_entries.end() || heartbeat.number <= found->second.lastNumber)
        return;
    Entry &entry = found->second;
    entry.lastNumber = heartbeat.number;
    entry.heardAt = at;
    entry.endsAt = endAfter(at);
    entry.metrics = heartbeat.metrics;
    if (heartbeat.echo != 0 && heartbeat.echo == entry.sent)
        entry.roundTrip = at - entry.sentAt;
}

void Leases::sent(const SessionId &session, Instant at)
{
    const auto found = m_entries.find(session);
    if (found == m_entries.end())
        return;
    ++found->second.sent;
    found->second.sentAt = at;
}

const Leases::Entry *Leases::find(const SessionId &session) const
{
    const auto found = m_entries.find(session);
    return found == m_entries.end() ? nullptr : &found->second;
}

std::vector<SessionId> Leases::over(Instant at) const
{
    std::vector<SessionId> over;
    for (const auto &[session, entry] : m_entries)
        if (entry.endsAt <= at)
            over.push_back(session);
    return over;
}

std::optional<Instant> Leases::nextEnd() const
{
    std::optional<Instant> next;
    for (const auto &[session, entry] : m_entries)
        if (!next || entry.endsAt < *next)
            next = entry.endsAt;
    return next;
}

} // namespace weftline::service
