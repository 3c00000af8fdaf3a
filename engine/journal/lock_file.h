// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One engine a journal: a lock that the kernel gives back when its holder ends, however it ends.

#pragma once

#include "engine/base/result.h"

#include <cstdint>
#include <filesystem>
#include <functional>

namespace weftline::journal {

/// Told of the process that holds the lock, 0 where that is not known, before it is waited for.
using LockWaits = std::function<void(std::int64_t holder)>;

/// Holds `flock` on a file for life. The file holds the process id of its last holder and stays.
class LockFile
{
public:
    LockFile() = default;
    ~LockFile();
    LockFile(LockFile &&other) noexcept;
    LockFile &operator=(LockFile &&other) noexcept;

private:
    friend Result<LockFile> lockJournal(const std::filesystem::path &journal, const LockWaits &waits);

    int m_fd = -1;
};

/// Takes the lock of `journal`, FILE.lock beside it. When another has it: refused, with the holder's process id; or, with
/// `waits`, after that call this thread blocks until the kernel gives it the lock, which it does when the holder ends,
/// however it ends.
[[nodiscard]] Result<LockFile> lockJournal(const std::filesystem::path &journal, const LockWaits &waits = {});

/// Whether somebody holds it now.
[[nodiscard]] bool isHeld(const std::filesystem::path &journal);

/// Whether statfs' f_type is that of a file system whose locks and shared memory do not hold between machines.
[[nodiscard]] bool isNetworkFileSystem(long type);

/// Refuses a journal in a folder that does not exist or lies on a network file system.
[[nodiscard]] Result<Done> checkPlace(const std::filesystem::path &journal);

} // namespace weftline::journal
