// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/questions.h"

#include <algorithm>

#include "engine/journal/event_json.h"
#include "engine/workflow/codec.h"

namespace weftline::simulation {

using scheduler::Position;
using scheduler::Run;

namespace {

std::string inSmallLetters(std::string text)
{
    for (char &c : text)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
}

/// The run that an event is about.
std::optional<scheduler::RunIndex> runOfEvent(const scheduler::Event &event)
{
    return std::visit(
        [](const auto &fact) -> std::optional<scheduler::RunIndex> {
            if constexpr (requires { fact.run; })
                return fact.run;
            else if constexpr (requires { fact.attempt.run; })
                return fact.attempt.run;
            else
                return std::nullopt;
        },
        event.fact);
}

/// Requests that no engine can carry out as they are.
struct Wrong
{
    std::string_view method;
    Object arguments;
};

std::vector<Wrong> allWrong()
{
    const Object noText{{"run", 7}, {"which", true}, {"topic", List{}}, {"session", 7}, {"key", Value()}, {"address", 1}};
    std::vector<Wrong> all{
        {"dance", {}},
        {"events", {{"from", "the start"}}},
        {"events", {{"types", List{1, 2}}}},
        {"events", {{"types", "all"}}},
        {"runs", {{"state", "asleep"}}},
        {"runs", {{"before", -1}}},
        {"value_page", {{"run", "run-0"}, {"path", List{true}}}},
        {"value", {{"run", "run-0"}, {"part", "output"}, {"node", -1}, {"item", 0}}},
        {"value", {{"run", "run-0"}, {"part", "output"}, {"node", 0}, {"item", "first"}}},
        {"value", {{"run", "run-0"}, {"node", 0}, {"item", 0}}},
        {"submit", {{"run", ""}}},
        {"submit", {{"run", "a/b"}, {"workflow", Object{}}}},
        {"submit", {{"run", "no-workflow"}}},
        {"submit", {{"run", std::string(65, 'x')}}},
        {"retry", {{"run", "again"}}},
        {"retry", {{"run", "x/y"}, {"of", "run-0"}}},
        {"retry", {{"run", "again"}, {"of", "nobody's"}}},
        {"check", {}},
        {"start_workers", {{"count", 0}}},
        {"start_workers", {{"count", "some"}}},
        {"kill_worker", {{"session", "not hexadecimal"}}},
        {"stop_worker", {{"session", std::string(32, 'a')}}},
        {"notice_shown", {{"notice", 1'000'000}}},
        {"notice_shown", {{"notice", "this one"}}},
        {"show_notices", {{"show", "yes"}}},
        {"find_run", {{"which", "no such run at all"}}},
        {"log", {{"run", "nobody's"}}},
        {"outputs", {{"run", "nobody's"}}},
    };
    for (const std::string_view method : {"submit", "retry", "find_run", "cancel", "watch", "unwatch", "value", "outputs", "log",
                                          "kill_worker"})
        all.push_back({method, noText});
    return all;
}

} // namespace

Questions::Questions(Context &context, SimEngine &engine, SimGate *gate, const std::vector<RunPlan> &runs)
    : m_context(context), m_engine(engine), m_gate(gate), m_runs(runs), m_chance(context.chance("questions"))
{
    m_engine.setReplies([this](const SessionId &to, const wire::Reply &reply) { seen(to, reply); });
}

void Questions::send(SimClient &client, const std::string &method, Object arguments, Check check)
{
    const std::uint64_t id = client.look(method, std::move(arguments));
    if (id == 0)
        return;
    m_context.tell(client.name(), "asks for {}", method);
    const client::Role role = client.role() == wire::Role::Admin ? client::Role::Admin
        : client.role() == wire::Role::Operator                  ? client::Role::Operator
                                                                 : client::Role::Viewer;
    if (method != "dance" && client::refusal(role, method)) // what nobody knows is not asked after
        check = [this, method](const wire::Reply &reply) {
            m_context.counts.fault(Fault::NotAllowed);
            expectError(reply, ErrorCode::Refused, method + " by who may not");
        };
    m_open[{client.sessionId(), id}] = {method, std::move(check)};
}

/// Of what nobody asked here, nothing is known. An answer may leave twice: one that was lost is asked for again.
void Questions::seen(const SessionId &to, const wire::Reply &reply)
{
    const auto found = m_open.find({to, reply.id});
    if (found == m_open.end())
        return;
    m_context.counts.fault(reply.error ? Fault::QuestionRefused : Fault::QuestionAnswered);
    found->second.second(reply);
}

void Questions::expectError(const wire::Reply &reply, ErrorCode code, std::string_view what)
{
    if (!reply.error)
        wrong("The request {} is carried out.", what);
    else if (reply.error->code != code)
        wrong("The request {} is refused otherwise than it should be: {}", what, reply.error->message);
}

std::string Questions::drawRun()
{
    const std::vector<Run> &runs = m_engine.ledger().state().runs;
    if (runs.empty() || m_chance.perMille(30))
        return "nobody's";
    const std::size_t few = std::min<std::size_t>(runs.size(), m_chance.perMille(800) ? 6 : runs.size());
    return runs[runs.size() - 1 - m_chance.below(few)].id;
}

void Questions::ask(SimClient &client)
{
    const std::uint64_t draw = m_chance.below(100);
    if (draw < 25)
        askEvents(client);
    else if (draw < 35)
        askValue(client);
    else if (draw < 55)
        askValuePage(client);
    else if (draw < 62)
        askRuns(client);
    else if (draw < 66)
        askForRun(client);
    else if (draw < 70)
        askOutputs(client);
    else if (draw < 76)
        askLog(client);
    else if (draw < 79)
        askCheck(client);
    else if (draw < 95)
        askWrong(client);
    else
        askWatch(client);
}

void Questions::askEvents(SimClient &client)
{
    client::EventQuery query;
    if (m_chance.perMille(400))
        query.run = drawRun();
    query.isBackwards = m_chance.perMille(400);
    const auto newest = static_cast<std::int64_t>(m_engine.ledger().state().position);
    const std::uint64_t draw = m_chance.below(10);
    query.from = draw < 3 ? 0 : draw < 6 ? m_next : static_cast<Position>(m_chance.between(0, newest + 20));
    query.countMax = static_cast<std::uint32_t>(m_chance.perMille(100) ? m_chance.between(0, 2000) : m_chance.between(1, 40));
    if (m_chance.perMille(250))
        query.types = {"task_finished", m_chance.perMille(500) ? "attempt_dispatched" : "alert_changed"};
    if (!query.run.empty() && m_chance.perMille(250))
        query.node = fmt::format("n{}", m_chance.below(4));
    if (m_chance.perMille(80))
        query.contains = m_chance.perMille(500) ? "W1" : "succeeded";
    send(client, "events", *client::toValue(query).asObject(), [this, query](const wire::Reply &reply) { checkEvents(query, reply); });
}

/// It holds all events that it passed and that were asked for, and nothing else.
void Questions::checkEvents(const client::EventQuery &query, const wire::Reply &reply)
{
    const scheduler::State &state = m_engine.service().state();
    const Run *run = query.run.empty() ? nullptr : state.run(query.run);
    if (!query.run.empty() && !run)
        return expectError(reply, ErrorCode::NotFound, "for events of no run");
    const auto page = reply.error ? tl::unexpected(*reply.error) : client::eventPageFrom(reply.value);
    if (!page)
        return wrong("A page of events cannot be had: {}", page.error().message);
    m_next = page->next;
    if (page->newest != state.position || page->rows.size() > std::max(query.countMax, 1U))
        wrong("A page of events has {} rows, and {} as the newest.", page->rows.size(), page->newest);
    Position first = query.isBackwards ? page->next + 1 : std::max<Position>(query.from, 1);
    Position last = query.isBackwards ? std::min(query.from == 0 ? state.position : query.from, state.position) : page->next - 1;
    if (page->atEnd)
        (query.isBackwards ? first : last) = query.isBackwards ? 1 : state.position;
    else if (first > last)
        wrong("A page of events is not the last, and goes on where it began.");
    const auto events = m_engine.journal().readAfter(first - 1, last >= first ? last - first + 1 : 0);
    std::vector<client::EventRow> right;
    for (std::size_t i = 0; i < events->size(); ++i) {
        const scheduler::Event &event = (*events)[i];
        const std::string_view type = scheduler::typeName(event.fact);
        if (run && (runOfEvent(event) != run->index || first + i < run->acceptedPosition))
            continue; // what was forged may name a run that is only to come
        if (!query.types.empty() && std::find(query.types.begin(), query.types.end(), type) == query.types.end())
            continue;
        Value json = journal::eventToJson(event, first + i, m_engine.service().fold().names());
        if (const Value *node = json.find("node"); !query.node.empty() && (!node || *node != Value(query.node)))
            continue;
        if (!query.contains.empty() && inSmallLetters(toJson(json)).find(inSmallLetters(query.contains)) == std::string::npos)
            continue;
        right.push_back({first + i, event.at, std::string(type), std::move(json)});
    }
    if (query.isBackwards)
        std::reverse(right.begin(), right.end());
    const auto isSame = [](const client::EventRow &a, const client::EventRow &b) { // as text: a value that is none is like no other
        return a.position == b.position && a.at == b.at && a.type == b.type && toJson(a.json) == toJson(b.json);
    };
    const auto [other, rightOne] = std::mismatch(page->rows.begin(), page->rows.end(), right.begin(), right.end(), isSame);
    if (other != page->rows.end() || rightOne != right.end())
        wrong("A page of events of \"{}\" from {} to {} has {} rows, and the journal {} of the kind. It has {} where that has {}.",
              query.run, first, last, page->rows.size(), right.size(), other == page->rows.end() ? "none" : toJson(other->json),
              rightOne == right.end() ? "none" : toJson(rightOne->json));
}

void Questions::askRuns(SimClient &client)
{
    client::RunQuery query;
    query.before = static_cast<std::uint32_t>(m_chance.perMille(500) ? 0 : m_chance.below(m_runs.size() + 3));
    query.countMax = static_cast<std::uint32_t>(m_chance.between(0, 8));
    if (m_chance.perMille(300))
        query.state = m_chance.perMille(500) ? client::RunState::Succeeded : client::RunState::Running;
    if (m_chance.perMille(300))
        query.name = fmt::format("GRAPH {}", m_chance.below(3));
    send(client, "runs", *client::toValue(query).asObject(), [this, query](const wire::Reply &reply) { checkRuns(query, reply); });
}

void Questions::checkRuns(const client::RunQuery &query, const wire::Reply &reply)
{
    const auto page = reply.error ? tl::unexpected(*reply.error) : client::runPageFrom(reply.value);
    if (!page)
        return wrong("A page of runs cannot be had: {}", page.error().message);
    const std::vector<Run> &runs = m_engine.service().state().runs;
    std::vector<std::string> right;
    const std::size_t end = query.before == 0 ? runs.size() : std::min<std::size_t>(query.before - 1, runs.size());
    for (std::size_t i = end; i > (page->atEnd ? 1 : page->next) - 1; --i) {
        const Run &run = runs[i - 1];
        const bool isWanted = !query.state || scheduler::nameOf(run.state) == client::nameOf(*query.state);
        if (isWanted && inSmallLetters(run.name).find(inSmallLetters(query.name)) != std::string::npos)
            right.push_back(run.id);
    }
    std::vector<std::string> given;
    for (const client::RunSummary &run : page->runs)
        given.push_back(run.id);
    if (given != right || given.size() > std::max(query.countMax, 1U))
        wrong("A page of runs before {} has {} of them, and should have {}.", query.before, given.size(), right.size());
}

void Questions::askForRun(SimClient &client)
{
    const std::string which = m_chance.perMille(300) ? "last" : m_chance.perMille(300) ? fmt::format("{}", m_chance.below(5)) : drawRun();
    send(client, "find_run", {{"which", which}}, [this, which](const wire::Reply &reply) {
        const std::vector<Run> &runs = m_engine.service().state().runs;
        const Run *run = m_engine.service().state().run(which);
        if (which == "last" && !runs.empty())
            run = &runs.back();
        const Value *id = reply.value.find("id");
        if (run && (reply.error || !id || *id != Value(run->id)))
            wrong("Run \"{}\" is not found.", which);
        if (!run && which == "nobody's")
            expectError(reply, ErrorCode::NotFound, "for no run");
    });
}

void Questions::askCheck(SimClient &client)
{
    if (m_runs.empty())
        return;
    Value workflow = workflow::toValue(m_runs[m_chance.below(m_runs.size())].workflow);
    const bool isBroken = m_chance.perMille(500);
    if (isBroken)
        workflow.set("nodes", List{Object{{"id", "a"}, {"kind", "nonsense"}}});
    send(client, "check", {{"workflow", std::move(workflow)}}, [this, isBroken](const wire::Reply &reply) {
        const List *problems = reply.value.asList();
        const bool hasErrors = problems && std::any_of(problems->begin(), problems->end(), [](const Value &problem) {
            const Value *severity = problem.find("severity");
            return severity && *severity == Value("error");
        });
        if (reply.error || !problems || hasErrors != isBroken)
            wrong("A workflow that is {} is checked otherwise.", isBroken ? "broken" : "sound");
    });
}

void Questions::askWrong(SimClient &client)
{
    static const std::vector<Wrong> all = allWrong();
    const Wrong &one = all[m_chance.below(all.size())];
    send(client, std::string(one.method), one.arguments, [this, &one](const wire::Reply &reply) {
        if (!reply.error)
            wrong("A request {} is carried out that says nothing: {}", one.method, toJson(one.arguments));
    });
}

void Questions::askWatch(SimClient &client)
{
    const std::string run = drawRun();
    switch (m_chance.below(3)) {
    case 0: client.unwatch(run); break;
    case 1: send(client, "watch", {{"topic", "run/" + run}}, [](const wire::Reply &) { }); break;
    default:
        for (int i = 0; i < 70; ++i) // more than an engine shows
            send(client, "watch", {{"topic", fmt::format("run/none-{}", i)}}, [](const wire::Reply &) { });
        for (int i = 0; i < 70; ++i)
            send(client, "unwatch", {{"topic", fmt::format("run/none-{}", i)}}, [](const wire::Reply &) { });
    }
}

void Questions::checkEnd() const
{
    if (!m_gate)
        return;
    std::map<std::string, std::uint64_t> said;
    const auto events = m_engine.journal().readAfter(0, m_engine.service().state().position);
    for (const scheduler::Event &event : *events) {
        if (std::holds_alternative<scheduler::EngineStarted>(event.fact))
            said.clear();
        const auto *command = std::get_if<scheduler::CommandReceived>(&event.fact);
        for (const std::string_view act : {"ticket", "remove_key", "set_role", "listen", "join refused", "join as"})
            if (command && command->what.starts_with(act))
                ++said[std::string(act == "join as" ? "join" : act)];
    }
    if (said != m_gate->acts())
        m_context.fail("What was done about keys and tickets is not what the journal says of it.");
}

} // namespace weftline::simulation
