// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A workflow as a graph in Graphviz' language.

#pragma once

#include "engine/workflow/workflow.h"

#include <string>

namespace weftline::format {

/// One line a node, one a edge, in the order of the file; `dot -Tsvg` draws it.
[[nodiscard]] std::string exportDot(const workflow::Workflow &workflow);

} // namespace weftline::format
