// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/store/log_pages.h"

#include <algorithm>

namespace weftline::store {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool contains(std::string_view text, std::string_view part)
{
    return std::search(text.begin(), text.end(), part.begin(), part.end(),
                       [](char a, char b) { return lower(a) == lower(b); }) != text.end() || part.empty();
}

} // namespace

void appendLines(const LogRecord &record, const LogFilter &filter, LogPage &page)
{
    if (filter.task && *filter.task != record.task)
        return;
    if (filter.tasks && (record.task < filter.tasks->first || record.task >= filter.tasks->second))
        return;
    std::string_view rest = record.text;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (contains(line, filter.contains))
            page.lines.push_back({record.at, record.task, record.attempt, record.stream, std::string(line)});
    }
}

} // namespace weftline::store
