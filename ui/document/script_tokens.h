// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// JavaScript cut into words, far enough to tell names from strings and comments: for references to nodes and for colours.

#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace weftline::ui::document {

struct ScriptToken
{
    enum class Type : std::uint8_t { Name, Number, String, Comment, Expression, Sign };
    Type type = Type::Sign;
    std::size_t offset = 0; ///< In bytes.
    std::string_view text;
};

/// All but spaces, in order. What stands in ${…} of a template string is cut up too; its other parts are strings. Never
/// fails: what is not closed reaches to the end. A regular expression is an Expression.
[[nodiscard]] std::vector<ScriptToken> scriptTokens(std::string_view text);

} // namespace weftline::ui::document
