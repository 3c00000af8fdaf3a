// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The rows of a journal that nobody needs any more, moved as they are to FILE.d/archive/YYYY-MM.journal, by the month of their time.
// An archive is a journal itself that begins behind the ones before it; with them whoever reads the journal still reads all of it.
//
// Rows are copied first, and taken out of the journal when the copies are on the disk: a kill in between doubles and loses nothing,
// and the next call goes on where that one was.

#pragma once

#include "engine/journal/chain.h"

#include <filesystem>
#include <vector>

namespace weftline::journal {

[[nodiscard]] std::filesystem::path archiveFolderOf(const std::filesystem::path &journal);

struct Archived
{
    std::uint64_t rows = 0;
    std::uint64_t events = 0;
    std::vector<std::filesystem::path> files; ///< That got some of them.
};

/// Copies the rows up to `upTo`, the end of one, that are not in the archives yet. The caller holds the journal's lock.
[[nodiscard]] Result<Archived> copyToArchives(const std::filesystem::path &journal, const Head &upTo);

/// Takes these rows out of the journal, and leaves `snapshot` (snapshot_file.h) in their place: all at once.
[[nodiscard]] Result<Done> cutJournal(const std::filesystem::path &journal, const Head &upTo, BytesView snapshot);

} // namespace weftline::journal
