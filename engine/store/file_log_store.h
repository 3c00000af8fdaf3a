// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Logs in files: FOLDER/logs/RUN.log, only ever added to. A record is its length and a MessagePack array; what a crash
// left half written at the end is cut off when the file is written again.
//
// Logs are not synchronised to the disk: after a crash of the machine their last seconds may be missing.

#pragma once

#include "engine/store/log_store.h"

#include <filesystem>
#include <memory>

namespace weftline::store {

struct FileLogOptions
{
    std::uint64_t bytesMax = 256ULL << 20U; ///< Of one run's log. Reaching it is its last line.
    std::size_t scanMax = 32U << 20U; ///< Bytes that one read() looks at, so that a search never takes long.
};

/// The folder is made with the first record, so that looking at one that does not exist makes none.
[[nodiscard]] Result<std::unique_ptr<LogStore>> openFileLogStore(const std::filesystem::path &folder,
                                                                 FileLogOptions options = {});

} // namespace weftline::store
