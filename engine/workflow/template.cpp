// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/workflow/template.h"

#include <algorithm>

#include <fmt/format.h>

namespace weftline::workflow {
namespace {

/// Walks over JavaScript far enough to find where an expression ends.
class ExpressionEnd
{
public:
    ExpressionEnd(std::string_view text, std::size_t from) : m_text(text), m_at(from) { }

    /// The position of the closing brace, or npos.
    std::size_t find()
    {
        int depth = 0;
        for (; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            if (c == '"' || c == '\'')
                skipString(c);
            else if (c == '`')
                skipTemplate(0);
            else if (c == '/' && m_at + 1 < m_text.size())
                skipSlash();
            else if (c == '{' || c == '(' || c == '[')
                ++depth;
            else if (c == '}' && depth == 0)
                return m_at;
            else if (c == '}' || c == ')' || c == ']')
                --depth;
            if (m_at < m_text.size() && !isSpace(m_text[m_at]))
                m_last = m_text[m_at];
        }
        return std::string_view::npos;
    }

private:
    static bool isSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

    void skipString(char quote)
    {
        for (++m_at; m_at < m_text.size() && m_text[m_at] != quote; ++m_at)
            if (m_text[m_at] == '\\')
                ++m_at;
    }

    void skipTemplate(int depth)
    {
        for (++m_at; m_at < m_text.size() && m_text[m_at] != '`'; ++m_at) {
            if (m_text[m_at] == '\\') {
                ++m_at;
            } else if (m_text.substr(m_at, 2) == "${" && depth < 8) {
                ExpressionEnd inner(m_text, m_at + 2);
                m_at = std::min(inner.find(), m_text.size());
            }
        }
    }

    void skipSlash()
    {
        const char next = m_text[m_at + 1];
        if (next == '/') {
            m_at = std::min(m_text.find('\n', m_at), m_text.size());
        } else if (next == '*') {
            const std::size_t end = m_text.find("*/", m_at + 2);
            m_at = end == std::string_view::npos ? m_text.size() : end + 1;
        } else if (std::string_view("(,=:[!&|?{};+-*%<>~^").find(m_last) != std::string_view::npos) {
            skipRegularExpression(); // a division cannot follow any of these
        }
    }

    void skipRegularExpression()
    {
        bool inClass = false;
        for (++m_at; m_at < m_text.size() && (inClass || m_text[m_at] != '/'); ++m_at) {
            if (m_text[m_at] == '\\')
                ++m_at;
            else if (m_text[m_at] == '[')
                inClass = true;
            else if (m_text[m_at] == ']')
                inClass = false;
        }
    }

    std::string_view m_text;
    std::size_t m_at;
    char m_last = '{';
};

constexpr std::string_view secretMark = "${secret.";

/// Whether anything but secrets, which are left alone, stands in the text.
bool needsEvaluation(std::string_view text)
{
    const auto parts = splitTemplate(text);
    if (!parts)
        return true; // what is wrong with it is told where it is evaluated
    return std::any_of(parts->begin(), parts->end(), [](const TemplatePart &part) {
        return part.isExpression ? secretName(part.text).empty() || part.text.front() != 's' // one with spaces is made plain
                                 : part.text.starts_with("${") && !part.text.starts_with(secretMark);
    });
}

} // namespace

Result<std::vector<TemplatePart>> splitTemplate(std::string_view text)
{
    std::vector<TemplatePart> parts;
    std::size_t literal = 0;
    std::size_t at = 0;
    const auto addLiteral = [&](std::size_t end) {
        if (end > literal)
            parts.push_back({false, text.substr(literal, end - literal), literal});
    };
    while ((at = text.find("${", at)) != std::string_view::npos) {
        if (at > 0 && text[at - 1] == '$') { // "$${": keep one dollar and the brace as they are
            addLiteral(at - 1);
            literal = at;
            at += 2;
            continue;
        }
        addLiteral(at);
        const std::size_t end = ExpressionEnd(text, at + 2).find();
        if (end >= text.size())
            return failure(ErrorCode::InvalidInput,
                           fmt::format("The \"${{\" at character {} is never closed. Add the \"}}\" that ends it.", at + 1),
                           std::to_string(at));
        parts.push_back({true, text.substr(at + 2, end - at - 2), at + 2});
        at = literal = end + 1;
    }
    addLiteral(text.size());
    return parts;
}

bool isWholeExpression(std::string_view text)
{
    const auto parts = splitTemplate(text);
    return parts && parts->size() == 1 && parts->front().isExpression;
}

bool containsExpression(const Value &value)
{
    if (const std::string *text = value.asString())
        return text->find("${") != std::string::npos && needsEvaluation(*text);
    if (const List *list = value.asList())
        return std::any_of(list->begin(), list->end(), [](const Value &item) { return containsExpression(item); });
    const Object *object = value.asObject();
    return object && containsExpression(*object);
}

bool containsExpression(const Object &object)
{
    return std::any_of(object.begin(), object.end(), [](const auto &member) { return containsExpression(member.second); });
}

std::string_view secretName(std::string_view expression)
{
    const auto isSpace = [](char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; };
    while (!expression.empty() && isSpace(expression.front()))
        expression.remove_prefix(1);
    while (!expression.empty() && isSpace(expression.back()))
        expression.remove_suffix(1);
    constexpr std::string_view before = "secret.";
    if (!expression.starts_with(before))
        return {};
    const std::string_view name = expression.substr(before.size());
    const bool good = !name.empty() && (name[0] < '0' || name[0] > '9')
        && std::all_of(name.begin(), name.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
           });
    return good ? name : std::string_view();
}

std::string withoutSecrets(std::string data)
{
    for (std::size_t at = 0; (at = data.find(secretMark, at)) != std::string::npos; at += secretMark.size() + 1)
        data.insert(at, 1, '$');
    return data;
}

void removeSecrets(Value &data)
{
    if (const std::string *text = data.asString()) {
        if (text->find(secretMark) != std::string::npos)
            data = withoutSecrets(*text);
    } else if (List *list = data.asList()) {
        for (Value &item : *list)
            removeSecrets(item);
    } else if (Object *object = data.asObject()) {
        for (auto &[name, member] : *object)
            removeSecrets(member);
    }
}

Result<std::string> fillSecrets(std::string_view text,
                                const std::function<Result<std::string>(std::string_view name)> &lookUp)
{
    std::string out;
    std::size_t done = 0;
    for (std::size_t at = 0; (at = text.find(secretMark, at)) != std::string_view::npos;) {
        if (at > done && text[at - 1] == '$') { // the letters are meant
            out += text.substr(done, at - 1 - done);
            done = at;
            at += secretMark.size();
            continue;
        }
        const std::size_t end = text.find('}', at);
        const std::string_view name = end == std::string_view::npos ? std::string_view() : secretName(text.substr(at + 2, end - at - 2));
        if (name.empty()) {
            at += secretMark.size();
            continue;
        }
        auto secret = lookUp(name);
        if (!secret)
            return secret;
        out.append(text.substr(done, at - done)).append(*secret);
        at = done = end + 1;
    }
    out += text.substr(done);
    return out;
}

} // namespace weftline::workflow
