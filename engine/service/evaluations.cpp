// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/service/evaluations.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/service/sources.h"

namespace weftline::service {

using scheduler::AttemptName;
using scheduler::NodeIndex;
using scheduler::none;
using scheduler::Purpose;
using scheduler::Run;

namespace {

/// The nodes whose outputs may be seen, each once: those before `node`, or all for the outputs of a run.
std::vector<NodeIndex> visibleFrom(const Run &run, NodeIndex node)
{
    std::vector<NodeIndex> visible;
    if (node == none)
        for (NodeIndex n = 0; n < run.nodes.size(); ++n)
            visible.push_back(n);
    else
        for (const workflow::PlanEdge &edge : run.plan->predecessorsOf(node))
            if (std::find(visible.begin(), visible.end(), edge.node) == visible.end()) // two ports of one branch
                visible.push_back(edge.node);
    return visible;
}

Source sourceOf(const Run &run, NodeIndex index, Purpose purpose, const std::vector<std::string> &before)
{
    if (purpose == Purpose::Outputs) {
        Object outputs;
        for (const auto &[name, source] : run.plan->workflow.outputs)
            outputs.emplace_back(name, source);
        return {std::move(outputs), expressions::Job::Kind::Template};
    }
    const workflow::Node &node = run.plan->workflow.nodes[index];
    if (purpose == Purpose::Expand)
        return {node.map, expressions::Job::Kind::Template};
    return purpose == Purpose::Prepare ? prepareSource(node, before) : runSource(node, before);
}

} // namespace

std::vector<std::string> Evaluations::usedOutputs(const Shared &shared, const std::vector<std::string> &ids) const
{
    using Kind = expressions::Job::Kind;
    if (shared.kind != Kind::Branch)
        return m_evaluator.usedOutputs(*shared.source, shared.kind != Kind::Expression, ids);
    std::vector<std::string> used;
    for (const std::string &expression : expressions::expressionsOfBranch(*shared.source))
        for (std::string &id : m_evaluator.usedOutputs(Value(expression), false, ids))
            used.push_back(std::move(id));
    return used;
}

Result<std::shared_ptr<const expressions::Scope>> Evaluations::scopeOf(const Run &run, const std::vector<NodeIndex> &visible,
                                                                       const std::vector<std::string> &ids, const Shared &shared) const
{
    const auto used = usedOutputs(shared, ids);
    auto scope = std::make_shared<expressions::Scope>();
    scope->params = run.parameters;
    scope->run = Object{{"id", run.id}, {"name", run.name}, {"number", std::int64_t{run.index} + 1}};
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (std::find(used.begin(), used.end(), ids[i]) == used.end())
            continue;
        const auto output = m_values.nodeOutput(run, visible[i]);
        if (!output)
            return tl::unexpected(output.error());
        scope->nodes.emplace_back(ids[i], **output);
    }
    return scope;
}

Result<const Evaluations::Shared *> Evaluations::shared(const Run &run, NodeIndex node, Purpose purpose)
{
    const std::tuple key{run.index, node, purpose};
    const auto found = std::find_if(m_shared.begin(), m_shared.end(), [&](const Shared &entry) { return entry.key == key; });
    if (found != m_shared.end()) {
        m_shared.splice(m_shared.begin(), m_shared, found);
        return &m_shared.front();
    }
    Shared made;
    made.key = key;
    const std::vector<NodeIndex> visible = visibleFrom(run, node);
    std::vector<std::string> ids;
    for (const NodeIndex n : visible)
        ids.push_back(run.plan->workflow.nodes[n].id);
    Source source = sourceOf(run, node, purpose, ids);
    made.source = std::make_shared<const Value>(std::move(source.value));
    made.kind = source.kind;
    auto scope = scopeOf(run, visible, ids, made);
    if (!scope)
        return tl::unexpected(scope.error());
    made.scope = std::move(*scope);
    m_shared.push_front(std::move(made));
    if (m_shared.size() > sharedMax)
        m_shared.pop_back();
    return &m_shared.front();
}

Result<Evaluations::Prepared> Evaluations::prepare(const scheduler::State &state, const AttemptName &attempt)
{
    const Run &run = state.runs[attempt.run];
    const NodeIndex node = attempt.purpose == Purpose::Outputs ? none : run.nodeOf(attempt.task);
    const auto common = shared(run, node, attempt.purpose);
    if (!common)
        return tl::unexpected(common.error());
    Prepared prepared{(*common)->scope, {}};
    prepared.job.kind = (*common)->kind;
    prepared.job.source = (*common)->source;
    if (node != none && attempt.task >= run.nodes.size()) {
        const std::uint32_t index = attempt.task - run.nodes[node].firstTask;
        auto item = m_values.item(run, node, index);
        if (!item)
            return tl::unexpected(item.error());
        prepared.job.item = std::move(*item);
        prepared.job.index = index;
    }
    return prepared;
}

Result<scheduler::Ended> Evaluations::ended(const scheduler::State &state, const AttemptName &attempt, const Result<Value> &result)
{
    scheduler::Ended ended;
    ended.attempt = attempt;
    const auto fail = [&](std::string reason) {
        ended.outcome = scheduler::Outcome::Failed;
        ended.reason = std::move(reason);
        return ended;
    };
    const Run &run = state.runs[attempt.run];
    if (!result)
        return fail(attempt.purpose == Purpose::Outputs
                        ? fmt::format("The run's outputs cannot be evaluated. {}", result.error().message)
                        : fmt::format("Node \"{}\": {}", run.taskName(attempt.task), result.error().message));
    if (attempt.purpose == Purpose::Expand) {
        const List *list = result->asList();
        if (!list)
            return fail(fmt::format("Node \"{}\" cannot be mapped: its expression gives {}{}, not a list. Let \"map\" give a list.",
                                    run.plan->workflow.nodes[run.nodeOf(attempt.task)].id,
                                    result->isNull() ? "" : result->asObject() ? "an " : "a ", result->typeName()));
        ended.count = static_cast<std::uint32_t>(std::min<std::size_t>(list->size(), none));
    }
    Value given = *result;
    if (attempt.purpose == Purpose::Prepare || attempt.purpose == Purpose::Run)
        if (const auto done = finish(run.plan->workflow.nodes[run.nodeOf(attempt.task)], attempt.purpose, given, ended); !done)
            return fail(fmt::format("Node \"{}\": {}", run.taskName(attempt.task), done.error().message));
    const auto kept = m_values.keep(given);
    if (!kept && kept.error().code == ErrorCode::System)
        return tl::unexpected(kept.error());
    if (!kept)
        return fail(kept.error().message);
    ended.output = *kept;
    return ended;
}

Result<Done> Evaluations::finish(const workflow::Node &node, Purpose purpose, Value &given, scheduler::Ended &ended)
{
    if (node.kind == workflow::Kind::Branch) {
        List *both = given.asList();
        const std::int64_t *port = both && both->size() == 2 ? (*both)[0].asInt() : nullptr;
        if (!port || *port < 0 || *port >= static_cast<std::int64_t>(outputPorts(node.kind, node.with).size()))
            return failure(ErrorCode::Corrupt, "The evaluator did not say which case is true. Try again.");
        ended.count = static_cast<std::uint32_t>(*port);
        Value value = std::move((*both)[1]);
        given = std::move(value);
    } else if (node.kind == workflow::Kind::Delay) {
        const Value *text = given.find("for");
        const std::string shown = text && text->asString() ? *text->asString() : text ? toJson(*text) : std::string();
        const auto wait = text && text->asString() ? parseDuration(shown) : Result<Duration>(failure(ErrorCode::InvalidInput, {}));
        if (!wait)
            return failure(ErrorCode::InvalidInput,
                           fmt::format("It cannot wait for \"{}\", which is not a duration. Let \"for\" give a number and a unit, such as \"30s\".",
                                       shown));
        ended.wait = *wait;
        const Value *output = given.find("output");
        Value value = output ? *output : Value();
        given = std::move(value);
    } else if (purpose == Purpose::Prepare) {
        given = preparedParameters(node, std::move(given));
    }
    return Done{};
}

} // namespace weftline::service
