// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the worker and its watchdog both see, and at which descriptors the watchdog finds it.

#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "engine/worker/watchdog.h"

namespace weftline::worker {

struct WatchdogMemory
{
    std::atomic<std::int64_t> leaseEnd{0}; ///< CLOCK_BOOTTIME, microseconds; 0: none yet.
    std::atomic<std::uint32_t> used{0}; ///< Places of `groups` that were ever in use.
    std::array<char, 33> token{}; ///< 32 hex digits and a zero.
    std::array<std::atomic<std::int32_t>, Watchdog::groupsMax> groups{}; ///< 0: free.
};
static_assert(std::atomic<std::int64_t>::is_always_lock_free && std::atomic<std::int32_t>::is_always_lock_free);

constexpr int watchdogPipe = 3; ///< Read end: a byte when the lease begins anew, the end when the worker is gone.
constexpr int watchdogMemory = 4;

} // namespace weftline::worker
