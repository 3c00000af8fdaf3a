// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Makes pages of lines from records, one after the other. Where a page ends is a place in the log and a line within the
// record there; callers get both as one number.

#pragma once

#include "engine/store/log_store.h"

#include <string>

namespace weftline::store {

class LogPager
{
public:
    static constexpr unsigned lineBits = 20;
    static constexpr std::size_t textMax = 1U
        << lineBits; ///< Bytes of one record's text: so many lines it has at most.

    explicit LogPager(const LogFilter &filter);

    /// Where to start reading.
    [[nodiscard]] std::uint64_t place() const { return m_filter.from >> lineBits; }
    /// Takes the record at `place`. False, and takes no more, once the page is full.
    bool add(const LogRecord &record, std::uint64_t place);
    /// The page, when reading has come to `place` and `atEnd` says whether that is the end.
    [[nodiscard]] LogPage finish(std::uint64_t place, bool atEnd);

private:
    [[nodiscard]] bool contains(std::string_view line) const;

    const LogFilter &m_filter;
    std::string m_wanted; ///< In small letters.
    LogPage m_page;
    bool m_isFull = false;
    bool m_isFirst = true;
};

/// The record cut to textMax.
[[nodiscard]] LogRecord bounded(const LogRecord &record);

/// The sequence of noteOfLimit(), which no other record has: nothing follows it.
constexpr std::uint64_t lastSequence = ~std::uint64_t{0};

/// What stands in the log in place of records that are missing there, or once no more are kept.
[[nodiscard]] LogRecord noteOfGap(const LogRecord &before, std::uint64_t missing);
[[nodiscard]] LogRecord noteOfLimit(const LogRecord &first, std::uint64_t bytesMax);

} // namespace weftline::store
