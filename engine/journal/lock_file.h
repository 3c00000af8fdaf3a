// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One engine a journal: a lock that the kernel gives back when its holder ends, however it ends.

#pragma once

#include "engine/base/result.h"

#include <filesystem>

namespace weftline::journal {

/// Holds `flock` on a file for life. The file holds the process id of its last holder and stays.
class LockFile
{
public:
    LockFile() = default;
    ~LockFile();
    LockFile(LockFile &&other) noexcept;
    LockFile &operator=(LockFile &&other) noexcept;

private:
    friend Result<LockFile> lockJournal(const std::filesystem::path &journal);

    int m_fd = -1;
};

/// Takes the lock of `journal`, FILE.lock beside it. Refused, with the holder's process id, when another has it.
[[nodiscard]] Result<LockFile> lockJournal(const std::filesystem::path &journal);

/// Whether statfs' f_type is that of a file system whose locks and shared memory do not hold between machines.
[[nodiscard]] bool isNetworkFileSystem(long type);

/// Refuses a journal in a folder that does not exist or lies on a network file system.
[[nodiscard]] Result<Done> checkPlace(const std::filesystem::path &journal);

} // namespace weftline::journal
