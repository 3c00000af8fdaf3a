// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// FILE.snapshot beside a journal: what its events up to some position come to, so that nobody has to read them. What it means is
// its writer's business; here are its bytes and the place that it belongs to.
//
// It is a copy of what the journal says and never needed: who finds anything wrong with it reads the journal instead. It belongs to
// the journal whose row that ends at its position has its hash.

#pragma once

#include "engine/journal/chain.h"

#include <filesystem>
#include <optional>

namespace weftline::journal {

struct Snapshot
{
    Head head; ///< The end of the last row that is in it.
    Bytes body;

    bool operator==(const Snapshot &) const = default;
};

[[nodiscard]] std::filesystem::path snapshotFileOf(const std::filesystem::path &journal);

/// Puts the snapshot in the place of an earlier one, whole or not at all. `maker` names the program that knows what it means.
/// Refused while another process writes one.
[[nodiscard]] Result<Done> writeSnapshot(const std::filesystem::path &journal, std::string_view maker, const Snapshot &snapshot);

/// Nothing where there is none. Fails where it is damaged or another program's, with a sentence that says so.
[[nodiscard]] Result<std::optional<Snapshot>> readSnapshot(const std::filesystem::path &journal, std::string_view maker);

/// The bytes of such a file.
[[nodiscard]] Bytes encodeSnapshot(std::string_view maker, const Snapshot &snapshot);
/// Fails with a part of a sentence: "it is damaged".
[[nodiscard]] Result<Snapshot> decodeSnapshot(std::string_view maker, Bytes bytes);

} // namespace weftline::journal
