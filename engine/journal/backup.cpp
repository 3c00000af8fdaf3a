// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/journal/backup.h"

#include "engine/journal/archive.h"
#include "engine/journal/file_reader.h"

#include <fmt/format.h>

namespace weftline::journal {
namespace {

/// With the copy of a journal go those of what was moved out of it. Archives only grow, and not while an engine holds the journal.
Result<Done> copyArchives(const std::filesystem::path &file, const std::filesystem::path &to)
{
    const std::filesystem::path from = archiveFolderOf(file);
    std::error_code error;
    if (!std::filesystem::exists(from, error))
        return Done{};
    std::filesystem::create_directories(archiveFolderOf(to), error);
    if (!error)
        std::filesystem::copy(from, archiveFolderOf(to), std::filesystem::copy_options::recursive, error);
    if (error)
        return failure(ErrorCode::System, fmt::format("Cannot copy the archives of the journal to \"{}\": {}. Make room on its disk.",
                                                      archiveFolderOf(to).string(), error.message()));
    return Done{};
}

} // namespace

Result<Head> backUp(const std::filesystem::path &file, const std::filesystem::path &to)
{
    std::error_code error;
    if (std::filesystem::exists(to, error))
        return failure(ErrorCode::InvalidInput, fmt::format("There is a file \"{}\" already. Name another one.", to.string()),
                       to.string());
    const auto from = SqliteFile::open(file, SqliteFile::Use::Look);
    if (!from)
        return tl::unexpected(from.error());
    const std::filesystem::path part = to.string() + ".part";
    std::filesystem::remove(part, error);
    auto head = from->copyTo(part).and_then([&](Done) -> Result<Head> {
        auto copy = SqliteFile::open(part, SqliteFile::Use::Look);
        if (!copy)
            return tl::unexpected(copy.error());
        return FileReader(std::move(*copy)).checkChain();
    });
    if (head)
        std::filesystem::rename(part, to, error);
    if (head && !error) {
        if (const auto copied = copyArchives(file, to); !copied)
            return tl::unexpected(copied.error());
        notePosition(to, *head);
        return head;
    }
    std::error_code ignored;
    std::filesystem::remove(part, ignored);
    if (!head)
        return head;
    return failure(ErrorCode::System, fmt::format("Cannot make \"{}\": {}. Look at the rights of its folder.", to.string(), error.message()),
                   to.string());
}

} // namespace weftline::journal
