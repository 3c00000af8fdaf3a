// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Parameters that are lists of objects, and what concerns several parameters together.

#include "engine/workflow/field_check.h"
#include "engine/workflow/json_schema.h"
#include "engine/workflow/names.h"
#include "engine/workflow/template.h"

#include <fmt/format.h>

#include <algorithm>

namespace weftline::workflow {
namespace {

constexpr std::size_t recordedMax = 10'000;
constexpr std::size_t messagesMax = 10'000;
constexpr std::array<std::string_view, 2> caseMembers{"port", "when"};
constexpr std::array<std::string_view, 2> messageMembers{"role", "content"};
constexpr std::array<std::string_view, 4> recordedMembers{"content", "tokens_in", "tokens_out", "model"};

bool isBlank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

/// Absent, or a text with nothing in it.
bool isNothing(const Object &with, std::string_view name)
{
    const Value *value = find(with, name);
    return !value || (value->asString() && isBlank(*value->asString()));
}

} // namespace

const Object *FieldCheck::entry(const Value &list, std::size_t i, std::span<const std::string_view> names)
{
    const Value &value = (*list.asList())[i];
    const Object *object = value.asObject();
    if (!object) {
        problem(fmt::format("{}/{}", m_where, i),
                fmt::format("has {} at place {}, where an object has to stand", describe(value), i + 1),
                std::string(m_field.help));
        return nullptr;
    }
    for (const auto &[name, member] : *object)
        if (!isOneOf(name, names))
            problem(fmt::format("{}/{}{}", m_where, i, pointerStep(name)),
                    fmt::format("has \"{}\" at place {}, which means nothing there", name, i + 1),
                    fmt::format("{}There can be {}.", didYouMean(name, names), quotedList(names)));
    return object;
}

const std::string *FieldCheck::text(const Value &entry, std::string_view name, const std::string &where, std::string_view fix)
{
    const Value *value = entry.find(name);
    if (value && value->asString() && !isBlank(*value->asString()))
        return value->asString();
    const std::string what = !value        ? fmt::format("has no \"{}\"", name)
        : value->asString() ? fmt::format("has an empty \"{}\"", name)
                            : fmt::format("has {} as \"{}\", where only text can stand", describe(*value), name);
    problem(value ? where + pointerStep(name) : where, what, std::string(fix));
    return nullptr;
}

void FieldCheck::cases(const Value &value)
{
    const List *list = value.asList();
    if (!list) {
        wrongType(value, "a list of cases");
        return;
    }
    if (list->empty() || list->size() > casesMax)
        problem(m_where, list->empty() ? "is empty" : fmt::format("has {} cases", list->size()),
                fmt::format("Write 1 to {} cases, each {{\"port\": \"NAME\", \"when\": \"EXPRESSION\"}}.", casesMax));
    std::vector<std::string> seen;
    for (std::size_t i = 0; i < std::min(list->size(), casesMax); ++i) {
        if (!entry(value, i, caseMembers))
            continue;
        const std::string where = fmt::format("{}/{}", m_where, i);
        port((*list)[i], where, seen);
        text((*list)[i], "when", where, "Write a JavaScript expression: the case is taken when it is true.");
    }
}

void FieldCheck::port(const Value &entry, const std::string &where, std::vector<std::string> &seen)
{
    const std::string *port = text(entry, "port", where, "Give the case a name: its edges start there.");
    if (!port)
        return;
    const std::string here = where + "/port";
    if (std::string why = whyNotAPort(*port); !why.empty())
        problem(here, fmt::format("has a case \"{}\" that cannot be called so", *port), std::move(why));
    else if (std::find(seen.begin(), seen.end(), *port) != seen.end())
        problem(here, fmt::format("has two cases \"{}\"", *port), "Give one of them another name.");
    seen.push_back(*port);
}

void FieldCheck::messages(const Value &value)
{
    const List *list = value.asList();
    if (!list) {
        if (!value.asString() || !isWholeExpression(*value.asString()))
            wrongType(value, "a list of messages");
        return;
    }
    if (list->empty() || list->size() > messagesMax)
        problem(m_where, list->empty() ? "is empty" : fmt::format("has {} messages", list->size()),
                fmt::format("Write 1 to {} messages, each {{\"role\": \"user\", \"content\": \"TEXT\"}}.", messagesMax));
    for (std::size_t i = 0; i < std::min(list->size(), messagesMax); ++i) {
        if (!entry(value, i, messageMembers))
            continue;
        const std::string where = fmt::format("{}/{}", m_where, i);
        const std::string *role = text((*list)[i], "role", where, fmt::format("It is one of {}.", quotedList(messageRoles)));
        if (role && role->find("${") == std::string::npos && !isOneOf(*role, messageRoles))
            problem(where + "/role", fmt::format("has a message of the role \"{}\"", *role),
                    fmt::format("{}It is one of {}.", didYouMean(*role, messageRoles), quotedList(messageRoles)));
        const Value *content = (*list)[i].find("content");
        if (!content || !content->asString())
            problem(where, "has a message without a text as \"content\"", "Write \"content\": \"TEXT\".");
    }
}

void FieldCheck::recorded(const Value &value)
{
    const List *list = value.asList();
    if (!list) {
        wrongType(value, "a list of replies");
        return;
    }
    if (list->empty() || list->size() > recordedMax)
        problem(m_where, list->empty() ? "is empty" : fmt::format("has {} replies", list->size()),
                fmt::format("Write 1 to {} replies, each {{\"content\": \"TEXT\"}}.", recordedMax));
    for (std::size_t i = 0; i < std::min(list->size(), recordedMax); ++i) {
        if (!entry(value, i, recordedMembers))
            continue;
        const Value &reply = (*list)[i];
        const std::string where = fmt::format("{}/{}", m_where, i);
        if (const Value *content = reply.find("content"); !content || !content->asString())
            problem(where, "has a reply without a text as \"content\"", "Write \"content\": \"TEXT\".");
        for (const char *const name : {"tokens_in", "tokens_out"})
            if (const Value *tokens = reply.find(name); tokens && (!tokens->asInt() || *tokens->asInt() < 0))
                problem(where + "/" + name, fmt::format("has {} as \"{}\"", toJson(*tokens), name), "Write a whole number from 0.");
        if (const Value *model = reply.find("model"); model && !model->asString())
            problem(where + "/model", fmt::format("has {} as \"model\"", describe(*model)), "Put it in double quotes.");
    }
}

void FieldCheck::schema(const Value &value)
{
    if (const std::optional<SchemaFault> fault = whyNoSchema(value))
        m_sink.error(m_where + fault->where, fmt::format("\"{}\" of node \"{}\" cannot be checked: {}", m_field.name, m_node.id, fault->message),
                     fault->fix, m_node.id);
}

std::string whyNotAPort(std::string_view name)
{
    if (name == elsePort)
        return "\"else\" is the port of a branch none of whose cases is true. Choose another name.";
    if (std::string why = whyNotAnId(name); !why.empty())
        return fmt::format("A port's name is made like a node's id. {}", why);
    return {};
}

void checkTogether(const Node &node, const std::string &where, ProblemSink &sink)
{
    const Object &with = node.with;
    const std::string here = where + "/with";
    if (node.kind == Kind::Branch && !node.map.empty())
        sink.error(where + "/map", fmt::format("Node \"{}\" is a branch and has a \"map\": a branch goes one way, not one for each item.", node.id),
                   "Map over the nodes behind it, or split the list with a transform.", node.id);
    if (node.kind == Kind::Http) {
        const Value *method = find(with, "method");
        const bool bare = !method || *method == Value("GET") || *method == Value("HEAD");
        if (bare && find(with, "body"))
            sink.add(Severity::Warning, here + "/body",
                     fmt::format("Node \"{}\" sends a body with {}, which most servers do not look at.", node.id,
                                 method ? *method->asString() : "GET"),
                     "Choose POST, PUT or PATCH, or leave the body out.", node.id);
    }
    if (node.kind != Kind::Llm)
        return;
    const bool prompt = find(with, "prompt") != nullptr;
    const bool messages = find(with, "messages") != nullptr;
    if (prompt == messages)
        sink.error(here + (prompt ? "/messages" : ""),
                   fmt::format("Node \"{}\" has {}.", node.id,
                               prompt ? "both a \"prompt\" and \"messages\"" : "neither a \"prompt\" nor \"messages\""),
                   prompt ? "Leave one of them out." : "Write a \"prompt\": what the model is asked.", node.id);
    if (isNothing(with, "endpoint") && !find(with, "recorded"))
        sink.error(here, fmt::format("Node \"{}\" has neither an \"endpoint\" nor \"recorded\" replies: nobody would answer.", node.id),
                   "Write the address of a service as \"endpoint\", or replies under \"recorded\".", node.id);
    if (!isNothing(with, "endpoint") && isNothing(with, "model"))
        sink.error(here, fmt::format("Node \"{}\" has an \"endpoint\" and no \"model\".", node.id),
                   "Write the name of the model, as the service calls it.", node.id);
}

} // namespace weftline::workflow
