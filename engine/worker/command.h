// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Parameters of `command` to a process, and its end to a result. Pure.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/payload.h"
#include "engine/base/result.h"
#include "engine/base/value.h"
#include "engine/worker/process.h"

namespace weftline::worker {

enum class CommandOutput : std::uint8_t { Text, Lines, Json };

struct Command
{
    ProcessSpec process;
    CommandOutput output = CommandOutput::Text;
    std::vector<int> ok{0}; ///< Exit codes that mean success.
};

/// `environment` comes first, then the parameter env, then WEFT_RUN, WEFT_TASK and WEFT_ATTEMPT.
[[nodiscard]] Result<Command> readCommand(const wire::Task &task, const std::vector<std::string> &environment);

/// Outcome, reason, output and use; the rest is the caller's.
[[nodiscard]] wire::AttemptResult commandResult(const Command &command, ProcessEnd end);

/// The node of a task: "count" of "count[3]".
[[nodiscard]] std::string_view nodeOf(std::string_view task);

} // namespace weftline::worker
