// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `weft bench commands`: programs that end at once, as tasks; beside it, in the same call, posix_spawn of the same.

#pragma once

#include <string>

#include "engine/base/result.h"
#include "engine/base/value.h"

namespace weftline::bench {

struct CommandsOptions
{
    std::uint32_t tasks = 10'000;
    std::uint32_t workers = 4; ///< Of one slot each; the reference has as many processes at once.
    std::string journal; ///< Kept where it is named.
    std::string program; ///< `weft`.
};

[[nodiscard]] Result<Value> benchCommands(const CommandsOptions &options);

} // namespace weftline::bench
