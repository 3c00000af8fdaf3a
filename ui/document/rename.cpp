// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/document/rename.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "engine/workflow/template.h"
#include "ui/document/script_tokens.h"

namespace weftline::ui::document {
namespace {

using workflow::Field;

// What an expression already has a meaning for.
constexpr std::string_view takenNames[]{
    "params",    "item",       "index",    "run",        "secret",   "nodes",      "Array",       "Boolean",    "Date",
    "Error",     "Function",   "Infinity", "JSON",       "Map",      "Math",       "NaN",         "Number",     "Object",
    "Promise",   "Proxy",      "Reflect",  "RegExp",     "Set",      "String",     "Symbol",      "WeakMap",    "WeakSet",
    "console",   "decodeURI",  "encodeURI", "escape",    "eval",     "globalThis", "isFinite",    "isNaN",      "parseFloat",
    "parseInt",  "undefined",  "unescape", "arguments",  "await",    "break",      "case",        "catch",      "class",
    "const",     "continue",   "debugger", "default",    "delete",   "do",         "else",        "enum",       "export",
    "extends",   "false",      "finally",  "for",        "function", "if",         "implements",  "import",     "in",
    "instanceof", "interface", "let",      "new",        "null",     "package",    "private",     "protected",  "public",
    "return",    "static",     "super",    "switch",     "this",     "throw",      "true",        "try",        "typeof",
    "var",
    "void", "while", "with", "yield", "ArrayBuffer", "DataView", "EvalError", "RangeError", "ReferenceError", "SyntaxError",
    "TypeError", "URIError", "decodeURIComponent", "encodeURIComponent"};

std::string inQuotes(std::string_view id) { return toJson(Value(id)); }

/// The tokens that are no spaces and no comments.
std::vector<ScriptToken> wordsOf(std::string_view text)
{
    std::vector<ScriptToken> tokens = scriptTokens(text);
    std::erase_if(tokens, [](const ScriptToken &token) { return token.type == ScriptToken::Type::Comment; });
    return tokens;
}

class Rewriter
{
public:
    Rewriter(std::string_view text, const Renames &renames) : m_text(text), m_renames(renames), m_tokens(wordsOf(text)) { }

    Rewritten rewrite()
    {
        findAmbiguous();
        for (std::size_t i = 0; i < m_tokens.size(); ++i)
            look(i);
        m_result.text += m_text.substr(m_done);
        return std::move(m_result);
    }

private:
    [[nodiscard]] std::string_view at(std::size_t i) const { return i < m_tokens.size() ? m_tokens[i].text : std::string_view(); }
    [[nodiscard]] bool isName(std::size_t i) const
    {
        return m_tokens[i].type == ScriptToken::Type::Name && (i == 0 || at(i - 1) != "." || isSpread(i));
    }
    [[nodiscard]] bool isSpread(std::size_t i) const { return i >= 3 && at(i - 2) == "." && at(i - 3) == "."; }
    [[nodiscard]] bool isOutput(std::size_t i) const { return at(i + 1) == "." && at(i + 2) == "output"; }
    [[nodiscard]] bool isMemberKey(std::size_t i) const { return at(i + 1) == ":" && (at(i - 1) == "{" || at(i - 1) == ","); }

    // (list) => list.output means another list: where the name also stands alone, nobody can be sure.
    void findAmbiguous()
    {
        for (std::size_t i = 0; i < m_tokens.size(); ++i) {
            const auto found = isName(i) && !isOutput(i) ? m_renames.find(std::string(at(i))) : m_renames.end();
            if (found != m_renames.end() && !(i > 0 && isMemberKey(i)))
                m_ambiguous.insert(found->first);
        }
    }

    void look(std::size_t i)
    {
        if (!isName(i))
            return;
        if (at(i) == "nodes" && at(i + 1) == "[" && i + 3 < m_tokens.size() && at(i + 3) == "]")
            return lookAtString(m_tokens[i + 2]);
        const auto found = m_renames.find(std::string(at(i)));
        if (found == m_renames.end() || !isOutput(i))
            return;
        if (m_ambiguous.contains(found->first))
            m_result.isSure = false;
        else
            replace(m_tokens[i], isPlainName(found->second) ? found->second : "nodes[" + inQuotes(found->second) + "]");
    }

    void lookAtString(const ScriptToken &token)
    {
        if (token.type != ScriptToken::Type::String || token.text.size() < 2)
            return;
        const std::string_view inside = token.text.substr(1, token.text.size() - 2);
        for (const auto &[from, to] : m_renames) {
            const std::string asJson = inQuotes(from);
            if (inside == from || inside == std::string_view(asJson).substr(1, asJson.size() - 2))
                return replace(token, inQuotes(to));
        }
    }

    void replace(const ScriptToken &token, std::string_view by)
    {
        m_result.text += m_text.substr(m_done, token.offset - m_done);
        m_result.text += by;
        m_done = token.offset + token.text.size();
    }

    std::string_view m_text;
    const Renames &m_renames;
    std::vector<ScriptToken> m_tokens;
    std::set<std::string> m_ambiguous;
    std::size_t m_done = 0;
    Rewritten m_result;
};

bool renameInValue(Value &value, const Renames &renames)
{
    bool isSure = true;
    if (const std::string *text = value.asString()) {
        Rewritten rewritten = renameInTemplate(*text, renames);
        isSure = rewritten.isSure;
        if (rewritten.text != *text)
            value = Value(std::move(rewritten.text));
    } else if (List *list = value.asList()) {
        for (Value &item : *list)
            isSure = renameInValue(item, renames) && isSure;
    } else if (Object *object = value.asObject()) {
        for (auto &[name, member] : *object)
            isSure = renameInValue(member, renames) && isSure;
    }
    return isSure;
}

bool renameInText(Value &value, const Renames &renames)
{
    const std::string *text = value.asString();
    if (!text)
        return true;
    Rewritten rewritten = renameInExpression(*text, renames);
    value = Value(std::move(rewritten.text));
    return rewritten.isSure;
}

bool renameInCases(Value &value, const Renames &renames)
{
    bool isSure = true;
    if (List *cases = value.asList())
        for (Value &one : *cases)
            if (const Value *when = one.find("when")) {
                Value after = *when;
                isSure = renameInText(after, renames) && isSure;
                one.set("when", std::move(after));
            }
    return isSure;
}

bool renameInField(workflow::Kind kind, std::string_view name, Value &value, const Renames &renames)
{
    const Field *field = workflow::fieldOf(kind, name);
    if (field && field->type == Field::Type::Cases)
        return renameInCases(value, renames);
    if (field && field->isExpression())
        return renameInText(value, renames);
    return (field && field->isVerbatim()) || renameInValue(value, renames);
}

} // namespace

Rewritten renameInExpression(std::string_view text, const Renames &renames) { return Rewriter(text, renames).rewrite(); }

Rewritten renameInTemplate(std::string_view text, const Renames &renames)
{
    const auto parts = workflow::splitTemplate(text);
    if (!parts)
        return {std::string(text), true};
    Rewritten result;
    std::size_t done = 0;
    for (const workflow::TemplatePart &part : *parts) {
        if (!part.isExpression)
            continue;
        Rewritten rewritten = renameInExpression(part.text, renames);
        result.isSure = result.isSure && rewritten.isSure;
        result.text += text.substr(done, part.offset - done);
        result.text += rewritten.text;
        done = part.offset + part.text.size();
    }
    result.text += text.substr(done);
    return result;
}

bool renameInNode(workflow::Node &node, const Renames &renames)
{
    bool isSure = true;
    if (!node.map.empty()) { // "${list.output}" or the bare expression
        const bool isTemplate = workflow::isWholeExpression(node.map);
        Rewritten map = isTemplate ? renameInTemplate(node.map, renames) : renameInExpression(node.map, renames);
        isSure = map.isSure;
        node.map = std::move(map.text);
    }
    for (auto &[name, value] : node.with)
        isSure = renameInField(node.kind, name, value, renames) && isSure;
    return isSure;
}

bool isPlainName(std::string_view id)
{
    const auto isLetter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$'; };
    if (id.empty() || !isLetter(id.front()))
        return false;
    if (!std::all_of(id.begin(), id.end(), [&](char c) { return isLetter(c) || (c >= '0' && c <= '9'); }))
        return false;
    return std::find(std::begin(takenNames), std::end(takenNames), id) == std::end(takenNames);
}

std::string outputOf(std::string_view id)
{
    return (isPlainName(id) ? std::string(id) : "nodes[" + inQuotes(id) + "]") + ".output";
}

} // namespace weftline::ui::document
