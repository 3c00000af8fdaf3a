// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `weft bench memory`: what very many tasks cost: memory while they wait, bytes in the journal, time to read that again.

#pragma once

#include <string>

#include "engine/base/result.h"
#include "engine/base/value.h"

namespace weftline::bench {

struct MemoryOptions
{
    std::uint32_t tasks = 1'000'000; ///< Of one run; and again as many as the nodes of many.
    std::uint32_t nodes = 1000; ///< Of each of those many runs.
    std::uint32_t finishedRuns = 10'000; ///< In the journal that is opened.
    std::uint32_t workers = 4; ///< That do the tasks in the end.
    std::string journal; ///< Of the one run; kept where it is named.
    std::string program; ///< `weft`.
};

[[nodiscard]] Result<Value> benchMemory(const MemoryOptions &options);

} // namespace weftline::bench
