// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A copy of a journal that an engine may go on writing meanwhile.

#pragma once

#include "engine/journal/chain.h"

#include <filesystem>

namespace weftline::journal {

/// Writes the journal as it is at one moment to `to`, as one file, checks that file's chain, and gives its end. There is
/// either all of it or nothing, also after a crash. Fails where `to` exists.
[[nodiscard]] Result<Head> backUp(const std::filesystem::path &file, const std::filesystem::path &to);

} // namespace weftline::journal
