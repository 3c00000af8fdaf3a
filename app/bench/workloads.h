// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The workflows that the benchmarks run.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/workflow/workflow.h"

namespace weftline::bench {

using Command = std::vector<std::string>; ///< A program and its arguments.

/// One node that does nothing, mapped over `count` items. Its id has so many letters: they go to the worker with each task.
[[nodiscard]] workflow::Workflow emptyMap(std::uint32_t count, std::size_t idSize = 4);
/// So many nodes that do nothing, each after the one before.
[[nodiscard]] workflow::Workflow emptyChain(std::uint32_t count);
/// So many nodes that do nothing, none after another.
[[nodiscard]] workflow::Workflow emptyNodes(std::uint32_t count);
/// One node that runs `command`, mapped over `count` items.
[[nodiscard]] workflow::Workflow commandMap(std::uint32_t count, const Command &command);
/// So many nodes that run `command`, each after the one before.
[[nodiscard]] workflow::Workflow commandChain(std::uint32_t count, const Command &command);

} // namespace weftline::bench
