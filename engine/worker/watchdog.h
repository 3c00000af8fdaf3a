// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A small process beside the worker that ends what the worker leaves behind: it kills the process groups of all attempts
// when the worker is gone, however it went, or when the lease ends and the worker does nothing about it (it is halted).
//
// Both share a piece of memory with the groups and the end of the lease, and a pipe whose closing tells that the worker is
// gone. Between the start of a process and the entering of its group the worker may die; therefore every attempt carries a
// variable with a token of its worker, and at the worker's end everything with that token is looked for and killed, which
// also finds those who have left their group.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/time.h"
#include "engine/worker/process_groups.h"

namespace weftline::worker {

/// Microseconds of CLOCK_BOOTTIME, which goes on while the machine sleeps.
[[nodiscard]] std::int64_t bootTime();

class Watchdog final : public ProcessGroups
{
public:
    static constexpr const char *tokenVariable = "WEFT_GUARD";
    static constexpr std::size_t groupsMax = 4096;
    /// After the end of the lease: the worker, if it can, acts first. A tenth of the shortest sensible lease.
    static constexpr Duration grace = std::chrono::milliseconds(10);

    /// Starts `command` (program and arguments), which must end in runWatchdog().
    [[nodiscard]] static Result<std::unique_ptr<Watchdog>> start(std::vector<std::string> command);
    ~Watchdog() override;

    void add(pid_t group) override;
    void remove(pid_t group) override;

    /// The groups may live until `bootTimeUs`.
    void setLease(std::int64_t bootTimeUs);

    /// "WEFT_GUARD=…", for the environment of every attempt.
    [[nodiscard]] std::string environmentLine() const;
    [[nodiscard]] pid_t pid() const;
    /// Readable when it has ended; then call restart().
    [[nodiscard]] int handle() const;
    [[nodiscard]] Result<Done> restart();

private:
    class Private;
    explicit Watchdog(std::unique_ptr<Private> d);
    std::unique_ptr<Private> m;
};

/// What the watchdog process does: `weft watchdog` calls it. Returns its exit code when the worker is gone and nothing of it
/// is left.
[[nodiscard]] int runWatchdog();

} // namespace weftline::worker
