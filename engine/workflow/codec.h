// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A workflow as a Value, member by member as `.weft` has it: what engine/format writes as JSON and the journal as MessagePack.

#pragma once

#include "engine/base/value.h"
#include "engine/workflow/problem.h"
#include "engine/workflow/workflow.h"

namespace weftline::workflow {

/// In the order of the schema. Members that have their default are left out.
[[nodiscard]] Value toValue(const Workflow &workflow);

/// Reads what it can and adds a problem, with its JSON pointer, for everything of a wrong type. A newer format
/// version is one problem and reads nothing else. Ranges, and whether the graph makes sense, are validate()'s business.
[[nodiscard]] Workflow fromValue(const Value &value, Problems &problems);

/// The parts, for copy and paste and for edits.
[[nodiscard]] Value toValue(const Node &node);
[[nodiscard]] Value toValue(const Edge &edge);
[[nodiscard]] Value toValue(const AlertRule &rule);
[[nodiscard]] Value toValue(const Layout &layout);

/// The value of the member "alerts", which stands at `where`.
[[nodiscard]] std::vector<AlertRule> alertsFromValue(const Value &value, const std::string &where, Problems &problems);

} // namespace weftline::workflow
