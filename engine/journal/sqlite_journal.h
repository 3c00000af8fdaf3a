// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The journal in a SQLite file: one row a commit, WAL, every commit synchronous.

#pragma once

#include "engine/journal/journal.h"

#include <cstdint>
#include <filesystem>
#include <functional>

namespace weftline::journal {

struct SqliteOptions
{
    /// Runs a function on the caller's loop, soon, in the order of the calls; called from the journal's own thread.
    /// What it was given may run after the journal is gone, and then does nothing.
    std::function<void(std::function<void()>)> post;
    /// Of a standby: where another process holds the journal, that is told of it and waited for, on this thread
    /// (lock_file.h). None: that is an error.
    std::function<void(std::int64_t holder)> waits = {};
    /// Asked once the lock is held: how far the journal was checked before, as a snapshot says. Where it has a row that ends
    /// there, with this hash, its chain is checked from that row on.
    std::function<std::optional<Head>()> trusted = {};
};

/// Opens `file` for the one engine that may write it, and makes it if it does not exist. Checks the chain of hashes, all of
/// it unless `trusted`. Refuses a journal that another process holds, that lies on a network file system, that another
/// version wrote, that is damaged, or that is shorter than FILE.position knows; each with the way out. Holds a lock on
/// FILE.lock for life, and keeps FILE.position.
///
/// The destructor writes what was handed over, unless a commit has failed, and calls nobody any more.
[[nodiscard]] Result<std::unique_ptr<Journal>> openSqliteJournal(const std::filesystem::path &file,
                                                                 SqliteOptions options);

/// Opens an existing journal to look at it, without a lock: an engine may hold it and go on writing.
[[nodiscard]] Result<std::unique_ptr<Reader>> openReader(const std::filesystem::path &file);

} // namespace weftline::journal
