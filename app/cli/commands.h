// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The subcommands of `weft`: one file each. A subcommand adds itself to the parser and says what is to be done when it was
// chosen; main() does it after the whole command line was understood.

#pragma once

#include <functional>

#include <CLI/CLI.hpp>

namespace weftline::cli {

/// What programs that call `weft` may rely on.
enum ExitCode : int {
    AllDone = 0,
    WorkFailed = 1,
    BadInput = 2,
    EngineUnreachable = 3,
    Interrupted = 130,
};

/// What the chosen subcommand does; returns the program's exit code.
using Action = std::function<int()>;

void addRun(CLI::App &app, Action &action);
void addCheck(CLI::App &app, Action &action);
void addEngine(CLI::App &app, Action &action);
void addWorker(CLI::App &app, Action &action);
void addEvents(CLI::App &app, Action &action);
void addVerify(CLI::App &app, Action &action);
void addBackup(CLI::App &app, Action &action);
void addArchive(CLI::App &app, Action &action);
void addSnapshot(CLI::App &app, Action &action);
void addReplay(CLI::App &app, Action &action);
void addRuns(CLI::App &app, Action &action);
void addCancel(CLI::App &app, Action &action);
void addRetry(CLI::App &app, Action &action);
void addShow(CLI::App &app, Action &action);
void addLogs(CLI::App &app, Action &action);
void addImport(CLI::App &app, Action &action);
void addExport(CLI::App &app, Action &action);
void addKeys(CLI::App &app, Action &action);
void addTicket(CLI::App &app, Action &action);
void addBench(CLI::App &app, Action &action);

} // namespace weftline::cli
