// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/workflow/quick_fix.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>

#include <fmt/format.h>

#include "engine/workflow/codec.h"

namespace weftline::workflow {
namespace {

using FixType = QuickFix::Type;

constexpr std::array<std::string_view, 5> typeNames{"set", "rename", "remove", "connect", "fill"};
constexpr std::size_t fixesMax = 16;

std::size_t indexIn(const List &list, const std::string &step)
{
    std::size_t index = list.size();
    const auto read = std::from_chars(step.data(), step.data() + step.size(), index);
    return read.ec == std::errc() && read.ptr == step.data() + step.size() ? index : list.size();
}

Value *childOf(Value &value, const std::string &step)
{
    if (List *list = value.asList()) {
        const std::size_t index = indexIn(*list, step);
        return index < list->size() ? &(*list)[index] : nullptr;
    }
    if (Object *object = value.asObject())
        for (auto &[name, member] : *object)
            if (name == step)
                return &member;
    return nullptr;
}

bool applyToMember(Object &object, const std::string &name, const QuickFix &fix)
{
    const auto found = std::find_if(object.begin(), object.end(), [&](const auto &member) { return member.first == name; });
    if (fix.type == FixType::Set) {
        if (found != object.end())
            found->second = fix.value;
        else
            object.emplace_back(name, fix.value);
        return true;
    }
    if (found == object.end())
        return false;
    if (fix.type == FixType::Remove) {
        object.erase(found);
        return true;
    }
    const std::string *to = fix.value.asString();
    if (!to || find(object, *to))
        return false;
    found->first = *to;
    return true;
}

bool applyToItem(List &list, const std::string &step, const QuickFix &fix)
{
    const std::size_t index = indexIn(list, step);
    if (index >= list.size() || fix.type == FixType::Rename)
        return false;
    if (fix.type == FixType::Set)
        list[index] = fix.value;
    else
        list.erase(list.begin() + static_cast<std::ptrdiff_t>(index));
    return true;
}

Error gone(const QuickFix &fix)
{
    return {ErrorCode::InvalidInput,
            fmt::format("The place \"{}\" is not what it was when the problem was found. Look at the list again.", fix.where),
            fix.where};
}

/// Reads the part back within a workflow of its own.
Result<Workflow> readBack(Object members, const QuickFix &fix)
{
    members.insert(members.begin(), {"weft", formatVersion});
    for (const char *const list : {"nodes", "edges"})
        if (!find(members, list))
            members.emplace_back(list, List{});
    Problems problems;
    Workflow read = fromValue(std::move(members), problems);
    if (hasErrors(problems))
        return tl::unexpected(Error{ErrorCode::InvalidInput, problems.front().message + " " + problems.front().fix, fix.where});
    return read;
}

} // namespace

std::vector<std::string> pointerSteps(std::string_view pointer)
{
    std::vector<std::string> steps;
    while (!pointer.empty() && pointer.front() == '/') {
        pointer.remove_prefix(1);
        const std::size_t end = std::min(pointer.find('/'), pointer.size());
        std::string step;
        for (std::size_t i = 0; i < end; ++i) {
            const bool isEscape = pointer[i] == '~' && i + 1 < end;
            step += isEscape ? (pointer[++i] == '1' ? '/' : '~') : pointer[i];
        }
        steps.push_back(std::move(step));
        pointer.remove_prefix(end);
    }
    return steps;
}

bool applyWithin(Value &value, std::string_view pointer, const QuickFix &fix)
{
    const std::vector<std::string> steps = pointerSteps(pointer);
    if (steps.empty() || fix.type == FixType::Connect || fix.type == FixType::Fill)
        return false;
    Value *at = &value;
    for (std::size_t i = 0; at && i + 1 < steps.size(); ++i)
        at = childOf(*at, steps[i]);
    if (!at)
        return false;
    if (Object *object = at->asObject())
        return applyToMember(*object, steps.back(), fix);
    List *list = at->asList();
    return list && applyToItem(*list, steps.back(), fix);
}

Result<Node> fixedNode(const Node &node, std::string_view pointer, const QuickFix &fix)
{
    Value value = toValue(node);
    if (!applyWithin(value, pointer, fix))
        return tl::unexpected(gone(fix));
    Result<Workflow> read = readBack({{"nodes", List{std::move(value)}}}, fix);
    if (!read)
        return tl::unexpected(read.error());
    return std::move(read->nodes.front());
}

Result<Edge> fixedEdge(const Edge &edge, std::string_view pointer, const QuickFix &fix)
{
    Value value = toValue(edge);
    if (const List *ends = value.asList()) // the short form has no members
        value = Object{{"from", (*ends)[0]}, {"to", (*ends)[1]}};
    if (!applyWithin(value, pointer, fix))
        return tl::unexpected(gone(fix));
    Result<Workflow> read = readBack({{"edges", List{std::move(value)}}}, fix);
    if (!read)
        return tl::unexpected(read.error());
    return std::move(read->edges.front());
}

Result<AlertRule> fixedRule(const AlertRule &rule, std::string_view pointer, const QuickFix &fix)
{
    Value value = toValue(rule);
    if (!applyWithin(value, pointer, fix))
        return tl::unexpected(gone(fix));
    Result<Workflow> read = readBack({{"alerts", List{std::move(value)}}}, fix);
    if (!read)
        return tl::unexpected(read.error());
    if (read->alerts.empty())
        return tl::unexpected(gone(fix));
    return std::move(read->alerts.front());
}

Result<Workflow> fixedHead(const Workflow &workflow, std::string_view pointer, const QuickFix &fix)
{
    Workflow head;
    head.name = workflow.name;
    head.description = workflow.description;
    head.parameters = workflow.parameters;
    head.outputs = workflow.outputs;
    Value value = toValue(head);
    if (!applyWithin(value, pointer, fix))
        return tl::unexpected(gone(fix));
    return readBack(std::move(*value.asObject()), fix);
}

Value toValue(const std::vector<QuickFix> &fixes)
{
    List list;
    for (const QuickFix &fix : fixes)
        list.push_back(Object{{"type", typeNames[static_cast<std::size_t>(fix.type)]}, {"where", fix.where}, {"value", fix.value}, {"name", fix.name}});
    return list;
}

std::vector<QuickFix> quickFixesFrom(const Value *value)
{
    std::vector<QuickFix> fixes;
    const List *list = value ? value->asList() : nullptr;
    for (const Value &entry : list ? *list : List{}) {
        const Value *type = entry.find("type");
        const Value *where = entry.find("where");
        const Value *with = entry.find("value");
        const Value *name = entry.find("name");
        const auto known = type && type->asString() ? std::find(typeNames.begin(), typeNames.end(), *type->asString()) : typeNames.end();
        if (known != typeNames.end() && where && where->asString() && with && fixes.size() < fixesMax)
            fixes.push_back({static_cast<FixType>(known - typeNames.begin()), *where->asString(), *with,
                             name && name->asString() ? *name->asString() : std::string()});
    }
    return fixes;
}

} // namespace weftline::workflow
