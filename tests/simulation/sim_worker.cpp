// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/sim_worker.h"

#include <charconv>

#include "engine/encoding/blake2b.h"
#include "engine/encoding/reader.h"
#include "engine/encoding/writer.h"

namespace weftline::simulation {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr int logFlood = 160; ///< Pieces of 64 KiB: more than may be on their way and wait.

worker::SessionOptions optionsOf(const WorkerSpec &spec, std::int64_t pid)
{
    worker::SessionOptions options;
    options.name = spec.name;
    options.pool = spec.pool;
    options.slots = spec.slots;
    options.kinds = {"command", "empty"};
    options.host = spec.local ? "here" : "there";
    options.pid = pid;
    options.version = "simulated";
    options.ephemeral = spec.ephemeral;
    return options;
}

/// What a task's parameters say of how it goes; workload.h tells how.
struct Manner
{
    std::string behaviour = "ok";
    Duration time{1};
    bool isOnce = false;
    std::string lock;
};

Manner mannerOf(const wire::Task &task)
{
    Manner manner;
    Bytes with = task.with.bytes;
    encoding::Reader reader(with);
    const Value parameters = reader.value();
    const Value *argv = parameters.find("argv");
    if (!argv || !argv->asList())
        return manner;
    constexpr std::string_view lock = "lock=";
    for (std::size_t i = 1; i < argv->asList()->size(); ++i) {
        const std::string *word = (*argv->asList())[i].asString();
        if (!word)
            continue;
        std::int64_t number = 0;
        if (i == 1)
            manner.behaviour = *word;
        else if (i == 2 && std::from_chars(word->data(), word->data() + word->size(), number).ec == std::errc())
            manner.time = Duration{number};
        else if (word->starts_with(lock))
            manner.lock = word->substr(lock.size());
        manner.isOnce = manner.isOnce || *word == "once";
    }
    return manner;
}

/// Different for every record, so that it tells whose output it is.
Bytes outputOf(const Record &record, std::size_t serial, bool isBig)
{
    Object output{{"run", record.run}, {"task", record.task}, {"serial", static_cast<std::int64_t>(serial)}};
    if (isBig) // one of four comes in pieces, one of sixteen in more than are sent ahead
        output.emplace_back("text", std::string(serial % 16 == 3 ? 2'300'000 : serial % 4 == 1 ? 300'000 : 6000 + serial % 5000, 'x'));
    Bytes bytes;
    encoding::Writer(bytes).value(Value(std::move(output)));
    return bytes;
}

} // namespace

SimWorker::SimWorker(Context &context, Network &network, Records &records, WorkerSpec spec, Life life)
    : m_context(context), m_network(network), m_records(records), m_spec(std::move(spec)), m_life(std::move(life)),
      m_chance(context.chance(fmt::format("worker {}", m_life.pid))),
      m_state(optionsOf(m_spec, m_life.pid), context.now() + m_spec.clockOff)
{
    m_context.tell(m_spec.name, "starts, pid {}, {} slots, pool {}", m_life.pid, m_spec.slots, m_spec.pool);
    m_link = m_network.attach(peer(), m_spec.name, *this);
}

wire::Peer SimWorker::peer() const
{
    wire::Peer peer;
    peer.session = m_life.session;
    peer.local = m_spec.local;
    peer.role = m_spec.local ? wire::Role::Admin : wire::Role::Worker;
    peer.pid = m_spec.local ? m_life.pid : 0;
    if (!m_spec.local)
        peer.key = "key of " + m_spec.name;
    return peer;
}

bool SimWorker::runs(const SessionId &session, const wire::AttemptKey &key) const
{
    const auto found = m_running.find(key);
    return found != m_running.end() && found->second.session == session && !found->second.isOver;
}

void SimWorker::input(worker::Cause what)
{
    if (!m_isAlive)
        return;
    if (m_isFrozen) {
        m_waiting.push_back(std::move(what));
        return;
    }
    std::optional<wire::AttemptKey> ended;
    if (const auto *end = std::get_if<worker::ProcessEnded>(&what))
        ended = end->result.key;
    if (const auto *received = std::get_if<worker::Received>(&what))
        if (const auto *acks = std::get_if<wire::ResultAcks>(&received->message))
            for (const wire::Acknowledgement &ack : acks->acks)
                m_owed.erase(ack.key);
    worker::Effects effects;
    worker::step(m_state, {clock(), std::move(what)}, effects);
    if (ended && m_state.held.contains(*ended))
        m_owed.insert(*ended);
    for (worker::Effect &effect : effects)
        if (m_isAlive)
            carryOut(std::move(effect));
    if (!m_isAlive)
        return;
    checkOwed();
    scheduleFlush();
    armTimer();
}

/// Results that come in together leave together.
void SimWorker::scheduleFlush()
{
    if (m_isFlushing || m_state.toOffer.empty())
        return;
    m_isFlushing = true;
    m_context.agenda.after(microseconds(m_chance.between(0, 200)), [this] {
        if (!m_isAlive)
            return;
        m_isFlushing = false;
        if (m_isFrozen)
            return; // the next input after the thaw asks again
        worker::Effects effects;
        worker::flush(m_state, effects);
        for (worker::Effect &effect : effects)
            carryOut(std::move(effect));
        checkOwed();
    });
}

/// A result is kept until somebody has acknowledged it.
void SimWorker::checkOwed()
{
    for (const wire::AttemptKey &key : m_owed)
        if (!m_state.held.contains(key))
            m_context.fail(fmt::format("Worker {} no longer has the result of attempt {} of run {} task {}, and nobody acknowledged it.",
                                       m_spec.name, key.number, key.run, key.task));
}

void SimWorker::armTimer()
{
    const auto next = worker::nextTimer(m_state);
    if (!next || m_timer == next)
        return;
    m_timer = next;
    m_context.agenda.at(*next - m_spec.clockOff, [this, at = *next] {
        if (m_timer != at || !m_isAlive || m_isFrozen)
            return;
        m_timer.reset();
        input(worker::TimePassed{});
    });
}

void SimWorker::carryOut(worker::Effect effect)
{
    if (auto *send = std::get_if<worker::Send>(&effect)) {
        m_network.sendToEngine(m_link, send->message);
    } else if (const auto *begin = std::get_if<worker::Start>(&effect)) {
        start(begin->task);
    } else if (const auto *end = std::get_if<worker::Stop>(&effect)) {
        stop(end->key, end->atOnce);
    } else if (std::holds_alternative<worker::StopAll>(effect)) {
        m_running.clear();
    } else if (const auto *lease = std::get_if<worker::SetLease>(&effect)) {
        m_leaseEnd = lease->until;
        m_context.agenda.at(lease->until - m_spec.clockOff, [this] { watchdog(); });
    } else if (std::holds_alternative<worker::FreshSession>(effect)) {
        m_network.detach(m_link, true);
        m_life.session = m_life.freshSession();
        m_context.tell(m_spec.name, "begins a fresh session");
        m_link = m_network.attach(peer(), m_spec.name, *this);
    } else if (const auto *leave = std::get_if<worker::Leave>(&effect)) {
        m_context.tell(m_spec.name, "leaves. {}", leave->reason);
        exit(true);
    }
}

void SimWorker::start(const wire::Task &task)
{
    const std::string run(task.run.view());
    const std::string name = task.name();
    if (m_running.size() >= m_spec.slots)
        m_context.fail(fmt::format("Worker {} has {} slots and starts attempt {} of \"{}\" beside {} others.", m_spec.name,
                                   m_spec.slots, task.key.number, name, m_running.size()));
    checkParameters(task);
    const std::size_t record = m_records.begin({m_life.session, task.key, run, name, false, {}, {}});
    if (!m_running.emplace(task.key, Attempt{record, m_life.session, false}).second)
        m_context.fail(fmt::format("Worker {} starts attempt {} of \"{}\" a second time.", m_spec.name, task.key.number, name));
    m_context.tell(m_spec.name, "starts {}/{}#{}", run, name, task.key.number);
    const Manner manner = mannerOf(task);
    if (manner.isOnce && m_records.startsOf(run, name) > 1)
        m_context.fail(fmt::format("{}/{}, which may be started once only, is started a second time.", run, name));
    if (!manner.lock.empty())
        checkFence(task, manner.lock);
    if (task.kind == "empty") {
        wire::AttemptResult result;
        result.key = task.key;
        result.started = clock();
        endAfter(Duration{0}, record, std::move(result), false);
        return;
    }
    runSim(task, manner.behaviour, manner.time, record);
}

/// What the lock protects sees its number: one that nobody else has, and if it is no longer the highest, it is refused.
void SimWorker::checkFence(const wire::Task &task, const std::string &lock)
{
    switch (m_records.show(lock, task.fence)) {
    case Records::Shown::Highest: break;
    case Records::Shown::Lower: m_context.counts.fault(Fault::StaleFence); break;
    case Records::Shown::Again:
        m_context.fail(fmt::format("Attempt {} of {}/{} holds lock {} with number {}, which another holds.", task.key.number, task.run.view(),
                                   task.name(), lock, task.fence));
    }
}

void SimWorker::checkParameters(const wire::Task &task)
{
    if (task.with.bytes.find("${") != Bytes::npos)
        m_context.fail(fmt::format("The parameters of \"{}\" reached worker {} without having been evaluated.", task.name(), m_spec.name));
}

void SimWorker::runSim(const wire::Task &task, const std::string &behaviour, Duration time, std::size_t record)
{
    wire::AttemptResult result;
    result.key = task.key;
    const Duration spawn = m_chance.between(microseconds(100), milliseconds(m_chance.perMille(250) ? 80 : 2)); // a busy machine
    if (!m_context.isHealed && m_chance.perMille(10)) {
        m_context.counts.fault(Fault::StartFailed);
        result.outcome = wire::Outcome::Failed;
        result.reason = "The program \"sim\" could not be started.";
        result.started = clock();
        endAfter(spawn, record, std::move(result), false);
        return;
    }
    m_context.agenda.after(spawn, [this, key = task.key, record] {
        const auto found = m_running.find(key);
        if (found != m_running.end() && found->second.record == record && !found->second.isOver)
            input(worker::ProcessStarted{key, 100'000 + static_cast<std::int64_t>(record)});
    });
    result.started = clock() + spawn;
    const bool fails = behaviour == "fail" || (behaviour == "flaky" && m_chance.perMille(400));
    if (task.timeout.count() != 0 && time > task.timeout) {
        m_context.counts.fault(Fault::AttemptTimedOut);
        time = task.timeout;
        result.outcome = wire::Outcome::TimedOut;
        result.reason = "It took longer than it may.";
    } else if (fails) {
        m_context.counts.fault(Fault::AttemptFailed);
        result.outcome = wire::Outcome::Failed;
        result.reason = "\"sim\" ended with 1.";
    } else {
        result.output = Payload::of(outputOf(m_records.all()[record], record, behaviour == "big"));
    }
    if (m_chance.perMille(200))
        m_context.agenda.after(spawn + time / 2, [this, key = task.key] {
            if (m_running.contains(key))
                input(worker::LogRead{key, wire::Stream::Out, "half of it is done\n"});
        });
    if (m_chance.perMille(6)) {
        m_context.counts.fault(Fault::LogFlood);
        m_context.agenda.after(spawn + time / 3, [this, key = task.key] {
            for (int line = 0; line < logFlood; ++line)
                if (m_running.contains(key))
                    input(worker::LogRead{key, wire::Stream::Out, std::string(wire::Chunk::chunkMax / 4 - 1, '.') + '\n'});
        });
    }
    if (m_chance.perMille(200))
        m_context.agenda.after(spawn, [this] { input(worker::Measured{{0.5, 1 << 20, 1 << 30, {}}}); });
    endAfter(spawn + time, record, std::move(result), false);
}

void SimWorker::endAfter(Duration wait, std::size_t record, wire::AttemptResult result, bool killed)
{
    m_context.agenda.after(wait, [this, record, result = std::move(result), killed] {
        end(record, result, killed);
    });
}

/// Its process is over, and the worker reads that when it can.
void SimWorker::end(std::size_t record, wire::AttemptResult result, bool killed)
{
    const auto found = m_running.find(result.key);
    if (!m_isAlive || found == m_running.end() || found->second.record != record || found->second.isOver)
        return; // it ended in another way before
    result.ended = clock();
    if (m_isFrozen && !killed)
        m_context.counts.fault(Fault::EndedWhileFrozen);
    m_records.end(record, result.outcome, result.output.bytes);
    m_context.tell(m_spec.name, "{}/{}#{} ends: {}{}", m_records.all()[record].run, m_records.all()[record].task, result.key.number,
                   killed ? "killed" : result.reason.empty() ? "well" : result.reason, m_isFrozen ? ", unread" : "");
    if (m_isFrozen)
        found->second.isOver = true;
    else
        m_running.erase(found);
    std::vector<Bytes> artefacts;
    if (!killed && result.outcome == wire::Outcome::Succeeded && m_chance.perMille(40)) {
        artefacts.push_back(fmt::format("artefact {}", record) + std::string(m_chance.below(3) * 150'000, 'y'));
        m_records.keep(record, encoding::blake2b({artefacts.front()}));
        m_context.counts.fault(Fault::ArtefactKept);
    }
    input(worker::ProcessEnded{std::move(result), killed, std::move(artefacts)});
}

void SimWorker::stop(const wire::AttemptKey &key, bool atOnce)
{
    const auto found = m_running.find(key);
    if (found == m_running.end())
        return;
    wire::AttemptResult result;
    result.key = key;
    result.outcome = wire::Outcome::Cancelled;
    result.reason = "It was stopped.";
    result.started = clock();
    const Duration most = atOnce ? milliseconds(2) : milliseconds(30);
    endAfter(m_chance.between(microseconds(100), most), found->second.record, std::move(result), true);
}

/// A process of its own in truth: what it does, it does also while the worker is frozen.
void SimWorker::watchdog()
{
    if (!m_isAlive || clock() < m_leaseEnd || !m_isFrozen)
        return;
    const auto running = m_running;
    for (const auto &[key, attempt] : running) {
        if (attempt.isOver)
            continue;
        m_context.counts.fault(Fault::KilledByWatchdog);
        wire::AttemptResult result;
        result.key = key;
        result.outcome = wire::Outcome::Failed;
        result.reason = "It was killed by signal 9.";
        result.started = clock();
        end(attempt.record, std::move(result), true);
    }
}

void SimWorker::freeze(Duration time)
{
    if (!m_isAlive || m_isFrozen)
        return;
    m_context.tell(m_spec.name, "is frozen for {}", formatDuration(time));
    m_isFrozen = true;
    m_context.agenda.after(time, [this] {
        if (!m_isAlive)
            return;
        m_context.tell(m_spec.name, "thaws, {} inputs waited", m_waiting.size());
        m_isFrozen = false;
        std::deque<worker::Cause> waiting = std::exchange(m_waiting, {});
        for (worker::Cause &cause : waiting) {
            if (const auto *ended = std::get_if<worker::ProcessEnded>(&cause))
                m_running.erase(ended->result.key);
            input(std::move(cause));
        }
        input(worker::TimePassed{});
    });
}

void SimWorker::drain()
{
    m_context.tell(m_spec.name, "is told to finish and go");
    input(worker::DrainRequested{});
}

void SimWorker::endAtOnce()
{
    m_context.tell(m_spec.name, "is told to end at once");
    input(worker::DrainRequested{true});
}

void SimWorker::kill()
{
    if (!m_isAlive)
        return;
    m_context.counts.fault(m_running.empty() ? Fault::WorkerKilled : Fault::WorkerKilledRunning);
    m_context.tell(m_spec.name, "is killed, running {}", m_running.size());
    exit(false);
}

void SimWorker::exit(bool lastWords)
{
    m_isAlive = false;
    m_running.clear();
    m_waiting.clear();
    m_network.detach(m_link, lastWords);
    m_life.exited();
}

} // namespace weftline::simulation
