// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/journal_figures.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "app/bench/figures.h"
#include "engine/journal/sqlite_journal.h"
#include "engine/service/service.h"

namespace weftline::bench {

Duration medianFdatasync(const std::filesystem::path &journal)
{
    const std::filesystem::path file = journal.string() + ".probe";
    const int fd = open(file.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return Duration{0};
    std::array<char, 4096> block{};
    std::vector<double> times;
    for (int i = 0; i < 101; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        if (write(fd, block.data(), block.size()) != static_cast<ssize_t>(block.size()) || fdatasync(fd) != 0)
            break;
        times.push_back(std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count());
    }
    close(fd);
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    return Duration{static_cast<std::int64_t>(median(std::move(times)))};
}

std::uint64_t journalBytes(const std::filesystem::path &journal)
{
    std::uint64_t bytes = 0;
    for (const char *suffix : {"", "-wal"}) {
        std::error_code missing;
        const auto size = std::filesystem::file_size(journal.string() + suffix, missing);
        bytes += missing ? 0 : size;
    }
    return bytes;
}

std::uint64_t commitsOf(const std::filesystem::path &journal)
{
    sqlite3 *database = nullptr;
    sqlite3_stmt *count = nullptr;
    std::uint64_t commits = 0;
    if (sqlite3_open_v2(journal.c_str(), &database, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK
        && sqlite3_prepare_v2(database, "SELECT count(*) FROM commits", -1, &count, nullptr) == SQLITE_OK
        && sqlite3_step(count) == SQLITE_ROW)
        commits = static_cast<std::uint64_t>(sqlite3_column_int64(count, 0));
    sqlite3_finalize(count);
    sqlite3_close(database);
    return commits;
}

Result<scheduler::Position> eachEvent(const std::filesystem::path &journal, scheduler::Position position,
                                      const std::function<void(const scheduler::Event &)> &take)
{
    constexpr std::size_t pageSize = 8192;
    const auto reader = journal::openReader(journal);
    if (!reader)
        return tl::unexpected(reader.error());
    while (true) {
        const auto page = (*reader)->readAfter(position, pageSize);
        if (!page)
            return tl::unexpected(page.error());
        if (page->empty())
            return position;
        for (const scheduler::Event &event : *page)
            take(event);
        position += page->size();
    }
}

Result<Replay> timedReplay(const std::filesystem::path &journal)
{
    const auto begin = std::chrono::steady_clock::now();
    const auto reader = journal::openReader(journal);
    if (!reader)
        return tl::unexpected(reader.error());
    const auto replayed = service::replay(**reader);
    if (!replayed)
        return tl::unexpected(replayed.error());
    const std::chrono::duration<double> past = std::chrono::steady_clock::now() - begin;
    return Replay{replayed->state.position, past.count()};
}

} // namespace weftline::bench
