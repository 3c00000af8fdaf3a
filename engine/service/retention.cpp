// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/service/retention.h"

#include <algorithm>

#include "engine/journal/archive.h"
#include "engine/journal/checked_reader.h"
#include "engine/journal/lock_file.h"
#include "engine/journal/sqlite_file.h"
#include "engine/service/snapshot.h"

namespace weftline::service {
namespace {

using journal::Head;
using scheduler::Position;

bool isHeld(const scheduler::State &state, const scheduler::Run &run)
{
    return run.state == scheduler::RunState::Running
        || std::find(state.finished.begin(), state.finished.end(), run.index) != state.finished.end();
}

/// Before the first run for which `stays`.
template <class Stays>
Position before(const scheduler::State &state, const Stays &stays)
{
    const auto first = std::find_if(state.runs.begin(), state.runs.end(), stays);
    return first == state.runs.end() ? state.position : first->acceptedPosition - 1;
}

struct Rows
{
    Position ofTime = 0; ///< The end of the last row that begins before the limit.
    Position ofSize = 0; ///< The end of the last row that has more than `keep` bytes behind it.
};

/// Goes through the rows from the newest to the oldest that may stay.
Result<Rows> look(const journal::SqliteFile &file, const Retention &retention, Instant limit)
{
    Rows found;
    std::uint64_t bytes = 0;
    auto row = file.lastRow();
    while (row && *row && (found.ofTime == 0 || found.ofSize == 0)) {
        const Position end = (*row)->first + (*row)->count - 1;
        const auto head = journal::decodeBatchHead((*row)->bytes);
        if (!head)
            return tl::unexpected(head.error());
        if (found.ofTime == 0 && head->at < limit)
            found.ofTime = end;
        if (found.ofSize == 0 && bytes > retention.keep)
            found.ofSize = end;
        bytes += (*row)->bytes.size();
        if ((*row)->first <= file.base().position + 1)
            break;
        row = file.rowAt((*row)->first - 1);
    }
    if (!row)
        return tl::unexpected(row.error());
    return found;
}

/// The end of the last row that ends no later than `position`.
Result<Head> endUpTo(const journal::SqliteFile &file, Position position)
{
    if (position <= file.base().position)
        return Head{};
    const auto row = file.rowAt(position);
    if (!row || !*row)
        return row ? Result<Head>(Head{}) : tl::unexpected(row.error());
    if ((*row)->first + (*row)->count - 1 == position)
        return Head{position, (*row)->hash, {}};
    return file.endBefore((*row)->first);
}

} // namespace

Position oldEnough(const scheduler::State &state, Instant limit)
{
    return before(state, [&](const scheduler::Run &run) { return isHeld(state, run) || run.finishedAt >= limit; });
}

bool mayHaveOld(const std::filesystem::path &journal, const Retention &retention, Instant now)
{
    std::error_code error;
    if (!std::filesystem::exists(journal, error))
        return false;
    const auto file = journal::SqliteFile::open(journal, journal::SqliteFile::Use::Look);
    const auto row = file ? file->rowAt(file->base().position + 1) : Result<std::optional<journal::Row>>(std::nullopt);
    if (!row || !*row)
        return false;
    const auto head = journal::decodeBatchHead((*row)->bytes);
    const std::uint64_t tooMuch = retention.keep + retention.keep / 4; // pages are not full, and not each start is to cut a little
    return head && (file->usedBytes() > tooMuch || head->at < now - retention.older);
}

Result<ArchivedJournal> archiveJournal(const std::filesystem::path &journal, std::string_view version, const Retention &retention,
                                       Instant now)
{
    const auto lock = journal::lockJournal(journal);
    if (!lock)
        return tl::unexpected(lock.error());
    const std::string maker = snapshotMaker(version);
    const auto snapshot = journal::readSnapshot(journal, maker).value_or(std::nullopt);
    const auto reader = journal::openHeldReader(journal, snapshot ? snapshot->head : Head{});
    if (!reader)
        return tl::unexpected(reader.error());
    const auto opened = replayFrom(*reader->journal, snapshot, {.position = reader->end.position}, maker);
    if (!opened)
        return tl::unexpected(opened.error());
    const scheduler::State &state = opened->replayed.state;
    Head upTo;
    {
        const auto file = journal::SqliteFile::open(journal, journal::SqliteFile::Use::Look);
        if (!file)
            return tl::unexpected(file.error());
        const Instant limit = now - retention.older;
        const auto rows = look(*file, retention, limit);
        if (!rows)
            return tl::unexpected(rows.error());
        const Position unheld = before(state, [&](const scheduler::Run &run) { return isHeld(state, run); });
        const Position last = std::max(std::min(oldEnough(state, limit), rows->ofTime), std::min(unheld, rows->ofSize));
        const auto end = endUpTo(*file, last);
        if (!end)
            return tl::unexpected(end.error());
        upTo = *end;
    }
    if (upTo.position == 0 || upTo.position <= reader->journal->base().position)
        return ArchivedJournal{};
    const auto head = reader->journal->headAt(upTo.position);
    if (!head || !*head)
        return head ? failure(ErrorCode::Corrupt, "The journal changed while it was archived.") : tl::unexpected(head.error());
    upTo = **head;
    const auto then = replayFrom(*reader->journal, snapshot, {.position = upTo.position}, maker);
    if (!then)
        return tl::unexpected(then.error());
    auto copied = journal::copyToArchives(journal, upTo);
    if (!copied)
        return tl::unexpected(copied.error());
    const auto left = encodeWithPlans(then->replayed, *reader->journal);
    if (!left)
        return tl::unexpected(left.error());
    if (const auto cut = journal::cutJournal(journal, upTo, journal::encodeSnapshot(maker, {upTo, *left})); !cut)
        return tl::unexpected(cut.error());
    return ArchivedJournal{upTo, copied->rows, copied->events, std::move(copied->files)};
}

} // namespace weftline::service
