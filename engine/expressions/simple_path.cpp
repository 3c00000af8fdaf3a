// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/expressions/simple_path.h"

#include "engine/expressions/tokens.h"

#include <charconv>

namespace weftline::expressions {
namespace {

/// A place in a list, written as JavaScript writes it; nothing for other numbers, and for those that no list is long enough for.
std::optional<std::size_t> placeIn(std::string_view digits)
{
    std::size_t place = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), place);
    const bool isWhole = error == std::errc{} && end == digits.data() + digits.size();
    return isWhole && (digits == "0" || digits[0] != '0') ? std::optional(place) : std::nullopt;
}

} // namespace

std::optional<SimplePath> simplePath(std::string_view expression)
{
    const Tokens tokens = tokenize(expression);
    const std::vector<Token> &all = tokens.all;
    if (!tokens.fault.empty() || all.empty() || !all[0].isName() || isKeyword(all[0].text))
        return std::nullopt;
    SimplePath path{std::string(all[0].text), {}};
    for (std::size_t i = 1; i < all.size();) {
        if (all[i].is(".") && i + 1 < all.size() && all[i + 1].isName()) {
            path.steps.emplace_back(std::string(all[i + 1].text));
            i += 2;
            continue;
        }
        if (!all[i].is("[") || i + 2 >= all.size() || !all[i + 2].is("]"))
            return std::nullopt;
        const Token &key = all[i + 1];
        if (key.type == Token::Type::String && key.text[0] != '`' && key.text.find('\\') == std::string_view::npos)
            path.steps.emplace_back(stringValue(key));
        else if (key.is("index"))
            path.steps.emplace_back(IndexStep{});
        else if (const auto place = key.type == Token::Type::Number ? placeIn(key.text) : std::nullopt)
            path.steps.emplace_back(*place);
        else
            return std::nullopt;
        i += 3;
    }
    return path;
}

const Value *follow(const Value &from, const SimplePath &path, std::size_t first, std::int64_t index)
{
    const Value *at = &from;
    for (std::size_t i = first; i < path.steps.size() && at; ++i) {
        if (const std::string *name = std::get_if<std::string>(&path.steps[i])) {
            at = at->find(*name);
            continue;
        }
        const std::size_t *position = std::get_if<std::size_t>(&path.steps[i]);
        const std::size_t wanted = position ? *position : static_cast<std::size_t>(index);
        const List *list = at->asList();
        at = list && wanted < list->size() ? &(*list)[wanted] : nullptr;
    }
    return at;
}

} // namespace weftline::expressions
