// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/client/wire_client.h"

#include <QCoro/QCoroSignal>

#include <fmt/format.h>

#include "engine/workflow/codec.h"
#include "engine/workflow/quick_fix.h"

namespace weftline::client {

namespace {

Object argumentsOf(LogQuery query)
{
    Object arguments{{"run", std::move(query.run)}, {"contains", std::move(query.contains)},
                     {"from", static_cast<std::int64_t>(query.from)}, {"count", std::int64_t{query.countMax}}};
    if (query.node)
        arguments.emplace_back("node", std::int64_t{*query.node});
    if (query.isError)
        arguments.emplace_back("error", *query.isError);
    if (query.task)
        arguments.emplace_back("task", std::int64_t{*query.task});
    return arguments;
}

Result<LogPage> pageFrom(const Value &value)
{
    LogPage page;
    const Value *lines = value.find("lines");
    const Value *next = value.find("next");
    const Value *end = value.find("end");
    if (!lines || !lines->asList() || !next || !next->asInt() || !end || !end->asBool())
        return failure(ErrorCode::Corrupt, "The engine sent a log that cannot be read.");
    page.next = static_cast<std::uint64_t>(*next->asInt());
    page.atEnd = *end->asBool();
    for (const Value &entry : *lines->asList()) {
        const List *line = entry.asList();
        if (!line || line->size() != 6 || !(*line)[0].asInt() || !(*line)[1].asInt() || !(*line)[2].asString()
            || !(*line)[3].asInt() || !(*line)[4].asBool() || !(*line)[5].asString())
            return failure(ErrorCode::Corrupt, "The engine sent a log that cannot be read.");
        page.lines.push_back({{*(*line)[0].asInt()}, static_cast<std::uint32_t>(*(*line)[1].asInt()), *(*line)[2].asString(),
                              static_cast<std::uint32_t>(*(*line)[3].asInt()), *(*line)[4].asBool(), *(*line)[5].asString()});
    }
    return page;
}

workflow::Problems problemsFrom(const Value &value)
{
    workflow::Problems problems;
    const List *list = value.asList();
    for (const Value &entry : list ? *list : List{}) {
        const auto text = [&](std::string_view key) {
            const Value *member = entry.find(key);
            return member && member->asString() ? *member->asString() : std::string();
        };
        const std::string severity = text("severity");
        problems.push_back({severity == "error"         ? workflow::Severity::Error
                                : severity == "warning" ? workflow::Severity::Warning
                                                        : workflow::Severity::Hint,
                            text("where"), text("message"), text("fix"), text("node"),
                            workflow::quickFixesFrom(entry.find("quick_fixes"))});
    }
    return problems;
}

} // namespace

/// What a request's coroutine waits for.
class RequestAnswer : public QObject
{
    Q_OBJECT

public:
    void give(Result<Value> result)
    {
        m_result = std::move(result);
        Q_EMIT given();
    }
    [[nodiscard]] const std::optional<Result<Value>> &result() const { return m_result; }

Q_SIGNALS:
    void given();

private:
    std::optional<Result<Value>> m_result;
};

WireClient::WireClient(std::unique_ptr<wire::PeerTransport> transport, std::string name, std::string version, QString engineName)
    : m_engineName(std::move(engineName)), m_name(std::move(name)), m_version(std::move(version)), m_session(m_name, m_version)
{
    takeTransport(std::move(transport));
}

void WireClient::takeTransport(std::unique_ptr<wire::PeerTransport> transport)
{
    m_transport = std::move(transport);
    wire::PeerTransport::Handler handler;
    handler.connected = [this] {
        Session::Out out;
        m_session.connected(out);
        carryOut(std::move(out));
    };
    handler.disconnected = [this](const Error &why) {
        Session::Out out;
        m_session.disconnected(why, out);
        carryOut(std::move(out));
        if (why.code == ErrorCode::Refused)
            Q_EMIT refused(QString::fromStdString(why.message));
        Q_EMIT connectionChanged(false, QString::fromStdString(why.message));
    };
    handler.message = [this](wire::Message message) {
        const bool was = m_session.isConnected();
        Session::Out out;
        m_session.received(std::move(message), out);
        carryOut(std::move(out));
        if (!was && m_session.isConnected()) {
            if (m_showsNotices) // an engine asks nobody twice
                showNotices(true);
            Q_EMIT connectionChanged(true, {});
        }
    };
    m_transport->setHandler(std::move(handler));
}

WireClient::~WireClient()
{
    m_transport->setHandler({});
    for (auto &[id, answer] : std::exchange(m_answers, {}))
        answer->give(failure(ErrorCode::Cancelled, "The connection was closed."));
}

void WireClient::replaceTransport(std::unique_ptr<wire::PeerTransport> transport, QString engineName)
{
    m_transport->setHandler({});
    // It may be the one that calls.
    QMetaObject::invokeMethod(this, [old = std::shared_ptr<wire::PeerTransport>(std::move(m_transport))] {}, Qt::QueuedConnection);
    m_engineName = std::move(engineName);
    m_session = Session(m_name, m_version);
    for (auto &[id, answer] : std::exchange(m_answers, {}))
        answer->give(failure(ErrorCode::Cancelled, "This window went over to another engine before the answer came."));
    takeTransport(std::move(transport));
    Q_EMIT connectionChanged(false, {});
    Q_EMIT engineReplaced();
    Q_EMIT engineChanged();
}

void WireClient::carryOut(Session::Out out)
{
    for (const wire::Message &message : out.messages)
        m_transport->send(message);
    for (auto &[id, result] : out.answers) {
        if (const auto found = m_answers.find(id); found != m_answers.end()) {
            const std::shared_ptr<RequestAnswer> answer = found->second;
            m_answers.erase(found);
            answer->give(std::move(result));
        }
    }
    if (out.engineChanged)
        Q_EMIT engineChanged();
    for (const auto &[id, change] : out.runs)
        Q_EMIT runChanged(id, change);
    if (out.ended)
        Q_EMIT refused(QString::fromStdString(out.ended->message));
}

void WireClient::watchRun(const std::string &id)
{
    Session::Out out;
    m_session.watch("run/" + id, out);
    carryOut(std::move(out));
}

void WireClient::unwatchRun(const std::string &id)
{
    Session::Out out;
    m_session.unwatch("run/" + id, out);
    carryOut(std::move(out));
}

QCoro::Task<Result<Value>> WireClient::ask(std::string method, Value arguments, bool mayRepeat)
{
    const auto answer = std::make_shared<RequestAnswer>();
    Session::Out out;
    const std::uint64_t id = m_session.request(std::move(method), std::move(arguments), mayRepeat, out);
    m_answers.emplace(id, answer);
    carryOut(std::move(out));
    if (!answer->result())
        co_await qCoro(answer.get(), &RequestAnswer::given);
    co_return *answer->result();
}

void WireClient::say(std::string method, Value arguments)
{
    Session::Out out;
    m_session.request(std::move(method), std::move(arguments), false, out);
    carryOut(std::move(out));
}

void WireClient::showNotices(bool shows)
{
    m_showsNotices = shows;
    if (isConnected())
        say("show_notices", Object{{"show", shows}});
}

void WireClient::noticeShown(std::uint64_t id)
{
    say("notice_shown", Object{{"notice", static_cast<std::int64_t>(id)}});
}

QCoro::Task<Result<Done>> WireClient::order(std::string method, Value arguments, bool mayRepeat)
{
    const Result<Value> value = co_await ask(std::move(method), std::move(arguments), mayRepeat);
    if (!value)
        co_return tl::unexpected(value.error());
    co_return Done{};
}

QCoro::Task<Result<Done>> WireClient::submit(std::string runId, workflow::Workflow workflow, Object parameters)
{
    Object arguments{{"run", std::move(runId)}, {"workflow", workflow::toValue(workflow)}, {"parameters", std::move(parameters)}};
    return order("submit", std::move(arguments), true);
}

QCoro::Task<Result<Done>> WireClient::cancelRun(std::string runId)
{
    return order("cancel", Object{{"run", std::move(runId)}}, true);
}

QCoro::Task<Result<Done>> WireClient::retryRun(std::string runId, std::string of)
{
    return order("retry", Object{{"run", std::move(runId)}, {"of", std::move(of)}}, true);
}

QCoro::Task<Result<EventPage>> WireClient::events(EventQuery query)
{
    const Result<Value> value = co_await ask("events", toValue(query), true);
    co_return value ? eventPageFrom(*value) : tl::unexpected(value.error());
}

QCoro::Task<Result<RunPage>> WireClient::runs(RunQuery query)
{
    const Result<Value> value = co_await ask("runs", toValue(query), true);
    co_return value ? runPageFrom(*value) : tl::unexpected(value.error());
}

QCoro::Task<Result<RunSummary>> WireClient::findRun(std::string which)
{
    Object arguments; // g++ 12 cannot have a braced list beside co_await
    arguments.emplace_back("which", std::move(which));
    const Result<Value> value = co_await ask("find_run", std::move(arguments), true);
    co_return value ? runSummaryFrom(*value) : tl::unexpected(value.error());
}

QCoro::Task<Result<ValuePage>> WireClient::valuePage(ValueQuery query)
{
    const Result<Value> value = co_await ask("value_page", toValue(query), true);
    co_return value ? valuePageFrom(*value) : tl::unexpected(value.error());
}

QCoro::Task<Result<workflow::Problems>> WireClient::check(workflow::Workflow workflow)
{
    Object arguments; // g++ 12 cannot have a braced list beside co_await
    arguments.emplace_back("workflow", workflow::toValue(workflow));
    const Result<Value> value = co_await ask("check", std::move(arguments), true);
    if (!value)
        co_return tl::unexpected(value.error());
    co_return problemsFrom(*value);
}

QCoro::Task<Result<Value>> WireClient::taskValue(std::string runId, std::uint32_t node, std::uint32_t item, TaskPart part)
{
    constexpr std::string_view parts[] = {"output", "parameters", "item", "inputs"};
    return ask("value",
               Object{{"run", std::move(runId)}, {"node", std::int64_t{node}}, {"item", std::int64_t{item}},
                      {"part", parts[static_cast<std::size_t>(part)]}},
               true);
}

QCoro::Task<Result<Value>> WireClient::outputs(std::string runId)
{
    return ask("outputs", Object{{"run", std::move(runId)}}, true);
}

QCoro::Task<Result<LogPage>> WireClient::log(LogQuery query)
{
    const Result<Value> value = co_await ask("log", argumentsOf(std::move(query)), true);
    if (!value)
        co_return tl::unexpected(value.error());
    co_return pageFrom(*value);
}

QCoro::Task<Result<Done>> WireClient::startWorkers(std::uint32_t count)
{
    return order("start_workers", Object{{"count", std::int64_t{count}}}, false);
}

QCoro::Task<Result<Done>> WireClient::killWorker(SessionId worker)
{
    return order("kill_worker", Object{{"session", toHex(worker)}}, false);
}

QCoro::Task<Result<Done>> WireClient::stopWorker(SessionId worker)
{
    return order("stop_worker", Object{{"session", toHex(worker)}}, false);
}

QCoro::Task<Result<Ticket>> WireClient::makeTicket(TicketWish wish)
{
    const Result<Value> value = co_await ask("ticket", toValue(wish), false);
    if (!value)
        co_return tl::unexpected(value.error());
    co_return ticketFrom(*value);
}

QCoro::Task<Result<Access>> WireClient::access()
{
    const Result<Value> value = co_await ask("access", Value(), true);
    if (!value)
        co_return tl::unexpected(value.error());
    co_return accessFrom(*value);
}

QCoro::Task<Result<Done>> WireClient::removeKey(std::string nameOrKey)
{
    return order("remove_key", Object{{"key", std::move(nameOrKey)}}, false);
}

QCoro::Task<Result<Done>> WireClient::setRole(std::string nameOrKey, std::string role)
{
    return order("set_role", Object{{"key", std::move(nameOrKey)}, {"role", std::move(role)}}, true);
}

QCoro::Task<Result<Done>> WireClient::listen(std::string address)
{
    return order("listen", Object{{"address", std::move(address)}}, false);
}

} // namespace weftline::client

#include "wire_client.moc"
