// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A journal that is only looked at, and whose chain was checked up to where it ended then.

#pragma once

#include "engine/journal/journal.h"

#include <filesystem>

namespace weftline::journal {

struct CheckedReader
{
    std::unique_ptr<Reader> journal;
    Head end;
};

/// Checks from the row on that ends at `trusted`, where there is such a row and it is right, else all of it. An engine may hold the
/// journal and go on writing. Fails where a row is not right.
[[nodiscard]] Result<CheckedReader> openCheckedReader(const std::filesystem::path &file, const Head &trusted);

/// For who holds its lock and is to change it: fails also where something of its end is lost.
[[nodiscard]] Result<CheckedReader> openHeldReader(const std::filesystem::path &file, const Head &trusted);

} // namespace weftline::journal
