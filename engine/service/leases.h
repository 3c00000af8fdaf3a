// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The engine's side of the leases (docs/protocol.md, rule 3): who was heard when, and whose time is over. Plain values, no
// clock; not journalled, because a heartbeat decides nothing until it stays away.

#pragma once

#include <map>
#include <optional>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/time.h"
#include "engine/wire/message.h"

namespace weftline::service {

class Leases
{
public:
    struct Entry
    {
        Instant heardAt; ///< When its last heartbeat or Hello was received.
        Instant endsAt;
        std::uint64_t lastNumber = 0; ///< Of its last heartbeat.
        std::uint64_t sent = 0; ///< Number of ours.
        Instant sentAt;
        Duration roundTrip{0};
        wire::HostMetrics metrics;
    };

    explicit Leases(Duration lease) : m_lease(lease) { }

    /// A worker is known from now on, and has `grace` beyond a lease to be heard.
    void begin(const SessionId &session, Instant at, Duration grace = Duration{0});
    void heard(const SessionId &session, Instant at, const wire::Heartbeat &heartbeat);
    void end(const SessionId &session) { m_entries.erase(session); }
    void sent(const SessionId &session, Instant at);

    [[nodiscard]] const Entry *find(const SessionId &session) const;
    [[nodiscard]] const std::map<SessionId, Entry> &entries() const { return m_entries; }
    /// Those whose lease is over at `at`.
    [[nodiscard]] std::vector<SessionId> over(Instant at) const;
    /// The soonest end of a lease.
    [[nodiscard]] std::optional<Instant> nextEnd() const;

private:
    /// 1.1 leases after it was heard: the worker, which counts from when it sent, always stops first.
    [[nodiscard]] Instant endAfter(Instant at) const { return at + m_lease + m_lease / 10; }

    Duration m_lease;
    std::map<SessionId, Entry> m_entries;
};

} // namespace weftline::service
