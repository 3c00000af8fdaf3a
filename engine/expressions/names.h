// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The names in an expression, one by one. Used by the .cpp files of this folder only.

#pragma once

#include "engine/expressions/tokens.h"

#include <string>
#include <string_view>
#include <vector>

namespace weftline::expressions {

/// One place where a name stands that is neither a member (`x.name`) nor a key (`{name: 1}`).
struct NameUse
{
    std::string name;
    std::string member; ///< `x` in name.x and in name["x"].
    std::string_view written; ///< `name` as it stands, in the text that the tokens came from.
    std::string_view memberWritten; ///< `member` as it stands: x, or "x" with its quotes.
    bool bare = false; ///< Neither follows: the value itself is used, or a computed member.
    bool declared = false; ///< Also declared somewhere in the expression, as a parameter or a variable.
};

[[nodiscard]] std::vector<NameUse> namesIn(const std::vector<Token> &tokens);

[[nodiscard]] std::vector<std::string_view> globalNames();

} // namespace weftline::expressions
