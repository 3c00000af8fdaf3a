// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Where things lie that nobody named.

#pragma once

#include <filesystem>

namespace weftline::cli {

/// $XDG_STATE_HOME/weftline/runs: a journal for each `weft run`.
[[nodiscard]] std::filesystem::path runsFolder();
/// $XDG_DATA_HOME/weftline/engine.journal: the user's own engine's.
[[nodiscard]] std::filesystem::path ownJournal();
/// Where run `id` is looked for: in a journal of its own, else in the own engine's; for "" and "last", where that is not
/// there, in the newest of the runs folder.
[[nodiscard]] std::filesystem::path journalOfRun(const std::string &id);

} // namespace weftline::cli
