// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where nodes stand that nobody has placed: in columns by how much comes before them, each near what feeds it.

#pragma once

#include <map>

#include "engine/workflow/workflow.h"

namespace weftline::ui::document {

/// A place for every node, from (0, 0) to the right and below. Nodes of a cycle stand in the first column.
[[nodiscard]] std::map<workflow::NodeId, workflow::Point> arrangedPlaces(const workflow::Workflow &workflow);

/// The same for those that have none; they keep clear of those that have one.
[[nodiscard]] std::map<workflow::NodeId, workflow::Point> placesOfOthers(const workflow::Workflow &workflow);

} // namespace weftline::ui::document
