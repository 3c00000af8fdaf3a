// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/workflow/field_check.h"
#include "engine/workflow/names.h"
#include "engine/workflow/template.h"

#include <fmt/format.h>

namespace weftline::workflow {
namespace {

std::string rangeText(const Field &field)
{
    return fmt::format("from {} to {}", field.lowest, field.highest);
}

std::string capitalised(std::string_view text)
{
    std::string out(text);
    out[0] = 'A'; // an article
    return out;
}

} // namespace

void FieldCheck::check(const Value &value)
{
    switch (m_field.type) {
    case Field::Type::Text:
        if (!value.asString())
            wrongType(value, "text");
        break;
    case Field::Type::TextList: textList(value); break;
    case Field::Type::TextMap: textMap(value); break;
    case Field::Type::Expression:
        if (!value.asString())
            wrongType(value, "an expression in double quotes");
        else if (value.asString()->find_first_not_of(" \t\r\n") == std::string::npos)
            problem(m_where, "is empty", "Write a JavaScript expression.", {{QuickFix::Type::Fill, m_where, {}}});
        break;
    case Field::Type::Code:
        if (!value.asString())
            wrongType(value, "text");
        else if (value.asString()->find_first_not_of(" \t\r\n") == std::string::npos)
            problem(m_where, "is empty", std::string(m_field.help), {{QuickFix::Type::Fill, m_where, {}}});
        break;
    case Field::Type::Choice: choice(value); break;
    case Field::Type::Flag:
        if (!value.asBool())
            wrongType(value, "true or false");
        break;
    case Field::Type::Whole:
    case Field::Type::Number: number(value); break;
    case Field::Type::Codes: codes(value); break;
    case Field::Type::Duration: duration(value); break;
    case Field::Type::Any: break;
    case Field::Type::Cases: cases(value); break;
    case Field::Type::Messages: messages(value); break;
    case Field::Type::Schema: schema(value); break;
    case Field::Type::Recorded: recorded(value); break;
    case Field::Type::Channels: break; // of alert rules only, which have a check of their own
    }
    if (!m_field.isVerbatim())
        checkTemplates(value, m_where, m_node.id, m_sink);
}

void FieldCheck::problem(const std::string &where, std::string_view what, std::string fix, std::vector<QuickFix> quickFixes)
{
    m_sink.error(where, fmt::format("\"{}\" of node \"{}\" {}.", m_field.name, m_node.id, what), std::move(fix), m_node.id,
                 std::move(quickFixes));
}

void FieldCheck::wrongType(const Value &value, std::string_view what)
{
    problem(m_where, fmt::format("must be {}, and this is {}", what, describe(value)), std::string(m_field.help));
}

std::string FieldCheck::describe(const Value &value)
{
    if (!value.asList() && !value.asObject() && !value.asString())
        return toJson(value);
    return value.asObject() ? "an object" : value.asList() ? "a list" : "text";
}

void FieldCheck::textList(const Value &value)
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

void FieldCheck::textMap(const Value &value)
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

void FieldCheck::choice(const Value &value)
{
    const std::string *name = value.asString();
    if (!name || !isOneOf(*name, m_field.choices))
        problem(m_where, fmt::format("cannot be {}", toJson(value)),
                fmt::format("{}It is one of {}.", didYouMean(name ? *name : std::string(), m_field.choices),
                            quotedList(m_field.choices)),
                useInstead(m_where, nearest(name ? *name : std::string(), m_field.choices)));
}

void FieldCheck::codes(const Value &value)
{
    const List *list = value.asList();
    if (!list) {
        wrongType(value, "a list of whole numbers");
        return;
    }
    for (std::size_t i = 0; i < list->size(); ++i) {
        const std::int64_t *code = (*list)[i].asInt();
        if (!code || *code < std::int64_t(m_field.lowest) || *code > std::int64_t(m_field.highest))
            problem(fmt::format("{}/{}", m_where, i), fmt::format("has {} at place {}", toJson((*list)[i]), i + 1),
                    fmt::format("It takes whole numbers {}.", rangeText(m_field)));
    }
}

void FieldCheck::number(const Value &value)
{
    const bool whole = m_field.type == Field::Type::Whole;
    const std::int64_t *integer = value.asInt();
    const double *real = whole ? nullptr : value.asDouble();
    const double number = integer ? static_cast<double>(*integer) : real ? *real : m_field.lowest - 1;
    if (!(number >= m_field.lowest && number <= m_field.highest))
        wrongType(value, fmt::format("a {} {}", whole ? "whole number" : "number", rangeText(m_field)));
}

void FieldCheck::duration(const Value &value)
{
    const std::string *text = value.asString();
    if (!text)
        wrongType(value, "a number and a unit in double quotes");
    else if (text->find("${") == std::string::npos)
        if (const auto read = parseDuration(*text); !read)
            problem(m_where, fmt::format("cannot be used: \"{}\" is not a duration", *text),
                    "Write a number and a unit, such as \"250ms\", \"30s\" or \"5m\".");
}

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
                   fmt::format("Node \"{}\" has \"{}\", which {} does not take.", node.id, name, info.withArticle),
                   names.empty()
                       ? std::string("Remove it.")
                       : fmt::format("{}{} takes {}.", didYouMean(name, names), capitalised(info.withArticle), quotedList(names)),
                   node.id, std::move(fixes));
    }
    for (const Field &field : info.fields)
        if (field.required && !find(node.with, field.name))
            sink.error(with + pointerStep(field.name),
                       fmt::format("Node \"{}\" has no \"{}\", which {} needs.", node.id, field.name, info.withArticle),
                       std::string(field.help), node.id, {{QuickFix::Type::Fill, with + pointerStep(field.name), {}}});
    checkTogether(node, where, sink);
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
