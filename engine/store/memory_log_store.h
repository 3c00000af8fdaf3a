// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Logs in memory, for tests and the simulation.

#pragma once

#include "engine/store/log_store.h"

#include <map>

namespace weftline::store {

class MemoryLogStore final : public LogStore
{
public:
    explicit MemoryLogStore(std::uint64_t bytesMax = 64U << 20U) : m_bytesMax(bytesMax) { }

    void append(const std::string &run, const LogRecord &record) override;
    [[nodiscard]] Result<LogPage> read(const std::string &run, const LogFilter &filter) override;

private:
    struct Log
    {
        std::vector<LogRecord> records;
        std::uint64_t bytes = 0;
        std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> next; ///< Sequence, by task and attempt.
    };

    std::uint64_t m_bytesMax;
    std::map<std::string, Log> m_logs;
};

} // namespace weftline::store
