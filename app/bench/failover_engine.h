// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An engine that is killed while very much is in flight.

#pragma once

#include <filesystem>
#include <vector>

#include "app/bench/failover.h"

namespace weftline::bench {

/// Seconds from each kill.
struct KilledEngine
{
    std::vector<double> listens; ///< Until its successor, started at once, said where it listens.
    std::vector<double> resumed; ///< Until that had taken over the last of what was in flight.
    std::vector<double> nextTask; ///< Until it had carried out something new.
    std::uint64_t adopted = 0; ///< Attempts that it took over, in all rounds.
    std::uint64_t lost = 0; ///< Attempts that it did not.
};

[[nodiscard]] Result<KilledEngine> killEngine(const FailoverOptions &options, const std::filesystem::path &journal);

} // namespace weftline::bench
