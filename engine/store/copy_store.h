// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Copies the values and logs that belong to a journal, while an engine may add to them.

#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <filesystem>

namespace weftline::store {

struct StoreCopy
{
    std::uint64_t values = 0;
    std::uint64_t logs = 0;
    std::uint64_t bytes = 0;
};

/// Copies what lies in folder `from` to folder `to`, on the disk when this returns. A value is stored before the event that names
/// it, so what is copied after a journal holds all that the journal's copy names. Of a log that grows, its beginning.
[[nodiscard]] Result<StoreCopy> copyStore(const std::filesystem::path &from, const std::filesystem::path &to);

} // namespace weftline::store
