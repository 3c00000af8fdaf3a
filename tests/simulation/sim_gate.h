// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Keys, tickets and the address of an engine, which outlive its process as the files do that hold them. Knows what the engine
// is handling, and lets nothing be changed but what that asks for, by who may. Keeps a ledger of its own of who has joined.

#pragma once

#include <deque>
#include <map>
#include <set>

#include "engine/service/world.h"
#include "engine/wire/keys.h"
#include "tests/simulation/context.h"

namespace weftline::simulation {

class SimGate final : public service::Gate
{
public:
    explicit SimGate(Context &context) : m_context(context), m_chance(context.chance("gate")) { }

    /// Another process has it.
    void begin();
    /// The engine handles this, until done().
    void handles(const wire::Peer &peer, const wire::Message &message);
    void done() { m_method.clear(); }
    void setDismiss(std::function<void(const SessionId &)> dismiss) { m_dismiss = std::move(dismiss); }

    /// What the engine has had done in this life, and is to say in its journal, by the first word of that.
    [[nodiscard]] const std::map<std::string, std::uint64_t> &acts() const { return m_acts; }
    [[nodiscard]] bool wasGiven(const client::Access &access) const;
    [[nodiscard]] const std::vector<client::KnownTicket> &tickets() const { return m_tickets; }
    [[nodiscard]] const std::vector<client::KnownKey> &keys() const { return m_keys; }
    /// A machine was told that it has joined. What is wrong with that; empty when nothing is.
    [[nodiscard]] std::string hasJoined(const std::string &ticket, const std::string &own, const wire::Joined &joined);

    void setChanged(std::function<void()> changed) override { m_changed = std::move(changed); }
    [[nodiscard]] std::string address() const override { return m_address; }
    [[nodiscard]] std::uint64_t changes() const override { return m_changes; }
    Result<client::Ticket> makeTicket(const client::TicketWish &wish, Instant now) override;
    Result<wire::Joined> join(const std::string &ticket, const wire::Join &join, Instant now) override;
    [[nodiscard]] Result<client::Access> list(Instant now) const override;
    Result<Done> removeKey(const std::string &nameOrKey, Instant now) override;
    Result<Done> setRole(const std::string &nameOrKey, const std::string &role, Instant now) override;
    Result<Done> listen(const std::string &address, Instant now) override;
    void dismiss(const SessionId &session) override;

private:
    /// Changes something, on a disk that may refuse it. `act`: what that is in the journal.
    [[nodiscard]] Result<Done> change(std::string_view method, std::string_view act);
    [[nodiscard]] std::vector<client::KnownKey>::iterator find(const std::string &nameOrKey);

    Context &m_context;
    Chance m_chance;
    std::vector<client::KnownKey> m_keys;
    std::vector<client::KnownTicket> m_tickets; ///< All that were made.
    std::string m_address;
    std::uint64_t m_changes = 0;
    std::function<void()> m_changed;
    std::function<void(const SessionId &)> m_dismiss;
    wire::Peer m_peer; ///< Who said what is handled.
    std::string m_method; ///< That it asks for; "join"; empty: nothing.
    std::set<SessionId> m_joining; ///< Who has come with a ticket to this engine.
    std::map<std::string, std::uint64_t> m_acts;
    mutable std::deque<client::Access> m_given; ///< Lists, the newest last.
    std::map<std::string, std::string> m_joined; ///< By ticket: whose own key was told so.
};

} // namespace weftline::simulation
