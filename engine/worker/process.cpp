// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/worker/process.h"

#include <QtCore/QSocketNotifier>
#include <QtCore/QTimer>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <optional>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/worker/spawn.h"
#include "engine/worker/text.h"

namespace weftline::worker {
namespace {

constexpr std::size_t lastErrorMax = 1000;
constexpr std::size_t lastErrorsMax = 2000;
constexpr int lastLinesMax = 12;
constexpr std::size_t errorTailMax = 8192;
constexpr int readsAtEnd = 64; ///< Of 64 KiB: more than a pipe holds, and an end if somebody who left the group still writes.

Duration durationOf(const timeval &time)
{
    return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

std::string lastLine(std::string_view tail)
{
    while (!tail.empty()) {
        const std::size_t newline = tail.rfind('\n');
        const std::string_view line = newline == std::string_view::npos ? tail : tail.substr(newline + 1);
        const std::size_t end = line.find_last_not_of(" \t\r");
        if (end != std::string_view::npos)
            return replaceInvalid(line.substr(0, std::min(end + 1, lastErrorMax)));
        tail = newline == std::string_view::npos ? std::string_view() : tail.substr(0, newline);
    }
    return {};
}

/// Whole lines from the end of what was written.
std::string lastLines(std::string_view tail)
{
    const std::size_t end = tail.find_last_not_of(" \t\r\n");
    if (end == std::string_view::npos)
        return {};
    tail = tail.substr(0, end + 1);
    std::size_t begin = tail.size();
    for (int lines = 0; lines < lastLinesMax && begin > 0; ++lines) {
        const std::size_t newline = tail.rfind('\n', begin - 1);
        const std::size_t lineBegin = newline == std::string_view::npos ? 0 : newline;
        if (tail.size() - lineBegin > lastErrorsMax && lines > 0)
            break;
        begin = lineBegin;
    }
    const std::string_view lines = tail.substr(tail[begin] == '\n' ? begin + 1 : begin);
    return replaceInvalid(lines.substr(0, lastErrorsMax));
}

/// The most memory that processes which we started may seem to have used because they were born of us: what is not above it
/// is not known.
std::int64_t ownMemoryMax()
{
    rusage use{};
    getrusage(RUSAGE_SELF, &use);
    return use.ru_maxrss;
}

} // namespace

bool ProcessEnd::wasKilled() const
{
    return !timedOut && !outputTooLarge && WIFSIGNALED(status) && (stopped || WTERMSIG(status) == SIGKILL);
}

class Process::Private
{
public:
    Private(ProcessSpec spec, Spawned spawned, ProcessGroups *groups, Handler handler)
        : m_spec(std::move(spec)), m_spawned(std::move(spawned)), m_groups(groups), m_handler(std::move(handler)),
          m_exit(m_spawned.handle.get(), QSocketNotifier::Read), m_ownMemory(ownMemoryMax())
    {
        QObject::connect(&m_exit, &QSocketNotifier::activated, &m_exit, [this] { onExit(); });
        watch(m_outputReady, m_spawned.output, QSocketNotifier::Read, [this] { readOutput(); });
        watch(m_errorsReady, m_spawned.errors, QSocketNotifier::Read, [this] { readErrors(); });
        if (m_spawned.input.isOpen()) {
            watch(m_inputReady, m_spawned.input, QSocketNotifier::Write, [this] { writeInput(); });
            writeInput();
        }
        if (m_spec.timeout > Duration{0})
            startTimer(m_timeout, m_spec.timeout, [this] {
                m_end.timedOut = true;
                stop(false);
            });
    }

    ~Private()
    {
        if (m_isOver)
            return;
        kill(-m_spawned.pid, SIGKILL);
        reap();
    }

    void stop(bool atOnce)
    {
        if (m_isOver)
            return;
        m_end.stopped = m_end.stopped || !m_end.timedOut;
        if (atOnce) {
            kill(-m_spawned.pid, SIGKILL);
            return;
        }
        kill(-m_spawned.pid, SIGTERM);
        kill(-m_spawned.pid, SIGCONT); // one that was halted cannot hear the other
        if (!m_patience)
            startTimer(m_patience, politeness, [this] { kill(-m_spawned.pid, SIGKILL); });
    }

    [[nodiscard]] pid_t pid() const { return m_spawned.pid; }

private:
    template <typename Do>
    static void watch(std::optional<QSocketNotifier> &notifier, const Fd &fd, QSocketNotifier::Type type, Do &&action)
    {
        notifier.emplace(fd.get(), type);
        QObject::connect(&*notifier, &QSocketNotifier::activated, &*notifier, std::forward<Do>(action));
    }

    template <typename Do>
    static void startTimer(std::optional<QTimer> &timer, Duration after, Do &&action)
    {
        timer.emplace();
        timer->setSingleShot(true);
        timer->setTimerType(Qt::PreciseTimer);
        QObject::connect(&*timer, &QTimer::timeout, &*timer, std::forward<Do>(action));
        const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(after);
        timer->start(std::min<std::chrono::milliseconds>(milliseconds, std::chrono::hours(24 * 20)));
    }

    /// False when there is nothing more for now, or for ever; then the notifier is off.
    bool readOnce(std::optional<QSocketNotifier> &ready, Fd &fd, std::string_view &got)
    {
        if (!fd.isOpen())
            return false;
        const ssize_t count = read(fd.get(), m_buffer.data(), m_buffer.size());
        if (count > 0) {
            got = std::string_view(m_buffer.data(), static_cast<std::size_t>(count));
            return true;
        }
        if (count < 0 && (errno == EAGAIN || errno == EINTR))
            return false;
        ready->setEnabled(false);
        fd.reset();
        return false;
    }

    bool readOutput()
    {
        std::string_view got;
        if (!readOnce(m_outputReady, m_spawned.output, got))
            return false;
        if (m_end.outputTooLarge)
            return true;
        if (m_end.output.size() + got.size() > m_spec.outputMax) {
            m_end.outputTooLarge = true;
            m_end.output.clear();
            kill(-m_spawned.pid, SIGKILL);
            return true;
        }
        m_end.output += got;
        m_outputLines.add(got, [this](std::string text) { m_handler.log(wire::Stream::Out, std::move(text)); });
        return true;
    }

    bool readErrors()
    {
        std::string_view got;
        if (!readOnce(m_errorsReady, m_spawned.errors, got))
            return false;
        m_errorTail += got;
        if (m_errorTail.size() > 2 * errorTailMax)
            m_errorTail.erase(0, m_errorTail.size() - errorTailMax);
        m_errorLines.add(got, [this](std::string text) { m_handler.log(wire::Stream::Err, std::move(text)); });
        return true;
    }

    void writeInput()
    {
        while (m_written < m_spec.input.size()) {
            const ssize_t count = write(m_spawned.input.get(), m_spec.input.data() + m_written, m_spec.input.size() - m_written);
            if (count < 0 && (errno == EAGAIN || errno == EINTR))
                return;
            if (count < 0)
                break; // it does not want its input; that is its right
            m_written += static_cast<std::size_t>(count);
        }
        m_inputReady->setEnabled(false);
        m_spawned.input.reset();
    }

    void onExit()
    {
        if (m_isOver)
            return;
        kill(-m_spawned.pid, SIGKILL); // the leader is not reaped yet, so the number is still its own
        for (int i = 0; i < readsAtEnd && readOutput(); ++i) { }
        for (int i = 0; i < readsAtEnd && readErrors(); ++i) { }
        reap();
        m_outputLines.end([this](std::string text) { m_handler.log(wire::Stream::Out, std::move(text)); });
        m_errorLines.end([this](std::string text) { m_handler.log(wire::Stream::Err, std::move(text)); });
        m_end.lastError = lastLine(m_errorTail);
        m_end.lastErrors = lastLines(m_errorTail);
        m_handler.ended(std::move(m_end));
    }

    void reap()
    {
        m_isOver = true;
        m_exit.setEnabled(false);
        for (std::optional<QSocketNotifier> *notifier : {&m_outputReady, &m_errorsReady, &m_inputReady})
            if (*notifier)
                (*notifier)->setEnabled(false);
        m_timeout.reset();
        m_patience.reset();
        if (m_groups)
            m_groups->remove(m_spawned.pid);
        rusage use{};
        while (wait4(m_spawned.pid, &m_end.status, 0, &use) < 0 && errno == EINTR) { }
        m_end.use.cpu = durationOf(use.ru_utime) + durationOf(use.ru_stime);
        m_end.use.memoryMax = use.ru_maxrss > m_ownMemory ? use.ru_maxrss * 1024 : 0;
    }

    ProcessSpec m_spec;
    Spawned m_spawned;
    ProcessGroups *m_groups;
    Handler m_handler;
    ProcessEnd m_end;
    bool m_isOver = false;
    std::size_t m_written = 0;
    std::string m_errorTail;
    LineCutter m_outputLines;
    LineCutter m_errorLines;
    QSocketNotifier m_exit;
    std::optional<QSocketNotifier> m_outputReady;
    std::optional<QSocketNotifier> m_errorsReady;
    std::optional<QSocketNotifier> m_inputReady;
    std::optional<QTimer> m_timeout;
    std::optional<QTimer> m_patience;
    std::int64_t m_ownMemory;
    std::array<char, 64U << 10U> m_buffer;
};

Process::Process(std::unique_ptr<Private> d) : m(std::move(d)) { }
Process::~Process() = default;
void Process::stop(bool atOnce) { m->stop(atOnce); }
pid_t Process::pid() const { return m->pid(); }

Result<std::unique_ptr<Process>> Process::start(ProcessSpec spec, std::string_view worker, ProcessGroups *groups, Handler handler)
{
    auto spawned = spawn(spec, worker, groups);
    if (!spawned)
        return tl::unexpected(spawned.error());
    auto d = std::make_unique<Private>(std::move(spec), std::move(*spawned), groups, std::move(handler));
    return std::unique_ptr<Process>(new Process(std::move(d)));
}

} // namespace weftline::worker
