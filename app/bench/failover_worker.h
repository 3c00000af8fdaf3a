// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Workers that are killed with their hands full.

#pragma once

#include <filesystem>
#include <vector>

#include "app/bench/failover.h"

namespace weftline::bench {

/// Milliseconds from each kill, by the engine's clock.
struct KilledWorkers
{
    std::vector<double> noticedMs; ///< Until the loss was written down.
    std::vector<double> firstElsewhereMs; ///< Until the first of its tasks ran on another worker.
    std::vector<double> allElsewhereMs; ///< Until the last of them did.
    std::uint64_t forgotten = 0; ///< Tasks that it had and nobody took over.
};

[[nodiscard]] Result<KilledWorkers> killWorkers(const FailoverOptions &options, const std::filesystem::path &journal);

} // namespace weftline::bench
