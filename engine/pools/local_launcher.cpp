// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/pools/local_launcher.h"

#include <QtCore/QObject>
#include <QtCore/QSocketNotifier>
#include <QtCore/QTimer>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <map>

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "engine/pools/fleet_plan.h"

namespace weftline::pools {
namespace {

Instant now()
{
    timespec time{};
    clock_gettime(CLOCK_BOOTTIME, &time);
    return {static_cast<std::int64_t>(time.tv_sec) * 1'000'000 + time.tv_nsec / 1000};
}

std::string nameOf(std::uint32_t number) { return fmt::format("local-{}", number); }

/// posix_spawn of a worker in a process group of its own: Ctrl-C in a terminal is for its parent to handle. Its pid, or a
/// negative error number.
int spawnWorker(const LauncherOptions &options, const std::string &name)
{
    std::vector<std::string> arguments{options.program};
    arguments.insert(arguments.end(), options.arguments.begin(), options.arguments.end());
    arguments.insert(arguments.end(), {"--name", name});
    std::vector<char *> pointers;
    for (std::string &argument : arguments)
        pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    if (!options.logFile.empty())
        posix_spawn_file_actions_addopen(&actions, 2, options.logFile.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    posix_spawn_file_actions_adddup2(&actions, 2, 1);
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    pid_t pid = 0;
    const int error = posix_spawn(&pid, options.program.c_str(), &actions, &attributes, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    return error != 0 ? -error : pid;
}

} // namespace

std::vector<std::string> workerArguments(const std::string &endpoint)
{
    return {"worker", "--join", endpoint, "--slots", "1", "--ephemeral"};
}

class LocalLauncher::Private
{
public:
    explicit Private(LauncherOptions options) : m_options(std::move(options))
    {
        for (QTimer *timer : {&m_timer, &m_killTimer}) {
            timer->setSingleShot(true);
            timer->setTimerType(Qt::PreciseTimer);
        }
        QObject::connect(&m_timer, &QTimer::timeout, &m_context, [this] { startDue(); });
        QObject::connect(&m_killTimer, &QTimer::timeout, &m_context, [this] { signalAll(SIGKILL); });
    }

    ~Private()
    {
        for (auto &[pid, child] : m_children) {
            ::kill(static_cast<pid_t>(-pid), SIGKILL);
            child.ended.reset();
            while (waitpid(static_cast<pid_t>(pid), nullptr, 0) < 0 && errno == EINTR) { }
            close(child.handle);
        }
    }

    void startDue()
    {
        for (const std::uint32_t number : due(m_plan, now())) {
            const int pid = spawnWorker(m_options, nameOf(number));
            if (pid > 0 && watch(pid, number)) {
                started(m_plan, number, pid, now());
                continue;
            }
            couldNotStart(m_plan, number, now());
            if (m_options.say)
                m_options.say(fmt::format("Worker \"{}\" cannot be started: \"{}\": {}. It is tried again.", nameOf(number),
                                          m_options.program, std::strerror(pid < 0 ? -pid : errno)));
        }
        const auto next = nextTimer(m_plan);
        if (!next)
            return;
        m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(std::max(*next - now(), Duration{0})));
    }

    /// False: it cannot be watched, and was ended.
    bool watch(int pid, std::uint32_t number)
    {
        const int handle = static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
        if (handle < 0) {
            const int error = errno;
            ::kill(pid, SIGKILL);
            waitpid(pid, nullptr, 0);
            errno = error;
            return false;
        }
        Child &child = m_children[pid];
        child.handle = handle;
        child.name = nameOf(number);
        child.ended = std::make_unique<QSocketNotifier>(handle, QSocketNotifier::Read);
        QObject::connect(child.ended.get(), &QSocketNotifier::activated, &m_context, [this, pid] { onEnd(pid); });
        return true;
    }

    void onEnd(int pid)
    {
        const auto found = m_children.find(pid);
        if (found == m_children.end())
            return;
        ::kill(-pid, SIGKILL); // whatever it left in its group, whose number is its own until it is reaped
        LocalExit ended{pid, found->second.name, 0, found->second.onPurpose};
        while (waitpid(pid, &ended.status, 0) < 0 && errno == EINTR) { }
        found->second.ended->setEnabled(false);
        found->second.ended.release()->deleteLater(); // it is the one that calls
        close(found->second.handle);
        m_children.erase(found);
        exited(m_plan, pid, now());
        if (m_options.exited)
            m_options.exited(ended);
        startDue();
        if (m_children.empty() && m_allStopped) {
            m_killTimer.stop();
            std::exchange(m_allStopped, nullptr)();
        }
    }

    void signalAll(int number)
    {
        for (const auto &[pid, child] : m_children)
            ::kill(static_cast<pid_t>(pid), number);
    }

    Result<Done> signalOne(std::int64_t pid, int number)
    {
        const auto found = m_children.find(pid);
        if (found == m_children.end())
            return failure(ErrorCode::NotFound, fmt::format("Process {} is no worker that was started here.", pid));
        found->second.onPurpose = true;
        ::kill(static_cast<pid_t>(pid), number);
        return Done{};
    }

    struct Child
    {
        int handle = -1;
        std::string name;
        bool onPurpose = false;
        std::unique_ptr<QSocketNotifier> ended;
    };

    LauncherOptions m_options;
    FleetPlan m_plan;
    std::map<std::int64_t, Child> m_children;
    std::function<void()> m_allStopped;
    QObject m_context;
    QTimer m_timer;
    QTimer m_killTimer;
};

LocalLauncher::LocalLauncher(LauncherOptions options) : m(std::make_unique<Private>(std::move(options))) { }
LocalLauncher::~LocalLauncher() = default;

Result<Done> LocalLauncher::start(std::uint32_t count)
{
    if (access(m->m_options.program.c_str(), X_OK) != 0)
        return failure(ErrorCode::NotFound,
                       fmt::format("Workers cannot be started: \"{}\": {}.", m->m_options.program, std::strerror(errno)));
    if (m->m_plan.places.size() + count > placesMax)
        return failure(ErrorCode::Limit,
                       fmt::format("{} workers cannot be started: at most {} run on this machine, and {} do. Start fewer.", count,
                                   placesMax, m->m_plan.places.size()));
    grow(m->m_plan, count, now());
    m->startDue();
    return Done{};
}

Result<Done> LocalLauncher::kill(std::int64_t pid) { return m->signalOne(pid, SIGKILL); }

Result<Done> LocalLauncher::stop(std::int64_t pid)
{
    leave(m->m_plan, pid);
    return m->signalOne(pid, SIGTERM);
}

void LocalLauncher::stopAll(std::function<void()> done)
{
    leaveAll(m->m_plan);
    m->m_timer.stop();
    for (auto &[pid, child] : m->m_children)
        child.onPurpose = true;
    m->m_allStopped = std::move(done);
    m->signalAll(SIGTERM);
    m->m_killTimer.start(static_cast<int>(politenessMs));
    if (m->m_children.empty())
        QMetaObject::invokeMethod(&m->m_context, [this] {
            m->m_killTimer.stop();
            if (m->m_allStopped)
                std::exchange(m->m_allStopped, nullptr)();
        }, Qt::QueuedConnection);
}

bool LocalLauncher::manages(std::int64_t pid) const { return m->m_children.contains(pid); }

std::vector<std::int64_t> LocalLauncher::pids() const
{
    std::vector<std::int64_t> pids;
    for (const auto &[pid, child] : m->m_children)
        pids.push_back(pid);
    return pids;
}

} // namespace weftline::pools
