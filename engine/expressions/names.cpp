// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/expressions/names.h"

#include "engine/expressions/check.h"
#include "engine/expressions/tokens.h"
#include "engine/workflow/template.h"

#include <algorithm>
#include <array>

namespace weftline::expressions {
namespace {

constexpr std::array<std::string_view, 46> globals{"Array",
                                                   "ArrayBuffer",
                                                   "Boolean",
                                                   "DataView",
                                                   "Date",
                                                   "Error",
                                                   "EvalError",
                                                   "Float32Array",
                                                   "Float64Array",
                                                   "Infinity",
                                                   "Int16Array",
                                                   "Int32Array",
                                                   "Int8Array",
                                                   "JSON",
                                                   "Map",
                                                   "Math",
                                                   "NaN",
                                                   "Number",
                                                   "Object",
                                                   "RangeError",
                                                   "ReferenceError",
                                                   "Reflect",
                                                   "RegExp",
                                                   "Set",
                                                   "String",
                                                   "Symbol",
                                                   "SyntaxError",
                                                   "TypeError",
                                                   "URIError",
                                                   "Uint16Array",
                                                   "Uint32Array",
                                                   "Uint8Array",
                                                   "Uint8ClampedArray",
                                                   "WeakMap",
                                                   "WeakSet",
                                                   "decodeURI",
                                                   "decodeURIComponent",
                                                   "encodeURI",
                                                   "encodeURIComponent",
                                                   "escape",
                                                   "isFinite",
                                                   "isNaN",
                                                   "parseFloat",
                                                   "parseInt",
                                                   "undefined",
                                                   "unescape"};

constexpr std::array<std::string_view, 13> assignments{
    "=", "+=", "-=", "*=", "/=", "%=", "**=", "<<=", ">>=", ">>>=", "&=", "|=", "^="};

/// Walks once over the tokens and sorts the names.
class Walk
{
public:
    explicit Walk(const std::vector<Token> &tokens) : m_tokens(tokens) { }

    std::vector<NameUse> run()
    {
        findDeclared();
        std::vector<NameUse> uses;
        for (std::size_t i = 0; i < m_tokens.size(); ++i)
            if (m_tokens[i].isName() && !isKeyword(m_tokens[i].text) && !isMember(i) && !isKey(i))
                uses.push_back(use(i));
        return uses;
    }

private:
    [[nodiscard]] bool at(std::size_t i, std::string_view text) const
    {
        return i < m_tokens.size() && m_tokens[i].is(text);
    }

    [[nodiscard]] bool isMember(std::size_t i) const
    {
        return i > 0 && (m_tokens[i - 1].is(".") || m_tokens[i - 1].is("?."));
    }

    [[nodiscard]] bool isKey(std::size_t i) const
    {
        const bool first = i > 0 && (at(i - 1, "{") || at(i - 1, ","));
        return first && (at(i + 1, ":") || (at(i + 1, "(") && isParameterList(i + 1)));
    }

    /// The bracket that closes the one at `i`.
    [[nodiscard]] std::size_t closing(std::size_t i) const
    {
        int depth = 0;
        for (; i < m_tokens.size(); ++i) {
            const Token &t = m_tokens[i];
            if (t.is("(") || t.is("[") || t.is("{") || t.is("`${"))
                ++depth;
            else if (t.is(")") || t.is("]") || t.is("}") || t.is("}`"))
                if (--depth == 0)
                    return i;
        }
        return m_tokens.size();
    }

    [[nodiscard]] bool isParameterList(std::size_t i) const
    {
        if (!at(i, "("))
            return false;
        const std::size_t end = closing(i);
        const bool named = i > 0 && m_tokens[i - 1].isName()
            && (!isKeyword(m_tokens[i - 1].text) || m_tokens[i - 1].is("function") || m_tokens[i - 1].is("catch"));
        return at(end + 1, "=>") || (named && at(end + 1, "{"));
    }

    void declare(std::size_t from, std::size_t to)
    {
        for (std::size_t i = from; i < to; ++i)
            if (m_tokens[i].isName() && !isKeyword(m_tokens[i].text) && !isMember(i))
                m_declared.insert(m_tokens[i].text);
    }

    void findDeclared()
    {
        for (std::size_t i = 0; i < m_tokens.size(); ++i) {
            const Token &t = m_tokens[i];
            if (t.isName() && at(i + 1, "=>"))
                declare(i, i + 1);
            else if (isParameterList(i))
                declare(i, closing(i));
            else if (t.is("function") || t.is("class"))
                declare(i + 1, std::min(i + 2, m_tokens.size()));
            else if (t.is("const") || t.is("let") || t.is("var"))
                declareVariables(i + 1);
        }
    }

    /// `a = 1, {b, c} = d`: patterns up to their '=', 'of' or 'in'; then on after the next comma at the same depth.
    void declareVariables(std::size_t i)
    {
        while (i < m_tokens.size()) {
            const bool pattern = at(i, "{") || at(i, "[");
            const std::size_t end = pattern ? closing(i) : i;
            declare(i, std::min(end + 1, m_tokens.size()));
            i = end + 1;
            for (int depth = 0; i < m_tokens.size(); ++i) {
                const Token &t = m_tokens[i];
                if (t.is("(") || t.is("[") || t.is("{") || t.is("`${"))
                    ++depth;
                else if (t.is(")") || t.is("]") || t.is("}") || t.is("}`"))
                    --depth;
                if (depth < 0 || (depth == 0 && (t.is(";") || t.is("of") || t.is("in"))))
                    return;
                if (depth == 0 && t.is(","))
                    break;
            }
            ++i;
        }
    }

    [[nodiscard]] NameUse use(std::size_t i) const
    {
        NameUse use;
        use.name = std::string(m_tokens[i].text);
        use.written = m_tokens[i].text;
        use.declared = m_declared.contains(m_tokens[i].text);
        if ((at(i + 1, ".") || at(i + 1, "?.")) && i + 2 < m_tokens.size() && m_tokens[i + 2].isName())
            use.member = std::string(m_tokens[i + 2].text);
        else if (at(i + 1, "[") && i + 3 < m_tokens.size() && m_tokens[i + 2].type == Token::Type::String
                 && m_tokens[i + 2].text[0] != '`' && at(i + 3, "]"))
            use.member = stringValue(m_tokens[i + 2]);
        else
            use.bare = true;
        if (!use.bare)
            use.memberWritten = m_tokens[i + 2].text;
        return use;
    }

    const std::vector<Token> &m_tokens;
    std::set<std::string_view> m_declared;
};

void merge(References &into, References from)
{
    into.names.merge(from.names);
    into.nodes.merge(from.nodes);
    into.params.merge(from.params);
    into.allNodes |= from.allNodes;
    into.allParams |= from.allParams;
    into.item |= from.item;
    into.index |= from.index;
    into.run |= from.run;
    into.secret |= from.secret;
}

void collect(const Value &value, References &out)
{
    if (const std::string *text = value.asString()) {
        if (text->find("${") == std::string::npos)
            return;
        if (const auto parts = workflow::splitTemplate(*text))
            for (const workflow::TemplatePart &part : *parts)
                if (part.isExpression)
                    merge(out, referencesOf(part.text));
    } else if (const List *list = value.asList()) {
        for (const Value &member : *list)
            collect(member, out);
    } else if (const Object *object = value.asObject()) {
        for (const auto &[name, member] : *object)
            collect(member, out);
    }
}

/// Whether the `i`th token, an assignment or ++, has anything but a plain variable beside it.
bool writesMember(const std::vector<Token> &tokens, std::size_t i)
{
    const auto plain = [&](std::size_t n) {
        return n < tokens.size() && tokens[n].isName() && !isKeyword(tokens[n].text);
    };
    const auto reaches = [&](std::size_t n) {
        return n < tokens.size() && (tokens[n].is(".") || tokens[n].is("[") || tokens[n].is("?.") || tokens[n].is("("));
    };
    const bool before = i > 0 && plain(i - 1) && !(i > 1 && (tokens[i - 2].is(".") || tokens[i - 2].is("?.")));
    if (!tokens[i].is("++") && !tokens[i].is("--"))
        return !before;
    const bool after = plain(i + 1);
    return !(before && !after) && !(after && !reaches(i + 2));
}

} // namespace

std::vector<NameUse> namesIn(const std::vector<Token> &tokens)
{
    return Walk(tokens).run();
}

References referencesOf(std::string_view expression)
{
    References out;
    const Tokens tokens = tokenize(expression);
    for (const NameUse &use : namesIn(tokens.all)) {
        if (use.name == "params")
            use.bare ? void(out.allParams = true) : void(out.params.insert(use.member));
        else if (use.name == "nodes")
            use.bare ? void(out.allNodes = true) : void(out.nodes.insert(use.member));
        else if (use.name == "item")
            out.item = true;
        else if (use.name == "index")
            out.index = true;
        else if (use.name == "run")
            out.run = true;
        else if (use.name == "secret")
            out.secret = true;
        else if (!isGlobal(use.name))
            out.names.insert(use.name);
    }
    if (!tokens.fault.empty() || tokens.ambiguous)
        out.allNodes = out.allParams = out.item = out.index = out.run = true;
    return out;
}

References referencesInTemplates(const Value &templates)
{
    References out;
    collect(templates, out);
    return out;
}

bool mayWrite(std::string_view expression)
{
    const Tokens tokens = tokenize(expression);
    if (!tokens.fault.empty() || tokens.ambiguous)
        return true;
    for (std::size_t i = 0; i < tokens.all.size(); ++i) {
        const Token &t = tokens.all[i];
        const bool assigns = t.type == Token::Type::Sign
            && std::find(assignments.begin(), assignments.end(), t.text) != assignments.end();
        if ((assigns || t.is("++") || t.is("--")) && writesMember(tokens.all, i))
            return true;
        if (t.is("for")) { // for (x[0] of list) writes without any sign
            const bool declares = i + 2 < tokens.all.size() && tokens.all[i + 1].is("(")
                && (tokens.all[i + 2].is("const") || tokens.all[i + 2].is("let") || tokens.all[i + 2].is("var"));
            if (!declares)
                return true;
        }
    }
    return false;
}

bool isSecret(std::string_view expression) { return !workflow::secretName(expression).empty(); }

bool isGlobal(std::string_view name)
{
    return std::find(globals.begin(), globals.end(), name) != globals.end();
}

std::vector<std::string_view> globalNames()
{
    return {globals.begin(), globals.end()};
}

} // namespace weftline::expressions
