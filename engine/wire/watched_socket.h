// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A ZeroMQ socket in a Qt event loop, with its monitor: what both real transports are made of. For this folder only.
//
// libzmq's descriptor says "look again", once: whoever is called by `ready` takes events and messages until there are
// none, and calls wake() when it stops earlier or has sent something meanwhile.

#pragma once

#include <QtCore/QObject>
#include <QtCore/QSocketNotifier>
#include <QtCore/QTimer>

#include "engine/base/result.h"

#include <zmq.hpp>

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

namespace weftline::wire {

struct MonitorEvent
{
    std::uint16_t what = 0; ///< ZMQ_EVENT_…
    std::uint32_t value = 0; ///< A descriptor, an errno or a status, by the event.
};

enum class Received : std::uint8_t { Yes, Nothing };

class WatchedSocket
{
public:
    /// Throws zmq::error_t where libzmq refuses: too many sockets.
    WatchedSocket(zmq::context_t &context, zmq::socket_type type, int monitoredEvents);
    /// What was sent and is not on its way yet gets a moment more, in libzmq's thread; nobody waits here.
    ~WatchedSocket();
    WatchedSocket(const WatchedSocket &) = delete;
    WatchedSocket &operator=(const WatchedSocket &) = delete;

    [[nodiscard]] zmq::socket_t &socket() { return m_socket; }

    /// From now on `ready` is called on this thread's event loop.
    void watch(std::function<void()> ready);
    /// Calls `ready` in the event loop's next turn.
    void wake();
    /// The same, if a message is there: sending may have swallowed the sign of it.
    void wakeIfReadable();
    [[nodiscard]] std::optional<MonitorEvent> nextEvent();
    /// Blocks until there is one; false when the time is over first. For sockets that are not watched.
    [[nodiscard]] bool waitForEvent(std::chrono::milliseconds patience);
    /// The next frame, where one is there.
    [[nodiscard]] Received receive(zmq::message_t &frame);
    /// Whether a message is there to be received.
    [[nodiscard]] bool readable();

private:
    void monitor(int events);

    zmq::socket_t m_socket;
    zmq::socket_t m_monitor;
    QObject m_loop; ///< Calls queued for it vanish with it.
    std::unique_ptr<QSocketNotifier> m_socketNotifier;
    std::unique_ptr<QSocketNotifier> m_monitorNotifier;
    QTimer m_again;
    QTimer m_soon; ///< Of wake(): a posted event would cost two calls of the system more.
    std::function<void()> m_ready;
};

} // namespace weftline::wire
