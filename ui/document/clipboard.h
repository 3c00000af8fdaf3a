// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Parts of a workflow as text JSON, which is a small workflow itself: it can be pasted into another window, or saved as a file.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/workflow/workflow.h"

namespace weftline::ui::document {

/// The nodes that are there, in the order of the workflow, the edges among them, and where they stand.
[[nodiscard]] workflow::Workflow fragmentOf(const workflow::Workflow &workflow, const std::vector<workflow::NodeId> &nodes);

[[nodiscard]] std::string fragmentText(const workflow::Workflow &fragment);

/// Fails when `text` is no part of a workflow, or one in which ids or edges do not fit together.
[[nodiscard]] Result<workflow::Workflow> readFragment(std::string_view text);

/// Moves all of it so that its top left corner stands at `at`; nodes without a place get one, in a row below each other.
void placeAt(workflow::Workflow &fragment, workflow::Point at);

} // namespace weftline::ui::document
