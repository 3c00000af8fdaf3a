// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/journal/checked_reader.h"

#include "engine/journal/file_reader.h"

#include <fmt/format.h>

namespace weftline::journal {

Result<CheckedReader> openCheckedReader(const std::filesystem::path &file, const Head &trusted)
{
    auto opened = SqliteFile::open(file, SqliteFile::Use::Look);
    if (!opened)
        return tl::unexpected(opened.error());
    auto reader = std::make_unique<FileReader>(std::move(*opened));
    const auto end = reader->checkChain(KnownEnd({}), trusted);
    if (!end && end.error().code == ErrorCode::Corrupt)
        return failure(ErrorCode::Corrupt,
                       fmt::format("Journal \"{0}\" is damaged: {1}. See all of it with `weft verify \"{0}\"`.", file.string(), end.error().message),
                       file.string());
    if (!end)
        return tl::unexpected(end.error());
    return CheckedReader{std::move(reader), *end};
}

} // namespace weftline::journal
