// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/workflow/plan.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include <fmt/format.h>

#include "engine/workflow/template.h"
#include "engine/workflow/validate.h"

namespace weftline::workflow {
namespace {

using IndexById = std::unordered_map<std::string_view, NodeIndex>; // looked up only, never iterated

/// The place of `name` among `names`, where it is put if it is not there.
std::size_t placeOf(std::vector<std::string> &names, const std::string &name)
{
    const auto found = std::find(names.begin(), names.end(), name);
    const auto index = static_cast<std::size_t>(found - names.begin());
    if (found == names.end())
        names.push_back(name);
    return index;
}

/// Whether the evaluator has something to do before anybody else gets a task of the node.
bool isPrepared(const Node &node)
{
    if (carrierOf(node.kind) == Carrier::Evaluator)
        return false; // it does all at once
    if (node.kind == Kind::Delay || (node.kind == Kind::Script && !find(node.with, "input")))
        return true; // how long it waits, and what it gets on standard input
    for (const auto &[name, value] : node.with)
        if (const Field *field = fieldOf(node.kind, name); !(field && field->isVerbatim()) && containsExpression(value))
            return true;
    return false;
}

void compileNodes(Plan &plan)
{
    plan.nodes.reserve(plan.workflow.nodes.size());
    for (const Node &node : plan.workflow.nodes) {
        PlanNode compiled;
        compiled.kind = node.kind;
        compiled.mapped = !node.map.empty();
        compiled.prepared = isPrepared(node);
        compiled.disabled = node.disabled;
        compiled.once = node.once;
        if (node.kind == Kind::Branch)
            compiled.portCount = static_cast<std::uint16_t>(outputPorts(node.kind, node.with).size());
        compiled.priority = static_cast<std::int16_t>(node.priority);
        compiled.pool = static_cast<std::uint16_t>(placeOf(plan.pools, node.pool));
        if (!node.lock.empty())
            compiled.lock = static_cast<std::uint32_t>(placeOf(plan.locks, node.lock));
        plan.hasCare = plan.hasCare || node.once || !node.lock.empty();
        compiled.lossesMax = static_cast<std::uint16_t>(node.lossesMax);
        compiled.timeout = node.timeout.value_or(Duration{0});
        compiled.retry = node.retry;
        plan.nodes.push_back(compiled);
    }
}

/// Counting sort of the edges by one end: the other ends of node n stand together, in the order of the file.
void compileEdges(Plan &plan, const IndexById &indices)
{
    struct Ends
    {
        NodeIndex from;
        NodeIndex to;
    };
    std::vector<Ends> ends;
    ends.reserve(plan.workflow.edges.size());
    for (const Edge &edge : plan.workflow.edges) {
        ends.push_back({indices.at(edge.from), indices.at(edge.to)});
        ++plan.nodes[ends.back().from].successorCount;
        PlanNode &target = plan.nodes[ends.back().to];
        ++target.predecessorCount;
        target.awaitsFailure = target.awaitsFailure || edge.on == EdgeCondition::Failure;
    }
    std::uint32_t successors = 0;
    std::uint32_t predecessors = 0;
    for (PlanNode &node : plan.nodes) {
        node.firstSuccessor = successors;
        node.firstPredecessor = predecessors;
        successors += node.successorCount;
        predecessors += node.predecessorCount;
    }
    plan.successors.resize(successors);
    plan.predecessors.resize(predecessors);
    std::vector<std::uint32_t> filledOut(plan.nodes.size());
    std::vector<std::uint32_t> filledIn(plan.nodes.size());
    for (std::size_t i = 0; i < ends.size(); ++i) {
        const auto [from, to] = ends[i];
        const Edge &edge = plan.workflow.edges[i];
        const Node &source = plan.workflow.nodes[from];
        const std::uint16_t port = outputPortIndex(source.kind, source.with, edge.fromPort).value_or(0);
        plan.successors[plan.nodes[from].firstSuccessor + filledOut[from]++] = {to, port, edge.on};
        plan.predecessors[plan.nodes[to].firstPredecessor + filledIn[to]++] = {from, port, edge.on};
    }
}

/// Kahn's algorithm from the ends backwards; the graph is known to have no cycle.
void computeHeights(Plan &plan)
{
    std::vector<std::uint32_t> open(plan.nodes.size());
    std::vector<NodeIndex> done;
    done.reserve(plan.nodes.size());
    for (NodeIndex n = 0; n < plan.nodes.size(); ++n) {
        open[n] = plan.nodes[n].successorCount;
        if (open[n] == 0)
            done.push_back(n);
    }
    for (std::size_t i = 0; i < done.size(); ++i) {
        PlanNode &node = plan.nodes[done[i]];
        for (const PlanEdge &edge : plan.successorsOf(done[i]))
            node.height = std::max(node.height, plan.nodes[edge.node].height);
        ++node.height;
        for (const PlanEdge &edge : plan.predecessorsOf(done[i]))
            if (--open[edge.node] == 0)
                done.push_back(edge.node);
    }
}

bool fits(const Value &value, ParameterType type)
{
    switch (type) {
    case ParameterType::String: return value.asString() != nullptr;
    case ParameterType::Number: return value.asInt() || value.asDouble();
    case ParameterType::Boolean: return value.asBool() != nullptr;
    case ParameterType::List: return value.asList() != nullptr;
    case ParameterType::Object: return value.asObject() != nullptr;
    case ParameterType::Any: return true;
    }
    return false;
}

constexpr std::string_view typeWords[] = {"string", "number", "boolean", "list", "object", "any"};

} // namespace

Result<std::shared_ptr<const Plan>> compile(Workflow workflow)
{
    for (const Problem &problem : validate(workflow))
        if (problem.severity == Severity::Error)
            return failure(ErrorCode::InvalidInput,
                           fmt::format("Workflow \"{}\" cannot run. {} {}", workflow.name, problem.message, problem.fix),
                           problem.where);
    const auto plan = std::make_shared<Plan>();
    plan->workflow = std::move(workflow);
    IndexById indices;
    for (NodeIndex n = 0; n < plan->workflow.nodes.size(); ++n)
        indices.emplace(plan->workflow.nodes[n].id, n);
    compileNodes(*plan);
    compileEdges(*plan, indices);
    computeHeights(*plan);
    for (NodeIndex n = 0; n < plan->nodes.size(); ++n)
        if (plan->nodes[n].predecessorCount == 0)
            plan->roots.push_back(n);
    return plan;
}

Result<Object> resolveParameters(const Workflow &workflow, const Object &given)
{
    for (const auto &[name, value] : given) {
        const auto known = std::find_if(workflow.parameters.begin(), workflow.parameters.end(),
                                        [&name = name](const Parameter &parameter) { return parameter.name == name; });
        if (known == workflow.parameters.end())
            return failure(ErrorCode::InvalidInput,
                           fmt::format("Workflow \"{}\" has no parameter \"{}\". Its parameters stand under \"parameters\" in the file.",
                                       workflow.name, name),
                           name);
    }
    Object resolved;
    for (const Parameter &parameter : workflow.parameters) {
        const Value *value = find(given, parameter.name);
        if (!value && !parameter.defaultValue)
            return failure(ErrorCode::InvalidInput,
                           fmt::format("Parameter \"{0}\" has no value and no default. Give one: -p {0}=VALUE.", parameter.name),
                           parameter.name);
        const Value &chosen = value ? *value : *parameter.defaultValue;
        if (!fits(chosen, parameter.type))
            return failure(ErrorCode::InvalidInput,
                           fmt::format("Parameter \"{}\" must be of type {}, and a {} was given.", parameter.name,
                                       typeWords[static_cast<std::size_t>(parameter.type)], chosen.typeName()),
                           parameter.name);
        resolved.emplace_back(parameter.name, chosen);
    }
    return resolved;
}

} // namespace weftline::workflow
