// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/service/clients.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/client/updates.h"
#include "engine/journal/plan_of.h"
#include "engine/service/requests.h"
#include "engine/workflow/codec.h"
#include "engine/workflow/plan.h"
#include "engine/workflow/quick_fix.h"
#include "engine/workflow/validate.h"

namespace weftline::service {
namespace {

constexpr std::size_t logLinesMax = 5000;
constexpr std::int64_t workersMax = 256;
constexpr std::size_t runsShown = 200;
constexpr Duration refreshInterval = std::chrono::milliseconds(500);
constexpr Duration lostWorkersShown = std::chrono::minutes(10);

/// A client's role. Keys of workers say no requests; the transport sees to it.
client::Role roleOf(const wire::Peer &peer)
{
    switch (peer.role) {
    case wire::Role::Admin: return client::Role::Admin;
    case wire::Role::Operator: return client::Role::Operator;
    default: return client::Role::Viewer;
    }
}

Value toValue(const workflow::Problem &problem)
{
    constexpr std::string_view severities[] = {"error", "warning", "hint"};
    return Object{{"severity", severities[static_cast<std::size_t>(problem.severity)]}, {"where", problem.where},
                  {"message", problem.message}, {"fix", problem.fix}, {"node", problem.node},
                  {"quick_fixes", workflow::toValue(problem.quickFixes)}};
}

} // namespace

Clients::Clients(ClientHost &host, Values &values, store::LogStore &logs, Evaluator &evaluator, Fleet &fleet,
                 std::function<std::uint64_t()> chance, Settings settings)
    : m_host(host), m_values(values), m_logs(logs), m_evaluator(evaluator), m_fleet(fleet), m_chance(std::move(chance)),
      m_settings(std::move(settings))
{
}

const std::map<std::string_view, Clients::Method> &Clients::methods()
{
    static const std::map<std::string_view, Method> all{
        {"submit", {&Clients::submit, true}},
        {"cancel", {&Clients::cancel, true}},
        {"retry", {&Clients::retry, true}},
        {"events", {&Clients::events, false}},
        {"runs", {&Clients::runs, false}},
        {"find_run", {&Clients::findRun, false}},
        {"value_page", {&Clients::valuePage, false}},
        {"check", {&Clients::check, false}},
        {"watch", {&Clients::watch, false}},
        {"unwatch", {&Clients::unwatch, false}},
        {"value", {&Clients::taskValue, false}},
        {"outputs", {&Clients::outputs, false}},
        {"log", {&Clients::log, false}},
        {"start_workers", {&Clients::startWorkers, false}},
        {"kill_worker", {&Clients::killWorker, false}},
        {"stop_worker", {&Clients::stopWorker, false}},
        {"ticket", {&Clients::ticket, true}},
        {"access", {&Clients::access, false}},
        {"remove_key", {&Clients::removeKey, true}},
        {"set_role", {&Clients::setRole, true}},
        {"listen", {&Clients::listen, true}},
        {"show_notices", {&Clients::showNotices, false}},
        {"notice_shown", {&Clients::noticeShown, false}},
    };
    return all;
}

void Clients::greet(const wire::Peer &peer, const wire::ClientHello &hello)
{
    Client &client = m_clients[peer.session];
    client.peer = peer;
    client.name = peer.key.empty() ? hello.name : fmt::format("{} ({})", hello.name, peer.key.substr(0, 8));
    client.topics.clear(); // after a reconnect it watches anew
    client.topics.emplace(client::engineTopic, 0);
    m_host.clientSend(peer.session, wire::Welcome{m_host.clientState().epoch, m_settings.lease, m_settings.heartbeat, m_settings.version});
}

void Clients::request(const wire::Peer &peer, const wire::Request &request)
{
    Client &client = m_clients.at(peer.session);
    const auto found = methods().find(request.method);
    if (found == methods().end()) {
        reply(peer.session, request.id, failure(ErrorCode::InvalidInput, fmt::format("This engine knows no request \"{}\".", request.method)));
        return;
    }
    if (const auto refused = client::refusal(roleOf(client.peer), request.method)) {
        reply(peer.session, request.id, tl::unexpected(*refused));
        return;
    }
    Result<Value> value = (this->*found->second.handler)(client, request);
    if (!found->second.answersLater || !value)
        reply(peer.session, request.id, std::move(value));
}

void Clients::reply(const SessionId &to, std::uint64_t id, Result<Value> value)
{
    wire::Reply reply;
    reply.id = id;
    if (value)
        reply.value = std::move(*value);
    else
        reply.error = value.error();
    m_host.clientSend(to, reply);
}

void Clients::note(const Client &client, std::string what)
{
    m_host.clientInput(scheduler::Note{scheduler::CommandReceived{client.name, std::move(what)}});
}

Result<Value> Clients::answerWhenNoted(const Client &client, const wire::Request &request, std::string what, Result<Value> answer)
{
    if (answer)
        m_host.clientNote({client.name, std::move(what)}, [this, session = client.peer.session, id = request.id, answer] {
            if (knows(session))
                reply(session, id, answer);
        });
    return answer;
}

void Clients::answered(const scheduler::Answer &answer)
{
    if (!knows(answer.asker.session))
        return;
    if (answer.error)
        reply(answer.asker.session, answer.asker.request, tl::unexpected(*answer.error));
    else
        reply(answer.asker.session, answer.asker.request, Value(Object{{"run", answer.id}}));
}

Result<Value> Clients::submit(Client &client, const wire::Request &request)
{
    if (!m_host.clientTrouble().empty())
        return failure(ErrorCode::System, fmt::format("The engine takes no runs now. {}", m_host.clientTrouble()));
    const auto id = text(request, "run");
    if (!id)
        return tl::unexpected(id.error());
    if (const auto wrong = whyNoRunId(*id))
        return tl::unexpected(*wrong);
    const Value *drawn = request.arguments.find("workflow");
    if (!drawn)
        return missing(request.method, "workflow", "workflow");
    workflow::Problems problems;
    workflow::Workflow workflow = workflow::fromValue(*drawn, problems);
    if (!workflow::hasErrors(problems)) {
        const workflow::Problems expressions = m_evaluator.check(workflow);
        problems.insert(problems.end(), expressions.begin(), expressions.end());
    }
    for (const workflow::Problem &problem : problems)
        if (problem.severity == workflow::Severity::Error)
            return failure(ErrorCode::InvalidInput,
                           fmt::format("Workflow \"{}\" cannot run. {} {}", workflow.name, problem.message, problem.fix), problem.where);
    auto plan = workflow::compile(std::move(workflow));
    if (!plan)
        return tl::unexpected(plan.error());
    const Value *given = request.arguments.find("parameters");
    const Object *object = given ? given->asObject() : nullptr;
    auto parameters = workflow::resolveParameters((*plan)->workflow, object ? *object : Object{});
    if (!parameters)
        return tl::unexpected(parameters.error());
    scheduler::Submit submit;
    submit.asker = {client.peer.session, request.id, client.name};
    submit.id = *id;
    submit.seed = m_chance();
    submit.plan = std::move(*plan);
    submit.parameters = std::move(*parameters);
    m_host.clientInput(std::move(submit));
    return Value();
}

Result<Value> Clients::cancel(Client &client, const wire::Request &request)
{
    const auto id = text(request, "run");
    if (!id)
        return tl::unexpected(id.error());
    m_host.clientInput(scheduler::Cancel{{client.peer.session, request.id, client.name}, *id});
    return Value();
}

Result<Value> Clients::check(Client &, const wire::Request &request)
{
    const Value *drawn = request.arguments.find("workflow");
    if (!drawn)
        return missing(request.method, "workflow", "workflow");
    workflow::Problems problems;
    const workflow::Workflow workflow = workflow::fromValue(*drawn, problems);
    const workflow::Problems sense = workflow::validate(workflow);
    problems.insert(problems.end(), sense.begin(), sense.end());
    const workflow::Problems expressions = m_evaluator.check(workflow);
    problems.insert(problems.end(), expressions.begin(), expressions.end());
    List list;
    for (const workflow::Problem &problem : problems)
        list.push_back(toValue(problem));
    return Value(std::move(list));
}

Result<Value> Clients::watch(Client &client, const wire::Request &request)
{
    constexpr std::size_t topicsMax = 64;
    const auto topic = text(request, "topic");
    if (!topic)
        return tl::unexpected(topic.error());
    if (client.topics.size() >= topicsMax && !client.topics.contains(*topic))
        return failure(ErrorCode::Limit, fmt::format("A client may watch at most {} topics at once.", topicsMax));
    client.topics[*topic] = 0;
    return Value();
}

Result<Value> Clients::unwatch(Client &client, const wire::Request &request)
{
    const auto topic = text(request, "topic");
    if (!topic)
        return tl::unexpected(topic.error());
    client.topics.erase(*topic);
    return Value();
}

Result<Value> Clients::taskValue(Client &, const wire::Request &request)
{
    const auto id = text(request, "run");
    const auto part = text(request, "part");
    const auto node = number(request, "node", 0, scheduler::none);
    const auto item = number(request, "item", 0, scheduler::none);
    for (const Error *error : {id ? nullptr : &id.error(), part ? nullptr : &part.error(), node ? nullptr : &node.error(),
                               item ? nullptr : &item.error()})
        if (error)
            return tl::unexpected(*error);
    const scheduler::Run *run = m_host.clientState().run(*id);
    if (!run || run->tasks.empty() || static_cast<std::size_t>(*node) >= run->nodes.size())
        return failure(ErrorCode::NotFound, fmt::format("The values of run \"{}\" are not held by this engine any more.", *id));
    const auto index = static_cast<scheduler::NodeIndex>(*node);
    const scheduler::NodeState &state = run->nodes[index];
    if (*item >= state.taskCount)
        return failure(ErrorCode::NotFound, "There is no such item.");
    const scheduler::Task &task = run->tasks[state.firstTask + static_cast<std::uint32_t>(*item)];
    const auto at = [&](scheduler::Position position) -> Result<Value> {
        if (position == 0)
            return Value();
        const auto value = m_values.value(position);
        return value ? Result<Value>(**value) : tl::unexpected(value.error());
    };
    if (*part == "output")
        return at(task.outputAt);
    if (*part == "parameters")
        return task.withAt ? at(task.withAt) : Result<Value>(run->plan->workflow.nodes[index].with);
    if (*part == "item")
        return state.listAt ? m_values.item(*run, index, static_cast<std::uint32_t>(*item)) : Result<Value>(Value());
    if (*part != "inputs")
        return failure(ErrorCode::InvalidInput, fmt::format("A task has no part \"{}\".", *part), "part");
    return m_values.nodeInputs(*run, index);
}

Result<Value> Clients::outputs(Client &, const wire::Request &request)
{
    const auto id = text(request, "run");
    if (!id)
        return tl::unexpected(id.error());
    const scheduler::Run *run = m_host.clientState().run(*id);
    if (!run)
        return failure(ErrorCode::NotFound, fmt::format("There is no run \"{}\" here.", *id));
    return m_values.runOutputs(*run);
}

Result<Value> Clients::log(Client &, const wire::Request &request)
{
    const auto id = text(request, "run");
    if (!id)
        return tl::unexpected(id.error());
    const scheduler::Run *run = m_host.clientState().run(*id);
    if (!run)
        return failure(ErrorCode::NotFound, fmt::format("There is no run \"{}\" here.", *id));
    store::LogFilter filter;
    if (const Value *from = request.arguments.find("from"); from && from->asInt())
        filter.from = static_cast<std::uint64_t>(*from->asInt());
    if (const Value *contains = request.arguments.find("contains"); contains && contains->asString())
        filter.contains = *contains->asString();
    if (const Value *count = request.arguments.find("count"); count && count->asInt())
        filter.linesMax = static_cast<std::size_t>(std::clamp<std::int64_t>(*count->asInt(), 1, logLinesMax));
    if (const Value *error = request.arguments.find("error"); error && error->asBool())
        filter.stream = *error->asBool() ? store::LogStream::Err : store::LogStream::Out;
    if (const Value *task = request.arguments.find("task"); task && task->asInt())
        filter.task = static_cast<std::uint32_t>(*task->asInt());
    if (const Value *node = request.arguments.find("node"); node && node->asInt()
        && static_cast<std::size_t>(*node->asInt()) < run->nodes.size()) {
        const scheduler::NodeState &state = run->nodes[static_cast<std::size_t>(*node->asInt())];
        filter.tasks = {state.firstTask, state.firstTask + state.taskCount};
    }
    const auto page = m_logs.read(*id, filter);
    if (!page)
        return tl::unexpected(page.error());
    List lines;
    for (const store::LogLine &line : page->lines)
        lines.push_back(List{line.at.us, std::int64_t{line.task},
                             line.task < run->tasks.size() ? run->taskName(line.task) : std::string(),
                             std::int64_t{line.attempt}, line.stream == store::LogStream::Err, line.text});
    return Value(Object{{"lines", std::move(lines)}, {"next", static_cast<std::int64_t>(page->next)}, {"end", page->atEnd}});
}

Result<Value> Clients::startWorkers(Client &client, const wire::Request &request)
{
    const auto count = number(request, "count", 1, workersMax);
    if (!count)
        return tl::unexpected(count.error());
    if (const auto started = m_fleet.start(static_cast<std::uint32_t>(*count)); !started)
        return tl::unexpected(started.error());
    note(client, fmt::format("start_workers {}", *count));
    return Value();
}

Result<std::int64_t> Clients::managedPid(const wire::Request &request) const
{
    const auto hex = text(request, "session");
    if (!hex)
        return tl::unexpected(hex.error());
    const auto bytes = fromHex(*hex);
    SessionId session;
    if (!bytes || bytes->size() != session.bytes.size())
        return failure(ErrorCode::InvalidInput, "\"session\" must be 32 hexadecimal digits.", "session");
    std::copy(bytes->begin(), bytes->end(), session.bytes.begin());
    const scheduler::Worker *worker = m_host.clientState().worker(session);
    if (!worker || worker->state == scheduler::WorkerState::Lost)
        return failure(ErrorCode::NotFound, "This worker is gone already.");
    if (!worker->who.local || !m_fleet.manages(worker->who.pid))
        return failure(ErrorCode::Refused,
                       fmt::format("Worker \"{}\" was not started by this engine. End it where it was started.", worker->who.name));
    return worker->who.pid;
}

Result<Value> Clients::killWorker(Client &client, const wire::Request &request)
{
    const auto pid = managedPid(request);
    if (!pid)
        return tl::unexpected(pid.error());
    note(client, fmt::format("kill_worker {}", *pid));
    const auto killed = m_fleet.kill(*pid);
    return killed ? Result<Value>(Value()) : tl::unexpected(killed.error());
}

Result<Value> Clients::stopWorker(Client &client, const wire::Request &request)
{
    const auto pid = managedPid(request);
    if (!pid)
        return tl::unexpected(pid.error());
    note(client, fmt::format("stop_worker {}", *pid));
    const auto stopped = m_fleet.stop(*pid);
    return stopped ? Result<Value>(Value()) : tl::unexpected(stopped.error());
}

bool Clients::hasNews(const Client &client) const
{
    const history::Fold &fold = m_host.clientFold();
    for (const auto &[topic, position] : client.topics) {
        if (topic == client::engineTopic) {
            if (position == 0 || fold.engineChangedAfter(position))
                return true;
        } else if (const scheduler::Run *run = topic.starts_with("run/") ? m_host.clientState().run(std::string_view(topic).substr(4)) : nullptr;
                   run && (position == 0 || fold.runChangedAfter(run->index, position))) {
            return true;
        }
    }
    return false;
}

std::optional<Instant> Clients::nextFlush() const
{
    const bool news = std::any_of(m_clients.begin(), m_clients.end(), [&](const auto &entry) { return hasNews(entry.second); });
    if (news)
        return m_flushedAt + m_settings.viewInterval;
    return m_touched && !m_clients.empty() ? std::optional(m_refreshedAt + refreshInterval) : std::nullopt;
}

client::EngineUpdate Clients::engineUpdate(scheduler::Position since, Instant sinceTime, Instant at, bool allWorkers) const
{
    const scheduler::State &state = m_host.clientState();
    const history::Fold &fold = m_host.clientFold();
    client::EngineUpdate update = fold.engine(state, since, at);
    update.header.version = m_settings.version;
    update.header.trouble = m_host.clientTrouble();
    if (const Gate *const gate = m_host.clientGate()) {
        update.header.address = gate->address();
        update.header.accessChange = gate->changes();
    }
    for (const scheduler::Worker &worker : state.workers) {
        const bool shown = !worker.who.evaluator
            && (worker.state != scheduler::WorkerState::Lost || worker.since + lostWorkersShown > at);
        if (!shown && (since == 0 || fold.workerChangedAfter(worker.who.worker, since)))
            update.otherNames.emplace_back(worker.who.worker, worker.who.name);
        const bool wasShown = !worker.who.evaluator && worker.since + lostWorkersShown > sinceTime;
        if (!shown && wasShown && since != 0)
            update.goneWorkers.push_back(worker.who.worker);
        else if (shown && (allWorkers || since == 0 || fold.workerChangedAfter(worker.who.worker, since)))
            update.workers.push_back(m_host.workerView(worker));
    }
    // What the client has was cut to the newest ones then; each run since pushed one more out.
    const auto known = std::partition_point(state.runs.begin(), state.runs.end(),
                                            [&](const scheduler::Run &run) { return run.acceptedPosition <= since; });
    for (auto old = std::max<std::size_t>(runsShown, static_cast<std::size_t>(known - state.runs.begin())); since != 0 && old < state.runs.size(); ++old)
        update.goneRuns.push_back(static_cast<std::uint32_t>(old - runsShown));
    return update;
}

void Clients::flush(Instant at)
{
    if (m_clients.empty() || at < m_flushedAt + m_settings.viewInterval)
        return;
    m_flushedAt = at;
    const bool refresh = m_touched && at >= m_refreshedAt + refreshInterval;
    if (refresh) {
        m_touched = false;
        m_refreshedAt = at;
    }
    const scheduler::State &state = m_host.clientState();
    const history::Fold &fold = m_host.clientFold();
    std::vector<std::pair<SessionId, wire::ViewUpdate>> updates;
    for (auto &[session, client] : m_clients) {
        for (auto &[topic, position] : client.topics) {
            wire::ViewUpdate update{topic, position, state.position, {}};
            if (topic == client::engineTopic) {
                if (position != 0 && !refresh && !fold.engineChangedAfter(position))
                    continue;
                client::EngineUpdate view = engineUpdate(position, std::exchange(client.engineSentAt, at), at, refresh);
                completeAlerts(view, position, refresh, session);
                view.header.role = roleOf(client.peer);
                update.body = client::encode(view);
            } else {
                const scheduler::Run *run = topic.starts_with("run/") ? state.run(std::string_view(topic).substr(4)) : nullptr;
                if (!run || (position != 0 && !fold.runChangedAfter(run->index, position)))
                    continue;
                std::shared_ptr<const workflow::Plan> old;
                if (position == 0 && !run->plan)
                    old = journal::planOf(m_values.journal(), *run).value_or(nullptr);
                update.body = client::encode(fold.run(state, *run, position, old.get()));
            }
            position = state.position;
            updates.emplace_back(session, std::move(update));
        }
    }
    for (const auto &[session, update] : updates)
        m_host.clientSend(session, update);
}

} // namespace weftline::service
