// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/journal/checked_reader.h"

#include "engine/journal/file_reader.h"
#include "engine/journal/log_scan.h"
#include "engine/journal/position_file.h"

#include <fmt/format.h>

namespace weftline::journal {

namespace {

tl::unexpected<Error> damaged(const std::filesystem::path &file, const std::string &how)
{
    return failure(ErrorCode::Corrupt,
                   fmt::format("Journal \"{0}\" is damaged: {1}. See all of it with `weft verify \"{0}\"`.", file.string(), how),
                   file.string());
}

Result<CheckedReader> checked(const std::filesystem::path &file, const KnownEnd &known, const Head &trusted)
{
    auto opened = SqliteFile::open(file, SqliteFile::Use::Look);
    if (!opened)
        return tl::unexpected(opened.error());
    auto reader = std::make_unique<FileReader>(std::move(*opened));
    const auto end = reader->checkChain(known, trusted);
    if (!end && end.error().code == ErrorCode::Corrupt)
        return damaged(file, end.error().message);
    if (!end)
        return tl::unexpected(end.error());
    return CheckedReader{std::move(reader), *end};
}

} // namespace

Result<CheckedReader> openCheckedReader(const std::filesystem::path &file, const Head &trusted)
{
    return checked(file, KnownEnd({}), trusted);
}

Result<CheckedReader> openHeldReader(const std::filesystem::path &file, const Head &trusted)
{
    const auto log = scanLog(file); // before SQLite cuts off what it cannot read
    if (!log)
        return tl::unexpected(log.error());
    if (log->hasLost)
        return damaged(file, log->judge());
    return checked(file, KnownEnd(notedPosition(file).value_or(std::nullopt)), trusted);
}

} // namespace weftline::journal
