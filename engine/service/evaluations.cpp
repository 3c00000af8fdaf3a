// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/service/evaluations.h"

#include <algorithm>

#include <fmt/format.h>

namespace weftline::service {

using scheduler::AttemptName;
using scheduler::NodeIndex;
using scheduler::none;
using scheduler::Purpose;
using scheduler::Run;

namespace {

Value sourceOf(const Run &run, NodeIndex index, Purpose purpose)
{
    if (purpose == Purpose::Outputs) {
        Object outputs;
        for (const auto &[name, source] : run.plan->workflow.outputs)
            outputs.emplace_back(name, source);
        return outputs;
    }
    const workflow::Node &node = run.plan->workflow.nodes[index];
    if (purpose == Purpose::Expand)
        return node.map;
    if (purpose == Purpose::Prepare)
        return node.with;
    const Value *expression = find(node.with, "expression");
    return expression ? *expression : Value();
}

} // namespace

Result<std::shared_ptr<const expressions::Scope>> Evaluations::scopeOf(const Run &run, NodeIndex node, const Shared &shared) const
{
    std::vector<NodeIndex> candidates;
    if (node == none) { // the outputs of a run may name any node
        for (NodeIndex n = 0; n < run.nodes.size(); ++n)
            candidates.push_back(n);
    } else {
        for (const workflow::PlanEdge &edge : run.plan->predecessorsOf(node))
            candidates.push_back(edge.node);
    }
    std::vector<std::string> ids;
    for (const NodeIndex n : candidates)
        ids.push_back(run.plan->workflow.nodes[n].id);
    const auto used = m_evaluator.usedOutputs(*shared.source, shared.kind == expressions::Job::Kind::Template, ids);
    auto scope = std::make_shared<expressions::Scope>();
    scope->params = run.parameters;
    scope->run = Object{{"id", run.id}, {"name", run.plan->workflow.name}, {"number", std::int64_t{run.index} + 1}};
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (std::find(used.begin(), used.end(), ids[i]) == used.end())
            continue;
        const auto output = m_values.nodeOutput(run, candidates[i]);
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
    made.source = std::make_shared<const Value>(sourceOf(run, node, purpose));
    if (purpose == Purpose::Run)
        made.kind = expressions::Job::Kind::Expression;
    auto scope = scopeOf(run, node, made);
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

scheduler::Ended Evaluations::ended(const scheduler::State &state, const AttemptName &attempt, const Result<Value> &result)
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
    const auto kept = m_values.keep(*result);
    if (!kept)
        return fail(kept.error().message);
    ended.output = *kept;
    return ended;
}

} // namespace weftline::service
