// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/store/memory_log_store.h"

#include "engine/store/log_pages.h"

namespace weftline::store {

Result<LogPage> MemoryLogStore::read(const std::string &run, const LogFilter &filter)
{
    LogPage page;
    page.next = filter.from;
    const std::vector<LogRecord> &records = m_runs[run];
    while (page.next < records.size() && page.lines.size() < filter.linesMax)
        appendLines(records[page.next++], filter, page);
    page.atEnd = page.next >= records.size();
    return page;
}

} // namespace weftline::store
