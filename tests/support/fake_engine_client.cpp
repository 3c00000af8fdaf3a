// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/fake_engine_client.h"

#include <algorithm>

namespace weftline::test {
namespace {

bool containsText(const std::string &text, const std::string &wanted)
{
    return QString::fromStdString(text).contains(QString::fromStdString(wanted), Qt::CaseInsensitive);
}

} // namespace

void FakeEngineClient::setEngine(client::EngineView view)
{
    m_engine = std::move(view);
    Q_EMIT engineChanged();
}

void FakeEngineClient::setRun(client::RunView view)
{
    const std::string id = view.summary.id;
    m_runs[id] = std::move(view);
    client::RunChange change;
    change.isSnapshot = true;
    Q_EMIT runChanged(id, change);
}

void FakeEngineClient::removeRun(const std::string &id) { m_runs.erase(id); }

void FakeEngineClient::setConnected(bool isConnected, const QString &reason)
{
    m_isConnected = isConnected;
    Q_EMIT connectionChanged(isConnected, reason);
}

const client::RunView *FakeEngineClient::run(const std::string &id) const
{
    const auto found = m_runs.find(id);
    return found == m_runs.end() ? nullptr : &found->second;
}

Result<Done> FakeEngineClient::answer(Request request)
{
    m_requests.push_back(std::move(request));
    if (m_failure)
        return tl::unexpected<Error>(*m_failure);
    return Done{};
}

QCoro::Task<Result<Done>> FakeEngineClient::submit(std::string runId, workflow::Workflow, Object)
{
    co_return answer({"submit", runId, {}, 0, {}});
}

QCoro::Task<Result<Done>> FakeEngineClient::cancelRun(std::string runId) { co_return answer({"cancel", runId, {}, 0, {}}); }

QCoro::Task<Result<workflow::Problems>> FakeEngineClient::check(workflow::Workflow)
{
    const Result<Done> answered = answer({"check", {}, {}, 0, {}});
    if (!answered)
        co_return tl::unexpected<Error>(answered.error());
    co_return workflow::Problems{};
}

QCoro::Task<Result<Value>> FakeEngineClient::taskValue(std::string, std::uint32_t, std::uint32_t, client::TaskPart)
{
    co_return Value{};
}

QCoro::Task<Result<Value>> FakeEngineClient::outputs(std::string) { co_return Value{}; }

std::uint32_t FakeEngineClient::nodeOf(const std::string &runId, std::uint32_t task) const
{
    if (const client::RunView *const view = run(runId))
        for (const auto &[id, attempt] : view->attempts)
            if (attempt.task == task)
                return attempt.node;
    return 0;
}

// `next` counts lines of the whole log, so that a filtered page goes on where it stopped looking.
QCoro::Task<Result<client::LogPage>> FakeEngineClient::log(client::LogQuery query)
{
    m_queries.push_back(query);
    if (m_failure)
        co_return tl::unexpected<Error>(*m_failure);
    client::LogPage page;
    const std::vector<client::LogLine> &lines = m_logs[query.run];
    std::uint64_t at = query.from;
    for (; at < lines.size() && page.lines.size() < query.countMax; ++at) {
        const client::LogLine &line = lines[at];
        const bool isNode = !query.node || nodeOf(query.run, line.task) == *query.node;
        if (isNode && (!query.isError || line.isError == *query.isError) && (!query.task || line.task == *query.task) && containsText(line.text, query.contains))
            page.lines.push_back(line);
    }
    page.next = at;
    page.atEnd = at >= lines.size();
    co_return page;
}

QCoro::Task<Result<Done>> FakeEngineClient::startWorkers(std::uint32_t count) { co_return answer({"start", {}, {}, count, {}}); }

QCoro::Task<Result<Done>> FakeEngineClient::killWorker(SessionId worker) { co_return answer({"kill", {}, worker, 0, {}}); }

QCoro::Task<Result<Done>> FakeEngineClient::stopWorker(SessionId worker) { co_return answer({"stop", {}, worker, 0, {}}); }

void FakeEngineClient::setAccess(client::Access access)
{
    m_access = std::move(access);
    ++m_engine.accessChange;
    m_engine.address = m_access.address;
    Q_EMIT engineChanged();
}

QCoro::Task<Result<client::Ticket>> FakeEngineClient::makeTicket(client::TicketWish wish)
{
    const Result<Done> answered = answer({"ticket", {}, {}, 0, wish.role});
    if (!answered)
        co_return tl::unexpected<Error>(answered.error());
    client::Ticket copy = m_ticket;
    co_return copy;
}

QCoro::Task<Result<client::Access>> FakeEngineClient::access()
{
    if (m_failure)
        co_return tl::unexpected<Error>(*m_failure);
    client::Access copy = m_access; // g++ 12 moves out of a member that is returned
    co_return copy;
}

QCoro::Task<Result<Done>> FakeEngineClient::removeKey(std::string nameOrKey)
{
    co_return answer({"remove_key", {}, {}, 0, std::move(nameOrKey)});
}

QCoro::Task<Result<Done>> FakeEngineClient::setRole(std::string nameOrKey, std::string role)
{
    co_return answer({"set_role", {}, {}, 0, nameOrKey + " " + role});
}

QCoro::Task<Result<Done>> FakeEngineClient::listen(std::string address)
{
    co_return answer({"listen", {}, {}, 0, std::move(address)});
}

} // namespace weftline::test
