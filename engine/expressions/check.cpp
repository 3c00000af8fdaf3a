// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/expressions/check.h"

#include <QtQml/QJSEngine>

#include "engine/expressions/names.h"
#include "engine/workflow/names.h"
#include "engine/workflow/template.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <unordered_map>

namespace weftline::expressions {
namespace {

using workflow::Node;
using workflow::NodeId;
using workflow::Problem;
using workflow::Problems;
using workflow::QuickFix;
using workflow::Severity;
using workflow::Workflow;

constexpr std::size_t problemsMax = 1000;

std::string shownOf(std::string_view expression)
{
    constexpr std::size_t shown = 60;
    if (expression.size() <= shown)
        return std::string(expression);
    std::size_t end = shown;
    while (end > 0 && (static_cast<unsigned char>(expression[end]) & 0xc0U) == 0x80)
        --end;
    return std::string(expression.substr(0, end)) + "…";
}

bool isBlank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

/// Parses and never calls.
class Parser
{
public:
    struct Fault
    {
        std::string message;
        std::string fix;
    };

    std::optional<Fault> parse(std::string_view expression)
    {
        if (isBlank(expression))
            return Fault{"An expression is empty.", "Write a JavaScript expression between \"${\" and \"}\"."};
        const Tokens tokens = tokenize(expression);
        if (!tokens.fault.empty())
            return fault(expression, tokens.fault);
        for (const Token &token : tokens.all)
            if (token.is("import") || token.is("super") || token.is("yield"))
                return fault(expression, fmt::format("It may not use \"{}\".", token.text));
        const QString text = QString::fromUtf8(expression.data(), static_cast<qsizetype>(expression.size()));
        const QJSValue parsed =
            m_engine.evaluate(QStringLiteral("(function(){\"use strict\"; return (") + text + QStringLiteral("\n)})"));
        if (!parsed.isError())
            return std::nullopt;
        QString message = parsed.property(QStringLiteral("message")).toString();
        if (!message.endsWith(QLatin1Char('.')))
            message += QLatin1Char('.');
        return fault(expression, message.toStdString());
    }

private:
    static Fault fault(std::string_view expression, const std::string &why)
    {
        const bool statement = expression.find(';') != std::string_view::npos || expression.starts_with("return")
            || expression.starts_with("const ");
        return {fmt::format("The expression \"{}\" cannot be read: {}", shownOf(expression), why),
                statement ? "Write one expression, without \"return\" and \";\"; for several steps write (() => { …; "
                            "return …; })()."
                          : "Write one JavaScript expression (ES2016)."};
    }

    QJSEngine m_engine;
};

class Check
{
public:
    explicit Check(const Workflow &workflow) : m_workflow(workflow)
    {
        for (std::size_t i = 0; i < workflow.nodes.size(); ++i)
            m_indexes.emplace(workflow.nodes[i].id, i);
        m_before.resize(workflow.nodes.size());
        for (const workflow::Edge &edge : workflow.edges)
            if (m_indexes.contains(edge.to) && m_indexes.contains(edge.from))
                m_before[m_indexes.at(edge.to)].push_back(edge.from);
    }

    Problems run()
    {
        for (std::size_t i = 0; i < m_workflow.nodes.size() && m_problems.size() < problemsMax; ++i)
            node(i);
        m_node = nullptr;
        m_mapped = false;
        for (const auto &[name, text] : m_workflow.outputs)
            templates(text, "/outputs" + workflow::pointerStep(name), false);
        return std::move(m_problems);
    }

private:
    /// Where an expression stands, and the whole text there, of which it is a part.
    struct Place
    {
        std::string where;
        std::string_view text;
    };

    void node(std::size_t i)
    {
        const Node &node = m_workflow.nodes[i];
        if (!unknownKindOf(node).empty())
            return; // who knows what its texts are
        const std::string where = fmt::format("/nodes/{}", i);
        m_node = &node;
        m_predecessors = m_before[i];
        std::sort(m_predecessors.begin(), m_predecessors.end());
        m_mapped = false;
        templates(node.map, where + "/map", false);
        m_mapped = !node.map.empty();
        const bool secrets = workflow::carrierOf(node.kind) == workflow::Carrier::Worker;
        for (const auto &[name, value] : node.with) {
            const workflow::Field *field = workflow::fieldOf(node.kind, name);
            const std::string here = where + "/with" + workflow::pointerStep(name);
            if (field && field->type == workflow::Field::Type::Cases)
                cases(value, here);
            else if (field && field->isExpression() && value.asString())
                expression(*value.asString(), {here, *value.asString()});
            else if (!field || !field->isVerbatim())
                templates(value, here, secrets);
        }
    }

    void cases(const Value &value, const std::string &where)
    {
        const List *list = value.asList();
        for (std::size_t i = 0; list && i < list->size(); ++i)
            if (const Value *when = (*list)[i].find("when"); when && when->asString() && !isBlank(*when->asString()))
                expression(*when->asString(), {fmt::format("{}/{}/when", where, i), *when->asString()});
    }

    void templates(const Value &value, const std::string &where, bool secrets)
    {
        if (const std::string *text = value.asString()) {
            if (text->find("${") == std::string::npos)
                return;
            const auto parts = workflow::splitTemplate(*text); // one that does not split is validate()'s to report
            for (std::size_t i = 0; parts && i < parts->size(); ++i)
                if ((*parts)[i].isExpression && !isSecret((*parts)[i].text))
                    expression((*parts)[i].text, {where, *text});
                else if ((*parts)[i].isExpression && !secrets)
                    add({where, *text}, fmt::format("\"${{{}}}\" can never be put in place here.", (*parts)[i].text),
                        "A secret goes to a worker: it can stand in the texts of a command, a script, an http request or an llm step.");
        } else if (const List *list = value.asList()) {
            for (std::size_t i = 0; i < list->size(); ++i)
                templates((*list)[i], fmt::format("{}/{}", where, i), secrets);
        } else if (const Object *object = value.asObject()) {
            for (const auto &[name, member] : *object)
                templates(member, where + workflow::pointerStep(name), secrets);
        }
    }

    void expression(std::string_view text, const Place &where)
    {
        if (const auto fault = m_parser.parse(text)) {
            add(where, fault->message, fault->fix);
            return;
        }
        std::set<std::string> told;
        for (const NameUse &use : namesIn(tokenize(text).all))
            if (!use.declared && told.insert(use.name + "\n" + use.member).second)
                name(use, text, where);
    }

    void name(const NameUse &use, std::string_view text, const Place &where)
    {
        if (use.name == "params") {
            parameter(use, where);
        } else if (use.name == "nodes") {
            if (!use.bare)
                nodeNamed(use.member, where, use.memberWritten, false);
        } else if (use.name == "item" || use.name == "index") {
            if (!m_mapped)
                add(where,
                    fmt::format("\"{}\" stands for nothing here: {}.", use.name,
                                m_node ? fmt::format("node \"{}\" has no \"map\"", m_node->id) : "outputs have none"),
                    "It is there in the parameters of a node with \"map\".");
        } else if (use.name == "secret") {
            add(where, fmt::format("The expression \"{}\" computes with a secret.", shownOf(text)),
                "A secret stands alone: ${secret.NAME}, the name of letters, digits and \"_\".");
        } else if (use.name != "run" && !isGlobal(use.name)) {
            nodeNamed(use.name, where, use.written, true);
            const bool known = m_indexes.contains(use.name);
            if (known && !use.bare && use.member != "output" && isVisible(use.name))
                add(where,
                    fmt::format("\"{}.{}\" is nothing: of a node only \"output\" can be seen.", use.name, use.member),
                    fmt::format("Write {}.output.", use.name), {instead(where, use.memberWritten, "output", "output")});
        }
    }

    void parameter(const NameUse &use, const Place &where)
    {
        std::vector<std::string_view> names;
        for (const workflow::Parameter &parameter : m_workflow.parameters)
            names.push_back(parameter.name);
        if (use.bare || workflow::isOneOf(use.member, names))
            return;
        add(where, fmt::format("The workflow has no parameter \"{}\".", use.member),
            names.empty() ? "Add it under \"parameters\"."
                          : fmt::format("{}Its parameters are {}.", workflow::didYouMean(use.member, names),
                                        workflow::quotedList(names)),
            nearFixes(where, use.memberWritten, workflow::nearest(use.member, names)));
    }

    [[nodiscard]] bool isVisible(const NodeId &id) const
    {
        return !m_node || std::binary_search(m_predecessors.begin(), m_predecessors.end(), id);
    }

    void nodeNamed(const NodeId &id, const Place &where, std::string_view written, bool isName)
    {
        const bool exists = m_indexes.contains(id);
        if (exists && isVisible(id))
            return;
        if (exists && id == m_node->id)
            add(where, fmt::format("Node \"{}\" cannot see its own output.", id),
                "Use the output of a node before it.");
        else if (exists)
            add(where, fmt::format("Node \"{}\" uses \"{}\", which is not a direct predecessor.", m_node->id, id),
                fmt::format("Connect \"{}\" to \"{}\".", id, m_node->id),
                {{QuickFix::Type::Connect, {}, List{id, m_node->id}}});
        else
            unknown(id, where, written, isName);
    }

    void unknown(const std::string &id, const Place &where, std::string_view written, bool isName)
    {
        std::vector<std::string_view> names = isName ? globalNames() : std::vector<std::string_view>();
        if (isName)
            names.insert(names.end(), {"params", "nodes", "item", "index", "run"});
        if (m_node)
            names.insert(names.end(), m_predecessors.begin(), m_predecessors.end());
        else if (m_workflow.nodes.size() <= problemsMax)
            for (const Node &node : m_workflow.nodes)
                names.push_back(node.id);
        std::string fix = workflow::didYouMean(id, names);
        if (m_node && !m_predecessors.empty() && m_predecessors.size() <= 8) {
            const std::vector<std::string_view> before(m_predecessors.begin(), m_predecessors.end());
            fix += fmt::format("The nodes before \"{}\" are {}.", m_node->id, workflow::quotedList(before));
        } else if (fix.empty() || m_node) {
            fix += "It can be params, item, index, run, a node before this one, or a name of JavaScript.";
        }
        if (fix.ends_with(' '))
            fix.pop_back();
        add(where, fmt::format("Nothing is called \"{}\" here.", id), std::move(fix), unknownFixes(id, where, written, names));
    }

    /// The near name that means something here, else a node that does not come before this one yet.
    std::vector<QuickFix> unknownFixes(const std::string &id, const Place &where, std::string_view written,
                                       const std::vector<std::string_view> &names)
    {
        std::vector<QuickFix> fixes = nearFixes(where, written, workflow::nearest(id, names));
        if (!m_node || m_workflow.nodes.size() > problemsMax)
            return fixes;
        std::vector<std::string_view> others;
        for (const Node &node : m_workflow.nodes)
            if (node.id != m_node->id && !isVisible(node.id))
                others.push_back(node.id);
        if (fixes.empty())
            fixes = nearFixes(where, written, workflow::nearest(id, others)); // the next check offers its edge
        return fixes;
    }

    static std::vector<QuickFix> nearFixes(const Place &place, std::string_view written, std::string_view near)
    {
        const bool isQuoted = !written.empty() && (written.front() == '"' || written.front() == '\'');
        if (near.empty())
            return {};
        if (isQuoted)
            return {instead(place, written, toJson(near), near)};
        const std::vector<Token> tokens = tokenize(near).all;
        const bool isPlain = tokens.size() == 1 && tokens.front().isName() && tokens.front().text == near;
        return isPlain ? std::vector<QuickFix>{instead(place, written, near, near)} : std::vector<QuickFix>();
    }

    /// The text at the place with `by` where `written`, a part of it, stands.
    static QuickFix instead(const Place &place, std::string_view written, std::string_view by, std::string_view name)
    {
        const auto at = static_cast<std::size_t>(written.data() - place.text.data());
        std::string text(place.text);
        text.replace(at, written.size(), by);
        return {QuickFix::Type::Set, place.where, std::move(text), std::string(name)};
    }

    void add(const Place &place, std::string message, std::string fix, std::vector<QuickFix> quickFixes = {})
    {
        if (m_problems.size() < problemsMax)
            m_problems.push_back({Severity::Error, place.where, std::move(message), std::move(fix),
                                  m_node ? m_node->id : std::string(), std::move(quickFixes)});
    }

    const Workflow &m_workflow;
    std::unordered_map<std::string_view, std::size_t> m_indexes; // looked up only, never iterated
    std::vector<std::vector<NodeId>> m_before;
    Parser m_parser;
    Problems m_problems;
    const Node *m_node = nullptr; ///< The one being checked; none for the outputs, which see all nodes.
    std::vector<NodeId> m_predecessors; ///< Of that node, sorted.
    bool m_mapped = false;
};

} // namespace

Problems check(const Workflow &workflow)
{
    return Check(workflow).run();
}

std::string whyNotAnExpression(std::string_view expression)
{
    const auto fault = Parser().parse(expression);
    return fault ? fault->message + " " + fault->fix : std::string();
}

} // namespace weftline::expressions
