// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/service/value_page.h"

#include <algorithm>

#include <fmt/format.h>

namespace weftline::service {
namespace {

using client::ValueMember;
using client::ValuePage;
using client::ValueQuery;
using scheduler::Position;

constexpr std::size_t membersMax = 500;
constexpr std::size_t memberBytes = 2048; ///< A member up to this large is sent whole.
constexpr std::size_t textPage = 64U << 10U; ///< Of a text that is looked at itself.
constexpr std::size_t pageBytes = 512U << 10U;

/// About how much the value takes; counts no further than `most`.
std::size_t weightOf(const Value &value, std::size_t most)
{
    std::size_t weight = 8;
    if (const std::string *text = value.asString())
        weight += text->size();
    if (const List *list = value.asList())
        for (std::size_t i = 0; i < list->size() && weight <= most; ++i)
            weight += weightOf((*list)[i], most - weight);
    if (const Object *object = value.asObject())
        for (std::size_t i = 0; i < object->size() && weight <= most; ++i)
            weight += (*object)[i].first.size() + weightOf((*object)[i].second, most - weight);
    return weight;
}

std::uint64_t countOf(const Value &value)
{
    if (const List *list = value.asList())
        return list->size();
    if (const Object *object = value.asObject())
        return object->size();
    return value.asString() ? value.asString()->size() : 0;
}

/// From `from` on about `size` bytes, and never half a character.
std::string part(const std::string &text, std::size_t from, std::size_t size)
{
    const auto isInside = [&](std::size_t at) { return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U; };
    while (isInside(from))
        ++from;
    std::size_t end = std::min(from + size, text.size());
    while (end > from && isInside(end))
        --end;
    return from < text.size() ? text.substr(from, end - from) : std::string();
}

ValueMember memberOf(Value key, const Value &value)
{
    ValueMember member{std::move(key), std::string(value.typeName()), countOf(value), {}, true};
    member.isWhole = weightOf(value, memberBytes) <= memberBytes;
    if (member.isWhole)
        member.value = value;
    else if (value.asString())
        member.value = part(*value.asString(), 0, memberBytes);
    return member;
}

/// Goes the way into the value; nullptr where it does not lead on.
const Value *follow(const Value &value, const List &path)
{
    const Value *at = &value;
    for (const Value &step : path) {
        if (const std::string *name = step.asString()) {
            at = at->find(*name);
        } else {
            const List *list = at->asList();
            const std::int64_t place = step.asInt() ? *step.asInt() : -1;
            at = list && place >= 0 && static_cast<std::size_t>(place) < list->size() ? &(*list)[static_cast<std::size_t>(place)] : nullptr;
        }
        if (!at)
            return nullptr;
    }
    return at;
}

void fill(ValuePage &page, const Value &value, const ValueQuery &query)
{
    page.isThere = true;
    page.self = memberOf({}, value);
    const std::size_t count = std::clamp<std::size_t>(query.countMax, 1, membersMax);
    const std::size_t total = countOf(value);
    std::size_t at = std::min<std::size_t>(query.from, total);
    if (const std::string *text = value.asString()) {
        const std::string shown = part(*text, at, textPage);
        page.self.isWhole = shown.size() == text->size();
        at = page.self.isWhole ? total : at + std::max<std::size_t>(shown.size(), 1);
        page.self.value = shown;
    } else if (value.asList() || value.asObject()) {
        std::size_t bytes = 0;
        for (; at < total && page.members.size() < count && bytes < pageBytes; ++at) {
            const bool isList = value.asList() != nullptr;
            Value key = isList ? Value(static_cast<std::int64_t>(at)) : Value((*value.asObject())[at].first);
            page.members.push_back(memberOf(std::move(key), isList ? (*value.asList())[at] : (*value.asObject())[at].second));
            bytes += weightOf(page.members.back().value, memberBytes);
        }
    } else {
        at = total;
    }
    page.next = at;
    page.atEnd = at >= total;
}

/// What the event at `position` holds, with when it was and how large.
Result<std::shared_ptr<const Value>> valueAt(Values &values, Position position, ValuePage &page)
{
    if (position == 0)
        return std::shared_ptr<const Value>();
    const auto payload = values.payload(position);
    if (!payload)
        return tl::unexpected(payload.error());
    page.bytes = payload->size;
    if (const auto event = values.journal().read(position))
        page.at = event->at;
    return values.value(position);
}

Result<std::shared_ptr<const Value>> find(Values &values, const scheduler::Run &run, const ValueQuery &query, ValuePage &page)
{
    const scheduler::NodeState &node = run.nodes[query.node];
    const scheduler::Task &task = run.tasks[node.firstTask + query.item];
    if (query.part == "output")
        return valueAt(values, task.outputAt, page);
    if (query.part == "inputs") {
        const auto inputs = values.nodeInputs(run, query.node);
        return inputs ? Result<std::shared_ptr<const Value>>(std::make_shared<const Value>(*inputs)) : tl::unexpected(inputs.error());
    }
    if (query.part == "parameters")
        return task.withAt != 0 ? valueAt(values, task.withAt, page)
                                : std::make_shared<const Value>(run.plan->workflow.nodes[query.node].with);
    if (query.part != "item")
        return failure(ErrorCode::InvalidInput, fmt::format("A task has no part \"{}\".", query.part), "part");
    if (node.listAt == 0)
        return std::shared_ptr<const Value>();
    const auto item = values.item(run, query.node, query.item);
    return item ? Result<std::shared_ptr<const Value>>(std::make_shared<const Value>(*item)) : tl::unexpected(item.error());
}

} // namespace

Result<ValuePage> valuePage(const scheduler::State &state, Values &values, const ValueQuery &query)
{
    const scheduler::Run *run = state.run(query.run);
    if (!run)
        return failure(ErrorCode::NotFound, fmt::format("There is no run \"{}\" here.", query.run), "run");
    if (query.node >= run->nodes.size())
        return failure(ErrorCode::NotFound, fmt::format("Run \"{}\" has no node {}.", query.run, query.node), "node");
    if (run->tasks.size() < run->nodes.size())
        return failure(ErrorCode::NotFound,
                       fmt::format("The values of run \"{}\" are not held any more: {} runs have ended after it. Run the workflow again to see them.",
                                   query.run, scheduler::finishedRunsKept), "run");
    if (query.item >= run->nodes[query.node].taskCount)
        return failure(ErrorCode::NotFound, fmt::format("Node \"{}\" has no item {}.", run->plan->workflow.nodes[query.node].id, query.item), "item");
    ValuePage page;
    const auto value = find(values, *run, query, page);
    if (!value)
        return tl::unexpected(value.error());
    if (!*value)
        return page;
    const Value *const there = follow(**value, query.path);
    if (!there)
        return failure(ErrorCode::NotFound, "The value has no such member any more.", "path");
    fill(page, *there, query);
    return page;
}

} // namespace weftline::service
