// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// JavaScript cut into words and signs: enough to know names and writes, no grammar.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weftline::expressions {

struct Token
{
    enum class Type : std::uint8_t { Name, Number, String, Sign, Pattern };
    Type type = Type::Sign;
    std::string_view
        text; ///< As written, quotes included. "`${" and "}`" stand around what a template literal computes.
    std::size_t offset = 0;

    [[nodiscard]] bool is(std::string_view sign) const
    {
        return type != Type::String && type != Type::Pattern && text == sign;
    }
    [[nodiscard]] bool isName() const { return type == Type::Name; }
};

struct Tokens
{
    std::vector<Token> all;
    std::string
        fault; ///< What cannot be cut up, in a sentence: brackets that do not match, a string without end. Empty: none.
    bool ambiguous = false; ///< A '/' that might start a pattern or divide.
};

[[nodiscard]] Tokens tokenize(std::string_view text);

/// What a string token stands for.
[[nodiscard]] std::string stringValue(const Token &token);

/// JavaScript's own words, which are no names.
[[nodiscard]] bool isKeyword(std::string_view name);

} // namespace weftline::expressions
