// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Messages that the transport does not take yet. Bounded: Logs are dropped first, and their sequence shows it; of the others
// the session never has more than its windows.

#pragma once

#include <deque>
#include <functional>

#include "engine/wire/transport.h"

namespace weftline::worker {

class Outbox
{
public:
    static constexpr std::size_t logBytesMax = 4U << 20U;
    using Try = std::function<wire::Sent(const wire::Message &)>;

    /// Sends, or keeps it until drain(). Order is kept.
    void send(wire::Message message, const Try &transport);
    /// Sends what it can.
    void drain(const Try &transport);
    /// The connection is gone, and with it the sense of what waits: the session offers it again.
    void clear();

    [[nodiscard]] bool isEmpty() const { return m_waiting.empty(); }
    [[nodiscard]] std::size_t size() const { return m_waiting.size(); }

private:
    std::deque<wire::Message> m_waiting;
    std::size_t m_logBytes = 0;
};

} // namespace weftline::worker
