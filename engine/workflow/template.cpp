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
        return text->find("${") != std::string::npos;
    if (const List *list = value.asList())
        return std::any_of(list->begin(), list->end(), [](const Value &item) { return containsExpression(item); });
    const Object *object = value.asObject();
    return object && containsExpression(*object);
}

bool containsExpression(const Object &object)
{
    return std::any_of(object.begin(), object.end(), [](const auto &member) { return containsExpression(member.second); });
}

} // namespace weftline::workflow
