// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The part of a journal's file that knows of what is before its first row.

#include "engine/journal/archive.h"
#include "engine/journal/sqlite_file.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>

namespace weftline::journal {

struct SqliteFile::Archives
{
    struct One
    {
        SqliteFile file;
        scheduler::Position end = 0;
    };
    std::vector<One> all; ///< In the order of their positions.
    std::string missing;
};

void SqliteFile::ForgetArchives::operator()(Archives *archives) const
{
    delete archives;
}

Result<Done> SqliteFile::readBase()
{
    auto select = statement("SELECT key, value FROM meta WHERE key IN ('base_position', 'base_hash', 'base_at')");
    if (!select)
        return tl::unexpected(select.error());
    int found = 0;
    int code = sqlite3_step(select->get());
    for (; code == SQLITE_ROW; code = sqlite3_step(select->get())) {
        const std::string_view key(reinterpret_cast<const char *>(sqlite3_column_text(select->get(), 0)));
        if (key == "base_hash") {
            const auto *data = static_cast<const std::uint8_t *>(sqlite3_column_blob(select->get(), 1));
            if (!data || sqlite3_column_bytes(select->get(), 1) != static_cast<int>(m_base.hash.bytes.size()))
                return trouble(SQLITE_CORRUPT);
            std::copy_n(data, m_base.hash.bytes.size(), m_base.hash.bytes.begin());
        } else if (key == "base_position") {
            m_base.position = static_cast<scheduler::Position>(std::max<sqlite3_int64>(sqlite3_column_int64(select->get(), 1), 0));
        } else {
            m_base.at = {sqlite3_column_int64(select->get(), 1)};
        }
        ++found;
    }
    if (code != SQLITE_DONE)
        return trouble(code);
    return found == 3 ? Result<Done>(Done{}) : trouble(SQLITE_CORRUPT);
}

Result<Bytes> SqliteFile::baseSnapshot() const
{
    auto select = statement("SELECT value FROM meta WHERE key = 'base_snapshot'");
    if (!select)
        return tl::unexpected(select.error());
    const int code = sqlite3_step(select->get());
    if (code == SQLITE_DONE)
        return Bytes();
    if (code != SQLITE_ROW)
        return trouble(code);
    const auto *data = static_cast<const char *>(sqlite3_column_blob(select->get(), 0));
    return data ? Bytes(data, static_cast<std::size_t>(sqlite3_column_bytes(select->get(), 0))) : Bytes();
}

std::uint64_t SqliteFile::usedBytes() const
{
    const auto number = [&](const char *pragma) -> std::uint64_t {
        const auto select = statement(pragma);
        return select && sqlite3_step(select->get()) == SQLITE_ROW ? static_cast<std::uint64_t>(sqlite3_column_int64(select->get(), 0)) : 0;
    };
    return (number("PRAGMA page_count") - number("PRAGMA freelist_count")) * number("PRAGMA page_size");
}

Result<Done> SqliteFile::cutAt(const Head &base, BytesView snapshot)
{
    auto done = begin();
    const auto put = [&](const char *key, const auto &bind) {
        if (!done)
            return;
        auto insert = statement("INSERT OR REPLACE INTO meta VALUES(?1, ?2)");
        if (!insert) {
            done = tl::unexpected(insert.error());
            return;
        }
        sqlite3_bind_text(insert->get(), 1, key, -1, SQLITE_STATIC);
        bind(insert->get());
        done = run(insert->get());
    };
    const auto number = [](std::int64_t value) { return [value](sqlite3_stmt *into) { sqlite3_bind_int64(into, 2, value); }; };
    const auto blob = [](BytesView bytes) {
        return [bytes](sqlite3_stmt *into) { sqlite3_bind_blob64(into, 2, bytes.data(), bytes.size(), SQLITE_STATIC); };
    };
    put("format", number(cutFormatVersion));
    put("base_position", number(static_cast<std::int64_t>(base.position)));
    put("base_hash", blob({reinterpret_cast<const char *>(base.hash.bytes.data()), base.hash.bytes.size()}));
    put("base_at", number(base.at.us));
    if (!snapshot.empty())
        put("base_snapshot", blob(snapshot));
    if (done)
        done = execute(fmt::format("DELETE FROM commits WHERE first <= {}", base.position).c_str());
    if (done)
        done = commit();
    if (!done) {
        rollBack();
        return done;
    }
    m_base = base;
    return done;
}

void SqliteFile::openArchives() const
{
    if (m_archives)
        return;
    m_archives.reset(new Archives);
    const std::filesystem::path folder = archiveFolderOf(m_file);
    std::error_code error;
    std::vector<std::filesystem::path> names;
    for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (entry->path().extension() == ".journal")
            names.push_back(entry->path());
    for (const std::filesystem::path &name : names)
        if (auto file = open(name, Use::Look))
            if (const auto last = file->lastRow(); last && *last)
                m_archives->all.push_back({std::move(*file), (*last)->first + (*last)->count - 1});
    std::sort(m_archives->all.begin(), m_archives->all.end(),
              [](const Archives::One &left, const Archives::One &right) { return left.end < right.end; });
    scheduler::Position reached = 0;
    for (const Archives::One &one : m_archives->all) {
        if (one.file.base().position > reached)
            break;
        reached = std::max(reached, one.end);
    }
    if (reached < m_base.position)
        m_archives->missing = fmt::format("The events at positions {} to {} of journal \"{}\" were moved to an archive that is not in "
                                          "\"{}\". Put it there again.",
                                          reached + 1, m_base.position, m_file.string(), folder.string());
}

const std::string &SqliteFile::missingArchives() const
{
    static const std::string none;
    if (m_base.position == 0)
        return none;
    openArchives();
    return m_archives->missing;
}

/// Of an archive what is before it is another one's matter: it is asked only for what it holds.
const SqliteFile *SqliteFile::archiveOf(scheduler::Position position) const
{
    openArchives();
    for (const Archives::One &one : m_archives->all)
        if (position > one.file.base().position && position <= one.end)
            return &one.file;
    return nullptr;
}

Result<std::optional<Row>> SqliteFile::archivedRow(scheduler::Position position) const
{
    const SqliteFile *archive = archiveOf(position);
    if (archive)
        return archive->rowAt(position);
    openArchives();
    return failure(ErrorCode::NotFound,
                   m_archives->missing.empty() ? fmt::format("The archives hold no event at position {}.", position) : m_archives->missing);
}

} // namespace weftline::journal
