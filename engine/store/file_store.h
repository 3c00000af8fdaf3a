// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The store in files: FOLDER/values/ab/cdef…, named by the hash of what is in them. A file is there whole or not at
// all.

#pragma once

#include "engine/store/store.h"

#include <filesystem>
#include <memory>

namespace weftline::store {

struct FileStoreOptions
{
    std::uint64_t totalMax = 20ULL << 30U; ///< Bytes of all values; beyond it put() fails and says so.
    std::size_t cacheMax = 64U << 20U; ///< Bytes of values read or written lately that stay in memory.
};

/// The folder is made with the first value, so that looking at one that does not exist makes none.
[[nodiscard]] Result<std::unique_ptr<Store>> openFileStore(const std::filesystem::path &folder,
                                                           FileStoreOptions options = {});

} // namespace weftline::store
