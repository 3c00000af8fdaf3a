// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Parameters of `script` to a process. The code is a sealed file in memory that only the interpreter has: no shell reads it,
// its length has no limit of the system, and nothing of it is left behind, however worker and script end.

#pragma once

#include "engine/worker/command.h"

namespace weftline::worker {

[[nodiscard]] Result<Command> readScript(const wire::Task &task, const std::vector<std::string> &environment, std::string_view worker);

/// The same handler, which calls the file of the code "code" where interpreters name it in their errors.
[[nodiscard]] AttemptHandler namingCode(AttemptHandler handler);

} // namespace weftline::worker
