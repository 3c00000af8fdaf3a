// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An EngineClient over a PeerTransport: the real one.

#pragma once

#include <functional>
#include <map>
#include <memory>

#include "engine/client/engine_client.h"
#include "engine/client/session.h"
#include "engine/wire/transport.h"

namespace weftline::client {

class RequestAnswer;

class WireClient final : public EngineClient
{
    Q_OBJECT

public:
    /// `name` is the client's, for the engine's audit; `engineName` is for people.
    WireClient(std::unique_ptr<wire::PeerTransport> transport, std::string name, std::string version, QString engineName);
    ~WireClient() override;

    [[nodiscard]] bool isConnected() const override { return m_session.isConnected(); }
    [[nodiscard]] QString name() const override { return m_engineName; }
    [[nodiscard]] const EngineView &engine() const override { return m_session.engine(); }
    [[nodiscard]] const RunView *run(const std::string &id) const override { return m_session.run(id); }
    void watchRun(const std::string &id) override;
    void unwatchRun(const std::string &id) override;
    QCoro::Task<Result<Done>> submit(std::string runId, workflow::Workflow workflow, Object parameters) override;
    QCoro::Task<Result<Done>> cancelRun(std::string runId) override;
    QCoro::Task<Result<Done>> retryRun(std::string runId, std::string of) override;
    QCoro::Task<Result<EventPage>> events(EventQuery query) override;
    QCoro::Task<Result<RunPage>> runs(RunQuery query) override;
    QCoro::Task<Result<RunSummary>> findRun(std::string which) override;
    QCoro::Task<Result<ValuePage>> valuePage(ValueQuery query) override;
    QCoro::Task<Result<workflow::Problems>> check(workflow::Workflow workflow) override;
    QCoro::Task<Result<Value>> taskValue(std::string runId, std::uint32_t node, std::uint32_t item, TaskPart part) override;
    QCoro::Task<Result<Value>> outputs(std::string runId) override;
    QCoro::Task<Result<LogPage>> log(LogQuery query) override;
    QCoro::Task<Result<Done>> startWorkers(std::uint32_t count) override;
    QCoro::Task<Result<Done>> killWorker(SessionId worker) override;
    QCoro::Task<Result<Done>> stopWorker(SessionId worker) override;
    QCoro::Task<Result<Ticket>> makeTicket(TicketWish wish) override;
    QCoro::Task<Result<Access>> access() override;
    QCoro::Task<Result<Done>> removeKey(std::string nameOrKey) override;
    QCoro::Task<Result<Done>> setRole(std::string nameOrKey, std::string role) override;
    QCoro::Task<Result<Done>> listen(std::string address) override;
    void showNotices(bool shows) override;
    void noticeShown(std::uint64_t id) override;

    /// From now on this client is another engine's: what it saw is forgotten, what it asked fails.
    void replaceTransport(std::unique_ptr<wire::PeerTransport> transport, QString engineName);

Q_SIGNALS:
    /// The engine refused this client for good: a wrong key, a wrong version.
    void refused(const QString &reason);

private:
    void takeTransport(std::unique_ptr<wire::PeerTransport> transport);
    QCoro::Task<Result<Value>> ask(std::string method, Value arguments, bool mayRepeat);
    QCoro::Task<Result<Done>> order(std::string method, Value arguments, bool mayRepeat);
    void carryOut(Session::Out out);
    void say(std::string method, Value arguments); ///< Whatever the answer.

    std::unique_ptr<wire::PeerTransport> m_transport;
    QString m_engineName;
    std::string m_name;
    std::string m_version;
    Session m_session;
    bool m_showsNotices = false;
    std::map<std::uint64_t, std::shared_ptr<RequestAnswer>> m_answers;
};

} // namespace weftline::client
