// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/service/sources.h"

#include <fmt/format.h>

namespace weftline::service {

using expressions::Job;
using workflow::Kind;
using workflow::Node;
using workflow::NodeId;

namespace {

std::string outputOf(const NodeId &node) { return fmt::format("nodes[{}].output", toJson(Value(node))); }

/// `{"a": nodes["a"].output, …}`
std::string outputsOf(std::span<const NodeId> before)
{
    std::string all;
    for (const NodeId &node : before)
        all += fmt::format("{}{}: {}", all.empty() ? "" : ", ", toJson(Value(node)), outputOf(node));
    return "{" + all + "}";
}

/// What came into a node: its item, the output of the only node before it, or an object of all.
std::string passedOn(const Node &node, std::span<const NodeId> before)
{
    if (!node.map.empty())
        return "item";
    if (before.size() == 1)
        return outputOf(before.front());
    return before.empty() ? std::string("null") : "(" + outputsOf(before) + ")";
}

std::string scriptInput(const Node &node, std::span<const NodeId> before)
{
    const bool mapped = !node.map.empty();
    return fmt::format("${{({{\"params\": params, \"item\": {}, \"index\": {}, \"run\": run, \"nodes\": {}}})}}",
                       mapped ? "item" : "null", mapped ? "index" : "0", outputsOf(before));
}

bool isVerbatim(Kind kind, std::string_view name)
{
    const workflow::Field *field = workflow::fieldOf(kind, name);
    return field && field->isVerbatim();
}

std::string textIn(const Object &with, std::string_view name)
{
    const Value *value = find(with, name);
    return value && value->asString() ? *value->asString() : std::string();
}

} // namespace

Source runSource(const Node &node, std::span<const NodeId> before)
{
    if (node.kind != Kind::Branch)
        return {textIn(node.with, "expression"), Job::Kind::Expression};
    List cases;
    if (const Value *all = find(node.with, "cases"); all && all->asList())
        for (const Value &one : *all->asList())
            cases.push_back(one.asObject() ? Value(textIn(*one.asObject(), "when")) : Value());
    const std::string value = textIn(node.with, "value");
    return {Object{{"cases", std::move(cases)}, {"value", value.empty() ? passedOn(node, before) : value}}, Job::Kind::Branch};
}

Source prepareSource(const Node &node, std::span<const NodeId> before)
{
    if (node.kind == Kind::Delay)
        return {Object{{"for", textIn(node.with, "for")}, {"output", "${" + passedOn(node, before) + "}"}}, Job::Kind::Template};
    Object with;
    for (const auto &[name, value] : node.with)
        if (!isVerbatim(node.kind, name))
            with.emplace_back(name, value);
    if (node.kind == Kind::Script && !find(with, "input"))
        with.emplace_back("input", scriptInput(node, before));
    return {std::move(with), Job::Kind::Parameters};
}

Value preparedParameters(const Node &node, Value evaluated)
{
    Object with;
    for (const auto &[name, value] : node.with) {
        const Value *made = isVerbatim(node.kind, name) ? &value : evaluated.find(name);
        if (made)
            with.emplace_back(name, *made);
    }
    if (Object *all = evaluated.asObject())
        for (auto &[name, value] : *all)
            if (!find(with, name))
                with.emplace_back(name, std::move(value));
    return with;
}

} // namespace weftline::service
