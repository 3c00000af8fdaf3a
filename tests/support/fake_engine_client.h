// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// An engine for tests of the window: it holds the views a test sets, answers from them, and records what was asked.

#pragma once

#include <map>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/client/engine_client.h"

namespace weftline::test {

class FakeEngineClient final : public client::EngineClient
{
    Q_OBJECT

public:
    struct Request
    {
        std::string what; ///< "kill", "stop", "start", "cancel", "retry", "submit", "check".
        std::string run;
        SessionId worker;
        std::uint32_t count = 0;
        std::string text = {}; ///< A key, an address, a role; of "retry" the new run.
    };

    /// Sets a view and tells everybody that listens.
    void setEngine(client::EngineView view);
    void setRun(client::RunView view);
    void removeRun(const std::string &id);
    void setConnected(bool isConnected, const QString &reason = {});
    /// Who may come, from now on; tells everybody that listens.
    void setAccess(client::Access access);
    /// What the next ticket will be.
    void setTicket(client::Ticket ticket) { m_ticket = std::move(ticket); }
    /// The log of `run`; filters apply.
    void setLog(const std::string &run, std::vector<client::LogLine> lines) { m_logs[run] = std::move(lines); }
    void appendLog(const std::string &run, const client::LogLine &line) { m_logs[run].push_back(line); }
    /// What all requests answer from now on; none: they succeed.
    void setFailure(std::optional<Error> failure) { m_failure = std::move(failure); }

    [[nodiscard]] const std::vector<Request> &requests() const { return m_requests; }
    /// The events of all runs, by rising position; filters apply.
    void setEvents(std::vector<client::EventRow> events) { m_events = std::move(events); }
    void appendEvent(client::EventRow event) { m_events.push_back(std::move(event)); }
    [[nodiscard]] const std::vector<client::EventQuery> &eventQueries() const { return m_eventQueries; }
    /// A value, by run, node and item; looked into as the engine does it, from its `from` on and at most `countMax` members.
    void setValue(const std::string &run, std::uint32_t node, std::uint32_t item, Value value, Instant at = {});
    [[nodiscard]] const std::vector<client::ValueQuery> &valueQueries() const { return m_valueQueries; }
    /// Older runs than those in the view.
    void setOldRuns(std::vector<client::RunSummary> runs) { m_oldRuns = std::move(runs); }
    [[nodiscard]] const std::vector<client::LogQuery> &logQueries() const { return m_queries; }
    [[nodiscard]] const std::vector<std::uint64_t> &noticesShown() const { return m_notices; }
    [[nodiscard]] const std::set<std::string> &watched() const { return m_watched; }

    [[nodiscard]] bool isConnected() const override { return m_isConnected; }
    [[nodiscard]] QString name() const override { return QStringLiteral("local engine"); }
    [[nodiscard]] const client::EngineView &engine() const override { return m_engine; }
    [[nodiscard]] const client::RunView *run(const std::string &id) const override;
    void watchRun(const std::string &id) override { m_watched.insert(id); }
    void unwatchRun(const std::string &id) override { m_watched.erase(id); }
    void noticeShown(std::uint64_t id) override { m_notices.push_back(id); }
    QCoro::Task<Result<Done>> submit(std::string runId, workflow::Workflow workflow, Object parameters) override;
    QCoro::Task<Result<Done>> cancelRun(std::string runId) override;
    QCoro::Task<Result<Done>> retryRun(std::string runId, std::string of) override;
    QCoro::Task<Result<client::EventPage>> events(client::EventQuery query) override;
    QCoro::Task<Result<client::RunPage>> runs(client::RunQuery query) override;
    QCoro::Task<Result<client::RunSummary>> findRun(std::string which) override;
    QCoro::Task<Result<client::ValuePage>> valuePage(client::ValueQuery query) override;
    QCoro::Task<Result<workflow::Problems>> check(workflow::Workflow workflow) override;
    QCoro::Task<Result<Value>> taskValue(std::string runId, std::uint32_t node, std::uint32_t item,
                                         client::TaskPart part) override;
    QCoro::Task<Result<Value>> outputs(std::string runId) override;
    QCoro::Task<Result<client::LogPage>> log(client::LogQuery query) override;
    QCoro::Task<Result<Done>> startWorkers(std::uint32_t count) override;
    QCoro::Task<Result<Done>> killWorker(SessionId worker) override;
    QCoro::Task<Result<Done>> stopWorker(SessionId worker) override;
    QCoro::Task<Result<client::Ticket>> makeTicket(client::TicketWish wish) override;
    QCoro::Task<Result<client::Access>> access() override;
    QCoro::Task<Result<Done>> removeKey(std::string nameOrKey) override;
    QCoro::Task<Result<Done>> setRole(std::string nameOrKey, std::string role) override;
    QCoro::Task<Result<Done>> listen(std::string address) override;

private:
    [[nodiscard]] Result<Done> answer(Request request);
    [[nodiscard]] std::uint32_t nodeOf(const std::string &runId, std::uint32_t task) const;

    bool m_isConnected = true;
    client::EngineView m_engine;
    std::map<std::string, client::RunView> m_runs;
    client::Access m_access;
    client::Ticket m_ticket;
    std::map<std::string, std::vector<client::LogLine>> m_logs;
    std::set<std::string> m_watched;
    std::vector<Request> m_requests;
    std::vector<std::uint64_t> m_notices;
    std::vector<client::LogQuery> m_queries;
    std::optional<Error> m_failure;
    std::vector<client::EventRow> m_events;
    std::vector<client::EventQuery> m_eventQueries;
    std::map<std::tuple<std::string, std::uint32_t, std::uint32_t>, std::pair<Value, Instant>> m_values;
    std::vector<client::ValueQuery> m_valueQueries;
    std::vector<client::RunSummary> m_oldRuns;
};

} // namespace weftline::test
