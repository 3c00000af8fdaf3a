// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A worker process: the production session, and attempts that take virtual time. It can be killed, frozen and drained.

#pragma once

#include <deque>
#include <functional>
#include <map>
#include <set>

#include "engine/worker/session.h"
#include "tests/simulation/network.h"
#include "tests/simulation/records.h"

namespace weftline::simulation {

struct WorkerSpec
{
    std::string name;
    std::string pool = "default";
    std::uint32_t slots = 1;
    bool local = true;
    bool ephemeral = false;
    bool clockJumps = false; ///< Each of its processes has another.
    Duration clockOff{0}; ///< What its clock shows beyond the engine's.
};

class SimWorker final : private PeerEnd
{
public:
    struct Life
    {
        std::int64_t pid = 0;
        SessionId session;
        std::function<SessionId()> freshSession;
        std::function<void()> exited; ///< The process is no more. Must not destroy this at once.
    };

    SimWorker(Context &context, Network &network, Records &records, WorkerSpec spec, Life life);
    SimWorker(const SimWorker &) = delete;
    SimWorker &operator=(const SimWorker &) = delete;

    void kill();
    void freeze(Duration time);
    void drain();
    void endAtOnce();

    [[nodiscard]] bool isAlive() const { return m_isAlive; }
    [[nodiscard]] bool isFrozen() const { return m_isFrozen; }
    [[nodiscard]] std::int64_t pid() const { return m_life.pid; }
    [[nodiscard]] Network::LinkId link() const { return m_link; }
    [[nodiscard]] const WorkerSpec &spec() const { return m_spec; }
    [[nodiscard]] const SessionId &session() const { return m_life.session; }
    [[nodiscard]] const worker::SessionState &state() const { return m_state; }
    /// Carries nothing out and owes the engine nothing.
    [[nodiscard]] bool isIdle() const { return m_running.empty() && m_state.held.empty(); }
    [[nodiscard]] bool runs(const SessionId &session, const wire::AttemptKey &key) const;

private:
    struct Attempt
    {
        std::size_t record = 0;
        SessionId session;
        bool isOver = false; ///< Its end waits to be read.
    };

    void onConnected() override { input(worker::Connected{}); }
    void onDisconnected() override { input(worker::Disconnected{}); }
    void onMessage(wire::Message message) override { input(worker::Received{std::move(message)}); }

    void input(worker::Cause what);
    void carryOut(worker::Effect effect);
    void start(const wire::Task &task);
    void checkFence(const wire::Task &task, const std::string &lock);
    void checkParameters(const wire::Task &task);
    void runSim(const wire::Task &task, const std::string &behaviour, Duration time, std::size_t record);
    void end(std::size_t record, wire::AttemptResult result, bool killed);
    void endAfter(Duration wait, std::size_t record, wire::AttemptResult result, bool killed);
    void stop(const wire::AttemptKey &key, bool atOnce);
    void watchdog();
    void checkOwed();
    void armTimer();
    void scheduleFlush();
    void exit(bool lastWords);
    [[nodiscard]] Instant clock() const { return m_context.now() + m_spec.clockOff; }
    [[nodiscard]] wire::Peer peer() const;

    Context &m_context;
    Network &m_network;
    Records &m_records;
    WorkerSpec m_spec;
    Life m_life;
    Chance m_chance;
    worker::SessionState m_state;
    Network::LinkId m_link = 0;
    bool m_isAlive = true;
    bool m_isFrozen = false;
    bool m_isFlushing = false;
    std::deque<worker::Cause> m_waiting; ///< While frozen.
    std::map<wire::AttemptKey, Attempt> m_running;
    std::set<wire::AttemptKey> m_owed; ///< Attempts that have ended, and whose results nobody has acknowledged.
    std::optional<Instant> m_timer;
    Instant m_leaseEnd;
};

} // namespace weftline::simulation
