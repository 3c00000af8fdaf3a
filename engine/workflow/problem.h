// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is wrong with a workflow, where, and the way out.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace weftline::workflow {

enum class Severity : std::uint8_t { Error, Warning, Hint };

struct Problem
{
    Severity severity = Severity::Error;
    std::string where; ///< JSON pointer (RFC 6901) into the file: "/nodes/3/with/argv".
    std::string message; ///< What is wrong, in a sentence.
    std::string fix; ///< What to do, in a sentence.
    std::string node; ///< The node it concerns; empty where none.

    bool operator==(const Problem &) const = default;
};

using Problems = std::vector<Problem>;

[[nodiscard]] inline bool hasErrors(const Problems &problems)
{
    for (const Problem &problem : problems)
        if (problem.severity == Severity::Error)
            return true;
    return false;
}

/// One step of a JSON pointer, with '~' and '/' escaped.
[[nodiscard]] inline std::string pointerStep(std::string_view name)
{
    std::string out = "/";
    for (const char c : name)
        out += c == '~' ? std::string("~0") : c == '/' ? std::string("~1") : std::string(1, c);
    return out;
}

} // namespace weftline::workflow
