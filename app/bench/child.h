// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Processes of this program that a benchmark starts beside itself. They are gone when it is, however it ends.

#pragma once

#include <QtCore/QProcess>

#include <chrono>
#include <string>
#include <vector>

#include "engine/base/result.h"

namespace weftline::bench {

/// One process. Killed when this goes.
class Child
{
public:
    /// What it complains of is appended to `log`; an empty one: nowhere.
    Child(const std::string &program, const std::vector<std::string> &arguments, const std::string &log = {});
    ~Child();
    Child(const Child &) = delete;
    Child &operator=(const Child &) = delete;

    [[nodiscard]] std::int64_t pid() const { return m_process.processId(); }
    [[nodiscard]] bool runs() const { return m_process.state() != QProcess::NotRunning; }
    /// What it prints first.
    [[nodiscard]] Result<std::string> firstLine(std::chrono::milliseconds patience);
    /// kill -9, and waits until it is gone.
    void kill();
    /// Asks it to end, and waits; kills it where that takes too long.
    void end(std::chrono::milliseconds patience);

private:
    QProcess m_process;
};

} // namespace weftline::bench
