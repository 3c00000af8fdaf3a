// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/worker/event_stream.h"

#include <algorithm>
#include <utility>

namespace weftline::worker {

bool EventStream::add(std::string_view bytes, const Give &give)
{
    for (const char c : bytes) {
        if (c == '\n' && std::exchange(m_wasReturn, false))
            continue;
        m_wasReturn = c == '\r';
        if (c == '\n' || c == '\r') {
            line(std::exchange(m_rest, {}), give);
            continue;
        }
        if (m_rest.size() + m_data.size() >= eventMax)
            return false;
        m_rest += c;
    }
    return true;
}

void EventStream::line(std::string_view line, const Give &give)
{
    if (std::exchange(m_isFirst, false) && line.starts_with("\xEF\xBB\xBF"))
        line.remove_prefix(3);
    if (line.empty()) {
        if (std::exchange(m_hasData, false))
            give(std::exchange(m_data, {}));
        return;
    }
    if (!line.starts_with("data") || (line.size() > 4 && line[4] != ':'))
        return;
    line.remove_prefix(std::min<std::size_t>(line.size(), 5));
    if (line.starts_with(' '))
        line.remove_prefix(1);
    if (std::exchange(m_hasData, true))
        m_data += '\n';
    m_data += line;
}

} // namespace weftline::worker
