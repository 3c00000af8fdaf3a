// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How busy this machine is, from /proc.

#pragma once

#include <cstdint>
#include <span>

#include "engine/wire/message.h"

namespace weftline::worker {

class HostMeter
{
public:
    /// The processor's share since the last call, and the memory of this process and of those given, which is what the
    /// leaders of attempts use; their children are not counted.
    [[nodiscard]] wire::HostMetrics measure(std::span<const std::int64_t> pids);

private:
    std::int64_t m_busy = 0;
    std::int64_t m_total = 0;
};

} // namespace weftline::worker
