// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The watchdog's own process.

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <string>

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "engine/worker/spawn.h"
#include "engine/worker/watchdog_memory.h"

namespace weftline::worker {
namespace {

constexpr int sweepsMax = 40; ///< Looks for leftovers at the worker's end: for about 200 ms.
constexpr int sweepsMin = 3; ///< One that is just being started has its token only after its exec.
constexpr int sweepPauseMs = 5;
constexpr std::size_t environmentMax = 1U << 20U;

enum class Why : std::uint8_t { WorkerGone, LeaseOver };

/// False when the worker came back in this very moment, and what runs now is wanted.
bool isStillDue(const WatchdogMemory &memory, Why why)
{
    return why == Why::WorkerGone
        || memory.leaseEnd.load(std::memory_order_acquire) + Watchdog::grace.count() <= bootTime();
}

void killGroups(const WatchdogMemory &memory, Why why)
{
    const std::uint32_t used = memory.used.load(std::memory_order_acquire);
    for (std::uint32_t i = 0; i < used && i < memory.groups.size(); ++i) {
        const pid_t group = memory.groups[i].load(std::memory_order_acquire);
        if (group > 1 && isStillDue(memory, why))
            kill(-group, SIGKILL);
    }
}

bool carriesToken(pid_t pid, const std::string &line)
{
    const Fd file(open(("/proc/" + std::to_string(pid) + "/environ").c_str(), O_RDONLY | O_CLOEXEC));
    std::string environment;
    char buffer[16384];
    ssize_t count = 0;
    while (file.isOpen() && environment.size() < environmentMax && (count = read(file.get(), buffer, sizeof buffer)) > 0)
        environment.append(buffer, static_cast<std::size_t>(count));
    return environment.find(line) != std::string::npos;
}

/// Kills all that carry the worker's token; how many there were.
int killByToken(const WatchdogMemory &memory, Why why)
{
    const std::string line = std::string(Watchdog::tokenVariable) + '=' + memory.token.data();
    int found = 0;
    DIR *proc = opendir("/proc");
    while (const dirent *entry = proc ? readdir(proc) : nullptr) {
        const long pid = std::strtol(entry->d_name, nullptr, 10);
        if (pid <= 1 || pid == getpid() || !carriesToken(static_cast<pid_t>(pid), line))
            continue;
        ++found;
        if (isStillDue(memory, why))
            kill(static_cast<pid_t>(pid), SIGKILL);
    }
    if (proc)
        closedir(proc);
    return found;
}

void arm(const Fd &timer, std::int64_t bootTimeUs)
{
    itimerspec at{};
    at.it_value.tv_sec = bootTimeUs / 1'000'000;
    at.it_value.tv_nsec = bootTimeUs % 1'000'000 * 1000;
    timerfd_settime(timer.get(), TFD_TIMER_ABSTIME, &at, nullptr);
}

/// Returns when the worker is gone.
void guard(const WatchdogMemory &memory, const Fd &timer)
{
    std::int64_t served = 0; // the end of lease that was dealt with last
    while (true) {
        const std::int64_t end = memory.leaseEnd.load(std::memory_order_acquire);
        const std::int64_t due = end + Watchdog::grace.count();
        if (end != served && due <= bootTime()) {
            killGroups(memory, Why::LeaseOver);
            killByToken(memory, Why::LeaseOver);
            served = end;
            continue;
        }
        arm(timer, end == served ? 0 : due); // 0: nothing to wait for but the worker's word
        pollfd wait[2] = {{watchdogPipe, POLLIN, 0}, {timer.get(), POLLIN, 0}};
        if (poll(wait, 2, -1) < 0)
            continue;
        char bytes[256];
        if ((wait[0].revents & (POLLIN | POLLHUP)) != 0 && read(watchdogPipe, bytes, sizeof bytes) == 0)
            return;
        std::uint64_t expirations = 0;
        if ((wait[1].revents & POLLIN) != 0)
            [[maybe_unused]] const auto got = read(timer.get(), &expirations, sizeof expirations);
    }
}

} // namespace

int runWatchdog()
{
    for (const int number : {SIGTERM, SIGINT, SIGHUP}) // blocked so far
        signal(number, SIG_IGN);
    fcntl(watchdogPipe, F_SETFD, FD_CLOEXEC);
    void *shared = mmap(nullptr, sizeof(WatchdogMemory), PROT_READ, MAP_SHARED, watchdogMemory, 0);
    const Fd timer(timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK));
    if (shared == MAP_FAILED || !timer.isOpen())
        return 1;
    const auto &memory = *static_cast<const WatchdogMemory *>(shared);
    guard(memory, timer);
    killGroups(memory, Why::WorkerGone);
    for (int sweep = 0; sweep < sweepsMax; ++sweep) {
        if (killByToken(memory, Why::WorkerGone) == 0 && sweep >= sweepsMin)
            break;
        poll(nullptr, 0, sweepPauseMs);
    }
    return 0;
}

} // namespace weftline::worker
