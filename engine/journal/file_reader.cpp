// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/journal/file_reader.h"

#include "engine/journal/sqlite_journal.h"

#include <fmt/format.h>

#include <algorithm>

namespace weftline::journal {

Result<std::unique_ptr<Reader>> openReader(const std::filesystem::path &file)
{
    auto opened = SqliteFile::open(file, SqliteFile::Use::Look);
    if (!opened)
        return tl::unexpected(opened.error());
    return std::make_unique<FileReader>(std::move(*opened));
}

FileReader::Rows::const_iterator FileReader::decoded(Position position) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const Decoded &row) { return row.holds(position); });
    if (found != m_rows.begin() && found != m_rows.end())
        m_rows.splice(m_rows.begin(), m_rows, found);
    return found;
}

const FileReader::Decoded &FileReader::keep(Decoded row) const
{
    m_rows.push_front(std::move(row));
    std::size_t events = 0;
    std::size_t rows = 0;
    for (auto it = m_rows.begin(); it != m_rows.end();) {
        events += it->events.size();
        const bool isNeeded = it == m_rows.begin();
        it = !isNeeded && (++rows >= rowsKept || events > eventsKept) ? m_rows.erase(it) : std::next(it);
    }
    return m_rows.front();
}

Result<bool> FileReader::readInto(Position next, std::size_t countMax, std::vector<scheduler::Event> &events) const
{
    const std::scoped_lock lock(m_mutex);
    auto kept = decoded(next);
    if (kept == m_rows.end()) {
        auto row = m_file.rowAt(next);
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            return false;
        if (next <= m_file.base().position) // opening the journal has not checked what is in archives
            if (const auto right = checkRow(**row); !right)
                return tl::unexpected(right.error());
        const bool isWhole = (*row)->first == next && (*row)->count <= countMax - events.size();
        Decoded fresh{(*row)->first, {}};
        const auto head = decodeBatch((*row)->bytes, isWhole ? events : fresh.events);
        if (!head || head->first != (*row)->first || (*row)->first > next)
            return failure(ErrorCode::Corrupt,
                           fmt::format("The journal is damaged at position {}: {}", next,
                                       head ? "rows are missing or stand in the wrong place." : head.error().message));
        if (isWhole)
            return true;
        keep(std::move(fresh));
        kept = m_rows.begin();
        if (!kept->holds(next))
            return false;
    }
    const auto from = kept->events.begin() + static_cast<std::ptrdiff_t>(next - kept->first);
    const std::size_t count =
        std::min<std::size_t>(countMax - events.size(), static_cast<std::size_t>(kept->events.end() - from));
    events.insert(events.end(), from, from + static_cast<std::ptrdiff_t>(count));
    return true;
}

Result<std::vector<scheduler::Event>> FileReader::readAfter(Position position, std::size_t countMax) const
{
    std::vector<scheduler::Event> events;
    while (events.size() < countMax) {
        const auto more = readInto(position + events.size() + 1, countMax, events);
        if (!more)
            return tl::unexpected(more.error());
        if (!*more)
            break;
    }
    return events;
}

Result<scheduler::Event> FileReader::read(Position position) const
{
    {
        const std::scoped_lock lock(m_mutex);
        if (const auto kept = decoded(position); kept != m_rows.end())
            return kept->events[position - kept->first];
        auto row = m_file.rowAt(position);
        if (!row)
            return tl::unexpected(row.error());
        if (*row && position >= (*row)->first) {
            Decoded fresh{(*row)->first, {}};
            if (const auto whole = checkRow(**row); !whole)
                return tl::unexpected(whole.error());
            const auto head = decodeBatch((*row)->bytes, fresh.events);
            if (!head)
                return tl::unexpected(head.error());
            if (fresh.holds(position))
                return keep(std::move(fresh)).events[position - (*row)->first];
        }
    }
    return failure(ErrorCode::NotFound, fmt::format("The journal has no event at position {}.", position));
}

Result<Head> FileReader::headOf(const Row &row) const
{
    std::vector<scheduler::Event> events;
    if (const auto batch = decodeBatch(row.bytes, events); !batch)
        return tl::unexpected(batch.error());
    return Head{row.first + row.count - 1, row.hash, events.empty() ? Instant{} : events.back().at};
}

/// Whether its bytes are those of its hash, given the hash before it.
Result<Done> FileReader::checkRow(const Row &row) const
{
    Head before;
    if (row.first > 1) {
        const auto earlier = m_file.endBefore(row.first);
        if (!earlier)
            return tl::unexpected(earlier.error());
        before = *earlier;
    }
    if (const std::string why = checkLink(before, row); !why.empty())
        return failure(ErrorCode::Corrupt, fmt::format("The row at position {} of the journal is damaged: {}.", row.first, why));
    return Done{};
}

Result<std::optional<Row>> FileReader::rowThatEndsAt(Position position) const
{
    if (position == 0)
        return std::nullopt;
    auto row = m_file.rowAt(position);
    if (row && *row && ((*row)->first > position || (*row)->first + (*row)->count - 1 != position))
        return std::nullopt;
    return row;
}

Result<std::optional<Head>> FileReader::headAt(Position position) const
{
    const std::scoped_lock lock(m_mutex);
    if (position != 0 && position == m_file.base().position)
        return m_file.base();
    const auto row = rowThatEndsAt(position);
    if (!row)
        return tl::unexpected(row.error());
    if (!*row)
        return std::nullopt;
    const auto head = headOf(**row);
    return head ? Result<std::optional<Head>>(*head) : tl::unexpected(head.error());
}

Result<Bytes> FileReader::baseSnapshot() const
{
    const std::scoped_lock lock(m_mutex);
    return m_file.baseSnapshot();
}

Head FileReader::head() const
{
    const std::scoped_lock lock(m_mutex);
    const auto row = m_file.lastRow();
    if (!row || !*row)
        return m_file.base();
    return headOf(**row).value_or(Head{(*row)->first + (*row)->count - 1, (*row)->hash, Instant{}});
}

Result<Head> FileReader::checkChain(KnownEnd known, const Head &trusted) const
{
    const std::scoped_lock lock(m_mutex);
    Head head;
    Row last;
    std::uint64_t number = 0;
    bool isTrusted = false;
    const auto name = [&](const Row &which) {
        return isTrusted ? fmt::format("the row at position {}", which.first) : fmt::format("row {}, at position {}", number, which.first);
    };
    const Head &base = m_file.base();
    if (base.position != 0) {
        known.begunAt(base);
        head = base;
        isTrusted = true;
    }
    auto row = m_file.rowAfter(base.position != 0 ? base.position : std::uint64_t{1} << 63U);
    Result<std::optional<Row>> checkedRow = std::nullopt;
    if (trusted.position > base.position)
        checkedRow = rowThatEndsAt(trusted.position);
    if (checkedRow && *checkedRow && (*checkedRow)->hash == trusted.hash && checkRow(**checkedRow)) {
        known.begunAt(trusted);
        head = {trusted.position, trusted.hash, {}};
        last = std::move(**checkedRow);
        number = 1;
        isTrusted = true;
        row = m_file.rowAfter(last.first);
    }
    for (;; row = m_file.rowAfter(last.first)) {
        if (!row && row.error().code == ErrorCode::Corrupt)
            return failure(ErrorCode::Corrupt, fmt::format("it cannot be read beyond position {}", head.position));
        if (!row)
            return tl::unexpected(row.error());
        if (!*row)
            break;
        ++number;
        if (const std::string why = checkLink(head, **row); !why.empty())
            return failure(ErrorCode::Corrupt, fmt::format("{}: {}", name(**row), why));
        last = std::move(**row);
        head.position = last.first + last.count - 1;
        head.hash = last.hash;
        known.passed(head);
    }
    auto end = number == 0 ? Result<Head>(head) : headOf(last);
    if (const std::string other = end ? known.judge(*end) : std::string(); !other.empty())
        return failure(ErrorCode::Corrupt, other);
    if (!end)
        return failure(ErrorCode::Corrupt,
                       fmt::format("{}: {}", name(last), end.error().message));
    return end;
}

} // namespace weftline::journal
