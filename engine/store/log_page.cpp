// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/store/log_page.h"

#include <fmt/format.h>

#include <algorithm>

namespace weftline::store {
namespace {

char small(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

LogPager::LogPager(const LogFilter &filter) : m_filter(filter), m_wanted(filter.contains)
{
    std::transform(m_wanted.begin(), m_wanted.end(), m_wanted.begin(), small);
}

bool LogPager::contains(std::string_view line) const
{
    return m_wanted.empty()
        || std::search(line.begin(), line.end(), m_wanted.begin(), m_wanted.end(),
                       [](char a, char b) { return small(a) == b; })
        != line.end();
}

bool LogPager::add(const LogRecord &record, std::uint64_t place)
{
    if (m_isFull)
        return false;
    std::uint64_t skip = m_isFirst ? m_filter.from & ((1U << lineBits) - 1) : 0;
    m_isFirst = false;
    if ((m_filter.stream && record.stream != *m_filter.stream) || (m_filter.task && record.task != *m_filter.task)
        || (m_filter.tasks && (record.task < m_filter.tasks->first || record.task >= m_filter.tasks->second)))
        return true;
    std::string_view rest = record.text;
    for (std::uint64_t line = 0; !rest.empty(); ++line) {
        const std::size_t size = rest.find('\n');
        const std::string_view text = rest.substr(0, size);
        rest.remove_prefix(size == std::string_view::npos ? rest.size() : size + 1);
        if (line < skip || !contains(text))
            continue;
        if (m_page.lines.size() >= m_filter.linesMax) {
            m_isFull = true;
            m_page.next = place << lineBits | line;
            m_page.atEnd = false;
            return false;
        }
        const std::string_view shown = text.ends_with('\r') ? text.substr(0, text.size() - 1) : text;
        m_page.lines.push_back({record.at, record.task, record.attempt, record.stream, std::string(shown)});
    }
    return true;
}

LogPage LogPager::finish(std::uint64_t place, bool atEnd)
{
    if (!m_isFull) {
        m_page.next = place << lineBits;
        m_page.atEnd = atEnd;
    }
    return std::move(m_page);
}

LogRecord bounded(const LogRecord &record)
{
    LogRecord cut = record;
    cut.sequence = std::min(cut.sequence, lastSequence - 1);
    if (cut.text.size() > LogPager::textMax)
        cut.text.resize(LogPager::textMax);
    return cut;
}

LogRecord noteOfGap(const LogRecord &before, std::uint64_t missing)
{
    LogRecord note = before;
    note.stream = LogStream::Err;
    note.text =
        fmt::format("[{} of output missing here]\n", missing == 1 ? "a piece" : fmt::format("{} pieces", missing));
    return note;
}

LogRecord noteOfLimit(const LogRecord &first, std::uint64_t bytesMax)
{
    LogRecord note = first;
    note.stream = LogStream::Err;
    note.sequence = lastSequence;
    note.text = fmt::format("[the log of this run has reached its limit of {} MiB; nothing after this is kept]\n",
                            bytesMax >> 20U);
    return note;
}

} // namespace weftline::store
