// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The gate of a real engine: the key folder of its user, and the TCP sockets of its transport. What changes in the folder,
// by whomever, counts at once.

#pragma once

#include <QtCore/QFileSystemWatcher>
#include <QtCore/QObject>

#include <filesystem>
#include <optional>

#include "engine/service/world.h"
#include "engine/wire/tickets.h"
#include "engine/wire/zmq_engine_transport.h"

namespace weftline::service {

class KeyGate final : public Gate
{
public:
    /// `memory`: a file that remembers, over restarts, where a client had the engine listen. `transport` outlives this.
    KeyGate(wire::ZmqEngineTransport &transport, std::filesystem::path memory);

    /// Listens at `address`; the keys must be there.
    [[nodiscard]] Result<Done> begin(const wire::ListenAddress &address, Instant now);
    /// Where a client had it listen before; none: nowhere.
    [[nodiscard]] std::optional<wire::ListenAddress> remembered() const;

    void setChanged(std::function<void()> changed) override { m_changed = std::move(changed); }
    [[nodiscard]] std::string address() const override;
    [[nodiscard]] std::uint64_t changes() const override { return m_changes; }
    Result<client::Ticket> makeTicket(const client::TicketWish &wish, Instant now) override;
    Result<wire::Joined> join(const std::string &ticket, const wire::Join &join, Instant now) override;
    [[nodiscard]] Result<client::Access> list(Instant now) const override;
    Result<Done> removeKey(const std::string &nameOrKey, Instant now) override;
    Result<Done> setRole(const std::string &nameOrKey, const std::string &role, Instant now) override;
    Result<Done> listen(const std::string &address, Instant now) override;
    void dismiss(const SessionId &session) override;

private:
    /// Admits from now on whom the folder names. What cannot be read changes nothing.
    Result<Done> heed(Instant now);
    void told();
    [[nodiscard]] Result<wire::KeyDirectory> keys() const;
    [[nodiscard]] Result<Done> stopListening();

    wire::ZmqEngineTransport &m_transport;
    std::filesystem::path m_memory;
    std::optional<wire::RemoteEndpoint> m_at;
    std::function<void()> m_changed;
    std::uint64_t m_changes = 0;
    Instant m_lastNow; ///< For what the file watcher reports.
    QObject m_loop;
    QFileSystemWatcher m_folder;
};

} // namespace weftline::service
