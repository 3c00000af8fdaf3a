// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The bare reference of tasks that are programs: posix_spawn and wait, and nothing else.

#pragma once

#include "app/bench/workloads.h"
#include "engine/base/result.h"

namespace weftline::bench {

/// Seconds for running `command` so many times, `atOnce` of them at a time; the next begins when one has ended.
[[nodiscard]] Result<double> bareSpawn(const Command &command, std::uint32_t count, std::uint32_t atOnce);

} // namespace weftline::bench
