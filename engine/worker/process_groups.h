// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The process groups of attempts, as others see them: whoever must end them when this process cannot.

#pragma once

#include <sys/types.h>

namespace weftline::worker {

class ProcessGroups
{
public:
    virtual ~ProcessGroups() = default;
    /// A process was started and leads `group`.
    virtual void add(pid_t group) = 0;
    /// All of the group has been killed, and its leader is about to be reaped: the number may soon be another's.
    virtual void remove(pid_t group) = 0;
};

} // namespace weftline::worker
