// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What an expression uses, and whether the expressions of a workflow can work. Nothing is ever evaluated here.

#pragma once

#include "engine/workflow/problem.h"
#include "engine/workflow/workflow.h"

#include <set>
#include <string>
#include <string_view>

namespace weftline::expressions {

/// The names that an expression uses. May hold more than are really used (a name inside that means something else),
/// never fewer.
struct References
{
    std::set<std::string>
        names; ///< Free names that are neither JavaScript's nor one of those below: ids of nodes, if known at all.
    std::set<std::string> nodes; ///< Ids in nodes["id"] and nodes.id.
    std::set<std::string> params; ///< In params.x and params["x"].
    bool allNodes = false; ///< `nodes` is used in another way: any node may be meant.
    bool allParams = false;
    bool item = false;
    bool index = false;
    bool run = false;
    bool secret = false;

    /// Whether the output of this node may be read.
    [[nodiscard]] bool uses(const workflow::NodeId &node) const
    {
        return allNodes || names.contains(node) || nodes.contains(node);
    }
};

[[nodiscard]] References referencesOf(std::string_view expression);

/// Of all expressions in all strings of a value, templates each.
[[nodiscard]] References referencesInTemplates(const Value &templates);

/// True when the expression might write into a value that it was given: `x[0] = 1`, `x.a++`, but not `sum += 1`.
[[nodiscard]] bool mayWrite(std::string_view expression);

/// "secret.NAME", which the worker puts in place and nobody evaluates.
[[nodiscard]] bool isSecret(std::string_view expression);

/// The names of ES2016 that an expression may use.
[[nodiscard]] bool isGlobal(std::string_view name);

/// All expressions of a workflow: that they can be read, and that each name means something where it stands: parameters
/// that exist, direct predecessors, `item` and `index` under a map only.
[[nodiscard]] workflow::Problems check(const workflow::Workflow &workflow);

/// Why this text is no JavaScript expression, as two sentences; empty when it is one.
[[nodiscard]] std::string whyNotAnExpression(std::string_view expression);

} // namespace weftline::expressions
