// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Has `weft snapshot` run beside an engine whenever its journal has grown enough: one at a time, with the lowest priority. The
// engine itself writes none, so that it does no work in proportion to its history.

#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QProcess>
#include <QtCore/QTimer>

#include <filesystem>
#include <functional>

#include "engine/scheduler/ids.h"

namespace weftline::service {

struct SnapshotPace
{
    scheduler::Position events = 250'000; ///< Since the last one. A second or so of reading.
    std::chrono::milliseconds pause = std::chrono::minutes(1); ///< From one's start to the next one's, at least.
    std::chrono::milliseconds look = std::chrono::seconds(10); ///< How often that is looked at.
};

class SnapshotKeeper
{
public:
    /// `at` is the position of the snapshot that there is; `durable` tells where the journal ends.
    SnapshotKeeper(const std::string &program, const std::filesystem::path &journal, SnapshotPace pace, scheduler::Position at,
                   std::function<scheduler::Position()> durable);
    /// Ends one that is being made.
    ~SnapshotKeeper();
    SnapshotKeeper(const SnapshotKeeper &) = delete;
    SnapshotKeeper &operator=(const SnapshotKeeper &) = delete;

private:
    void look();
    void ended(bool well);

    SnapshotPace m_pace;
    std::function<scheduler::Position()> m_durable;
    scheduler::Position m_at = 0; ///< Of the newest snapshot.
    scheduler::Position m_next = 0; ///< What the one that is being made holds at least.
    QElapsedTimer m_sinceStart;
    int m_failures = 0; ///< One after another: each doubles the pause.
    QTimer m_timer;
    QProcess m_process;
};

} // namespace weftline::service
