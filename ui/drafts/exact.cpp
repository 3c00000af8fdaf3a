// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/drafts/exact.h"

#include <algorithm>
#include <set>

namespace weftline::ui::drafts {
namespace {

// No member of a workflow has this name alone in its object, unless toExact() put it there.
constexpr const char *pairsName = "weftline pairs";

bool needsPairs(const Object &object)
{
    if (object.size() == 1)
        return object.front().first == pairsName;
    std::set<std::string_view> names;
    return std::any_of(object.begin(), object.end(), [&](const auto &member) { return !names.insert(member.first).second; });
}

const List *pairsIn(const Object &object)
{
    return object.size() == 1 && object.front().first == pairsName ? object.front().second.asList() : nullptr;
}

} // namespace

Value toExact(const Value &value)
{
    if (const List *list = value.asList()) {
        List out;
        for (const Value &one : *list)
            out.push_back(toExact(one));
        return out;
    }
    const Object *object = value.asObject();
    if (!object)
        return value;
    Object members;
    for (const auto &[name, member] : *object)
        members.emplace_back(name, toExact(member));
    if (!needsPairs(*object))
        return members;
    List pairs;
    for (auto &[name, member] : members)
        pairs.emplace_back(List{name, std::move(member)});
    return Object{{pairsName, std::move(pairs)}};
}

Value fromExact(const Value &value)
{
    if (const List *list = value.asList()) {
        List out;
        for (const Value &one : *list)
            out.push_back(fromExact(one));
        return out;
    }
    const Object *object = value.asObject();
    if (!object)
        return value;
    Object members;
    if (const List *pairs = pairsIn(*object)) {
        for (const Value &pair : *pairs)
            if (const List *both = pair.asList(); both && both->size() == 2 && both->front().asString())
                members.emplace_back(*both->front().asString(), fromExact(both->back()));
        return members;
    }
    for (const auto &[name, member] : *object)
        members.emplace_back(name, fromExact(member));
    return members;
}

} // namespace weftline::ui::drafts
