// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Carries quick fixes out on parts of a workflow, and takes them over the wire. The window makes undo steps of the results.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/workflow/problem.h"
#include "engine/workflow/workflow.h"

namespace weftline::workflow {

/// The steps of a JSON pointer, unescaped.
[[nodiscard]] std::vector<std::string> pointerSteps(std::string_view pointer);

/// A Set, Rename or Remove within `value`, at `pointer` from it. False, and nothing changed, where there is no such place.
[[nodiscard]] bool applyWithin(Value &value, std::string_view pointer, const QuickFix &fix);

/// The node, edge, alert rule or head (name, description, parameters, outputs) as it is once `fix` is carried out; `pointer` is its place
/// from there. Fails where the fix does not fit what is there, which may have changed since the check.
[[nodiscard]] Result<Node> fixedNode(const Node &node, std::string_view pointer, const QuickFix &fix);
[[nodiscard]] Result<Edge> fixedEdge(const Edge &edge, std::string_view pointer, const QuickFix &fix);
[[nodiscard]] Result<AlertRule> fixedRule(const AlertRule &rule, std::string_view pointer, const QuickFix &fix);
[[nodiscard]] Result<Workflow> fixedHead(const Workflow &workflow, std::string_view pointer, const QuickFix &fix);

/// As a list of objects for messages between programs; what cannot be read is left out.
[[nodiscard]] Value toValue(const std::vector<QuickFix> &fixes);
[[nodiscard]] std::vector<QuickFix> quickFixesFrom(const Value *value);

} // namespace weftline::workflow
