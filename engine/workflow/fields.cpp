// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/workflow/checks.h"
#include "engine/workflow/names.h"
#include "engine/workflow/template.h"

#include <fmt/format.h>

namespace weftline::workflow {
namespace {

class FieldCheck
{
public:
    FieldCheck(const Node &node, const Field &field, std::string where, ProblemSink &sink)
        : m_node(node), m_field(field), m_where(std::move(where)), m_sink(sink)
    {
    }

    void check(const Value &value)
    {
        switch (m_field.type) {
        case Field::Type::Text:
            if (!value.asString())
                wrongType(value, "text");
            break;
        case Field::Type::TextList:
            textList(value);
            break;
        case Field::Type::TextMap:
            textMap(value);
            break;
        case Field::Type::Expression:
            if (!value.asString())
                wrongType(value, "an expression in double quotes");
            else if (value.asString()->find_first_not_of(" \t\r\n") == std::string::npos)
                problem(m_where, "is empty", "Write a JavaScript expression.", {{QuickFix::Type::Fill, m_where, {}}});
            return; // not a template
        case Field::Type::Choice:
            choice(value);
            break;
        case Field::Type::Flag:
            if (!value.asBool())
                wrongType(value, "true or false");
            break;
        case Field::Type::Whole:
            if (!value.asInt() || *value.asInt() < 0)
                wrongType(value, "a whole number from 0");
            break;
        case Field::Type::Codes:
            codes(value);
            break;
        }
        checkTemplates(value, m_where, m_node.id, m_sink);
    }

private:
    void problem(const std::string &where, std::string_view what, std::string fix, std::vector<QuickFix> quickFixes = {})
    {
        m_sink.error(where, fmt::format("\"{}\" of node \"{}\" {}.", m_field.name, m_node.id, what), std::move(fix),
                     m_node.id, std::move(quickFixes));
    }

    void wrongType(const Value &value, std::string_view what)
    {
        problem(m_where, fmt::format("must be {}, and this is {}", what, describe(value)), std::string(m_field.help));
    }

    static std::string describe(const Value &value)
    {
        if (!value.asList() && !value.asObject() && !value.asString())
            return toJson(value);
        return value.asObject() ? "an object" : value.asList() ? "a list" : "text";
    }

    void textList(const Value &value)
    {
        const List *list = value.asList();
        if (!list) {
            if (!value.asString() || !isWholeExpression(*value.asString()))
                wrongType(value, "a list of texts");
            return;
        }
        if (list->empty() && m_field.required)
            problem(m_where, "is empty", std::string(m_field.help), {{QuickFix::Type::Fill, m_where, {}}});
        for (std::size_t i = 0; i < list->size(); ++i)
            if (!(*list)[i].asString())
                problem(fmt::format("{}/{}", m_where, i),
                        fmt::format("has {} at place {}, where only text can stand", describe((*list)[i]), i + 1),
                        "Put it in double quotes.");
    }

    void textMap(const Value &value)
    {
        const Object *object = value.asObject();
        if (!object) {
            wrongType(value, "an object of texts");
            return;
        }
        for (const auto &[name, member] : *object)
            if (!member.asString())
                problem(m_where + pointerStep(name),
                        fmt::format("has {} for \"{}\", where only text can stand", describe(member), name),
                        "Put it in double quotes.");
    }

    void choice(const Value &value)
    {
        const std::string *name = value.asString();
        if (!name || !isOneOf(*name, m_field.choices))
            problem(m_where, fmt::format("cannot be {}", toJson(value)),
                    fmt::format("{}It is one of {}.", didYouMean(name ? *name : std::string(), m_field.choices),
                                quotedList(m_field.choices)),
                    useInstead(m_where, nearest(name ? *name : std::string(), m_field.choices)));
    }

    void codes(const Value &value)
    {
        const List *list = value.asList();
        if (!list) {
            wrongType(value, "a list of whole numbers");
            return;
        }
        for (std::size_t i = 0; i < list->size(); ++i) {
            const std::int64_t *code = (*list)[i].asInt();
            if (!code || *code < 0 || *code > 255)
                problem(fmt::format("{}/{}", m_where, i), fmt::format("has {} at place {}", toJson((*list)[i]), i + 1),
                        "An exit code is a whole number from 0 to 255.");
        }
    }

    const Node &m_node;
    const Field &m_field;
    std::string m_where;
    ProblemSink &m_sink;
};

} // namespace

void checkFields(const Node &node, const std::string &where, ProblemSink &sink)
{
    const KindInfo &info = infoOf(node.kind);
    const std::string with = where + "/with";
    for (const auto &[name, value] : node.with) {
        const auto field =
            std::find_if(info.fields.begin(), info.fields.end(), [&](const Field &f) { return f.name == name; });
        if (field != info.fields.end()) {
            FieldCheck(node, *field, with + pointerStep(name), sink).check(value);
            continue;
        }
        std::vector<std::string_view> names;
        for (const Field &known : info.fields)
            names.push_back(known.name);
        const std::string_view near = nearest(name, names);
        std::vector<QuickFix> fixes = useInstead(with + pointerStep(name), find(node.with, near) ? std::string_view() : near,
                                                 QuickFix::Type::Rename);
        fixes.push_back({QuickFix::Type::Remove, with + pointerStep(name), {}});
        sink.error(with + pointerStep(name),
                   fmt::format("Node \"{}\" has \"{}\", which a {} does not take.", node.id, name, info.name),
                   names.empty()
                       ? std::string("Remove it.")
                       : fmt::format("{}A {} takes {}.", didYouMean(name, names), info.name, quotedList(names)),
                   node.id, std::move(fixes));
    }
    for (const Field &field : info.fields)
        if (field.required && !find(node.with, field.name))
            sink.error(with + pointerStep(field.name),
                       fmt::format("Node \"{}\" has no \"{}\", which a {} needs.", node.id, field.name, info.name),
                       std::string(field.help), node.id, {{QuickFix::Type::Fill, with + pointerStep(field.name), {}}});
}

void checkTemplates(const Value &value, const std::string &where, const NodeId &node, ProblemSink &sink)
{
    if (const std::string *text = value.asString()) {
        if (text->find("${") == std::string::npos)
            return;
        if (const auto parts = splitTemplate(*text); !parts)
            sink.error(where, parts.error().message, "A \"${\" that is meant as text is written \"$${\".", node);
    } else if (const List *list = value.asList()) {
        for (std::size_t i = 0; i < list->size(); ++i)
            if (containsExpression((*list)[i]))
                checkTemplates((*list)[i], fmt::format("{}/{}", where, i), node, sink);
    } else if (const Object *object = value.asObject()) {
        for (const auto &[name, member] : *object)
            if (containsExpression(member))
                checkTemplates(member, where + pointerStep(name), node, sink);
    }
}

} // namespace weftline::workflow
