// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/workflow/codec.h"

#include "engine/workflow/names.h"

#include <fmt/format.h>

#include <cmath>

// Writing; reading stands in decode.cpp.

namespace weftline::workflow {
namespace {

/// Whole numbers without ".0": coordinates and factors are nearly always whole.
Value tidyNumber(double number)
{
    if (std::abs(number) < 1e15 && std::floor(number) == number)
        return static_cast<std::int64_t>(number);
    return number;
}

Value toValue(const Retry &retry)
{
    const Retry defaults;
    Object out;
    if (retry.max != defaults.max)
        out.emplace_back("max", retry.max);
    if (retry.backoff != defaults.backoff)
        out.emplace_back("backoff", formatDuration(retry.backoff));
    if (retry.factor != defaults.factor)
        out.emplace_back("factor", tidyNumber(retry.factor));
    if (retry.delayMax != defaults.delayMax)
        out.emplace_back("max_delay", formatDuration(retry.delayMax));
    if (retry.jitter != defaults.jitter)
        out.emplace_back("jitter", retry.jitter);
    return out;
}

Value portToValue(const NodeId &node, const std::string &port, std::string_view usual)
{
    if (port == usual)
        return node;
    return List{node, port};
}

Value toValue(const Parameter &parameter)
{
    Object out;
    out.emplace_back("type", parameterTypeNames[static_cast<std::size_t>(parameter.type)]);
    if (parameter.defaultValue)
        out.emplace_back("default", *parameter.defaultValue);
    if (!parameter.description.empty())
        out.emplace_back("description", parameter.description);
    out.insert(out.end(), parameter.extra.begin(), parameter.extra.end());
    return out;
}

template <typename Range, typename NameOf, typename ValueOf>
void addObject(Object &out, const char *name, const Range &range, NameOf nameOf, ValueOf valueOf)
{
    if (range.empty())
        return;
    Object members;
    members.reserve(range.size());
    for (const auto &entry : range)
        members.emplace_back(nameOf(entry), valueOf(entry));
    out.emplace_back(name, std::move(members));
}

template <typename Range>
Value listOf(const Range &range)
{
    List list;
    list.reserve(range.size());
    for (const auto &entry : range)
        list.push_back(toValue(entry));
    return list;
}

/// Members of "retry" that this version does not know live in the node's `extra`, under that name.
void addRetry(Object &out, const Node &node)
{
    Value retry = toValue(node.retry);
    if (const Value *unknown = find(node.extra, "retry"); unknown && unknown->asObject())
        for (const auto &[name, value] : *unknown->asObject())
            retry.set(name, value);
    if (!retry.asObject()->empty())
        out.emplace_back("retry", std::move(retry));
}

} // namespace

Value toValue(const Layout &layout)
{
    Object out;
    if (!layout.nodes.empty()) {
        Object places;
        places.reserve(layout.nodes.size());
        for (const auto &[id, point] : layout.nodes)
            places.emplace_back(id, List{tidyNumber(point.x), tidyNumber(point.y)});
        out.emplace_back("nodes", std::move(places));
    }
    out.insert(out.end(), layout.extra.begin(), layout.extra.end());
    return out;
}

Value toValue(const Node &node)
{
    const Node defaults;
    Object out;
    out.emplace_back("id", node.id);
    const std::string_view unknownKind = unknownKindOf(node);
    out.emplace_back("kind", unknownKind.empty() ? infoOf(node.kind).name : unknownKind);
    if (!node.title.empty())
        out.emplace_back("title", node.title);
    if (!node.map.empty())
        out.emplace_back("map", node.map);
    if (!node.with.empty())
        out.emplace_back("with", node.with);
    addRetry(out, node);
    if (node.lossesMax != defaults.lossesMax)
        out.emplace_back("losses", node.lossesMax);
    if (node.timeout)
        out.emplace_back("timeout", formatDuration(*node.timeout));
    if (node.priority != defaults.priority)
        out.emplace_back("priority", node.priority);
    if (node.pool != defaults.pool)
        out.emplace_back("pool", node.pool);
    if (node.once)
        out.emplace_back("once", true);
    if (!node.lock.empty())
        out.emplace_back("lock", node.lock);
    if (node.disabled)
        out.emplace_back("disabled", true);
    for (const auto &[name, value] : node.extra)
        if (name != "retry" && name != "kind")
            out.emplace_back(name, value);
    return out;
}

Value toValue(const Edge &edge)
{
    const Edge defaults;
    const bool plain = edge.fromPort == defaults.fromPort && edge.toPort == defaults.toPort && edge.on == defaults.on;
    if (plain && edge.extra.empty())
        return List{edge.from, edge.to};
    Object out;
    out.emplace_back("from", portToValue(edge.from, edge.fromPort, defaults.fromPort));
    out.emplace_back("to", portToValue(edge.to, edge.toPort, defaults.toPort));
    if (edge.on != defaults.on)
        out.emplace_back("on", edgeConditionNames[static_cast<std::size_t>(edge.on)]);
    out.insert(out.end(), edge.extra.begin(), edge.extra.end());
    return out;
}

Value toValue(const Workflow &workflow)
{
    Object out;
    out.emplace_back("weft", formatVersion);
    out.emplace_back("name", workflow.name);
    if (!workflow.description.empty())
        out.emplace_back("description", workflow.description);
    addObject(
        out, "parameters", workflow.parameters, [](const Parameter &p) { return p.name; },
        [](const Parameter &p) { return toValue(p); });
    out.emplace_back("nodes", listOf(workflow.nodes));
    out.emplace_back("edges", listOf(workflow.edges));
    if (!workflow.alerts.empty())
        out.emplace_back("alerts", listOf(workflow.alerts));
    out.insert(out.end(), workflow.extra.begin(), workflow.extra.end());
    addObject(
        out, "outputs", workflow.outputs, [](const auto &output) { return output.first; },
        [](const auto &output) { return Value(output.second); });
    Value layout = toValue(workflow.layout);
    if (!layout.asObject()->empty())
        out.emplace_back("layout", std::move(layout));
    return out;
}

} // namespace weftline::workflow
