// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Expressions that only point at something, such as `item` or `list.output[index]`: most of them do, and need no
// JavaScript.

#pragma once

#include "engine/base/value.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace weftline::expressions {

struct IndexStep
{
};

/// `a.b["c"][3][index]`: where to start, then a member's name, a position, or the task's own index.
struct SimplePath
{
    std::string root;
    std::vector<std::variant<std::string, std::size_t, IndexStep>> steps;
};

/// Nothing when the expression is more than a path.
[[nodiscard]] std::optional<SimplePath> simplePath(std::string_view expression);

/// Follows the steps from `first` on; nullptr where JavaScript may see something that a plain value does not have, such
/// as `length`.
[[nodiscard]] const Value *follow(const Value &from, const SimplePath &path, std::size_t first, std::int64_t index);

} // namespace weftline::expressions
