// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/service/evaluations.h"

#include <algorithm>

#include <fmt/format.h>

namespace weftline::service {

using scheduler::AttemptName;
using scheduler::NodeIndex;
using scheduler::Purpose;
using scheduler::Run;

namespace {

constexpr std::size_t usedMax = 4096;

Value outputsTemplate(const workflow::Workflow &workflow)
{
    Object outputs;
    for (const auto &[name, source] : workflow.outputs)
        outputs.emplace_back(name, source);
    return outputs;
}

Value sourceOf(const Run &run, const AttemptName &attempt, bool &isTemplate)
{
    if (attempt.purpose == Purpose::Outputs)
        return outputsTemplate(run.plan->workflow);
    const workflow::Node &node = run.plan->workflow.nodes[run.nodeOf(attempt.task)];
    if (attempt.purpose == Purpose::Expand)
        return node.map;
    if (attempt.purpose == Purpose::Prepare)
        return node.with;
    isTemplate = false;
    const Value *expression = find(node.with, "expression");
    return expression ? *expression : Value();
}

} // namespace

const std::vector<NodeIndex> &Evaluations::usedBy(const Run &run, const AttemptName &attempt, const Evaluation &evaluation)
{
    const NodeIndex node = attempt.purpose == Purpose::Outputs ? scheduler::none : run.nodeOf(attempt.task);
    const std::tuple key{run.index, node, attempt.purpose};
    if (const auto found = m_used.find(key); found != m_used.end())
        return found->second;
    if (m_used.size() >= usedMax)
        m_used.clear();
    std::vector<NodeIndex> candidates;
    std::vector<std::string> ids;
    if (node == scheduler::none) {
        for (NodeIndex n = 0; n < run.nodes.size(); ++n)
            candidates.push_back(n);
    } else {
        for (const workflow::PlanEdge &edge : run.plan->predecessorsOf(node))
            candidates.push_back(edge.node);
    }
    for (const NodeIndex n : candidates)
        ids.push_back(run.plan->workflow.nodes[n].id);
    const auto used = m_evaluator.usedOutputs(evaluation.source, evaluation.isTemplate, ids);
    std::vector<NodeIndex> nodes;
    for (std::size_t i = 0; i < ids.size(); ++i)
        if (std::find(used.begin(), used.end(), ids[i]) != used.end())
            nodes.push_back(candidates[i]);
    return m_used.emplace(key, std::move(nodes)).first->second;
}

Result<Done> Evaluations::addOutputs(const Run &run, const std::vector<NodeIndex> &nodes, Evaluation &evaluation)
{
    for (const NodeIndex node : nodes) {
        const auto output = m_values.nodeOutput(run, node);
        if (!output)
            return tl::unexpected(output.error());
        evaluation.outputs.emplace_back(run.plan->workflow.nodes[node].id, **output);
    }
    return Done{};
}

Result<Evaluation> Evaluations::evaluationOf(const scheduler::State &state, const AttemptName &attempt)
{
    const Run &run = state.runs[attempt.run];
    Evaluation evaluation;
    evaluation.source = sourceOf(run, attempt, evaluation.isTemplate);
    evaluation.parameters = run.parameters;
    evaluation.run = Object{{"id", run.id}, {"name", run.plan->workflow.name}, {"number", std::int64_t{run.index} + 1}};
    const bool isItem = attempt.purpose != Purpose::Outputs && attempt.task >= run.nodes.size();
    if (isItem) {
        const NodeIndex node = run.nodeOf(attempt.task);
        const std::uint32_t index = attempt.task - run.nodes[node].firstTask;
        auto item = m_values.item(run, node, index);
        if (!item)
            return tl::unexpected(item.error());
        evaluation.hasItem = true;
        evaluation.item = std::move(*item);
        evaluation.index = index;
    }
    if (const auto added = addOutputs(run, usedBy(run, attempt, evaluation), evaluation); !added)
        return tl::unexpected(added.error());
    return evaluation;
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
    if (!result)
        return fail(result.error().message);
    const Run &run = state.runs[attempt.run];
    if (attempt.purpose == Purpose::Expand) {
        const List *list = result->asList();
        if (!list)
            return fail(fmt::format("Node \"{}\" cannot be mapped: its expression gives a {}, not a list. Let \"map\" give a list.",
                                    run.plan->workflow.nodes[run.nodeOf(attempt.task)].id, result->typeName()));
        ended.count = static_cast<std::uint32_t>(std::min<std::size_t>(list->size(), scheduler::none));
    }
    const auto kept = m_values.keep(*result);
    if (!kept)
        return fail(kept.error().message);
    ended.output = *kept;
    return ended;
}

} // namespace weftline::service
