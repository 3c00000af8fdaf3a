// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/journal/archive.h"

#include "engine/journal/sqlite_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <optional>

namespace weftline::journal {
namespace {

constexpr std::uint64_t archivedRowsACommit = 1000;

/// One month's file, open for writing.
class Month
{
public:
    static Result<Month> open(const std::filesystem::path &file, const Head &before)
    {
        auto opened = SqliteFile::open(file, SqliteFile::Use::Write);
        if (!opened)
            return tl::unexpected(opened.error());
        auto last = opened->lastRow();
        if (!last)
            return tl::unexpected(last.error());
        Month month(std::move(*opened));
        if (*last) {
            month.m_end = {(*last)->first + (*last)->count - 1, (*last)->hash, {}};
        } else {
            if (const auto begun = month.m_file.cutAt(before, {}); !begun)
                return tl::unexpected(begun.error());
            month.m_end = before;
        }
        return month;
    }

    /// False where it is there already.
    Result<bool> add(const Row &row)
    {
        if (row.first <= m_end.position) {
            const auto there = m_file.rowAt(row.first);
            if (!there)
                return tl::unexpected(there.error());
            if (!*there || (*there)->hash != row.hash)
                return failure(ErrorCode::Corrupt,
                               fmt::format("The archive holds other events at position {} than the journal. It is of another "
                                           "journal: move it away.", row.first));
            return false;
        }
        if (const std::string why = checkLink(m_end, row); !why.empty())
            return failure(ErrorCode::Corrupt,
                           fmt::format("The row at position {} does not follow what is in the archive: {}.", row.first, why));
        if (m_open == 0)
            if (const auto begun = m_file.begin(); !begun)
                return tl::unexpected(begun.error());
        ++m_open;
        m_end = {row.first + row.count - 1, row.hash, {}};
        auto added = m_file.append(m_end, row.count, row.bytes);
        if (added && m_open >= archivedRowsACommit)
            added = commit();
        return added ? Result<bool>(true) : tl::unexpected(added.error());
    }

    Result<Done> commit()
    {
        if (m_open == 0)
            return Done{};
        m_open = 0;
        return m_file.commit();
    }

private:
    explicit Month(SqliteFile file) : m_file(std::move(file)) { }

    SqliteFile m_file;
    Head m_end;
    std::uint64_t m_open = 0; ///< Rows of the transaction.
};

/// The entry of a new folder has to survive a crash of the machine too.
void syncEntriesOf(const std::filesystem::path &folder)
{
    const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    (void)::fsync(fd);
    ::close(fd);
}

std::string monthOf(Instant at)
{
    return toRfc3339(at).substr(0, 7);
}

/// The month's file; another one where the one with its beginning is not there any more, so that it can come back.
std::filesystem::path fileOf(const std::filesystem::path &folder, const std::string &month, const Head &before, const Head &base)
{
    std::filesystem::path file = folder / (month + ".journal");
    std::error_code error;
    const bool isContinued = before.position != 0 && before.position == base.position && monthOf(base.at) == month;
    if (isContinued && !std::filesystem::exists(file, error))
        file = folder / fmt::format("{}-from-{}.journal", month, before.position + 1);
    return file;
}

} // namespace

std::filesystem::path archiveFolderOf(const std::filesystem::path &journal)
{
    return journal.string() + ".d/archive";
}

Result<Archived> copyToArchives(const std::filesystem::path &journal, const Head &upTo)
{
    const std::filesystem::path folder = archiveFolderOf(journal);
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        return failure(ErrorCode::System, fmt::format("The folder \"{}\" cannot be made: {}.", folder.string(), error.message()));
    const std::filesystem::path beside = std::filesystem::absolute(folder).parent_path();
    syncEntriesOf(beside);
    syncEntriesOf(beside.parent_path());
    const auto from = SqliteFile::open(journal, SqliteFile::Use::Look);
    if (!from)
        return tl::unexpected(from.error());
    Archived archived;
    std::optional<Month> month;
    std::string name;
    Head before = from->base();
    while (before.position < upTo.position) {
        const auto row = from->rowAt(before.position + 1);
        if (!row)
            return tl::unexpected(row.error());
        const std::string why = *row ? checkLink(before, **row) : "there is no row";
        if (!why.empty())
            return failure(ErrorCode::Corrupt, fmt::format("The journal cannot be archived beyond position {}: {}.", before.position, why));
        const std::string wanted = monthOf(decodeBatchHead((*row)->bytes)->at);
        if (wanted != name) {
            if (month)
                if (const auto done = month->commit(); !done)
                    return tl::unexpected(done.error());
            month.reset();
            name = wanted;
            archived.files.push_back(fileOf(folder, name, before, from->base()));
            auto opened = Month::open(archived.files.back(), before);
            if (!opened)
                return tl::unexpected(opened.error());
            month = std::move(*opened);
        }
        const auto added = month->add(**row);
        if (!added)
            return tl::unexpected(added.error());
        archived.rows += *added ? 1 : 0;
        archived.events += *added ? (*row)->count : 0;
        before = {(*row)->first + (*row)->count - 1, (*row)->hash, {}};
    }
    if (before.position != upTo.position || before.hash != upTo.hash)
        return failure(ErrorCode::Corrupt,
                       fmt::format("No row of the journal ends at position {} with the hash that it should have.", upTo.position));
    if (month)
        if (const auto done = month->commit(); !done)
            return tl::unexpected(done.error());
    return archived;
}

Result<Done> cutJournal(const std::filesystem::path &journal, const Head &upTo, BytesView snapshot)
{
    auto file = SqliteFile::open(journal, SqliteFile::Use::Write);
    return file ? file->cutAt(upTo, snapshot) : tl::unexpected(file.error());
}

} // namespace weftline::journal
