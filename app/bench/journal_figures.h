// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a journal tells after a benchmark: when what happened, how large it is, how fast it can be read; and what the disk
// under it can do.

#pragma once

#include <filesystem>
#include <functional>

#include "engine/base/result.h"
#include "engine/base/time.h"
#include "engine/scheduler/event.h"

namespace weftline::bench {

/// The median of 101 times appending 4 KiB to a file in the journal's folder and calling fdatasync.
[[nodiscard]] Duration medianFdatasync(const std::filesystem::path &journal);

/// Bytes of the journal and what lies beside it: its write-ahead log.
[[nodiscard]] std::uint64_t journalBytes(const std::filesystem::path &journal);

/// Rows of the journal: one a commit.
[[nodiscard]] std::uint64_t commitsOf(const std::filesystem::path &journal);

/// Reads all events after `position`, oldest first; the position of the last one.
[[nodiscard]] Result<scheduler::Position> eachEvent(const std::filesystem::path &journal, scheduler::Position position,
                                                    const std::function<void(const scheduler::Event &)> &take);

struct Replay
{
    std::uint64_t events = 0;
    double seconds = 0; ///< From the file to an engine's state.
};

/// Reads the journal as a starting engine does.
[[nodiscard]] Result<Replay> timedReplay(const std::filesystem::path &journal);

} // namespace weftline::bench
