// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Starting a process: pipes, posix_spawn, and what to say when it does not work.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/worker/process.h"

namespace weftline::worker {

/// A file descriptor that closes itself.
class Fd
{
public:
    Fd() = default;
    explicit Fd(int fd) : m_fd(fd) { }
    Fd(Fd &&other) noexcept : m_fd(other.take()) { }
    Fd &operator=(Fd &&other) noexcept
    {
        reset(other.take());
        return *this;
    }
    ~Fd() { reset(); }

    void reset(int fd = -1);
    int take();
    [[nodiscard]] int get() const { return m_fd; }
    [[nodiscard]] bool isOpen() const { return m_fd >= 0; }

private:
    int m_fd = -1;
};

/// A process that leads its own group, and our ends of its pipes, which do not block.
struct Spawned
{
    pid_t pid = 0;
    Fd handle; ///< pidfd: readable when it has ended.
    Fd input; ///< Closed when there is no input.
    Fd output;
    Fd errors;
};

[[nodiscard]] Result<Spawned> spawn(const ProcessSpec &spec, std::string_view worker, ProcessGroups *groups);

/// The value of a variable in "NAME=value" lines; empty where there is none.
[[nodiscard]] std::string_view variable(const std::vector<std::string> &environment, std::string_view name);

} // namespace weftline::worker
