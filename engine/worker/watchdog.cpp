// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The worker's side of the watchdog.

#include "engine/worker/watchdog.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <new>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "engine/base/bytes.h"
#include "engine/worker/spawn.h"
#include "engine/worker/watchdog_memory.h"

namespace weftline::worker {
namespace {

tl::unexpected<Error> systemFailure(std::string_view what)
{
    return failure(ErrorCode::System, fmt::format("The watchdog cannot be started: {} ({}).", what, std::strerror(errno)));
}

} // namespace

std::int64_t bootTime()
{
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return static_cast<std::int64_t>(now.tv_sec) * 1'000'000 + now.tv_nsec / 1000;
}

class Watchdog::Private
{
public:
    explicit Private(std::vector<std::string> command) : m_command(std::move(command)) { }
    ~Private()
    {
        end();
        if (m_memory)
            munmap(m_memory, sizeof(WatchdogMemory));
    }

    Result<Done> prepare()
    {
        m_file.reset(memfd_create("weft-watchdog", MFD_CLOEXEC));
        if (!m_file.isOpen() || ftruncate(m_file.get(), sizeof(WatchdogMemory)) != 0)
            return systemFailure("no shared memory");
        void *memory = mmap(nullptr, sizeof(WatchdogMemory), PROT_READ | PROT_WRITE, MAP_SHARED, m_file.get(), 0);
        if (memory == MAP_FAILED)
            return systemFailure("no shared memory");
        m_memory = new (memory) WatchdogMemory;
        char random[16];
        if (getrandom(random, sizeof random, 0) != static_cast<ssize_t>(sizeof random))
            return systemFailure("no random number");
        const std::string token = toHex(BytesView(random, sizeof random));
        std::memcpy(m_memory->token.data(), token.c_str(), m_memory->token.size());
        return Done{};
    }

    Result<Done> start()
    {
        int ends[2];
        if (pipe2(ends, O_CLOEXEC) != 0)
            return systemFailure("no pipe");
        const Fd read(ends[0]);
        Fd write(ends[1]);
        fcntl(write.get(), F_SETFL, O_NONBLOCK);
        // Away from 3 and 4, so that the second of the two dup2 cannot overwrite the source of the first.
        const Fd pipe(fcntl(read.get(), F_DUPFD_CLOEXEC, 10));
        const Fd memory(fcntl(m_file.get(), F_DUPFD_CLOEXEC, 10));
        posix_spawn_file_actions_t actions;
        posix_spawnattr_t attributes;
        posix_spawn_file_actions_init(&actions);
        posix_spawnattr_init(&attributes);
        posix_spawn_file_actions_adddup2(&actions, pipe.get(), watchdogPipe);
        posix_spawn_file_actions_adddup2(&actions, memory.get(), watchdogMemory);
        posix_spawn_file_actions_addclosefrom_np(&actions, 5);
        // What ends the worker's terminal does not end it, not even while it is starting.
        sigset_t blocked;
        sigemptyset(&blocked);
        for (const int number : {SIGTERM, SIGINT, SIGHUP})
            sigaddset(&blocked, number);
        posix_spawnattr_setsigmask(&attributes, &blocked);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK);
        std::vector<char *> arguments;
        for (std::string &argument : m_command)
            arguments.push_back(argument.data());
        arguments.push_back(nullptr);
        const int error = posix_spawn(&m_pid, m_command.front().c_str(), &actions, &attributes, arguments.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
        posix_spawnattr_destroy(&attributes);
        if (error != 0) {
            m_pid = 0;
            errno = error;
            return systemFailure(fmt::format("\"{}\" does not run", m_command.front()));
        }
        m_pipe = std::move(write);
        m_handle.reset(static_cast<int>(syscall(SYS_pidfd_open, m_pid, 0)));
        return Done{};
    }

    /// Ends it: by closing the pipe, after which it kills what is left and goes.
    void end()
    {
        m_pipe.reset();
        m_handle.reset();
        if (m_pid > 0)
            while (waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) { }
        m_pid = 0;
    }

    void wake() const
    {
        [[maybe_unused]] const auto written = write(m_pipe.get(), "", 1); // full: it has not read the last ones and will
    }

    std::vector<std::string> m_command;
    Fd m_file;
    Fd m_pipe;
    Fd m_handle;
    pid_t m_pid = 0;
    WatchdogMemory *m_memory = nullptr;
};

Watchdog::Watchdog(std::unique_ptr<Private> d) : m(std::move(d)) { }
Watchdog::~Watchdog() = default;

Result<std::unique_ptr<Watchdog>> Watchdog::start(std::vector<std::string> command)
{
    auto d = std::make_unique<Private>(std::move(command));
    if (auto done = d->prepare(); !done)
        return tl::unexpected(done.error());
    if (auto done = d->start(); !done)
        return tl::unexpected(done.error());
    return std::unique_ptr<Watchdog>(new Watchdog(std::move(d)));
}

Result<Done> Watchdog::restart()
{
    m->end();
    return m->start();
}

void Watchdog::add(pid_t group)
{
    WatchdogMemory &memory = *m->m_memory;
    const std::uint32_t used = memory.used.load(std::memory_order_relaxed);
    for (std::uint32_t i = 0; i < groupsMax; ++i) {
        if (memory.groups[i].load(std::memory_order_relaxed) != 0)
            continue;
        memory.groups[i].store(group, std::memory_order_release);
        if (i >= used)
            memory.used.store(i + 1, std::memory_order_release);
        return;
    } // more than can be listed: the token still finds it
}

void Watchdog::remove(pid_t group)
{
    WatchdogMemory &memory = *m->m_memory;
    const std::uint32_t used = memory.used.load(std::memory_order_relaxed);
    for (std::uint32_t i = 0; i < used; ++i)
        if (memory.groups[i].load(std::memory_order_relaxed) == group)
            memory.groups[i].store(0, std::memory_order_release);
}

void Watchdog::setLease(std::int64_t bootTimeUs)
{
    const std::int64_t before = m->m_memory->leaseEnd.exchange(bootTimeUs, std::memory_order_acq_rel);
    if (before <= bootTime()) // it waits for no end any more
        m->wake();
}

std::string Watchdog::environmentLine() const { return fmt::format("{}={}", tokenVariable, m->m_memory->token.data()); }
pid_t Watchdog::pid() const { return m->m_pid; }
int Watchdog::handle() const { return m->m_handle.get(); }

} // namespace weftline::worker
