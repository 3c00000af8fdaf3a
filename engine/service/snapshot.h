// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a journal comes to, as bytes: so that whoever opens it reads what follows and not all of it. docs/decisions/snapshots.md
//
// A snapshot is made from what was replayed, by a process of its own, and is never needed.

#pragma once

#include <filesystem>
#include <optional>

#include "engine/journal/snapshot_file.h"
#include "engine/service/service.h"

namespace weftline::service {

/// Who may read what a program of this version wrote: one whose events come to the same.
[[nodiscard]] std::string snapshotMaker(std::string_view version);

[[nodiscard]] Bytes encodeSnapshot(const Replayed &replayed);
/// One that has no need of what is before it: with the plans of the runs that it holds and watches.
[[nodiscard]] Result<Bytes> encodeWithPlans(const Replayed &replayed, const journal::Reader &journal);
/// Plans that are not in it come from the journal that it belongs to. Fails with a part of a sentence.
[[nodiscard]] Result<Replayed> decodeSnapshot(BytesView body, const journal::Reader &journal);

struct Opened
{
    Replayed replayed;
    scheduler::Position snapshotAt = 0; ///< What was read began behind it.
    scheduler::Position baseAt = 0; ///< Likewise, of what the journal holds in the place of what was archived.
    std::string note; ///< Why a snapshot was not used, as a sentence; empty without one, or where it was.
};

/// What the journal holds, from the snapshot on where it belongs to the journal and is not beyond `until`; else from what was left in the
/// place of what was archived, if `maker` wrote that; else all of it, archives and journal.
[[nodiscard]] Result<Opened> replayFrom(const journal::Reader &journal, const std::optional<journal::Snapshot> &snapshot,
                                        const ReplayEnd &until = {}, std::string_view maker = {});

struct MadeSnapshot
{
    journal::Head head;
    scheduler::Position from = 0; ///< The earlier snapshot's, which it went on from.
    std::uint64_t bytes = 0; ///< Of its body.
    std::string note; ///< As Opened::note, of the earlier one.
};

/// Writes the snapshot of what is durable now, while an engine may go on writing. Checks the chain of what it reads.
[[nodiscard]] Result<MadeSnapshot> makeSnapshot(const std::filesystem::path &journal, std::string_view version);

} // namespace weftline::service
