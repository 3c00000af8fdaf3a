// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/store/memory_log_store.h"

#include "engine/store/log_page.h"

namespace weftline::store {

void MemoryLogStore::append(const std::string &run, const LogRecord &record)
{
    Log &log = m_logs[run];
    if (log.bytes > m_bytesMax)
        return;
    const auto [next, isNew] = log.next.try_emplace({record.task, record.attempt}, record.sequence);
    if (record.sequence > next->second)
        log.records.push_back(noteOfGap(record, record.sequence - next->second));
    next->second = record.sequence + 1;
    log.bytes += record.text.size();
    log.records.push_back(log.bytes > m_bytesMax ? noteOfLimit(record, m_bytesMax) : bounded(record));
}

Result<LogPage> MemoryLogStore::read(const std::string &run, const LogFilter &filter)
{
    LogPager pager(filter);
    const auto log = m_logs.find(run);
    std::uint64_t place = pager.place();
    if (log != m_logs.end())
        for (; place < log->second.records.size(); ++place)
            if (!pager.add(log->second.records[place], place))
                break;
    return pager.finish(place, true);
}

} // namespace weftline::store
