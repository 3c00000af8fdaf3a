// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Whether a workflow can be run: ids, edges, cycles, parameters of the kinds. Expressions are checked by engine/expressions.

#pragma once

#include "engine/workflow/problem.h"
#include "engine/workflow/workflow.h"

namespace weftline::workflow {

/// All that is wrong, in the order of the file; at most `problemsMax` errors. Linear in nodes and edges.
[[nodiscard]] Problems validate(const Workflow &workflow);

/// Of one alert rule by itself; places are within it.
[[nodiscard]] Problems validate(const AlertRule &rule);

constexpr std::size_t problemsMax = 1000;

/// What a node's input port carries where the edge comes from `from`: a list where exactly that node's output is mapped over.
[[nodiscard]] PortType inputType(const Node &node, const NodeId &from);

/// Why `id` cannot be a node's id; empty when it can.
[[nodiscard]] std::string whyNotAnId(std::string_view id);

/// Why `name` cannot be the port of a case; empty when it can.
[[nodiscard]] std::string whyNotAPort(std::string_view name);

/// What would be wrong with an edge from `from`, at `port`, to `to`: it is there already, closes a cycle, or the types do not
/// fit. Empty when fine.
[[nodiscard]] std::string whyNotConnectable(const Workflow &workflow, const NodeId &from, const NodeId &to,
                                            std::string_view port = plainPort);

} // namespace weftline::workflow
