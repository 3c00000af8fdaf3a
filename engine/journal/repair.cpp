// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/journal/repair.h"

#include "engine/journal/lock_file.h"
#include "engine/journal/position_file.h"
#include "engine/journal/sqlite_file.h"

#include <fmt/format.h>

namespace weftline::journal {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t rowsACommit = 1000;

std::string endOf(const Head &head)
{
    return head.position == 0 ? "position 0" : fmt::format("position {}, {}", head.position, toRfc3339(head.at));
}

/// Takes the rows of one file into another, as far as they are good, and counts the others.
class Rescue
{
public:
    Rescue(const SqliteFile &from, SqliteFile &to, RepairReport &report) : m_from(from), m_to(to), m_report(report) { }

    Result<Done> run()
    {
        scheduler::Position before = m_from.base().position != 0 ? m_from.base().position : scheduler::Position{1} << 63U;
        bool isGood = true;
        auto done = m_to.begin();
        for (std::uint64_t count = 1; done; ++count) {
            const auto row = m_from.rowAfter(before);
            if (!row || !*row) // where no more can be read, the rest is not known
                break;
            before = (*row)->first;
            isGood = isGood && take(**row, done);
            if (!isGood) {
                ++m_report.rowsDropped;
                m_report.eventsDropped += (*row)->count;
            }
            if (isGood && done && count % rowsACommit == 0)
                done = m_to.commit().and_then([&](Done) { return m_to.begin(); });
        }
        return done.and_then([&](Done) { return m_to.commit(); });
    }

private:
    bool take(const Row &row, Result<Done> &done)
    {
        m_events.clear();
        if (!checkLink(m_report.kept, row).empty() || !decodeBatch(row.bytes, m_events))
            return false;
        m_report.kept = {row.first + row.count - 1, row.hash, m_events.back().at};
        done = m_to.append(m_report.kept, row.count, row.bytes);
        return true;
    }

    const SqliteFile &m_from;
    SqliteFile &m_to;
    RepairReport &m_report;
    std::vector<scheduler::Event> m_events;
};

Result<Done> moved(const fs::path &from, const fs::path &to)
{
    std::error_code error;
    fs::rename(from, to, error);
    if (error && error != std::errc::no_such_file_or_directory)
        return failure(ErrorCode::System,
                       fmt::format("Cannot move \"{}\" to \"{}\": {}. Look at the rights of the folder.", from.string(),
                                   to.string(), error.message()),
                       from.string());
    return Done{};
}

fs::path freeName(const fs::path &file)
{
    fs::path name = file.string() + ".damaged";
    std::error_code error;
    for (int number = 2; fs::exists(name, error) || fs::exists(name.string() + "-wal", error); ++number)
        name = fmt::format("{}.damaged-{}", file.string(), number);
    return name;
}

/// Puts `repaired` in the place of `file`. First goes the log: with it SQLite would change whatever lies in that place.
Result<Done> putInPlace(const fs::path &repaired, const fs::path &file, const fs::path &damaged)
{
    std::error_code error;
    fs::remove(file.string() + "-shm", error);
    return moved(file.string() + "-wal", damaged.string() + "-wal")
        .and_then([&](Done) { return moved(file, damaged); })
        .and_then([&](Done) { return moved(repaired, file); });
}

Result<Done> rescue(const fs::path &file, RepairReport &report)
{
    const fs::path repaired = file.string() + ".repaired";
    std::error_code error;
    for (const char *const beside : {"", "-wal", "-shm"})
        fs::remove(repaired.string() + beside, error);
    {
        const auto from = SqliteFile::open(file, SqliteFile::Use::Look);
        if (!from)
            return tl::unexpected(from.error());
        auto to = SqliteFile::open(repaired, SqliteFile::Use::Write);
        if (!to)
            return tl::unexpected(to.error());
        if (from->base().position != 0) { // its archives are not touched
            const auto snapshot = from->baseSnapshot();
            const auto cut = snapshot ? to->cutAt(from->base(), *snapshot) : tl::unexpected(snapshot.error());
            if (!cut)
                return cut;
            report.kept = from->base();
        }
        if (const auto done = Rescue(*from, *to, report).run(); !done)
            return done;
    } // closed, so that all of it is in one file
    report.damaged = freeName(file);
    return putInPlace(repaired, file, report.damaged);
}

void tell(RepairReport &report)
{
    report.said.push_back(fmt::format("Everything is kept up to {}.", endOf(report.kept)));
    if (report.rowsDropped > 0)
        report.said.push_back(fmt::format("Dropped: {} commits behind it, which say that they hold {} events. They cannot be "
                                          "judged without what was before them.",
                                          report.rowsDropped, report.eventsDropped));
    if (report.before.hasTornTail)
        report.said.emplace_back("Dropped: the commit that was being written when the engine ended.");
    if (!report.before.isKnownEnd || !report.before.isChainWhole || !report.before.isFileWhole)
        for (const std::string &problem : report.before.problems)
            report.said.push_back("It had been found: " + problem);
    if (!report.damaged.empty())
        report.said.push_back(fmt::format("The damaged journal is \"{}\" now. Remove it when nobody needs it any more.",
                                          report.damaged.string()));
}

} // namespace

Result<RepairReport> repair(const fs::path &file)
{
    std::error_code error;
    if (!fs::exists(file, error))
        return failure(ErrorCode::NotFound, fmt::format("There is no journal \"{}\".", file.string()), file.string());
    const auto lock = lockJournal(file);
    if (!lock)
        return tl::unexpected(lock.error());
    auto verified = verify(file, true);
    if (!verified)
        return tl::unexpected(verified.error());
    RepairReport report;
    report.before = std::move(*verified);
    report.kept = report.before.head;
    const VerifyReport &before = report.before;
    if (!before.isReadable)
        return failure(ErrorCode::Corrupt,
                       fmt::format("Nothing of journal \"{}\" can be read, so nothing of it can be kept. Put a copy in its place.",
                                   file.string()),
                       file.string());
    const bool isWhole = before.isChainWhole && before.isFileWhole;
    if (!before.areEventsTrue) {
        report.said.emplace_back("What its events say cannot be true, but they were written so: nothing was repaired of that.");
        return report;
    }
    if (isWhole && before.isKnownEnd && !before.hasTornTail) {
        report.said.emplace_back("There is nothing to repair.");
        return report;
    }
    if (!isWhole || before.hasTornTail) {
        report.kept = {};
        if (const auto rescued = rescue(file, report); !rescued)
            return tl::unexpected(rescued.error());
    }
    notePosition(file, report.kept);
    tell(report);
    return report;
}

} // namespace weftline::journal
