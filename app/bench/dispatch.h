// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `weft bench dispatch`: empty tasks through the whole engine, durable, over the sockets that local workers use; beside it,
// in the same call, the bare echo.

#pragma once

#include <string>

#include "engine/base/result.h"
#include "engine/base/time.h"
#include "engine/base/value.h"

namespace weftline::bench {

struct DispatchOptions
{
    std::uint32_t workers = 4;
    std::uint32_t tasks = 100'000; ///< Of each run; runs follow each other until `duration` is over.
    Duration duration = std::chrono::seconds(5);
    std::string journal; ///< Kept where it is named; else in a temporary folder that is removed.
    std::string program; ///< `weft`.
};

/// The object that `--json` prints. Needs a QCoreApplication, whose loop it runs.
[[nodiscard]] Result<Value> benchDispatch(const DispatchOptions &options);

} // namespace weftline::bench
