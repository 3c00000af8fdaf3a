// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/workflow/validate.h"

#include "engine/workflow/checks.h"
#include "engine/workflow/names.h"
#include "engine/workflow/template.h"

#include <fmt/format.h>

#include <cmath>
#include <unordered_set>

namespace weftline::workflow {
namespace {

constexpr std::size_t nameLengthMax = 200;
constexpr int attemptsMax = 1000;

/// The next character of UTF-8 text; U+FFFD for what is none. Moves `at` on.
char32_t nextCharacter(std::string_view text, std::size_t &at)
{
    const auto lead = static_cast<unsigned char>(text[at++]);
    const int more = lead < 0x80 ? 0
        : (lead & 0xe0U) == 0xc0 ? 1
        : (lead & 0xf0U) == 0xe0 ? 2
        : (lead & 0xf8U) == 0xf0 ? 3
                                 : -1;
    if (more < 0)
        return U'\uFFFD';
    char32_t character = more == 0 ? lead : lead & (0x3fU >> static_cast<unsigned>(more));
    for (int i = 0; i < more; ++i) {
        if (at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xc0U) != 0x80)
            return U'\uFFFD';
        character = (character << 6U) | (static_cast<unsigned char>(text[at++]) & 0x3fU);
    }
    return character;
}

bool isPrintable(char32_t c)
{
    const bool control = c < 0x20 || (c >= 0x7f && c < 0xa0);
    const bool lineBreak = c == 0x2028 || c == 0x2029;
    const bool direction = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069); // makes text look like another
    return !control && !lineBreak && !direction && c != 0xfeff && c != 0xfffd;
}

class Validation
{
public:
    explicit Validation(const Workflow &workflow, Problems &problems) : m_workflow(workflow), m_sink(problems) { }

    void run()
    {
        header();
        parameters();
        for (std::size_t i = 0; i < m_workflow.nodes.size() && !m_sink.isFull(); ++i)
            node(i);
        checkEdges(m_workflow, m_indexes, m_sink);
        checkAlerts(m_workflow, m_sink);
        extras();
        outputs();
    }

private:
    void header()
    {
        if (!m_workflow.name.empty())
            if (std::string why = whyNotAName(m_workflow.name, "The workflow's name"); !why.empty())
                m_sink.error("/name", std::move(why), "Choose another name.");
        if (m_workflow.nodes.empty())
            m_sink.add(Severity::Warning, "/nodes", "The workflow has no nodes: a run of it does nothing.",
                       "Add a node.");
    }

    void parameters()
    {
        std::unordered_map<std::string_view, std::size_t> seen; // looked up only, never iterated
        for (const Parameter &parameter : m_workflow.parameters) {
            const std::string where = "/parameters" + pointerStep(parameter.name);
            std::string why = whyNotAName(parameter.name, "A parameter's name");
            if (why.empty() && parameter.name.find('=') != std::string::npos)
                why = fmt::format(
                    "Parameter \"{}\" has a \"=\" in its name, so that \"-p NAME=VALUE\" could not give it.",
                    parameter.name);
            if (!why.empty())
                m_sink.error(where, std::move(why), "Choose another name.");
            if (!seen.emplace(parameter.name, 0).second)
                m_sink.error(where, fmt::format("There are two parameters \"{}\".", parameter.name),
                             "Rename one of them.");
            if (parameter.defaultValue && !fits(*parameter.defaultValue, parameter.type))
                m_sink.error(where + "/default",
                             fmt::format("The default of parameter \"{}\" is {}, which is not of type {}.",
                                         parameter.name, shortJson(*parameter.defaultValue),
                                         parameterTypeNames[static_cast<std::size_t>(parameter.type)]),
                             "Change the default, or the type.");
        }
    }

    static std::string shortJson(const Value &value)
    {
        const std::string text = toJson(value);
        return text.size() <= 60 ? text : std::string(value.typeName());
    }

    static bool fits(const Value &value, ParameterType type)
    {
        switch (type) {
        case ParameterType::String:
            return value.asString() != nullptr;
        case ParameterType::Number:
            return value.asInt() || value.asDouble();
        case ParameterType::Boolean:
            return value.asBool() != nullptr;
        case ParameterType::List:
            return value.asList() != nullptr;
        case ParameterType::Object:
            return value.asObject() != nullptr;
        case ParameterType::Any:
            return true;
        }
        return false;
    }

    void node(std::size_t i)
    {
        const Node &node = m_workflow.nodes[i];
        const std::string where = fmt::format("/nodes/{}", i);
        if (std::string why = whyNotAnId(node.id); !why.empty())
            m_sink.error(where + "/id", fmt::format("Node {} cannot be called \"{}\". {}", i + 1, node.id, why),
                         "Choose another id.", node.id);
        else if (const auto [first, isNew] = m_indexes.emplace(node.id, i); !isNew)
            m_sink.error(
                where + "/id",
                fmt::format("Two nodes are called \"{}\": node {} and node {}.", node.id, first->second + 1, i + 1),
                "Give one of them another id.", node.id, {{QuickFix::Type::Set, where + "/id", freeId(node.id)}});
        if (!node.map.empty() && !isWholeExpression(node.map)) {
            const auto parts = splitTemplate(node.map);
            m_sink.error(where + "/map",
                         parts ? fmt::format("\"map\" of node \"{}\" is not one expression.", node.id)
                               : parts.error().message,
                         "Write \"${…}\" with an expression in it that gives a list.", node.id);
        }
        if (unknownKindOf(node).empty())
            checkFields(node, where, m_sink);
        else
            unknownKind(node, where);
        range(node, where + "/retry/max", "max", node.retry.max, 0, attemptsMax);
        range(node, where + "/losses", "losses", node.lossesMax, 1, attemptsMax);
        range(node, where + "/priority", "priority", node.priority, -1000, 1000);
        factor(node, where + "/retry/factor");
        if (node.timeout && node.timeout->count() <= 0)
            m_sink.error(where + "/timeout", fmt::format("\"timeout\" of node \"{}\" leaves it no time.", node.id),
                         "Write a longer one, or none for no limit.", node.id);
        if (std::string why = whyNotAName(node.pool, "A pool's name"); !why.empty())
            m_sink.error(where + "/pool",
                         fmt::format("Node \"{}\" cannot use pool \"{}\". {}", node.id, node.pool, why),
                         "Choose another pool.", node.id);
        for (const auto &[name, value] : node.extra)
            if (name != "kind")
                unknown(node, where, name, value);
        if (node.once)
            once(node, where);
        if (!node.lock.empty())
            lock(node, where);
        if (node.disabled)
            disabled(node, where);
    }

    /// What may be started once only cannot be tried again, and what no worker carries out is done by the engine.
    void once(const Node &node, const std::string &where)
    {
        if (node.retry.max > 0)
            m_sink.error(where + "/once", fmt::format("Node \"{}\" may be started once only, and is to be tried again when it fails.", node.id),
                         "Remove \"once\", or write 0 for \"max\" of \"retry\".", node.id,
                         {{QuickFix::Type::Remove, where + "/once", {}}, {QuickFix::Type::Set, where + "/retry/max", std::int64_t{0}}});
        if (carrierOf(node.kind) != Carrier::Worker)
            m_sink.error(where + "/once", fmt::format("Node \"{}\" has \"once\", and no worker carries it out.", node.id),
                         "Remove \"once\": the engine repeats what changes nothing outside.", node.id,
                         {{QuickFix::Type::Remove, where + "/once", {}}});
    }

    void unknownKind(const Node &node, const std::string &where)
    {
        std::vector<std::string_view> names;
        for (const KindInfo &info : allKinds())
            names.push_back(info.name);
        const std::string_view name = unknownKindOf(node);
        m_sink.error(where + "/kind", fmt::format("Node \"{}\" is of kind \"{}\", which does not exist.", node.id, name),
                     fmt::format("{}The kinds are {}.", didYouMean(name, names), quotedList(names)), node.id,
                     useInstead(where + "/kind", nearest(name, names)));
    }

    void lock(const Node &node, const std::string &where)
    {
        if (std::string why = whyNotAName(node.lock, "A lock's name"); !why.empty())
            m_sink.error(where + "/lock", fmt::format("Node \"{}\" cannot hold lock \"{}\". {}", node.id, node.lock, why),
                         "Choose another name.", node.id);
        if (carrierOf(node.kind) != Carrier::Worker)
            m_sink.error(where + "/lock", fmt::format("Node \"{}\" has \"lock\", and no worker carries it out.", node.id),
                         "Remove \"lock\": the engine touches nothing outside.", node.id,
                         {{QuickFix::Type::Remove, where + "/lock", {}}});
    }

    /// Nothing comes after it, so that nothing is different without it.
    void disabled(const Node &node, const std::string &where)
    {
        if (m_sources.empty())
            for (const Edge &edge : m_workflow.edges)
                m_sources.insert(edge.from);
        if (!m_sources.contains(node.id) && !m_workflow.edges.empty())
            m_sink.add(Severity::Hint, where + "/disabled",
                       fmt::format("Node \"{}\" is disabled, and nothing comes after it.", node.id),
                       "Enable it, or remove it.", node.id,
                       {{QuickFix::Type::Set, where + "/disabled", false}, {QuickFix::Type::Remove, where, {}}});
    }

    /// An id beside `id` that no node has: "count 2".
    [[nodiscard]] std::string freeId(const std::string &id)
    {
        if (m_ids.empty())
            for (const Node &node : m_workflow.nodes)
                m_ids.insert(node.id);
        for (std::size_t number = 2;; ++number) // ends: only so many are taken
            if (const std::string free = fmt::format("{} {}", id, number); m_ids.insert(free).second)
                return free;
    }

    void range(const Node &node, const std::string &where, std::string_view name, int number, int lowest, int highest)
    {
        if (number < lowest || number > highest)
            m_sink.error(where, fmt::format("\"{}\" of node \"{}\" is {}.", name, node.id, number),
                         fmt::format("Write a whole number from {} to {}.", lowest, highest), node.id);
    }

    void factor(const Node &node, const std::string &where)
    {
        if (!(node.retry.factor >= 1 && node.retry.factor <= 100))
            m_sink.error(where, fmt::format("\"factor\" of node \"{}\" is {}.", node.id, node.retry.factor),
                         "Write a number from 1 to 100.", node.id);
    }

    void unknown(const Node &node, const std::string &where, const std::string &name, const Value &value)
    {
        if (name != "retry") {
            m_sink.add(
                Severity::Warning, where + pointerStep(name),
                fmt::format("Node \"{}\" has \"{}\", which this version keeps but does not know.", node.id, name),
                fmt::format("{}It has no effect.", didYouMean(name, members::node)), node.id,
                mended(where + pointerStep(name), nearest(name, members::node), hasMember(node, name)));
        } else if (const Object *object = value.asObject()) {
            for (const auto &[inner, ignored] : *object)
                m_sink.add(
                    Severity::Warning, where + "/retry" + pointerStep(inner),
                    fmt::format("\"retry\" of node \"{}\" has \"{}\", which this version keeps but does not know.",
                                node.id, inner),
                    fmt::format("{}It has no effect.", didYouMean(inner, members::retry)), node.id,
                    mended(where + "/retry" + pointerStep(inner), nearest(inner, members::retry), false));
        }
    }

    static bool hasMember(const Node &node, std::string_view unknown)
    {
        const std::string_view near = nearest(unknown, members::node);
        return (near == "with" && !node.with.empty()) || (near == "title" && !node.title.empty()) || near == "id" || near == "kind";
    }

    /// Under the name that was meant, unless something stands there, or gone.
    static std::vector<QuickFix> mended(const std::string &where, std::string_view near, bool isTaken)
    {
        std::vector<QuickFix> fixes =
            isTaken ? std::vector<QuickFix>() : useInstead(where, near, QuickFix::Type::Rename);
        fixes.push_back({QuickFix::Type::Remove, where, {}});
        return fixes;
    }

    void extras()
    {
        for (const auto &[name, value] : m_workflow.extra) {
            const bool isEmpty =
                (value.asList() && value.asList()->empty()) || (value.asObject() && value.asObject()->empty());
            if (isOneOf(name, members::later) && isEmpty)
                continue;
            m_sink.add(Severity::Warning, pointerStep(name),
                       fmt::format("The workflow has \"{}\", which this version keeps but does not know.", name),
                       fmt::format("{}It has no effect.", didYouMean(name, members::workflow)));
        }
    }

    void outputs()
    {
        std::unordered_map<std::string_view, std::size_t> seen; // looked up only, never iterated
        for (const auto &[name, expression] : m_workflow.outputs) {
            const std::string where = "/outputs" + pointerStep(name);
            if (std::string why = whyNotAName(name, "An output's name"); !why.empty())
                m_sink.error(where, std::move(why), "Choose another name.");
            if (!seen.emplace(name, 0).second)
                m_sink.error(where, fmt::format("There are two outputs \"{}\".", name), "Rename one of them.");
            checkTemplates(expression, where, {}, m_sink);
        }
    }

    const Workflow &m_workflow;
    NodeIndexes m_indexes;
    ProblemSink m_sink;
    std::unordered_set<std::string> m_ids; // of all nodes, once one is doubled; looked up only, never iterated
    std::unordered_set<std::string_view> m_sources; // of all edges, once a node is disabled; likewise
};

} // namespace

Problems validate(const Workflow &workflow)
{
    Problems problems;
    Validation(workflow, problems).run();
    return problems;
}

std::string whyNotAName(std::string_view name, std::string_view what)
{
    if (name.empty())
        return fmt::format("{} must not be empty.", what);
    std::size_t length = 0;
    for (std::size_t at = 0; at < name.size(); ++length)
        if (!isPrintable(nextCharacter(name, at)))
            return fmt::format("{} may hold printable characters only, and character {} is none.", what, length + 1);
    if (length > nameLengthMax)
        return fmt::format("{} has {} characters, and {} is the most.", what, length, nameLengthMax);
    return {};
}

std::string whyNotAnId(std::string_view id)
{
    if (id.find('/') != std::string_view::npos)
        return "A node's id may not hold a \"/\".";
    return whyNotAName(id, "A node's id");
}

} // namespace weftline::workflow
