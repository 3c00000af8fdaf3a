// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What attempts wrote to their standard output and error: a file a run. One real implementation and one in memory.
//
// All calls on one thread.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/time.h"

namespace weftline::store {

enum class LogStream : std::uint8_t { Out, Err };

struct LogRecord
{
    Instant at; ///< Worker's clock.
    std::uint32_t task = 0;
    std::uint32_t attempt = 0;
    LogStream stream = LogStream::Out;
    std::uint64_t sequence = 0; ///< Counts an attempt's records; a gap means that some were dropped on the way.
    std::string text; ///< Whole lines where possible.
};

struct LogLine
{
    Instant at;
    std::uint32_t task = 0;
    std::uint32_t attempt = 0;
    LogStream stream = LogStream::Out;
    std::string text; ///< Without its line end.
};

struct LogFilter
{
    std::optional<std::uint32_t> task;
    std::optional<std::pair<std::uint32_t, std::uint32_t>> tasks; ///< First and one past the last.
    std::optional<LogStream> stream;
    std::string contains; ///< Upper and lower case alike.
    std::uint64_t from = 0; ///< LogPage::next of the page before.
    std::size_t linesMax = 1000;
};

struct LogPage
{
    std::vector<LogLine> lines;
    std::uint64_t next = 0;
    bool atEnd = true; ///< Nothing more for now.
};

class LogStore
{
public:
    virtual ~LogStore() = default;

    /// Never fails: what cannot be written is counted, and the gap is visible in what is read. A run's log has a limit;
    /// reaching it is its last line.
    virtual void append(const std::string &run, const LogRecord &record) = 0;
    [[nodiscard]] virtual Result<LogPage> read(const std::string &run, const LogFilter &filter) = 0;
};

} // namespace weftline::store
