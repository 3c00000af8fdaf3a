// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Small text files that nobody else may read: keys and the list of those who may come.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace weftline::wire {

/// The file's text; nothing when there is no such file. Refused when it is a link, another user's, readable by others
/// or larger than a mebibyte.
[[nodiscard]] Result<std::optional<std::string>> readPrivateFile(const std::filesystem::path &file);

/// Replaces the file as a whole or not at all, with mode 0600.
[[nodiscard]] Result<Done> writePrivateFile(const std::filesystem::path &file, std::string_view text);

/// Held, nobody else holds it for this folder. Waits for the other holder.
class FolderLock
{
public:
    explicit FolderLock(const std::filesystem::path &dir);
    ~FolderLock();
    FolderLock(const FolderLock &) = delete;
    FolderLock &operator=(const FolderLock &) = delete;

private:
    int m_descriptor = -1;
};

} // namespace weftline::wire
