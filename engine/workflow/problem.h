// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is wrong with a workflow, where, and the way out.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/value.h"

namespace weftline::workflow {

enum class Severity : std::uint8_t { Error, Warning, Hint };

/// One edit that would mend a problem, as data; quick_fix.h carries it out. Places are pointers as in Problem::where.
struct QuickFix
{
    enum class Type : std::uint8_t {
        Set, ///< `value` stands at `where` from now on.
        Rename, ///< The member at `where` is called `value` from now on.
        Remove, ///< What is at `where` goes.
        Connect, ///< A new edge: `value` is [FROM, TO], two ids of nodes.
        Fill, ///< Something is missing at `where` that only a person can say. Edits nothing: shows the place.
    };
    Type type = Type::Set;
    std::string where;
    Value value;
    std::string name{}; ///< What it brings in, for words on a button: the near name; empty where `value` says it.

    bool operator==(const QuickFix &) const = default;
};

struct Problem
{
    Severity severity = Severity::Error;
    std::string where; ///< JSON pointer (RFC 6901) into the file: "/nodes/3/with/argv".
    std::string message; ///< What is wrong, in a sentence.
    std::string fix; ///< What to do, in a sentence.
    std::string node; ///< The node it concerns; empty where none.
    std::vector<QuickFix> quickFixes{}; ///< The ways out that a program can go, the likeliest first.

    bool operator==(const Problem &) const = default;
};

using Problems = std::vector<Problem>;

/// What a near name offers: `value` at `where`; nothing where none is near.
[[nodiscard]] inline std::vector<QuickFix> useInstead(std::string where, std::string_view near,
                                                      QuickFix::Type type = QuickFix::Type::Set)
{
    return near.empty() ? std::vector<QuickFix>() : std::vector<QuickFix>{{type, std::move(where), near}};
}

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
