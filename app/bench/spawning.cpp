// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/spawning.h"

#include <chrono>
#include <cstring>
#include <set>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/bench/figures.h"

namespace weftline::bench {
namespace {

/// What it prints goes nowhere.
class Quietly
{
public:
    Quietly()
    {
        posix_spawn_file_actions_init(&m_actions);
        posix_spawn_file_actions_addopen(&m_actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    }
    ~Quietly() { posix_spawn_file_actions_destroy(&m_actions); }
    Quietly(const Quietly &) = delete;
    Quietly &operator=(const Quietly &) = delete;

    [[nodiscard]] const posix_spawn_file_actions_t *get() const { return &m_actions; }

private:
    posix_spawn_file_actions_t m_actions{};
};

} // namespace

Result<double> bareSpawn(const Command &command, std::uint32_t count, std::uint32_t atOnce)
{
    say(fmt::format("{} × {} without an engine …", count, command.front()));
    std::vector<char *> argv;
    for (const std::string &argument : command)
        argv.push_back(const_cast<char *>(argument.c_str())); // posix_spawn does not write there
    argv.push_back(nullptr);
    const Quietly quietly;
    const auto begin = std::chrono::steady_clock::now();
    std::set<pid_t> running; // other children of this process are none of ours
    for (std::uint32_t started = 0; started < count || !running.empty();) {
        while (started < count && running.size() < atOnce) {
            pid_t pid = 0;
            const int error = posix_spawnp(&pid, argv.front(), quietly.get(), nullptr, argv.data(), environ);
            if (error != 0)
                return failure(ErrorCode::System, fmt::format("\"{}\" cannot be started: {}.", command.front(), std::strerror(error)));
            running.insert(pid);
            ++started;
        }
        running.erase(waitpid(-1, nullptr, 0));
    }
    const std::chrono::duration<double> past = std::chrono::steady_clock::now() - begin;
    return past.count();
}

} // namespace weftline::bench
