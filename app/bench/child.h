// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Processes of this program that a benchmark starts beside itself. They go when it does, however it ends.

#pragma once

#include <QtCore/QProcess>

#include <chrono>
#include <csignal>
#include <string>
#include <vector>

#include "engine/base/result.h"

namespace weftline::bench {

/// One process. Killed when this goes.
class Child
{
public:
    /// What it complains of is appended to `log`; an empty one: nowhere. `orphaned`: the signal that it gets when the benchmark
    /// ends without ending it; SIGTERM for who has processes of its own to end.
    Child(const std::string &program, const std::vector<std::string> &arguments, const std::string &log = {}, int orphaned = SIGKILL);
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
