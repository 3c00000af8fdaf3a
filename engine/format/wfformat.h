// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Recorded workflows of the WfCommons collection (https://wfcommons.org/format, versions 1.4, 1.5 and 1.6).

#pragma once

#include "engine/base/result.h"
#include "engine/workflow/workflow.h"

#include <string_view>

namespace weftline::format {

/// Each task becomes a `command` that sleeps as long as the task ran, times `timeScale`; its node id is the task's id
/// (up to 1.4, where tasks refer to each other by name, its name). Edges are what parents and children say, together.
[[nodiscard]] Result<workflow::Workflow> importWfFormat(std::string_view text, double timeScale = 1);

} // namespace weftline::format
