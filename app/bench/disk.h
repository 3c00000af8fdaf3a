// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the disk under a journal can do.

#pragma once

#include <filesystem>

#include "engine/base/time.h"

namespace weftline::bench {

/// The median of 101 times appending 4 KiB to a file in `folder` and calling fdatasync.
[[nodiscard]] Duration medianFdatasync(const std::filesystem::path &folder);

/// Bytes of the journal and what lies beside it: its write-ahead log.
[[nodiscard]] std::uint64_t journalBytes(const std::filesystem::path &journal);

/// Rows of the journal: one a commit.
[[nodiscard]] std::uint64_t commitsOf(const std::filesystem::path &journal);

} // namespace weftline::bench
