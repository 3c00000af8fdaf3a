// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A run's log as one file: DIR/logs/RUN.log, records of MessagePack one after the other. Written without waiting for the
// disk: a log is for people, and losing its last lines in a crash of the machine harms nobody.

#pragma once

#include <filesystem>
#include <memory>

#include "engine/store/log_store.h"

namespace weftline::store {

constexpr std::uint64_t logBytesMax = 256U << 20U; ///< Of one run.

/// Makes the folder where it is missing (mode 0700).
[[nodiscard]] Result<std::unique_ptr<LogStore>> openFileLogStore(const std::filesystem::path &dir);

} // namespace weftline::store
