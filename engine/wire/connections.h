// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which session speaks over which descriptor. ZeroMQ tells of a closed connection by descriptor only, and descriptors
// are used again; this keeps the two apart. No sockets in here: it is told what the monitor says and what messages say.

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "engine/base/bytes.h"

namespace weftline::wire {

/// The connections of one bound socket.
class Connections
{
public:
    /// Returns the session whose connection had this descriptor and must have ended unseen.
    std::optional<SessionId> accepted(int descriptor);
    /// Returns the session whose connection it was, where it had said something.
    std::optional<SessionId> disconnected(int descriptor);
    [[nodiscard]] bool isOpen(int descriptor) const { return m_open.contains(descriptor); }
    /// From now on this session speaks over this open descriptor. Returns the session that did before.
    std::optional<SessionId> spoke(int descriptor, const SessionId &session);
    /// The oldest connection that has not said anything, when there are more than `countMax` of them.
    [[nodiscard]] std::optional<int> oldestSilent(std::size_t countMax) const;
    /// Leaves it out of the count of the silent: it is being ended.
    void forgetSilent(int descriptor);
    /// Every open connection: its descriptor, and the session once it has said something.
    [[nodiscard]] std::vector<std::pair<int, std::optional<SessionId>>> open() const;

private:
    struct Connection
    {
        std::optional<SessionId> session;
        std::uint64_t order = 0;
    };

    std::map<int, Connection> m_open;
    std::map<std::uint64_t, int> m_silent; ///< In the order in which they were accepted.
    std::uint64_t m_count = 0;
};

} // namespace weftline::wire
