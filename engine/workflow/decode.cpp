// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The reading half of codec.h. Every reader takes a value and its pointer, and leaves the default where it has to
// complain.

#include "engine/workflow/codec.h"
#include "engine/workflow/names.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

namespace weftline::workflow {
namespace {

class Decoder
{
public:
    explicit Decoder(Problems &problems) : m_problems(problems) { }

    Workflow workflow(const Value &value);

private:
    struct Pointer ///< A chain on the stack, spelt out only when there is something to complain about.
    {
        const Pointer *parent = nullptr;
        std::string_view name;
        std::size_t index = 0;
        bool isIndex = false;

        [[nodiscard]] std::string text() const
        {
            if (!parent)
                return {};
            return parent->text() + (isIndex ? fmt::format("/{}", index) : pointerStep(name));
        }
    };

    Pointer at(const Pointer &parent, std::string_view name) { return {&parent, name, 0, false}; }
    Pointer at(const Pointer &parent, std::size_t index) { return {&parent, {}, index, true}; }

    void problem(const Pointer &where, std::string message, std::string fix)
    {
        m_problems.push_back({Severity::Error, where.text(), std::move(message), std::move(fix), m_node});
    }

    void wrongType(const Pointer &where, const Value &value, std::string_view what, std::string fix)
    {
        const std::string_view name = where.isIndex ? where.parent->name : where.name;
        const std::string subject = m_node.empty() ? std::string() : fmt::format(" of node \"{}\"", m_node);
        const std::string member =
            where.isIndex ? fmt::format("Member {} of \"{}\"", where.index + 1, name) : fmt::format("\"{}\"", name);
        problem(where, fmt::format("{}{} must be {}, and this is {}.", member, subject, what, withArticle(value)),
                std::move(fix));
    }

    static std::string withArticle(const Value &value)
    {
        const std::string_view name = value.typeName();
        if (value.isNull())
            return "null";
        if (const bool *b = value.asBool())
            return *b ? "true" : "false";
        return fmt::format("{} {}", name == "object" ? "an" : "a", name);
    }

    void text(const Value &value, const Pointer &where, std::string &out)
    {
        if (const std::string *s = value.asString())
            out = *s;
        else
            wrongType(where, value, "text", "Put it in double quotes.");
    }

    void flag(const Value &value, const Pointer &where, bool &out)
    {
        if (const bool *b = value.asBool())
            out = *b;
        else
            wrongType(where, value, "true or false", "Write true or false, without quotes.");
    }

    void whole(const Value &value, const Pointer &where, int &out)
    {
        const std::int64_t *i = value.asInt();
        if (i && *i >= std::numeric_limits<int>::min() && *i <= std::numeric_limits<int>::max())
            out = static_cast<int>(*i);
        else if (i)
            problem(where, fmt::format("\"{}\" is {}, which is out of all range.", where.name, *i),
                    "Write a smaller number.");
        else
            wrongType(where, value, "a whole number", "Write it in digits, without quotes.");
    }

    bool number(const Value &value, const Pointer &where, double &out)
    {
        if (const double *d = value.asDouble())
            out = *d;
        else if (const std::int64_t *i = value.asInt())
            out = static_cast<double>(*i);
        else
            wrongType(where, value, "a number", "Write it in digits, without quotes.");
        return value.asDouble() || value.asInt();
    }

    void duration(const Value &value, const Pointer &where, Duration &out)
    {
        const std::string *s = value.asString();
        if (!s) {
            wrongType(where, value, "a duration", "Write a number and a unit in double quotes, such as \"30s\".");
            return;
        }
        if (const Result<Duration> parsed = parseDuration(*s))
            out = *parsed;
        else
            problem(where,
                    fmt::format("\"{}\"{} cannot be used: {}", where.name,
                                m_node.empty() ? std::string() : fmt::format(" of node \"{}\"", m_node),
                                parsed.error().message.substr(0, parsed.error().message.find(". ") + 1)),
                    "Write a number and a unit, such as \"250ms\", \"30s\" or \"5m\".");
    }

    template <typename Enum, std::size_t Count>
    void choice(const Value &value, const Pointer &where, const std::array<std::string_view, Count> &names, Enum &out)
    {
        const std::string *s = value.asString();
        if (!s) {
            wrongType(where, value, "text", fmt::format("Choose one of {}.", quotedList(names)));
            return;
        }
        const auto found = std::find(names.begin(), names.end(), *s);
        if (found == names.end())
            problem(where, fmt::format("\"{}\" cannot be \"{}\".", where.name, *s),
                    fmt::format("{}It is one of {}.", didYouMean(*s, names), quotedList(names)));
        else
            out = static_cast<Enum>(found - names.begin());
    }

    const Object *object(const Value &value, const Pointer &where, std::string_view fix)
    {
        if (!value.asObject())
            wrongType(where, value, "an object", std::string(fix));
        return value.asObject();
    }

    const List *list(const Value &value, const Pointer &where, std::string_view fix)
    {
        if (!value.asList())
            wrongType(where, value, "a list", std::string(fix));
        return value.asList();
    }

    void member(Workflow &out, const std::string &name, const Value &value, const Pointer &where);
    void parameters(const Value &value, const Pointer &where, std::vector<Parameter> &out);
    void nodes(const Value &value, const Pointer &where, std::vector<Node> &out);
    Node node(const Object &object, const Pointer &where);
    void nodeMember(Node &out, const std::string &name, const Value &value, const Pointer &where);
    void kind(const Value &value, const Pointer &where, Node &out);
    void retry(const Value &value, const Pointer &where, Node &out);
    void edges(const Value &value, const Pointer &where, std::vector<Edge> &out);
    bool edge(const Value &value, const Pointer &where, Edge &out);
    bool edgeEnd(const Value *value, const Pointer &where, NodeId &node, std::string &port);
    void outputs(const Value &value, const Pointer &where, Workflow &out);
    void layout(const Value &value, const Pointer &where, Layout &out);
    void point(const Value &value, const Pointer &where, Point &out);

    Problems &m_problems;
    NodeId m_node; ///< The one being read, for messages.
};

Workflow Decoder::workflow(const Value &value)
{
    Workflow out;
    const Pointer root;
    const Object *object = value.asObject();
    const Value *version = value.find("weft");
    if (!object || !version) {
        problem(root,
                object ? "This is no workflow: the member \"weft\" is missing."
                       : fmt::format("This is no workflow, but {}.", withArticle(value)),
                "A workflow is an object that begins with \"weft\": 1.");
        return out;
    }
    const Pointer where = at(root, "weft");
    if (!version->asInt() || *version->asInt() < 1) {
        wrongType(where, *version, "the number of the format's version", "Write \"weft\": 1.");
        return out;
    }
    if (*version->asInt() > formatVersion) {
        problem(where,
                fmt::format("The file has format version {}, and this program reads versions up to {}.",
                            *version->asInt(), formatVersion),
                "Open it with a newer Weftline.");
        return out;
    }
    for (const auto &[name, member] : *object)
        this->member(out, name, member, at(root, name));
    if (!value.find("nodes"))
        problem(root, "The member \"nodes\" is missing.", "Add \"nodes\": [ ] with the steps of the workflow in it.");
    return out;
}

void Decoder::member(Workflow &out, const std::string &name, const Value &value, const Pointer &where)
{
    if (name == "name")
        text(value, where, out.name);
    else if (name == "description")
        text(value, where, out.description);
    else if (name == "parameters")
        parameters(value, where, out.parameters);
    else if (name == "nodes")
        nodes(value, where, out.nodes);
    else if (name == "edges")
        edges(value, where, out.edges);
    else if (name == "alerts")
        out.alerts = alertsFromValue(value, where.text(), m_problems);
    else if (name == "outputs")
        outputs(value, where, out);
    else if (name == "layout")
        layout(value, where, out.layout);
    else if (name != "weft")
        out.extra.emplace_back(name, value);
}

void Decoder::parameters(const Value &value, const Pointer &where, std::vector<Parameter> &out)
{
    const Object *all = object(value, where, "Write {\"NAME\": {\"type\": \"string\", \"default\": \"…\"}}.");
    if (!all)
        return;
    for (const auto &[name, described] : *all) {
        Parameter parameter;
        parameter.name = name;
        const Pointer here = at(where, name);
        if (const Object *members = object(described, here, "Write {\"type\": \"string\", \"default\": \"…\"}.")) {
            for (const auto &[key, member] : *members) {
                if (key == "type")
                    choice(member, at(here, key), parameterTypeNames, parameter.type);
                else if (key == "default")
                    parameter.defaultValue = member;
                else if (key == "description")
                    text(member, at(here, key), parameter.description);
                else
                    parameter.extra.emplace_back(key, member);
            }
        }
        out.push_back(std::move(parameter));
    }
}

void Decoder::nodes(const Value &value, const Pointer &where, std::vector<Node> &out)
{
    const List *all = list(value, where, "Write \"nodes\": [ … ] with one object a node.");
    if (!all)
        return;
    if (all->size() > nodesMax) {
        problem(where, fmt::format("There are {} nodes, and {} is the most.", all->size(), nodesMax),
                "Use \"map\" for work that repeats.");
        return;
    }
    out.reserve(all->size());
    for (std::size_t i = 0; i < all->size(); ++i) {
        const Pointer here = at(where, i);
        if (const Object *members =
                object((*all)[i], here, "Write {\"id\": \"…\", \"kind\": \"command\", \"with\": { … }}."))
            out.push_back(node(*members, here));
    }
    m_node.clear();
}

Node Decoder::node(const Object &object, const Pointer &where)
{
    Node out;
    m_node.clear();
    const Value *id = find(object, "id");
    if (id && id->asString())
        m_node = *id->asString();
    if (!id)
        problem(where, "A node has no \"id\".", "Give it a name of its own: \"id\": \"…\".");
    if (!find(object, "kind"))
        problem(where, fmt::format("Node \"{}\" has no \"kind\".", m_node),
                "Say what it does: \"kind\": \"command\" or another.");
    for (const auto &[name, value] : object)
        nodeMember(out, name, value, at(where, name));
    return out;
}

void Decoder::nodeMember(Node &out, const std::string &name, const Value &value, const Pointer &where)
{
    if (name == "id")
        text(value, where, out.id);
    else if (name == "kind")
        kind(value, where, out);
    else if (name == "title")
        text(value, where, out.title);
    else if (name == "map")
        text(value, where, out.map);
    else if (name == "retry")
        retry(value, where, out);
    else if (name == "losses")
        whole(value, where, out.lossesMax);
    else if (name == "timeout")
        duration(value, where, out.timeout.emplace());
    else if (name == "priority")
        whole(value, where, out.priority);
    else if (name == "pool")
        text(value, where, out.pool);
    else if (name == "once")
        flag(value, where, out.once);
    else if (name == "lock")
        text(value, where, out.lock);
    else if (name == "disabled")
        flag(value, where, out.disabled);
    else if (name != "with")
        out.extra.emplace_back(name, value);
    else if (const Object *with =
                 object(value, where, "Write \"with\": { … } with the parameters of the node's kind in it."))
        out.with = *with;
}

void Decoder::kind(const Value &value, const Pointer &where, Node &out)
{
    const std::string *name = value.asString();
    if (!name) {
        std::vector<std::string_view> names;
        for (const KindInfo &info : allKinds())
            names.push_back(info.name);
        wrongType(where, value, "text", fmt::format("Choose one of {}.", quotedList(names)));
    } else if (const std::optional<Kind> known = kindNamed(*name)) {
        out.kind = *known;
    } else {
        out.extra.emplace_back("kind", *name); // validate() says that there is none; the file can be opened and mended
    }
}

void Decoder::retry(const Value &value, const Pointer &where, Node &out)
{
    const Object *all = object(value, where, "Write {\"max\": 3, \"backoff\": \"2s\"}.");
    if (!all)
        return;
    Object unknown;
    for (const auto &[name, member] : *all) {
        const Pointer here = at(where, name);
        if (name == "max")
            whole(member, here, out.retry.max);
        else if (name == "backoff")
            duration(member, here, out.retry.backoff);
        else if (name == "factor")
            number(member, here, out.retry.factor);
        else if (name == "max_delay")
            duration(member, here, out.retry.delayMax);
        else if (name == "jitter")
            flag(member, here, out.retry.jitter);
        else
            unknown.emplace_back(name, member);
    }
    if (!unknown.empty())
        out.extra.emplace(out.extra.begin(), "retry", std::move(unknown)); // first: where it is written
}

void Decoder::edges(const Value &value, const Pointer &where, std::vector<Edge> &out)
{
    const List *all = list(value, where, "Write \"edges\": [ [\"FROM\", \"TO\"], … ].");
    if (!all)
        return;
    if (all->size() > edgesMax) {
        problem(where, fmt::format("There are {} edges, and {} is the most.", all->size(), edgesMax),
                "Leave some out.");
        return;
    }
    out.reserve(all->size());
    for (std::size_t i = 0; i < all->size(); ++i)
        if (Edge read; edge((*all)[i], at(where, i), read))
            out.push_back(std::move(read));
}

bool Decoder::edge(const Value &value, const Pointer &where, Edge &out)
{
    if (const List *ends = value.asList()) {
        const bool good = ends->size() == 2 && (*ends)[0].asString() && (*ends)[1].asString();
        if (good) {
            out.from = *(*ends)[0].asString();
            out.to = *(*ends)[1].asString();
        } else {
            problem(where, fmt::format("Edge {} is not a pair of node ids.", where.index + 1),
                    "Write [\"FROM\", \"TO\"].");
        }
        return good;
    }
    const Object *members = value.asObject();
    if (!members) {
        problem(
            where,
            fmt::format("Edge {} must be a list or an object, and this is {}.", where.index + 1, withArticle(value)),
            "Write [\"FROM\", \"TO\"].");
        return false;
    }
    const bool from = edgeEnd(value.find("from"), at(where, "from"), out.from, out.fromPort);
    const bool to = edgeEnd(value.find("to"), at(where, "to"), out.to, out.toPort);
    for (const auto &[name, member] : *members) {
        if (name == "on")
            choice(member, at(where, name), edgeConditionNames, out.on);
        else if (!isOneOf(name, members::edge))
            out.extra.emplace_back(name, member);
    }
    return from && to;
}

bool Decoder::edgeEnd(const Value *value, const Pointer &where, NodeId &node, std::string &port)
{
    if (value && value->asString()) {
        node = *value->asString();
        return true;
    }
    const List *both = value ? value->asList() : nullptr;
    if (both && both->size() == 2 && (*both)[0].asString() && (*both)[1].asString()) {
        node = *(*both)[0].asString();
        port = *(*both)[1].asString();
        return true;
    }
    problem(where,
            fmt::format("Edge {} does not say where it {}.", where.parent->index + 1,
                        where.name == "from" ? "starts" : "ends"),
            fmt::format("Write \"{0}\": \"NODE\" or \"{0}\": [\"NODE\", \"PORT\"].", where.name));
    return false;
}

void Decoder::outputs(const Value &value, const Pointer &where, Workflow &out)
{
    const Object *all = object(value, where, "Write {\"NAME\": \"${node.output}\"}.");
    if (!all)
        return;
    for (const auto &[name, member] : *all) {
        std::string expression;
        text(member, at(where, name), expression);
        out.outputs.emplace_back(name, std::move(expression));
    }
}

void Decoder::layout(const Value &value, const Pointer &where, Layout &out)
{
    const Object *all = object(value, where, "Write \"layout\": { }.");
    if (!all)
        return;
    for (const auto &[name, member] : *all) {
        if (name != "nodes") {
            out.extra.emplace_back(name, member);
            continue;
        }
        const Pointer here = at(where, name);
        if (const Object *places = object(member, here, "Write {\"NODE\": [X, Y]}."))
            for (const auto &[id, place] : *places)
                point(place, at(here, id), out.nodes[id]);
    }
}

void Decoder::point(const Value &value, const Pointer &where, Point &out)
{
    const List *xy = value.asList();
    if (!xy || xy->size() != 2) {
        wrongType(where, value, "a pair of numbers", "Write [X, Y].");
        return;
    }
    number((*xy)[0], at(where, std::size_t{0}), out.x);
    number((*xy)[1], at(where, std::size_t{1}), out.y);
}

} // namespace

Workflow fromValue(const Value &value, Problems &problems)
{
    return Decoder(problems).workflow(value);
}

} // namespace weftline::workflow
