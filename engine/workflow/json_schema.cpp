// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/workflow/json_schema.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "engine/workflow/names.h"
#include "engine/workflow/problem.h"

namespace weftline::workflow {
namespace {

using Fault = std::optional<SchemaFault>;

constexpr int depthMax = 64;
constexpr std::size_t shownMax = 60;

constexpr std::array<std::string_view, 7> types{"null", "boolean", "integer", "number", "string", "array", "object"};
constexpr std::array<std::string_view, 6> explaining{"$schema", "$comment", "title", "description", "default", "examples"};
constexpr std::array<std::string_view, 4> counts{"minItems", "maxItems", "minLength", "maxLength"};
constexpr std::array<std::string_view, 4> bounds{"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"};
constexpr std::array<std::string_view, 16> checking{"type",     "enum",     "const",     "anyOf",     "properties", "required",
                                                    "additionalProperties", "items",     "minItems",  "maxItems",   "minLength",
                                                    "maxLength", "minimum", "maximum",   "exclusiveMinimum", "exclusiveMaximum"};

template <std::size_t count>
bool contains(const std::array<std::string_view, count> &names, std::string_view name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::optional<double> realOf(const Value &value)
{
    if (const std::int64_t *whole = value.asInt())
        return static_cast<double>(*whole);
    if (const double *real = value.asDouble())
        return *real;
    return std::nullopt;
}

/// 1 and 1.0 are the same number in JSON; members of objects have no order.
bool isSame(const Value &a, const Value &b)
{
    if (const auto left = realOf(a), right = realOf(b); left && right)
        return a.asInt() && b.asInt() ? *a.asInt() == *b.asInt() : *left == *right;
    const List *lists[] = {a.asList(), b.asList()};
    if (lists[0] && lists[1])
        return std::equal(lists[0]->begin(), lists[0]->end(), lists[1]->begin(), lists[1]->end(), isSame);
    const Object *objects[] = {a.asObject(), b.asObject()};
    if (objects[0] && objects[1])
        return objects[0]->size() == objects[1]->size()
            && std::all_of(objects[0]->begin(), objects[0]->end(), [&](const auto &member) {
                   const Value *other = b.find(member.first);
                   return other && isSame(member.second, *other);
               });
    return a == b;
}

std::string shown(const Value &value)
{
    std::string text = toJson(value);
    if (text.size() <= shownMax)
        return text;
    std::size_t end = shownMax;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80)
        --end;
    return text.substr(0, end) + "…";
}

Fault fault(std::string where, std::string message, std::string fix) { return SchemaFault{std::move(where), std::move(message), std::move(fix)}; }

// The schema itself

Fault checkSchema(const Value &schema, const std::string &where, int depth);

Fault checkType(const Value &type, const std::string &where)
{
    const auto one = [&](const Value &name) { return name.asString() && contains(types, *name.asString()); };
    const List *list = type.asList();
    if (one(type) || (list && !list->empty() && std::all_of(list->begin(), list->end(), one)))
        return {};
    return fault(where, fmt::format("{} is no type of JSON Schema.", shown(type)),
                 fmt::format("A type is one of {}, or a list of these.", quotedList(types)));
}

Fault checkSchemas(const Value &schemas, const std::string &where, int depth)
{
    const List *list = schemas.asList();
    if (!list || list->empty())
        return fault(where, fmt::format("{} is no list of schemas.", shown(schemas)), "Write a list with at least one schema.");
    for (std::size_t i = 0; i < list->size(); ++i)
        if (Fault wrong = checkSchema((*list)[i], fmt::format("{}/{}", where, i), depth))
            return wrong;
    return {};
}

Fault checkProperties(const Value &properties, const std::string &where, int depth)
{
    const Object *object = properties.asObject();
    if (!object)
        return fault(where, fmt::format("{} is no object of schemas.", shown(properties)), "Write an object: a name and its schema each.");
    for (const auto &[name, schema] : *object)
        if (Fault wrong = checkSchema(schema, where + pointerStep(name), depth))
            return wrong;
    return {};
}

Fault checkKeyword(const std::string &name, const Value &value, const std::string &where, int depth)
{
    if (name == "type")
        return checkType(value, where);
    if (name == "properties")
        return checkProperties(value, where, depth);
    if (name == "items" || name == "additionalProperties")
        return checkSchema(value, where, depth);
    if (name == "anyOf")
        return checkSchemas(value, where, depth);
    const List *list = value.asList();
    if (name == "enum" && (!list || list->empty()))
        return fault(where, fmt::format("{} is no list of values.", shown(value)), "Write a list with at least one value.");
    if (name == "required" && (!list || !std::all_of(list->begin(), list->end(), [](const Value &v) { return v.asString(); })))
        return fault(where, fmt::format("{} is no list of names.", shown(value)), "Write a list of names in double quotes.");
    if (contains(counts, name) && (!value.asInt() || *value.asInt() < 0))
        return fault(where, fmt::format("{} is no count.", shown(value)), "Write a whole number from 0.");
    if (contains(bounds, name) && !realOf(value))
        return fault(where, fmt::format("{} is no number.", shown(value)), "Write a number.");
    return {};
}

Fault checkSchema(const Value &schema, const std::string &where, int depth)
{
    if (depth > depthMax)
        return fault(where, fmt::format("The schema is nested deeper than {} levels.", depthMax), "Make it flatter.");
    if (schema.asBool())
        return {};
    const Object *object = schema.asObject();
    if (!object)
        return fault(where, fmt::format("{} is no schema.", shown(schema)), "A schema is an object, such as {\"type\": \"string\"}.");
    for (const auto &[name, value] : *object) {
        if (contains(explaining, name))
            continue;
        const std::string here = where + pointerStep(name);
        if (!contains(checking, name))
            return fault(here, fmt::format("\"{}\" is not among the keywords of JSON Schema that can be checked here.", name),
                         fmt::format("{}There are {}.", didYouMean(name, checking), quotedList(checking)));
        if (Fault wrong = checkKeyword(name, value, here, depth + 1))
            return wrong;
    }
    return {};
}

// A value against it

bool hasType(const Value &value, std::string_view type)
{
    if (type == "number")
        return realOf(value).has_value();
    if (type == "integer") {
        const double *real = value.asDouble();
        return value.asInt() || (real && std::isfinite(*real) && std::trunc(*real) == *real);
    }
    return type == (value.asBool() ? "boolean" : value.asList() ? "array" : value.typeName());
}

Fault checkValue(const Value &schema, const Value &value, const std::string &where);

Fault typeFault(const Value &type, const Value &value, const std::string &where)
{
    const List single{type};
    const List &wanted = type.asList() ? *type.asList() : single;
    std::vector<std::string_view> names;
    for (const Value &name : wanted) {
        if (hasType(value, *name.asString()))
            return {};
        names.push_back(*name.asString());
    }
    return fault(where, fmt::format("It must be of type {}, and is {}.", fmt::join(names, " or "), shown(value)), {});
}

/// Characters, not bytes.
std::int64_t lengthOf(std::string_view text)
{
    return std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80; });
}

Fault countFault(const Value &schema, std::string_view least, std::string_view most, std::int64_t count, std::string_view of,
                 const std::string &where)
{
    if (const Value *min = schema.find(least); min && count < *min->asInt())
        return fault(where, fmt::format("It has {} {}, and must have at least {}.", count, of, *min->asInt()), {});
    if (const Value *max = schema.find(most); max && count > *max->asInt())
        return fault(where, fmt::format("It has {} {}, and must have at most {}.", count, of, *max->asInt()), {});
    return {};
}

Fault boundFault(const Value &schema, const Value &value, const std::string &where)
{
    const auto number = realOf(value);
    if (!number)
        return {};
    const auto breaks = [&](std::string_view name, auto &&isFine, std::string_view words) -> Fault {
        const Value *bound = schema.find(name);
        if (!bound || isFine(*number, *realOf(*bound)))
            return {};
        return fault(where, fmt::format("It is {}, and must be {} {}.", shown(value), words, toJson(*bound)), {});
    };
    for (Fault wrong : {breaks("minimum", std::greater_equal<>(), "at least"), breaks("maximum", std::less_equal<>(), "at most"),
                        breaks("exclusiveMinimum", std::greater<>(), "above"), breaks("exclusiveMaximum", std::less<>(), "below")})
        if (wrong)
            return wrong;
    return {};
}

Fault listFault(const Value &schema, const List &list, const std::string &where)
{
    if (Fault wrong = countFault(schema, "minItems", "maxItems", static_cast<std::int64_t>(list.size()), "items", where))
        return wrong;
    const Value *items = schema.find("items");
    for (std::size_t i = 0; items && i < list.size(); ++i)
        if (Fault wrong = checkValue(*items, list[i], fmt::format("{}/{}", where, i)))
            return wrong;
    return {};
}

Fault objectFault(const Value &schema, const Value &value, const std::string &where)
{
    if (const Value *required = schema.find("required"))
        for (const Value &name : *required->asList())
            if (!value.find(*name.asString()))
                return fault(where, fmt::format("It has no \"{}\", which is required.", *name.asString()), {});
    const Value *properties = schema.find("properties");
    const Value *others = schema.find("additionalProperties");
    for (const auto &[name, member] : *value.asObject()) {
        const Value *known = properties ? properties->find(name) : nullptr;
        const std::string here = where + pointerStep(name);
        if (!known && others && others->asBool() && !*others->asBool())
            return fault(here, fmt::format("\"{}\" is not among the properties, and no others are allowed.", name), {});
        if (const Value *wanted = known ? known : others)
            if (Fault wrong = checkValue(*wanted, member, here))
                return wrong;
    }
    return {};
}

Fault choiceFault(const Value &schema, const Value &value, const std::string &where)
{
    if (const Value *constant = schema.find("const"); constant && !isSame(*constant, value))
        return fault(where, fmt::format("It is {}, and must be {}.", shown(value), shown(*constant)), {});
    const auto same = [&](const Value &allowed) { return isSame(allowed, value); };
    if (const Value *allowed = schema.find("enum"); allowed && std::none_of(allowed->asList()->begin(), allowed->asList()->end(), same))
        return fault(where, fmt::format("It is {}, and must be one of {}.", shown(value), shown(*allowed)), {});
    if (const Value *any = schema.find("anyOf")) {
        Fault last;
        for (const Value &one : *any->asList())
            if (!(last = checkValue(one, value, where)))
                return {};
        return any->asList()->size() == 1
            ? last
            : fault(where, fmt::format("It fits none of the {} schemas of anyOf; the last one says of {}: {}", any->asList()->size(),
                                       last->where.empty() ? "it" : fmt::format("\"{}\"", last->where), last->message),
                    {});
    }
    return {};
}

Fault checkValue(const Value &schema, const Value &value, const std::string &where)
{
    if (const bool *all = schema.asBool())
        return *all ? Fault() : fault(where, "Nothing is allowed here.", {});
    if (const Value *type = schema.find("type"))
        if (Fault wrong = typeFault(*type, value, where))
            return wrong;
    if (Fault wrong = choiceFault(schema, value, where))
        return wrong;
    if (const List *list = value.asList())
        return listFault(schema, *list, where);
    if (value.asObject())
        return objectFault(schema, value, where);
    if (const std::string *text = value.asString())
        return countFault(schema, "minLength", "maxLength", lengthOf(*text), "characters", where);
    return boundFault(schema, value, where);
}

} // namespace

std::optional<SchemaFault> whyNoSchema(const Value &schema) { return checkSchema(schema, {}, 0); }

std::optional<SchemaFault> whyNotAsSchema(const Value &schema, const Value &value)
{
    Fault wrong = checkValue(schema, value, {});
    if (wrong)
        wrong->fix = "Ask for it more plainly in the prompt, try again with \"retry\", or widen the schema.";
    return wrong;
}

} // namespace weftline::workflow
