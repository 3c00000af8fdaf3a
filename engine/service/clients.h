// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What clients ask, and what they are shown. Requests become inputs for the scheduler or are answered from the views;
// watched topics are sent as what changed since the position that the client has, at most every view interval.

#pragma once

#include <map>
#include <set>
#include <string>

#include "engine/client/updates.h"
#include "engine/history/fold.h"
#include "engine/scheduler/effect.h"
#include "engine/scheduler/state.h"
#include "engine/service/alert_duty.h"
#include "engine/service/values.h"
#include "engine/service/world.h"
#include "engine/store/log_store.h"
#include "engine/wire/transport.h"

namespace weftline::service {

/// What Clients needs of the service.
class ClientHost
{
public:
    virtual ~ClientHost() = default;
    [[nodiscard]] virtual const scheduler::State &clientState() const = 0;
    [[nodiscard]] virtual history::Fold &clientFold() = 0;
    virtual void clientInput(scheduler::Cause cause) = 0;
    /// Calls `durable` when the journal keeps it; never where the engine ends before.
    virtual void clientNote(scheduler::CommandReceived command, std::function<void()> durable) = 0;
    virtual void clientSend(const SessionId &to, const wire::Message &message) = 0;
    [[nodiscard]] virtual client::WorkerView workerView(const scheduler::Worker &worker) const = 0;
    [[nodiscard]] virtual const std::string &clientTrouble() const = 0;
    [[nodiscard]] virtual Instant clientNow() const = 0;
    [[nodiscard]] virtual Gate *clientGate() const = 0; ///< nullptr where nobody comes over the network.
    [[nodiscard]] virtual AlertDuty &clientAlerts() = 0;
};

class Clients
{
public:
    Clients(ClientHost &host, Values &values, store::LogStore &logs, Evaluator &evaluator, Fleet &fleet,
            std::function<std::uint64_t()> chance, Settings settings);

    void greet(const wire::Peer &peer, const wire::ClientHello &hello);
    void request(const wire::Peer &peer, const wire::Request &request);
    void closed(const SessionId &session);
    [[nodiscard]] bool knows(const SessionId &session) const { return m_clients.contains(session); }
    [[nodiscard]] std::size_t count() const { return m_clients.size(); }

    /// The load of a worker, or who may come, changed: what is no event.
    void touchWorkers() { m_touched = true; }
    /// The answer to a Submit or Cancel is durable.
    void answered(const scheduler::Answer &answer);
    /// Sends what changed to whoever watches it, if the interval is over.
    void flush(Instant at);
    [[nodiscard]] std::optional<Instant> nextFlush() const;

private:
    struct Client
    {
        wire::Peer peer;
        std::string name;
        std::map<std::string, std::uint64_t> topics; ///< And the position up to which each was sent; 0: nothing yet.
        Instant engineSentAt; ///< The last update of the engine's topic.
    };

    using Handler = Result<Value> (Clients::*)(Client &client, const wire::Request &request);
    struct Method
    {
        Handler handler; ///< Who may ask is in client/access.cpp.
        bool answersLater;
    };
    [[nodiscard]] static const std::map<std::string_view, Method> &methods();

    Result<Value> submit(Client &client, const wire::Request &request);
    Result<Value> retry(Client &client, const wire::Request &request);
    Result<Value> events(Client &client, const wire::Request &request);
    Result<Value> runs(Client &client, const wire::Request &request);
    Result<Value> findRun(Client &client, const wire::Request &request);
    Result<Value> valuePage(Client &client, const wire::Request &request);
    Result<Value> cancel(Client &client, const wire::Request &request);
    Result<Value> check(Client &client, const wire::Request &request);
    Result<Value> watch(Client &client, const wire::Request &request);
    Result<Value> unwatch(Client &client, const wire::Request &request);
    Result<Value> taskValue(Client &client, const wire::Request &request);
    Result<Value> outputs(Client &client, const wire::Request &request);
    Result<Value> log(Client &client, const wire::Request &request);
    Result<Value> startWorkers(Client &client, const wire::Request &request);
    Result<Value> killWorker(Client &client, const wire::Request &request);
    Result<Value> stopWorker(Client &client, const wire::Request &request);

    // clients_access.cpp
    Result<Value> ticket(Client &client, const wire::Request &request);
    Result<Value> access(Client &client, const wire::Request &request);
    Result<Value> removeKey(Client &client, const wire::Request &request);
    Result<Value> setRole(Client &client, const wire::Request &request);
    Result<Value> listen(Client &client, const wire::Request &request);

    // clients_alerts.cpp
    Result<Value> showNotices(Client &client, const wire::Request &request);
    Result<Value> noticeShown(Client &client, const wire::Request &request);
    /// What the journal does not hold of the alerts of an update, and what this client is to show.
    void completeAlerts(client::EngineUpdate &update, scheduler::Position since, bool allValues, const SessionId &to) const;

    void reply(const SessionId &to, std::uint64_t id, Result<Value> value);
    void note(const Client &client, std::string what);
    /// The answer to what was done about access: who relies on it relies on the journal's line of it.
    Result<Value> answerWhenNoted(const Client &client, const wire::Request &request, std::string what, Result<Value> answer);
    [[nodiscard]] Result<std::int64_t> managedPid(const wire::Request &request) const;
    [[nodiscard]] bool hasNews(const Client &client) const;
    /// `sinceTime`: when the update up to `since` was made.
    [[nodiscard]] client::EngineUpdate engineUpdate(scheduler::Position since, Instant sinceTime, Instant at, bool allWorkers) const;

    ClientHost &m_host;
    Values &m_values;
    store::LogStore &m_logs;
    Evaluator &m_evaluator;
    Fleet &m_fleet;
    std::function<std::uint64_t()> m_chance;
    Settings m_settings;
    std::map<SessionId, Client> m_clients;
    Instant m_flushedAt;
    Instant m_refreshedAt; ///< When the workers' load was last sent.
    bool m_touched = false;
};

} // namespace weftline::service
