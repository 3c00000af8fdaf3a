// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Questions for values, outputs and logs, and those about access.

#include <algorithm>

#include "engine/encoding/reader.h"
#include "engine/encoding/writer.h"
#include "tests/simulation/questions.h"

namespace weftline::simulation {

using scheduler::NodeIndex;
using scheduler::Position;
using scheduler::Run;

namespace {

const Value *followed(const Value &value, const List &path)
{
    const Value *at = &value;
    for (const Value &step : path) {
        if (step.asString()) {
            at = at->find(*step.asString());
        } else {
            const List *list = at->asList();
            const auto place = static_cast<std::size_t>(*step.asInt());
            at = list && place < list->size() ? &(*list)[place] : nullptr;
        }
        if (!at)
            return nullptr;
    }
    return at;
}

/// What stands at a place of a list or an object, and what that is called.
std::pair<Value, const Value *> memberAt(const Value &value, std::size_t place)
{
    if (const List *list = value.asList())
        return {Value(static_cast<std::int64_t>(place)), place < list->size() ? &(*list)[place] : nullptr};
    if (const Object *object = value.asObject(); object && place < object->size())
        return {Value((*object)[place].first), &(*object)[place].second};
    return {Value(), nullptr};
}

bool isOf(const client::ValueMember &member, const Value &value)
{
    if (member.type != value.typeName())
        return false;
    if (member.isWhole)
        return member.value == value;
    return !value.asString() || value.asString()->starts_with(*member.value.asString());
}

} // namespace

std::optional<Value> Questions::valueAt(Position position) const
{
    if (position == 0)
        return std::nullopt;
    const auto event = m_engine.journal().read(position);
    if (!event)
        return std::nullopt;
    Payload payload;
    if (const auto *finished = std::get_if<scheduler::TaskFinished>(&event->fact))
        payload = finished->output;
    else if (const auto *prepared = std::get_if<scheduler::TaskPrepared>(&event->fact))
        payload = prepared->with;
    else if (const auto *expanded = std::get_if<scheduler::NodeExpanded>(&event->fact))
        payload = expanded->list;
    else if (const auto *delay = std::get_if<scheduler::DelayStarted>(&event->fact))
        payload = delay->output;
    else if (const auto *run = std::get_if<scheduler::RunFinished>(&event->fact))
        payload = run->outputs;
    if (payload.isEmpty())
        return Value();
    const Bytes bytes = payload.stored ? m_engine.store().get(*payload.stored).value_or(Bytes()) : payload.bytes;
    encoding::Reader reader(bytes);
    return reader.value();
}

Value Questions::outputOf(const Run &run, NodeIndex node) const
{
    const scheduler::NodeState &state = run.nodes[node];
    if (!run.planOf(node).mapped)
        return valueAt(run.tasks[node].outputAt).value_or(Value());
    if (!state.isDone || !state.isExpanded)
        return {};
    List outputs;
    for (std::uint32_t i = 0; i < state.taskCount; ++i)
        outputs.push_back(valueAt(run.tasks[state.firstTask + i].outputAt).value_or(Value()));
    return outputs;
}

Result<std::optional<Value>> Questions::truth(const client::ValueQuery &query) const
{
    const Run *run = m_engine.service().state().run(query.run);
    if (!run || query.node >= run->nodes.size() || run->tasks.empty() || query.item >= run->nodes[query.node].taskCount)
        return failure(ErrorCode::NotFound, "There is none.");
    const scheduler::NodeState &node = run->nodes[query.node];
    const scheduler::Task &task = run->tasks[node.firstTask + query.item];
    if (query.part == "output")
        return valueAt(task.outputAt);
    if (query.part == "parameters")
        return task.withAt != 0 ? valueAt(task.withAt) : Value(run->plan->workflow.nodes[query.node].with);
    if (query.part == "item") {
        const std::optional<Value> list = valueAt(node.listAt);
        return list && list->asList() ? std::optional((*list->asList())[query.item]) : std::nullopt;
    }
    if (query.part != "inputs")
        return failure(ErrorCode::InvalidInput, "There is no such part.");
    Value inputs{Object{}};
    for (const workflow::PlanEdge &edge : run->plan->predecessorsOf(query.node))
        inputs.set(run->plan->workflow.nodes[edge.node].id, outputOf(*run, edge.node));
    return std::optional(std::move(inputs));
}

client::ValueQuery Questions::drawValue()
{
    constexpr std::string_view parts[] = {"output", "parameters", "item", "inputs", "shadow"};
    client::ValueQuery query;
    query.run = drawRun();
    query.node = static_cast<std::uint32_t>(m_chance.below(6));
    query.item = static_cast<std::uint32_t>(m_chance.perMille(700) ? 0 : m_chance.below(5));
    query.part = parts[m_chance.below(m_chance.perMille(900) ? 4 : 5)];
    return query;
}

void Questions::askValue(SimClient &client)
{
    const client::ValueQuery query = drawValue();
    Object arguments{{"run", query.run}, {"part", query.part}, {"node", std::int64_t{query.node}}, {"item", std::int64_t{query.item}}};
    send(client, "value", std::move(arguments), [this, query](const wire::Reply &reply) {
        const auto right = truth(query);
        if (!right)
            return expectError(reply, right.error().code, "for a value that is none");
        if (reply.error || reply.value != right->value_or(Value()))
            wrong("The {} of node {} of run {} is not what the journal says: {}", query.part, query.node, query.run,
                  reply.error ? reply.error->message : toJson(reply.value));
    });
}

void Questions::askValuePage(SimClient &client)
{
    client::ValueQuery query = drawValue();
    const std::uint64_t draw = m_chance.below(10);
    if (draw < 2)
        query.path = {"text"};
    else if (draw == 2)
        query.path = {"argv", m_chance.between(0, 4)};
    else if (draw == 3)
        query.path = {"argv"};
    query.from = m_chance.perMille(600) ? 0 : m_chance.below(query.path.empty() ? 4 : 9000);
    query.countMax = static_cast<std::uint32_t>(m_chance.between(0, 5));
    send(client, "value_page", *client::toValue(query).asObject(),
         [this, query](const wire::Reply &reply) { checkValuePage(query, reply); });
}

void Questions::checkValuePage(const client::ValueQuery &query, const wire::Reply &reply)
{
    const auto right = truth(query);
    if (!right)
        return expectError(reply, right.error().code, "for a page of a value that is none");
    const Value *value = *right ? followed(**right, query.path) : nullptr;
    if (*right && !value)
        return expectError(reply, ErrorCode::NotFound, "for a member of a value that is none");
    const auto page = reply.error ? tl::unexpected(*reply.error) : client::valuePageFrom(reply.value);
    if (!page)
        return wrong("A page of a value cannot be had: {}", page.error().message);
    const auto isWrong = [&](const char *what) {
        wrong("A page of the {} of node {} of run {} is wrong: {}.", query.part, query.node, query.run, what);
    };
    if (page->isThere != (value != nullptr))
        return isWrong("whether it is there");
    if (!value)
        return;
    if (page->self.type != value->typeName())
        isWrong("its type");
    std::size_t at = query.from;
    if (const std::string *text = value->asString()) {
        const std::string &shown = *page->self.value.asString();
        const bool isEnd = page->next >= text->size();
        if (text->substr(std::min(at, text->size()), shown.size()) != shown || page->atEnd != isEnd)
            isWrong("its text");
        return;
    }
    for (const client::ValueMember &member : page->members) {
        const auto [key, there] = memberAt(*value, at++);
        if (!there || member.key != key || !isOf(member, *there))
            return isWrong("a member");
    }
    const bool isEnd = !memberAt(*value, at).second;
    if ((value->asList() || value->asObject()) && (page->atEnd != isEnd || (!isEnd && page->next != at)))
        isWrong("where it ends");
}

void Questions::askOutputs(SimClient &client)
{
    const std::string id = drawRun();
    send(client, "outputs", {{"run", id}}, [this, id](const wire::Reply &reply) {
        const Run *run = m_engine.service().state().run(id);
        if (!run)
            return expectError(reply, ErrorCode::NotFound, "for outputs of no run");
        if (reply.error)
            return wrong("The outputs of run {} cannot be had: {}", id, reply.error->message);
        Value right{Object{}};
        if (run->outputsAt != 0)
            right = valueAt(run->outputsAt).value_or(Value());
        else if (!run->tasks.empty() && run->plan->workflow.outputs.empty())
            for (NodeIndex n = 0; n < run->nodes.size(); ++n)
                if (run->plan->successorsOf(n).empty() && run->nodes[n].isDone)
                    right.set(run->plan->workflow.nodes[n].id, outputOf(*run, n));
        if (reply.value != right)
            wrong("The outputs of run {} are not what the journal says.", id);
    });
}

void Questions::askLog(SimClient &client)
{
    const std::string run = drawRun();
    Object arguments{{"run", run}, {"count", m_chance.between(0, 20)}};
    if (m_chance.perMille(400))
        arguments.emplace_back("from", static_cast<std::int64_t>(m_logsNext[run]));
    if (m_chance.perMille(200))
        arguments.emplace_back("contains", m_chance.perMille(500) ? "HALF" : "never said");
    if (m_chance.perMille(200))
        arguments.emplace_back("error", m_chance.perMille(500));
    if (m_chance.perMille(200))
        arguments.emplace_back("task", m_chance.between(0, 4));
    if (m_chance.perMille(200))
        arguments.emplace_back("node", m_chance.between(0, 12));
    send(client, "log", arguments, [this, arguments](const wire::Reply &reply) { checkLog(arguments, reply); });
}

/// Only what attempts of these tasks have said, and no more of it than was asked for.
void Questions::checkLog(const Object &arguments, const wire::Reply &reply)
{
    const std::string &id = *find(arguments, "run")->asString();
    const Run *run = m_engine.service().state().run(id);
    if (!run)
        return expectError(reply, ErrorCode::NotFound, "for a log of no run");
    const Value *lines = reply.value.find("lines");
    const Value *next = reply.value.find("next");
    if (reply.error || !lines || !lines->asList() || !next || !next->asInt())
        return wrong("The log of run {} cannot be had.", id);
    m_logsNext[id] = static_cast<std::uint64_t>(*next->asInt());
    const Value *task = find(arguments, "task");
    const Value *node = find(arguments, "node");
    const Value *error = find(arguments, "error");
    const Value *contains = find(arguments, "contains");
    const auto most = static_cast<std::size_t>(std::max<std::int64_t>(*find(arguments, "count")->asInt(), 1));
    if (lines->asList()->size() > most)
        wrong("{} lines of a log were asked for, and {} come.", most, lines->asList()->size());
    for (const Value &entry : *lines->asList()) {
        const List &line = *entry.asList();
        const std::int64_t of = *line[1].asInt();
        const bool isOfNode = !node || static_cast<std::size_t>(*node->asInt()) >= run->nodes.size() || run->tasks.empty()
            || run->nodeOf(static_cast<scheduler::TaskIndex>(of)) == static_cast<NodeIndex>(*node->asInt());
        const std::string &said = *line[5].asString();
        const bool isNote = said.starts_with('['); // some is missing there: stands among the errors
        const bool isAsked = (!task || of == *task->asInt()) && isOfNode && (!error || !*error->asBool() || isNote)
            && (!contains || *contains == Value("HALF"));
        if (!isAsked || (said != "half of it is done" && !said.starts_with('.') && !isNote))
            wrong("The log of run {} has a line that was not asked for or never said: {}", id, said);
    }
}

Questions::Check Questions::noted(std::string line)
{
    return [this, line = std::move(line)](const wire::Reply &reply) {
        if (!m_gate)
            return expectError(reply, ErrorCode::Refused, "for access to an engine that lets nobody in");
        const Value *key = reply.error ? nullptr : reply.value.find("key");
        if (!reply.error && !isNoted(key ? fmt::format("{} {}", line, key->asString()->substr(0, 8)) : line))
            wrong("\"{}\" is answered before the journal keeps that it was done.", line);
    };
}

bool Questions::isNoted(std::string_view line) const
{
    const auto events = m_engine.journal().readAfter(0, m_engine.service().state().position);
    return std::any_of(events->begin(), events->end(), [&](const scheduler::Event &event) {
        const auto *command = std::get_if<scheduler::CommandReceived>(&event.fact);
        return command && command->what.starts_with(line);
    });
}

void Questions::askOfAccess(SimClient &client)
{
    const std::uint64_t draw = m_chance.below(100);
    const std::string key = m_gate && !m_gate->keys().empty() && m_chance.perMille(800)
        ? m_gate->keys()[m_chance.below(m_gate->keys().size())].name
        : "nobody";
    if (draw < 20)
        send(client, "listen", {{"address", m_chance.perMille(800) ? "tcp://0.0.0.0:5570" : m_chance.perMille(500) ? "" : "nonsense"}},
             noted("listen"));
    else if (draw < 60)
        send(client, "ticket", *client::toValue(client::TicketWish{m_chance.perMille(900) ? "worker" : "king",
                                                                  m_chance.perMille(300) ? "named" : "",
                                                                  m_chance.between(std::chrono::milliseconds(-100), m_context.density.ticketMax)}).asObject(), noted("ticket"));
    else if (draw < 75)
        send(client, "access", {}, [this](const wire::Reply &reply) {
            const auto access = reply.error ? tl::unexpected(*reply.error) : client::accessFrom(reply.value);
            if (!access || (m_gate ? !m_gate->wasGiven(*access) : *access != client::Access{}))
                wrong("A list of who may come over the network is not the engine's.");
        });
    else if (draw < 85)
        send(client, "remove_key", {{"key", key}}, noted("remove_key " + key));
    else if (draw < 95)
        send(client, "set_role", {{"key", key}, {"role", m_chance.perMille(800) ? "viewer" : "join"}}, noted("set_role " + key));
    else
        send(client, m_chance.perMille(300) ? "ticket" : m_chance.perMille(500) ? "remove_key"
                     : m_chance.perMille(500)   ? "set_role" : "listen",
             m_chance.perMille(500) ? Object{} : Object{{"key", 7}, {"address", Value()}}, [this](const wire::Reply &reply) {
                 if (!reply.error && m_gate)
                     wrong("A request about access that says nothing is carried out.");
             });
}

} // namespace weftline::simulation
