// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Parameters of `command` to a process, and its end to a result; `script` shares the latter. Pure.

#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/payload.h"
#include "engine/base/result.h"
#include "engine/worker/kind.h"
#include "engine/worker/output.h"
#include "engine/worker/process.h"

namespace weftline::worker {

struct Command
{
    ProcessSpec process;
    OutputForm output = OutputForm::Text;
    std::vector<int> ok{0}; ///< Exit codes that mean success.
    std::string called; ///< In sentences: `"wc"`, or `the Python script`.
    bool isScript = false; ///< Its last errors are several lines, and to write nothing is to give nothing.
};

/// `environment` comes first, then the parameter env, then WEFT_RUN, WEFT_TASK, WEFT_ATTEMPT and WEFT_FENCE.
[[nodiscard]] Result<Command> readCommand(const wire::Task &task, const std::vector<std::string> &environment);

/// Outcome, reason, output and use; the rest is the caller's.
[[nodiscard]] wire::AttemptResult commandResult(const Command &command, ProcessEnd end);

/// Carries it out. Null: it could not begin, and `ended` was called.
[[nodiscard]] std::unique_ptr<RunningAttempt> runCommand(const Place &place, const wire::Task &task, Result<Command> command,
                                                         AttemptHandler handler);

} // namespace weftline::worker
