// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/document/script_tokens.h"

#include <algorithm>

namespace weftline::ui::document {
namespace {

using Type = ScriptToken::Type;

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isNamePart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || isDigit(c) || (c & 0x80) != 0;
}

class Cutter
{
public:
    explicit Cutter(std::string_view text) : m_text(text) { }

    std::vector<ScriptToken> cut()
    {
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r')
                ++m_at;
            else if (isDigit(c))
                take(Type::Number, numberEnd());
            else if (isNamePart(c))
                take(Type::Name, nameEnd());
            else if (c == '"' || c == '\'')
                take(Type::String, stringEnd(c));
            else if (c == '`')
                templatePart(m_at + 1);
            else if (c == '}' && !m_templates.empty() && m_templates.back() == m_depth)
                endOfTemplateExpression();
            else if (c == '/')
                slash();
            else
                sign(c);
        }
        return std::move(m_tokens);
    }

private:
    void take(Type type, std::size_t end)
    {
        end = std::clamp(end, m_at + 1, m_text.size());
        m_tokens.push_back({type, m_at, m_text.substr(m_at, end - m_at)});
        m_at = end;
    }

    [[nodiscard]] std::size_t nameEnd() const
    {
        std::size_t end = m_at;
        while (end < m_text.size() && isNamePart(m_text[end]))
            ++end;
        return end;
    }

    [[nodiscard]] std::size_t numberEnd() const
    {
        std::size_t end = m_at;
        while (end < m_text.size() && (isNamePart(m_text[end]) || (m_text[end] == '.' && end + 1 < m_text.size() && isDigit(m_text[end + 1]))))
            ++end;
        return end;
    }

    [[nodiscard]] std::size_t stringEnd(char quote) const
    {
        std::size_t end = m_at + 1;
        while (end < m_text.size() && m_text[end] != quote && m_text[end] != '\n')
            end += m_text[end] == '\\' ? 2 : 1;
        return end + 1;
    }

    /// From here to the end of the template string or to the "${" of an expression in it.
    void templatePart(std::size_t from)
    {
        std::size_t end = from;
        while (end < m_text.size() && m_text[end] != '`') {
            if (m_text.substr(end, 2) == "${") {
                take(Type::String, end + 2);
                m_templates.push_back(m_depth);
                return;
            }
            end += m_text[end] == '\\' ? 2 : 1;
        }
        take(Type::String, end + 1);
    }

    void endOfTemplateExpression()
    {
        m_templates.pop_back();
        templatePart(m_at + 1);
    }

    void slash()
    {
        const std::string_view two = m_text.substr(m_at, 2);
        if (two == "//")
            take(Type::Comment, std::min(m_text.find('\n', m_at), m_text.size()));
        else if (two == "/*")
            take(Type::Comment, blockEnd());
        else if (divides())
            sign('/');
        else
            take(Type::Expression, regularExpressionEnd());
    }

    [[nodiscard]] std::size_t blockEnd() const
    {
        const std::size_t end = m_text.find("*/", m_at + 2);
        return end == std::string_view::npos ? m_text.size() : end + 2;
    }

    [[nodiscard]] bool divides() const
    {
        const auto last = std::find_if(m_tokens.rbegin(), m_tokens.rend(),
                                       [](const ScriptToken &token) { return token.type != Type::Comment; });
        if (last == m_tokens.rend() || last->text == "return" || last->text == "typeof")
            return false;
        return last->type != Type::Sign || last->text == ")" || last->text == "]" || last->text == "}";
    }

    [[nodiscard]] std::size_t regularExpressionEnd() const
    {
        std::size_t end = m_at + 1;
        bool inClass = false;
        while (end < m_text.size() && m_text[end] != '\n' && (inClass || m_text[end] != '/')) {
            inClass = m_text[end] == '[' || (inClass && m_text[end] != ']');
            end += m_text[end] == '\\' ? 2 : 1;
        }
        ++end;
        while (end < m_text.size() && isNamePart(m_text[end]))
            ++end;
        return end;
    }

    void sign(char c)
    {
        if (c == '{')
            ++m_depth;
        else if (c == '}')
            --m_depth;
        take(Type::Sign, m_at + 1);
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_depth = 0;
    std::vector<int> m_templates; ///< The depth at which each open "${" began.
    std::vector<ScriptToken> m_tokens;
};

} // namespace

std::vector<ScriptToken> scriptTokens(std::string_view text) { return Cutter(text).cut(); }

} // namespace weftline::ui::document
