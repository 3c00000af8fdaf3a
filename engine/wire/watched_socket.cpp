// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/wire/watched_socket.h"

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <cstring>

namespace weftline::wire {

using namespace std::chrono_literals;

namespace {

constexpr int lingerMs = 200;

} // namespace

WatchedSocket::WatchedSocket(zmq::context_t &context, zmq::socket_type type, int monitoredEvents)
    : m_socket(context, type), m_monitor(context, zmq::socket_type::pair)
{
    m_socket.set(zmq::sockopt::linger, lingerMs);
    m_monitor.set(zmq::sockopt::linger, 0);
    monitor(monitoredEvents);
}

WatchedSocket::~WatchedSocket()
{
    // The monitor first: its I/O thread would wait for a reader that is gone.
    zmq_socket_monitor(m_socket.handle(), nullptr, 0);
}

void WatchedSocket::monitor(int events)
{
    static std::atomic<std::uint64_t> count = 0;
    const std::string address = fmt::format("inproc://weftline-monitor-{}", ++count);
    m_monitor.set(zmq::sockopt::rcvhwm, 0); // Else a busy loop would stop libzmq's I/O thread.
    if (zmq_socket_monitor(m_socket.handle(), address.c_str(), events) != 0)
        throw zmq::error_t();
    m_monitor.connect(address);
}

void WatchedSocket::watch(std::function<void()> ready)
{
    m_ready = std::move(ready);
    const auto notifierFor = [this](zmq::socket_t &socket) {
        auto notifier = std::make_unique<QSocketNotifier>(socket.get(zmq::sockopt::fd), QSocketNotifier::Read);
        QObject::connect(notifier.get(), &QSocketNotifier::activated, &m_loop, [this] { m_ready(); });
        return notifier;
    };
    m_socketNotifier = notifierFor(m_socket);
    m_monitorNotifier = notifierFor(m_monitor);
    // A signal in the wrong moment hides a message until the descriptor speaks again: look now and then by ourselves.
    QObject::connect(&m_again, &QTimer::timeout, &m_loop, [this] { m_ready(); });
    m_again.start(200ms);
    m_soon.setSingleShot(true);
    QObject::connect(&m_soon, &QTimer::timeout, &m_loop, [this] { m_ready(); });
    wake();
}

void WatchedSocket::wake()
{
    if (!m_soon.isActive())
        m_soon.start(0ms);
}

void WatchedSocket::wakeIfReadable()
{
    if (!m_soon.isActive() && readable())
        wake();
}

std::optional<MonitorEvent> WatchedSocket::nextEvent()
{
    zmq::message_t first;
    zmq::message_t address;
    for (zmq::message_t *frame : {&first, &address}) {
        int received = -1;
        while ((received = zmq_msg_recv(frame->handle(), m_monitor.handle(), ZMQ_DONTWAIT)) < 0 && zmq_errno() == EINTR)
            continue;
        if (received < 0)
            return {};
    }
    MonitorEvent event;
    if (first.size() < sizeof event.what + sizeof event.value)
        return {};
    std::memcpy(&event.what, first.data(), sizeof event.what);
    std::memcpy(&event.value, first.data<char>() + sizeof event.what, sizeof event.value);
    return event;
}

bool WatchedSocket::waitForEvent(std::chrono::milliseconds patience)
{
    zmq::pollitem_t item{m_monitor.handle(), 0, ZMQ_POLLIN, 0};
    return zmq::poll(&item, 1, patience) > 0;
}

Received WatchedSocket::receive(zmq::message_t &frame)
{
    int received = -1;
    while ((received = zmq_msg_recv(frame.handle(), m_socket.handle(), ZMQ_DONTWAIT)) < 0 && zmq_errno() == EINTR)
        continue;
    return received < 0 ? Received::Nothing : Received::Yes;
}

bool WatchedSocket::readable()
{
    int events = 0;
    std::size_t size = sizeof events;
    return zmq_getsockopt(m_socket.handle(), ZMQ_EVENTS, &events, &size) == 0 && (events & ZMQ_POLLIN) != 0;
}

} // namespace weftline::wire
