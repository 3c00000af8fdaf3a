// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// When a failed attempt is tried again.

#pragma once

#include "engine/scheduler/ids.h"

namespace weftline::scheduler {

/// The wait before retry `retry` (1 for the first): backoff × factor^(retry-1), at most delayMax; with jitter drawn evenly
/// between half of that and all of it ("equal jitter", Brooker, AWS Architecture Blog 2015).
[[nodiscard]] Duration retryDelay(const workflow::Retry &policy, std::uint32_t retry, std::uint64_t draw);

} // namespace weftline::scheduler
