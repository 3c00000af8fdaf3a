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
/// The newest journal in the runs folder that may hold run `id`; empty where there is none.
[[nodiscard]] std::filesystem::path journalOfRun(const std::string &id);

} // namespace weftline::cli
