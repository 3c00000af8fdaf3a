// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/worker/host.h"

#include <QtCore/QEventLoop>
#include <QtCore/QObject>
#include <QtCore/QSocketNotifier>
#include <QtCore/QTimer>

#include <algorithm>
#include <csignal>
#include <iterator>
#include <map>

#include <fmt/format.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "engine/worker/host_meter.h"
#include "engine/worker/kind.h"
#include "engine/worker/outbox.h"
#include "engine/worker/parameters.h"
#include "engine/worker/secrets.h"
#include "engine/worker/session.h"
#include "engine/worker/spawn.h"
#include "engine/worker/watchdog.h"

namespace weftline::worker {
namespace {

constexpr std::uint32_t slotsMax = 1024;
constexpr auto outboxRetry = std::chrono::milliseconds(2);
constexpr Duration measureEvery = std::chrono::milliseconds(1000);
constexpr Duration beginsMax = std::chrono::milliseconds(50); ///< Of one turn: starting programs takes time, and heartbeats are due.

/// The wall clock at the start, advanced by CLOCK_BOOTTIME: goes on while the machine sleeps, and never jumps.
class Clock
{
public:
    Clock() : m_boot(bootTime()), m_wall(std::chrono::duration_cast<Duration>(std::chrono::system_clock::now().time_since_epoch()).count()) { }
    [[nodiscard]] Instant now() const { return {m_wall + bootTime() - m_boot}; }
    [[nodiscard]] std::int64_t bootTimeOf(Instant at) const { return at.us - m_wall + m_boot; }

private:
    std::int64_t m_boot;
    std::int64_t m_wall;
};

std::string hostName()
{
    char name[256] = {};
    gethostname(name, sizeof name - 1);
    return name;
}

/// This process' environment: what belongs to an attempt that it may itself be, and secrets, or all the rest.
std::vector<std::string> ownEnvironment(bool isOurs)
{
    std::vector<std::string> lines;
    for (char **line = environ; line && *line; ++line)
        if (const std::string_view text(*line); text.starts_with("WEFT_") == isOurs)
            lines.emplace_back(text);
    return lines;
}

class Host
{
public:
    Host(WorkerOptions options, std::unique_ptr<Watchdog> watchdog)
        : m_options(std::move(options)), m_watchdog(std::move(watchdog)), m_session(sessionOptions(), m_clock.now())
    {
        Place place{m_options.name, m_watchdog.get(), ownEnvironment(false), [this] { return m_clock.now(); }};
        place.environment.push_back(m_watchdog->environmentLine());
        for (std::unique_ptr<KindRunner> &kind : makeKinds(place)) {
            const std::string name(kind->name());
            m_kinds.emplace(name, std::move(kind));
        }
        m_timer.setSingleShot(true);
        m_timer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_timer, &QTimer::timeout, &m_context, [this] { push(TimePassed{}); });
        m_turnTimer.setSingleShot(true);
        QObject::connect(&m_turnTimer, &QTimer::timeout, &m_context, [this] { turn(); });
        m_outboxTimer.setSingleShot(true);
        m_outboxTimer.setTimerType(Qt::PreciseTimer);
        QObject::connect(&m_outboxTimer, &QTimer::timeout, &m_context, [this] {
            m_outbox.drain(sender());
            retryOutbox();
        });
        watchWatchdog();
        watchSignals();
    }

    int run()
    {
        if (!freshTransport())
            return 3;
        push(TimePassed{});
        m_loop.exec();
        m_attempts.clear();
        return m_exitCode;
    }

private:
    [[nodiscard]] SessionOptions sessionOptions() const
    {
        SessionOptions options;
        options.name = m_options.name;
        options.pool = m_options.pool;
        options.slots = m_options.slots;
        options.kinds = m_options.kinds;
        options.host = hostName();
        options.pid = getpid();
        options.version = m_options.version;
        options.ephemeral = m_options.ephemeral;
        return options;
    }

    /// SIGTERM and SIGINT are blocked in this thread and read here.
    void watchSignals()
    {
        sigset_t set;
        sigemptyset(&set);
        sigaddset(&set, SIGTERM);
        sigaddset(&set, SIGINT);
        m_signals.reset(signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
        m_signalReady = std::make_unique<QSocketNotifier>(m_signals.get(), QSocketNotifier::Read);
        QObject::connect(m_signalReady.get(), &QSocketNotifier::activated, &m_context, [this] {
            signalfd_siginfo info{};
            while (read(m_signals.get(), &info, sizeof info) == sizeof info)
                push(DrainRequested{std::exchange(m_wasSignalled, true)});
        });
    }

    void watchWatchdog()
    {
        m_watchdogGone = std::make_unique<QSocketNotifier>(m_watchdog->handle(), QSocketNotifier::Read);
        QObject::connect(m_watchdogGone.get(), &QSocketNotifier::activated, &m_context, [this] {
            m_watchdogGone.release()->deleteLater(); // it is the one that calls
            const auto done = m_watchdog->restart();
            if (done) {
                watchWatchdog();
            } else { // without it our promise about leftovers does not hold
                say(done.error().message);
                push(DrainRequested{false});
            }
        });
    }

    bool freshTransport()
    {
        m_outbox.clear();
        if (m_transport) // not from within one of its own callbacks
            QMetaObject::invokeMethod(&m_context, [old = std::shared_ptr<wire::PeerTransport>(std::move(m_transport))] {},
                                      Qt::QueuedConnection);
        auto made = m_options.transport();
        if (!made) {
            say(made.error().message);
            finish(3);
            return false;
        }
        m_transport = std::move(*made);
        const std::uint64_t generation = ++m_generation; // a transport that was given up is not heard any more
        wire::PeerTransport::Handler handler;
        handler.connected = [this, generation] { pushFrom(generation, Connected{}); };
        handler.disconnected = [this, generation](const Error &error) {
            if (generation == m_generation && std::exchange(m_lastTrouble, error.message) != error.message)
                say(error.message);
            pushFrom(generation, Disconnected{});
        };
        handler.message = [this, generation](wire::Message message) { pushFrom(generation, Received{std::move(message)}); };
        m_transport->setHandler(std::move(handler));
        return true;
    }

    void pushFrom(std::uint64_t generation, Cause cause)
    {
        if (generation != m_generation)
            return;
        if (std::holds_alternative<Connected>(cause) && !std::exchange(m_lastTrouble, {}).empty())
            say("The engine is there again.");
        if (!std::holds_alternative<Received>(cause))
            m_outbox.clear();
        push(std::move(cause));
    }

    /// Inputs are handled together, soon: what they give rise to leaves in few messages.
    void push(Cause &&cause)
    {
        m_inputs.push_back({m_clock.now(), std::move(cause)});
        turnSoon();
    }

    void turnSoon()
    {
        if (!m_turnTimer.isActive())
            m_turnTimer.start(0); // a posted event would cost two calls of the system more
    }

    void turn()
    {
        m_ended.clear();
        measure();
        const Instant beginsUntil = m_clock.now() + beginsMax;
        do {
            takeInputs();
            beginTasks(beginsUntil);
        } while (!m_inputs.empty());
        flush(m_session, m_effects);
        carryOut();
        retryOutbox();
        if (!m_toBegin.empty() && !m_turnTimer.isActive())
            m_turnTimer.start(0);
        if (const auto next = nextTimer(m_session)) {
            const auto wait = std::chrono::ceil<std::chrono::milliseconds>(std::max(*next - m_clock.now(), Duration{0}));
            m_timer.start(std::min<std::chrono::milliseconds>(wait, std::chrono::hours(1)));
        } else {
            m_timer.stop();
        }
    }

    void beginTasks(Instant until)
    {
        std::ptrdiff_t begun = 0;
        while (begun < std::ssize(m_toBegin) && m_clock.now() < until)
            begin(m_toBegin[static_cast<std::size_t>(begun++)]);
        m_toBegin.erase(m_toBegin.begin(), m_toBegin.begin() + begun);
    }

    /// What they give rise to at once is handled too. The buffers are used again.
    void takeInputs()
    {
        while (!m_inputs.empty()) {
            m_taken.swap(m_inputs);
            for (Input &input : m_taken) {
                step(m_session, std::move(input), m_effects);
                carryOut();
            }
            m_taken.clear();
        }
    }

    void measure()
    {
        const Instant now = m_clock.now();
        if (now < m_measureAt)
            return;
        m_measureAt = now + measureEvery;
        std::vector<std::int64_t> pids;
        for (const auto &[key, attempt] : m_attempts)
            pids.push_back(attempt.running->pid());
        wire::HostMetrics metrics = m_meter.measure(pids);
        metrics.roundTrip = m_session.metrics.roundTrip;
        m_inputs.insert(m_inputs.begin(), Input{now, Measured{metrics}});
    }

    void carryOut()
    {
        for (Effect &effect : m_effects) {
            if (auto *send = std::get_if<Send>(&effect))
                m_outbox.send(std::move(send->message), sender());
            else if (auto *start = std::get_if<Start>(&effect))
                m_toBegin.push_back(std::move(start->task));
            else if (const auto *stop = std::get_if<Stop>(&effect))
                end(*stop);
            else if (std::holds_alternative<StopAll>(effect))
                stopAll();
            else if (const auto *lease = std::get_if<SetLease>(&effect))
                m_watchdog->setLease(m_clock.bootTimeOf(lease->until));
            else if (std::holds_alternative<FreshSession>(effect))
                freshTransport();
            else if (const auto *leave = std::get_if<Leave>(&effect))
                finish(*leave);
        }
        m_effects.clear();
    }

    [[nodiscard]] Outbox::Try sender()
    {
        return [this](const wire::Message &message) { return m_transport->send(message); };
    }

    void retryOutbox()
    {
        if (!m_outbox.isEmpty() && !m_outboxTimer.isActive())
            m_outboxTimer.start(outboxRetry);
    }

    /// What an attempt tells, as inputs of the session. Lives as long as the attempt.
    struct Teller
    {
        Host *host = nullptr;
        wire::AttemptKey key;
        std::vector<Bytes> artefacts;

        void ended(wire::AttemptResult &&result, bool killed)
        {
            host->leaveToNextTurn(key);
            Input &input = host->m_inputs.emplace_back();
            input.at = host->m_clock.now();
            input.what.emplace<ProcessEnded>(std::move(result), killed, std::move(artefacts));
            host->turnSoon();
        }
    };

    struct Attempt
    {
        std::unique_ptr<Teller> teller; ///< Outlives `running`.
        std::unique_ptr<RunningAttempt> running;
    };

    /// It is the one that calls.
    void leaveToNextTurn(const wire::AttemptKey &key)
    {
        if (const auto found = m_attempts.find(key); found != m_attempts.end()) {
            m_ended.push_back(std::move(found->second));
            m_attempts.erase(found);
        }
    }

    void begin(wire::Task &task)
    {
        if (!m_nextTeller)
            m_nextTeller = std::make_unique<Teller>();
        Teller *const teller = m_nextTeller.get(); // one pointer fits into a std::function as it is
        *teller = {this, task.key, {}};
        AttemptHandler handler;
        handler.artefact = [teller](Bytes bytes) { teller->artefacts.push_back(std::move(bytes)); };
        handler.started = [teller](std::int64_t pid) { teller->host->push(ProcessStarted{teller->key, pid}); };
        handler.log = [teller](wire::Stream stream, std::string text) {
            teller->host->push(LogRead{teller->key, stream, std::move(text)});
        };
        handler.ended = [teller](wire::AttemptResult &&result, bool killed) { teller->ended(std::move(result), killed); };
        const auto secrets = putSecrets(task, m_options.name, m_secrets);
        if (!secrets) {
            handler.ended(refusal(task, m_clock.now(), m_clock.now(), secrets.error()), false);
            return;
        }
        if (!secrets->isEmpty())
            handler = redacting(std::move(handler), *secrets);
        if (auto running = m_kinds.at(task.kind)->start(task, std::move(handler)))
            m_attempts.emplace(task.key, Attempt{std::move(m_nextTeller), std::move(running)});
    }

    void stopAll()
    {
        m_toBegin.clear();
        m_attempts.clear();
    }

    void end(const Stop &stop)
    {
        const auto waits = std::find_if(m_toBegin.begin(), m_toBegin.end(), [&](const wire::Task &task) { return task.key == stop.key; });
        if (waits != m_toBegin.end()) {
            m_toBegin.erase(waits);
            wire::AttemptResult result;
            result.key = stop.key;
            result.outcome = wire::Outcome::Cancelled;
            result.started = result.ended = m_clock.now();
            push(ProcessEnded{std::move(result), true, {}});
            return;
        }
        if (const auto found = m_attempts.find(stop.key); found != m_attempts.end())
            found->second.running->stop(stop.atOnce);
    }

    void finish(const Leave &leave)
    {
        if (!leave.reason.empty())
            say(leave.reason);
        m_outbox.drain(sender());
        finish(leave.exitCode);
    }

    void finish(int exitCode)
    {
        m_exitCode = exitCode;
        m_loop.exit(exitCode);
    }

    void say(const std::string &line) const
    {
        if (m_options.say)
            m_options.say(fmt::format("Worker \"{}\": {}", m_options.name, line));
    }

    WorkerOptions m_options;
    std::unique_ptr<Watchdog> m_watchdog;
    Clock m_clock;
    SessionState m_session;
    QObject m_context;
    QEventLoop m_loop;
    QTimer m_timer;
    QTimer m_outboxTimer;
    QTimer m_turnTimer;
    Fd m_signals;
    std::unique_ptr<QSocketNotifier> m_signalReady;
    std::unique_ptr<QSocketNotifier> m_watchdogGone;
    std::unique_ptr<wire::PeerTransport> m_transport;
    std::uint64_t m_generation = 0;
    const std::vector<std::string> m_secrets = ownEnvironment(true);
    std::map<std::string, std::unique_ptr<KindRunner>, std::less<>> m_kinds;
    std::map<wire::AttemptKey, Attempt> m_attempts;
    std::vector<Attempt> m_ended;
    std::unique_ptr<Teller> m_nextTeller; ///< Of one that was over at once: for the next.
    std::vector<Input> m_inputs;
    std::vector<Input> m_taken; ///< Inputs that are being handled.
    Effects m_effects;
    std::vector<wire::Task> m_toBegin; ///< Have a slot, and are not begun yet.
    Outbox m_outbox;
    HostMeter m_meter;
    Instant m_measureAt;
    std::string m_lastTrouble;
    bool m_wasSignalled = false;
    int m_exitCode = 0;
};

/// Blocks the signals that the worker reads as data, in this thread and those it starts, for as long as it lives.
class BlockedSignals
{
public:
    BlockedSignals()
    {
        sigset_t set;
        sigemptyset(&set);
        for (const int number : {SIGTERM, SIGINT, SIGCHLD})
            sigaddset(&set, number);
        pthread_sigmask(SIG_BLOCK, &set, &m_before);
        signal(SIGPIPE, SIG_IGN);
    }
    ~BlockedSignals() { pthread_sigmask(SIG_SETMASK, &m_before, nullptr); }
    BlockedSignals(const BlockedSignals &) = delete;
    BlockedSignals &operator=(const BlockedSignals &) = delete;

private:
    sigset_t m_before{};
};

std::string whyNot(const WorkerOptions &options)
{
    if (options.slots < 1 || options.slots > slotsMax)
        return fmt::format("A worker has 1 to {} slots, not {}. Correct --slots.", slotsMax, options.slots);
    const std::vector<std::string> known = knownKinds();
    for (const std::string &kind : options.kinds)
        if (std::find(known.begin(), known.end(), kind) == known.end())
            return fmt::format("A worker cannot carry out \"{}\". It can: {}. Correct --allow.", kind, fmt::join(known, ", "));
    return options.kinds.empty() ? "A worker needs a kind to carry out. Correct --allow." : std::string();
}

} // namespace

std::vector<std::string> knownKinds()
{
    std::vector<std::string> names;
    for (const std::unique_ptr<KindRunner> &kind : makeKinds(Place{}))
        names.emplace_back(kind->name());
    return names;
}

int runWorker(WorkerOptions options)
{
    const auto say = options.say ? options.say : [](const std::string &) {};
    if (const std::string why = whyNot(options); !why.empty()) {
        say(why);
        return 2;
    }
    const BlockedSignals blocked;
    auto watchdog = Watchdog::start(options.watchdog);
    if (!watchdog) {
        say(watchdog.error().message);
        return 1;
    }
    Host host(std::move(options), std::move(*watchdog));
    return host.run();
}

} // namespace weftline::worker
