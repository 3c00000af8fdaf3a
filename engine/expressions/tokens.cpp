// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/expressions/tokens.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace weftline::expressions {
namespace {

constexpr std::array<std::string_view, 40> keywords{
    "break",      "case",   "catch",   "class",  "const",   "continue", "debugger", "default", "delete", "do",
    "else",       "export", "extends", "false",  "finally", "for",      "function", "if",      "import", "in",
    "instanceof", "let",    "new",     "null",   "of",      "return",   "static",   "super",   "switch", "this",
    "throw",      "true",   "try",     "typeof", "var",     "void",     "while",    "with",    "yield",  "arguments"};

/// After these words comes a value, so that a '/' starts a pattern.
constexpr std::array<std::string_view, 12> beforeValue{"return", "typeof", "case", "in",   "of", "delete",
                                                       "void",   "throw",  "new",  "else", "do", "instanceof"};

// Longest first, so that the first that fits is the right one.
constexpr std::array<std::string_view, 30> longSigns{
    ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "=>", "==", "!=", "<=", ">=", "&&", "||",
    "??",   "?.",  "++",  "--",  "+=",  "-=",  "*=",  "/=",  "%=", "&=", "|=", "^=", "<<", ">>", "**"};

bool isNameStart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$'
        || static_cast<unsigned char>(c) >= 0x80;
}
bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
}

class Tokenizer
{
public:
    explicit Tokenizer(std::string_view text) : m_text(text) { }

    Tokens run()
    {
        while (m_at < m_text.size() && m_out.fault.empty())
            step();
        if (m_out.fault.empty() && !m_open.empty())
            m_out.fault =
                m_open.back() == '`' ? "A ` is never closed." : fmt::format("A '{}' is never closed.", m_open.back());
        return std::move(m_out);
    }

private:
    void step()
    {
        const char c = m_text[m_at];
        if (isSpace(c))
            ++m_at;
        else if (m_text.substr(m_at, 2) == "//")
            m_at = std::min(m_text.find('\n', m_at), m_text.size());
        else if (m_text.substr(m_at, 2) == "/*")
            comment();
        else if (isNameStart(c) || c == '\\')
            word(Token::Type::Name);
        else if (isDigit(c) || (c == '.' && m_at + 1 < m_text.size() && isDigit(m_text[m_at + 1])))
            number();
        else if (c == '"' || c == '\'')
            string(c);
        else if (c == '`')
            literal(m_at);
        else if (c == '/' && startsPattern())
            pattern();
        else
            sign();
    }

    void add(Token::Type type, std::size_t from)
    {
        m_out.all.push_back({type, m_text.substr(from, m_at - from), from});
    }

    void comment()
    {
        const std::size_t end = m_text.find("*/", m_at + 2);
        if (end == std::string_view::npos)
            m_out.fault = "A comment is never closed.";
        m_at = end == std::string_view::npos ? m_text.size() : end + 2;
    }

    void word(Token::Type type)
    {
        const std::size_t from = m_at;
        if (m_text[m_at] == '\\') {
            m_out.fault = "A name is written with a '\\'."; // JavaScript allows it; it could only hide something
            return;
        }
        while (m_at < m_text.size() && (isNameStart(m_text[m_at]) || isDigit(m_text[m_at])))
            ++m_at;
        if (m_at < m_text.size() && m_text[m_at] == '\\')
            m_out.fault = "A name is written with a '\\'.";
        add(type, from);
    }

    void number()
    {
        const std::size_t from = m_at;
        const bool hex = m_text.substr(m_at, 2) == "0x" || m_text.substr(m_at, 2) == "0X";
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            const bool exponentSign =
                !hex && (c == '+' || c == '-') && (m_text[m_at - 1] == 'e' || m_text[m_at - 1] == 'E') && m_at > from;
            const bool point = c == '.' && !hex && m_text.substr(from, m_at - from).find('.') == std::string_view::npos;
            if (!isDigit(c) && !isNameStart(c) && !exponentSign && !point)
                break;
            ++m_at;
        }
        add(Token::Type::Number, from);
    }

    void string(char quote)
    {
        const std::size_t from = m_at++;
        while (m_at < m_text.size() && m_text[m_at] != quote && m_text[m_at] != '\n')
            m_at += m_text[m_at] == '\\' ? 2 : 1;
        if (m_at >= m_text.size() || m_text[m_at] == '\n') {
            m_out.fault = fmt::format("A text that starts with {} is never closed.", quote);
            m_at = m_text.size();
            return;
        }
        ++m_at;
        add(Token::Type::String, from);
    }

    /// From the opening back quote, or from the brace that ends a computed part, to the next computed part or the end.
    void literal(std::size_t from)
    {
        for (++m_at; m_at < m_text.size(); ++m_at) {
            if (m_text[m_at] == '\\') {
                ++m_at;
            } else if (m_text[m_at] == '`') {
                ++m_at;
                add(Token::Type::String, from);
                return;
            } else if (m_text.substr(m_at, 2) == "${") {
                add(Token::Type::String, from);
                m_open.push_back('`');
                m_out.all.push_back({Token::Type::Sign, "`${", m_at});
                m_at += 2;
                return;
            }
        }
        m_at = m_text.size();
        m_out.fault = "A ` is never closed.";
    }

    [[nodiscard]] bool startsPattern()
    {
        if (m_out.all.empty())
            return true;
        const Token &last = m_out.all.back();
        if (last.type == Token::Type::Name)
            return std::find(beforeValue.begin(), beforeValue.end(), last.text) != beforeValue.end();
        if (last.type != Token::Type::Sign)
            return false;
        if (last.is(")") || last.is("}") || last.is("++") || last.is("--"))
            m_out.ambiguous = true;
        return !last.is(")") && !last.is("]") && !last.is("}") && !last.is("++") && !last.is("--");
    }

    void pattern()
    {
        const std::size_t from = m_at++;
        bool inClass = false;
        for (; m_at < m_text.size() && (inClass || m_text[m_at] != '/') && m_text[m_at] != '\n'; ++m_at) {
            if (m_text[m_at] == '\\')
                ++m_at;
            else if (m_text[m_at] == '[')
                inClass = true;
            else if (m_text[m_at] == ']')
                inClass = false;
        }
        if (m_at >= m_text.size() || m_text[m_at] != '/') {
            m_at = m_text.size();
            m_out.fault = "A pattern that starts with '/' is never closed.";
            return;
        }
        for (++m_at; m_at < m_text.size() && isNameStart(m_text[m_at]);)
            ++m_at;
        add(Token::Type::Pattern, from);
    }

    void sign()
    {
        const std::size_t from = m_at;
        const auto found = std::find_if(longSigns.begin(), longSigns.end(),
                                        [&](std::string_view s) { return m_text.substr(m_at, s.size()) == s; });
        const bool conditional =
            found != longSigns.end() && *found == "?." && m_at + 2 < m_text.size() && isDigit(m_text[m_at + 2]);
        m_at += found == longSigns.end() || conditional ? 1 : found->size();
        const char c = m_text[from];
        if (m_at == from + 1 && (c == '(' || c == '[' || c == '{'))
            m_open.push_back(c);
        else if (m_at == from + 1 && (c == ')' || c == ']' || c == '}') && !close(c, from))
            return;
        add(Token::Type::Sign, from);
    }

    /// False when the brace went back into a template literal, or nothing was open.
    bool close(char c, std::size_t from)
    {
        const char expected = c == ')' ? '(' : c == ']' ? '[' : '{';
        if (!m_open.empty() && m_open.back() == '`' && c == '}') {
            m_open.pop_back();
            m_out.all.push_back({Token::Type::Sign, "}`", from});
            m_at = from;
            literal(from);
            return false;
        }
        if (m_open.empty() || m_open.back() != expected) {
            m_out.fault = m_open.empty() ? fmt::format("There is a '{}' too many.", c)
                                         : fmt::format("A '{}' stands where a '{}' is still open.", c, m_open.back());
            return false;
        }
        m_open.pop_back();
        return true;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::vector<char> m_open;
    Tokens m_out;
};

} // namespace

Tokens tokenize(std::string_view text)
{
    return Tokenizer(text).run();
}

std::string stringValue(const Token &token)
{
    std::string out;
    const std::string_view inside = token.text.substr(1, token.text.size() - 2);
    for (std::size_t i = 0; i < inside.size(); ++i) {
        if (inside[i] == '\\' && i + 1 < inside.size())
            ++i; // simple escapes only: names with others are compared as they are and found unknown
        out += inside[i];
    }
    return out;
}

bool isKeyword(std::string_view name)
{
    return std::find(keywords.begin(), keywords.end(), name) != keywords.end();
}

} // namespace weftline::expressions
