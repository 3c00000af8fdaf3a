// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A log store without files, for tests and the simulation.

#pragma once

#include <map>
#include <vector>

#include "engine/store/log_store.h"

namespace weftline::store {

class MemoryLogStore final : public LogStore
{
public:
    void append(const std::string &run, const LogRecord &record) override { m_runs[run].push_back(record); }
    [[nodiscard]] Result<LogPage> read(const std::string &run, const LogFilter &filter) override;

private:
    std::map<std::string, std::vector<LogRecord>> m_runs;
};

} // namespace weftline::store
