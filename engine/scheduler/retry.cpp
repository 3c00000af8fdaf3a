// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/scheduler/retry.h"

#include <algorithm>

namespace weftline::scheduler {

Duration retryDelay(const workflow::Retry &policy, std::uint32_t retry, std::uint64_t draw)
{
    const auto longest = static_cast<double>(policy.delayMax.count());
    auto wait = static_cast<double>(policy.backoff.count());
    for (std::uint32_t i = 1; i < retry && wait < longest; ++i)
        wait *= policy.factor;
    const auto whole = static_cast<std::int64_t>(std::min(wait, longest));
    if (!policy.jitter || whole < 2)
        return Duration{whole};
    const auto half = static_cast<std::uint64_t>(whole / 2);
    return Duration{whole - static_cast<std::int64_t>(draw % (half + 1))};
}

} // namespace weftline::scheduler
