// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Worker processes on this machine, direct children of this one. An end is noticed at once, by pidfd. Lives in the event loop
// of the thread that made it, which must not reap its children by other means.

#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.h"

namespace weftline::pools {

struct LocalExit
{
    std::int64_t pid = 0;
    std::string name; ///< "local-1".
    int status = 0; ///< As of wait().
    bool onPurpose = false; ///< kill() or stop() was called.
};

struct LauncherOptions
{
    std::string program; ///< With its path.
    std::vector<std::string> arguments; ///< In front of "--name local-N".
    std::string logFile; ///< What the workers print is appended there; empty: this process' standard error.
    std::function<void(const LocalExit &)> exited; ///< May be null. Must not destroy the launcher.
    std::function<void(const std::string &)> say; ///< For lines to people; may be null.
};

/// The arguments of workers of one slot that join the engine at `endpoint` and end some time after it.
[[nodiscard]] std::vector<std::string> workerArguments(const std::string &endpoint);

class LocalLauncher
{
public:
    static constexpr std::int64_t politenessMs = 2000; ///< From SIGTERM to SIGKILL in stopAll().

    explicit LocalLauncher(LauncherOptions options);
    /// Kills what is left.
    ~LocalLauncher();
    LocalLauncher(const LocalLauncher &) = delete;
    LocalLauncher &operator=(const LocalLauncher &) = delete;

    /// Keeps `count` more alive from now on.
    Result<Done> start(std::uint32_t count);
    /// Ends a process at once, as a crash would; another takes its place.
    Result<Done> kill(std::int64_t pid);
    /// Lets it finish, and starts none in its place.
    Result<Done> stop(std::int64_t pid);
    /// Asks all to end, after two seconds ends them, and then calls `done`.
    void stopAll(std::function<void()> done);

    [[nodiscard]] bool manages(std::int64_t pid) const;
    [[nodiscard]] std::vector<std::int64_t> pids() const;

private:
    class Private;
    std::unique_ptr<Private> m;
};

} // namespace weftline::pools
