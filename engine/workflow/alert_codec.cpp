// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Alert rules to values and back; codec.h has the rest of a workflow. There are few rules, so pointers are plain text here.

#include "engine/workflow/codec.h"
#include "engine/workflow/names.h"

#include <fmt/format.h>

namespace weftline::workflow {
namespace {

Value toValue(const AlertNode &node)
{
    Object out{{"id", node.id}, {"kind", infoOf(node.kind).name}};
    if (!node.with.empty())
        out.emplace_back("with", node.with);
    out.insert(out.end(), node.extra.begin(), node.extra.end());
    return out;
}

std::string described(const Value &value)
{
    if (value.isNull() || value.asBool())
        return toJson(value);
    return fmt::format("{} {}", value.asObject() ? "an" : "a", value.typeName());
}

class AlertDecoder
{
public:
    explicit AlertDecoder(Problems &problems) : m_problems(problems) { }

    std::vector<AlertRule> rules(const Value &value, const std::string &where)
    {
        std::vector<AlertRule> out;
        const List *all = list(value, where, "\"alerts\"", "Write \"alerts\": [ … ] with one object a rule.");
        for (std::size_t i = 0; all && i < all->size(); ++i) {
            const std::string here = fmt::format("{}/{}", where, i);
            const Object *members = object((*all)[i], here, fmt::format("Alert rule {}", i + 1),
                                           "Write {\"id\": \"…\", \"nodes\": [ … ], \"edges\": [ … ]}.");
            if (members)
                out.push_back(rule(*members, here, i));
        }
        return out;
    }

private:
    void problem(const std::string &where, std::string message, std::string fix)
    {
        m_problems.push_back({Severity::Error, where, std::move(message), std::move(fix), {}, {}});
    }
    void wrongType(const Value &value, const std::string &where, std::string_view what, std::string_view must, std::string fix)
    {
        problem(where, fmt::format("{} must be {}, and this is {}.", what, must, described(value)), std::move(fix));
    }
    const List *list(const Value &value, const std::string &where, std::string_view what, std::string fix)
    {
        if (!value.asList())
            wrongType(value, where, what, "a list", std::move(fix));
        return value.asList();
    }
    const Object *object(const Value &value, const std::string &where, std::string_view what, std::string fix)
    {
        if (!value.asObject())
            wrongType(value, where, what, "an object", std::move(fix));
        return value.asObject();
    }
    void text(const Value &value, const std::string &where, std::string_view what, std::string &out)
    {
        if (const std::string *s = value.asString())
            out = *s;
        else
            wrongType(value, where, what, "text", "Put it in double quotes.");
    }

    AlertRule rule(const Object &members, const std::string &where, std::size_t index)
    {
        AlertRule out;
        const Value *id = find(members, "id");
        m_rule = id && id->asString() ? fmt::format("alert rule \"{}\"", *id->asString()) : fmt::format("alert rule {}", index + 1);
        if (!id)
            problem(where, fmt::format("The {} has no \"id\".", m_rule), "Give it a name of its own: \"id\": \"…\".");
        for (const auto &[name, value] : members) {
            const std::string here = where + pointerStep(name);
            const std::string what = fmt::format("\"{}\" of {}", name, m_rule);
            if (name == "id")
                text(value, here, what, out.id);
            else if (name == "title")
                text(value, here, what, out.title);
            else if (name == "enabled" && value.asBool())
                out.enabled = *value.asBool();
            else if (name == "enabled")
                wrongType(value, here, what, "true or false", "Write true or false, without quotes.");
            else if (name == "nodes")
                nodes(value, here, what, out);
            else if (name == "edges")
                edges(value, here, what, out);
            else if (name == "layout")
                layout(value, here, what, out.layout);
            else
                out.extra.emplace_back(name, value);
        }
        return out;
    }

    void nodes(const Value &value, const std::string &where, const std::string &what, AlertRule &out)
    {
        const List *all = list(value, where, what, "Write one object a node: {\"id\": \"…\", \"kind\": \"metric\"}.");
        for (std::size_t i = 0; all && i < all->size(); ++i) {
            const std::string here = fmt::format("{}/{}", where, i);
            if (const Object *members = object((*all)[i], here, fmt::format("Node {} of {}", i + 1, m_rule),
                                               "Write {\"id\": \"…\", \"kind\": \"metric\", \"with\": { … }}."))
                node(*members, here, i, out);
        }
    }

    void node(const Object &members, const std::string &where, std::size_t index, AlertRule &rule)
    {
        AlertNode out;
        const Value *id = find(members, "id");
        const std::string name =
            id && id->asString() ? fmt::format("\"{}\"", *id->asString()) : fmt::format("{}", index + 1);
        if (!id)
            problem(where, fmt::format("Node {} of {} has no \"id\".", index + 1, m_rule), "Give it one: \"id\": \"…\".");
        bool isKnown = false;
        for (const auto &[member, value] : members) {
            const std::string here = where + pointerStep(member);
            const std::string what = fmt::format("\"{}\" of node {} of {}", member, name, m_rule);
            if (member == "id")
                text(value, here, what, out.id);
            else if (member == "kind")
                isKnown = kind(value, here, name, out.kind);
            else if (member != "with")
                out.extra.emplace_back(member, value);
            else if (const Object *with = object(value, here, what, "Write \"with\": { … } with the kind's parameters in it."))
                out.with = *with;
        }
        if (!find(members, "kind"))
            problem(where, fmt::format("Node {} of {} has no \"kind\".", name, m_rule),
                    fmt::format("The kinds are {}.", quotedList(kindNames())));
        if (isKnown)
            rule.nodes.push_back(std::move(out));
    }

    static std::vector<std::string_view> kindNames()
    {
        std::vector<std::string_view> names;
        for (const AlertKindInfo &info : allAlertKinds())
            names.push_back(info.name);
        return names;
    }

    bool kind(const Value &value, const std::string &where, const std::string &node, AlertKind &out)
    {
        const std::string *name = value.asString();
        const std::optional<AlertKind> known = name ? alertKindNamed(*name) : std::nullopt;
        if (known)
            out = *known;
        else
            problem(where,
                    fmt::format("Node {} of {} is of kind {}, which alert rules do not have.", node, m_rule, toJson(value)),
                    fmt::format("{}The kinds are {}.", didYouMean(name ? *name : std::string(), kindNames()),
                                quotedList(kindNames())));
        return known.has_value();
    }

    void edges(const Value &value, const std::string &where, const std::string &what, AlertRule &out)
    {
        const List *all = list(value, where, what, "Write [ [\"FROM\", \"TO\"], … ].");
        for (std::size_t i = 0; all && i < all->size(); ++i) {
            const List *ends = (*all)[i].asList();
            if (ends && ends->size() == 2 && (*ends)[0].asString() && (*ends)[1].asString())
                out.edges.emplace_back(*(*ends)[0].asString(), *(*ends)[1].asString());
            else
                problem(fmt::format("{}/{}", where, i), fmt::format("Edge {} of {} is not a pair of node ids.", i + 1, m_rule),
                        "Write [\"FROM\", \"TO\"].");
        }
    }

    void layout(const Value &value, const std::string &where, const std::string &what, Layout &out)
    {
        const Object *all = object(value, where, what, "Write \"layout\": { }.");
        if (!all)
            return;
        for (const auto &[name, member] : *all) {
            if (name != "nodes") {
                out.extra.emplace_back(name, member);
                continue;
            }
            const std::string here = where + pointerStep(name);
            if (const Object *places = object(member, here, "\"nodes\" of " + what, "Write {\"NODE\": [X, Y]}."))
                for (const auto &[id, place] : *places)
                    point(place, here + pointerStep(id), id, out.nodes[id]);
        }
    }

    void point(const Value &value, const std::string &where, const std::string &id, Point &out)
    {
        const auto number = [](const Value &v, double &to) {
            if (v.asInt())
                to = static_cast<double>(*v.asInt());
            else if (v.asDouble())
                to = *v.asDouble();
            return v.asInt() || v.asDouble();
        };
        const List *xy = value.asList();
        if (!xy || xy->size() != 2 || !number((*xy)[0], out.x) || !number((*xy)[1], out.y))
            wrongType(value, where, fmt::format("The place of \"{}\" of {}", id, m_rule), "a pair of numbers", "Write [X, Y].");
    }

    Problems &m_problems;
    std::string m_rule; ///< The one being read, for messages.
};

} // namespace

Value toValue(const AlertRule &rule)
{
    Object out{{"id", rule.id}};
    if (!rule.title.empty())
        out.emplace_back("title", rule.title);
    if (!rule.enabled)
        out.emplace_back("enabled", false);
    List nodes;
    for (const AlertNode &node : rule.nodes)
        nodes.push_back(toValue(node));
    out.emplace_back("nodes", std::move(nodes));
    List edges;
    for (const auto &[from, to] : rule.edges)
        edges.push_back(List{from, to});
    out.emplace_back("edges", std::move(edges));
    Value layout = toValue(rule.layout);
    if (!layout.asObject()->empty())
        out.emplace_back("layout", std::move(layout));
    out.insert(out.end(), rule.extra.begin(), rule.extra.end());
    return out;
}

std::vector<AlertRule> alertsFromValue(const Value &value, const std::string &where, Problems &problems)
{
    return AlertDecoder(problems).rules(value, where);
}

} // namespace weftline::workflow
