// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Makes a damaged journal one that an engine can go on with: what its chain of hashes vouches for, from the beginning on. The
// damaged files are kept beside it, so nothing is lost that was still there.

#pragma once

#include "engine/journal/verify.h"

namespace weftline::journal {

struct RepairReport
{
    VerifyReport before;
    Head kept; ///< The end of what is there now.
    std::uint64_t rowsDropped = 0; ///< That could still be read, behind what is kept.
    std::uint64_t eventsDropped = 0; ///< As they say themselves.
    std::filesystem::path damaged; ///< Where the damaged journal is now; empty: it was left where it is.
    std::vector<std::string> said; ///< What was done and what was dropped, in sentences.
};

/// Refused while an engine holds the journal, and where there is nothing that could be kept. Does nothing to a journal that is
/// not damaged, and nothing about events that were written as they are.
[[nodiscard]] Result<RepairReport> repair(const std::filesystem::path &file);

} // namespace weftline::journal
