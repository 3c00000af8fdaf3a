// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Looks into the write-ahead log that an engine which did not end by itself has left behind. SQLite reads it up to the first
// frame that is not right, and says nothing of what follows: here that is looked at. Only for a journal that no engine holds.

#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace weftline::journal {

struct LogScan
{
    std::uint64_t frames = 0; ///< Whole commits that SQLite reads, in frames: one page each.
    std::uint64_t framesBehind = 0; ///< Of the same log, behind these: SQLite reads none of them.
    std::uint64_t damagedFrame = 0; ///< The first that is not right, from 1 on; 0: none, it only ends there.
    std::uint32_t damagedPage = 0; ///< Which page of the journal's file that frame holds, as it says itself.
    bool isHeaderDamaged = false;
    /// A commit that had been confirmed cannot be read. Else what lies behind is one that was being written in the end.
    bool hasLost = false;

    /// What is wrong, as a sentence; empty when nothing is lost.
    [[nodiscard]] std::string judge() const;
};

/// Reads FILE-wal. Nothing is found where there is none.
[[nodiscard]] Result<LogScan> scanLog(const std::filesystem::path &journal);

} // namespace weftline::journal
