// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An engine that is killed while very much is in flight: its successor is started then, or is a standby that waited beside it.

#pragma once

#include <filesystem>
#include <vector>

#include "app/bench/failover.h"

namespace weftline::bench {

/// Seconds from each kill, and what became of what was in flight, in all rounds.
struct Successions
{
    std::vector<double> listens; ///< Until the successor said where it listens.
    std::vector<double> resumed; ///< Until that had taken over the last of what was in flight.
    std::vector<double> nextTask; ///< Until it had carried out something new.
    std::uint64_t adopted = 0; ///< Attempts that it took over.
    std::uint64_t lost = 0; ///< Attempts that it did not.
    std::uint64_t doubled = 0; ///< Taken over twice, or begun again though not lost.
};

struct KilledEngine
{
    Successions fresh; ///< Successors that were started at once.
    Successions standby; ///< `weft engine --standby`.
};

[[nodiscard]] Result<KilledEngine> killEngine(const FailoverOptions &options, const std::filesystem::path &journal);

} // namespace weftline::bench
