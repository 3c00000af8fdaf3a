// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A worker as a process: joins the session with a transport, processes, the watchdog and a clock on one event loop. The
// thread that supervises attempts is the one that sends heartbeats, so a worker that hangs looks as if it hung.

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/wire/transport.h"

namespace weftline::worker {

/// Every kind that a worker of this program can carry out.
[[nodiscard]] std::vector<std::string> knownKinds();

struct WorkerOptions
{
    /// Makes a transport with a fresh session. Called at the start, and again whenever the engine has given a session up.
    std::function<Result<std::unique_ptr<wire::PeerTransport>>()> transport;
    std::string name;
    std::string pool = "default";
    std::uint32_t slots = 1; ///< 1 to 1024.
    std::vector<std::string> kinds = knownKinds(); ///< What it carries out.
    bool ephemeral = false; ///< Ends some time after its engine.
    std::string version;
    std::vector<std::string> watchdog; ///< Program and arguments that end in runWatchdog(): {"/proc/self/exe", "watchdog"}.
    std::function<void(const std::string &)> say; ///< For lines to people; may be null.
};

/// Runs until it leaves; needs a QCoreApplication. The exit code: 0 when all is well, 2 for wrong options, 3 when the engine
/// refused it, 130 when it was told to end at once. SIGTERM and SIGINT make it leave when it holds nothing; a second one at once.
[[nodiscard]] int runWorker(WorkerOptions options);

} // namespace weftline::worker
