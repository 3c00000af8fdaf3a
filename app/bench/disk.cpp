// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/disk.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

namespace weftline::bench {

Duration medianFdatasync(const std::filesystem::path &folder)
{
    const std::filesystem::path file = folder / "fdatasync-probe";
    const int fd = open(file.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        return Duration{0};
    std::array<char, 4096> block{};
    std::vector<Duration> times;
    for (int i = 0; i < 101; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        if (write(fd, block.data(), block.size()) != static_cast<ssize_t>(block.size()) || fdatasync(fd) != 0)
            break;
        times.push_back(std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begin));
    }
    close(fd);
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    if (times.empty())
        return Duration{0};
    std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
    return times[times.size() / 2];
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

} // namespace weftline::bench
