// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One program in a process group of its own, its output read without blocking on the event loop of the thread that started
// it. When the leader ends, whatever is left of its group is killed. The program must ignore SIGPIPE.

#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/time.h"
#include "engine/wire/message.h"
#include "engine/worker/process_groups.h"

namespace weftline::worker {

struct ProcessSpec
{
    std::vector<std::string> argv; ///< At least the program. Searched in PATH of `environment` if it has no slash.
    std::vector<std::string> environment; ///< All of it, "NAME=value".
    std::string folder; ///< Empty: this process' own.
    std::string input; ///< For standard input.
    std::string file; ///< Not empty: it can read this as /proc/self/fd/3, and nobody can write there.
    std::size_t outputMax = 64U << 20U; ///< More on standard output ends it.
    Duration timeout{0}; ///< 0: none.
};

struct ProcessEnd
{
    int status = 0; ///< As of wait().
    bool timedOut = false;
    bool stopped = false; ///< stop() was called.
    bool outputTooLarge = false;
    std::string output; ///< All of standard output.
    std::string lastError; ///< The last line of standard error that says something.
    std::string lastErrors; ///< The last lines of standard error, up to and with that one.
    wire::ResultUse use;

    /// It did not end by itself.
    [[nodiscard]] bool wasKilled() const;
};

class Process
{
public:
    static constexpr Duration politeness = std::chrono::seconds(2); ///< From SIGTERM to SIGKILL.

    struct Handler
    {
        std::function<void(wire::Stream, std::string)> log; ///< UTF-8, at most 64 KiB.
        std::function<void(ProcessEnd)> ended; ///< Once, the last call. Must not destroy the Process from within.
    };

    /// Why it cannot be started is said about the program by name; `worker` is where. `groups` may be null.
    [[nodiscard]] static Result<std::unique_ptr<Process>> start(ProcessSpec spec, std::string_view worker,
                                                                ProcessGroups *groups, Handler handler);
    /// Kills the group if it still runs, and reaps it.
    ~Process();
    Process(const Process &) = delete;
    Process &operator=(const Process &) = delete;

    /// SIGTERM to the group and after a while SIGKILL; or SIGKILL `atOnce`.
    void stop(bool atOnce);
    [[nodiscard]] pid_t pid() const;

private:
    class Private;
    explicit Process(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m;
};

/// Where a process finds ProcessSpec::file.
constexpr const char *processFile = "/proc/self/fd/3";

/// The file that `program` stands for: itself if it has a slash, else the first of PATH in `environment` that may be run.
[[nodiscard]] std::optional<std::string> findProgram(std::string_view program, const std::vector<std::string> &environment);

} // namespace weftline::worker
