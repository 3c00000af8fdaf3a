// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What of a journal is old enough to go to its archive (engine/journal/archive.h). docs/decisions/archive.md

#pragma once

#include <filesystem>
#include <vector>

#include "engine/journal/chain.h"
#include "engine/service/service.h"

namespace weftline::service {

struct Retention
{
    Duration older = std::chrono::hours(24 * 30); ///< Runs that ended longer ago go,
    std::uint64_t keep = 10'000'000'000; ///< and before that those that make the journal larger than this many bytes.
};

struct ArchivedJournal
{
    journal::Head upTo; ///< What is up to here was moved; position 0: nothing was.
    std::uint64_t rows = 0;
    std::uint64_t events = 0;
    std::vector<std::filesystem::path> files;
};

/// The last position that may go by age: all runs that were accepted up to it have ended before `limit`, and none of their tasks is held.
[[nodiscard]] scheduler::Position oldEnough(const scheduler::State &state, Instant limit);

/// A first look, which reads one row: whether there may be anything that is old enough, or too much.
[[nodiscard]] bool mayHaveOld(const std::filesystem::path &journal, const Retention &retention, Instant now);

/// Moves what is old enough. Takes the journal's lock while it does; refused where an engine holds it.
[[nodiscard]] Result<ArchivedJournal> archiveJournal(const std::filesystem::path &journal, std::string_view version,
                                                     const Retention &retention, Instant now);

} // namespace weftline::service
