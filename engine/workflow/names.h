// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The names of everything a `.weft` file may say, and the nearest one to a name that is none of them.

#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace weftline::workflow {

/// Members by object, in the order in which they are written. docs/workflow.schema.json says the same; a test compares.
namespace members {
inline constexpr std::array<std::string_view, 9> workflow{"weft",  "name",   "description", "parameters", "nodes",
                                                          "edges", "alerts", "outputs",     "layout"};
inline constexpr std::array<std::string_view, 2> later{"groups", "triggers"}; ///< Kept, without effect yet.
inline constexpr std::array<std::string_view, 3> parameter{"type", "default", "description"};
inline constexpr std::array<std::string_view, 13> node{"id",      "kind",     "title", "map",  "with", "retry",   "losses",
                                                       "timeout", "priority", "pool",  "once", "lock", "disabled"};
inline constexpr std::array<std::string_view, 5> retry{"max", "backoff", "factor", "max_delay", "jitter"};
inline constexpr std::array<std::string_view, 3> edge{"from", "to", "on"};
inline constexpr std::array<std::string_view, 6> alert{"id", "title", "enabled", "nodes", "edges", "layout"};
inline constexpr std::array<std::string_view, 3> alertNode{"id", "kind", "with"};
inline constexpr std::array<std::string_view, 1> layout{"nodes"};
} // namespace members

inline constexpr std::array<std::string_view, 6> parameterTypeNames{"string", "number", "boolean",
                                                                    "list",   "object", "any"};
inline constexpr std::array<std::string_view, 3> edgeConditionNames{"success", "failure", "always"};
inline constexpr std::array<std::string_view, 3> messageRoles{"system", "user", "assistant"};

[[nodiscard]] inline bool isOneOf(std::string_view name, std::span<const std::string_view> names)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// The one of `known` that differs from `name` by the fewest letters, at most a third of its length and at most 3;
/// empty where none is near.
[[nodiscard]] std::string_view nearest(std::string_view name, std::span<const std::string_view> known);

/// `Did you mean "argv"? ` where a name is near, else nothing.
[[nodiscard]] std::string didYouMean(std::string_view name, std::span<const std::string_view> known);

/// `"a", "b" and "c"`.
[[nodiscard]] std::string quotedList(std::span<const std::string_view> names);

} // namespace weftline::workflow
