// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `weft bench dispatch`: empty tasks through the whole engine, durable, over the sockets that workers use; beside it, in the
// same call, the bare echo.

#pragma once

#include <cstdint>
#include <string>

#include "engine/base/result.h"
#include "engine/base/value.h"

namespace weftline::bench {

constexpr std::size_t dispatchIdSize = 140; ///< Of the node: a task is then 200 bytes on the wire.

struct DispatchOptions
{
    std::uint32_t workers = 4;
    std::uint32_t tasks = 1'000'000;
    bool curve = false; ///< Workers come over TCP with CURVE; else over ipc.
    std::string journal; ///< Kept where it is named; "memory": in memory; else in a temporary folder that is removed.
    std::string program; ///< `weft`.
};

/// The object that `--json` prints. The engine is in this process, so that its loop can be measured; the workers are in
/// processes of their own.
[[nodiscard]] Result<Value> benchDispatch(const DispatchOptions &options);

} // namespace weftline::bench
