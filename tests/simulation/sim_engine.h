// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An engine process: the production service over a journal whose commits take virtual time. It can be killed between any
// two things that it does, and starts again from what was durable: with or without what was being written then. Its journal
// may end in a torn batch or have a flipped bit, which must be noticed; its disk may be full for a while.

#pragma once

#include <map>
#include <memory>
#include <optional>

#include "engine/journal/memory_journal.h"
#include "engine/service/service.h"
#include "engine/store/memory_log_store.h"
#include "tests/simulation/ledger.h"
#include "tests/simulation/network.h"
#include "tests/simulation/sim_evaluator.h"
#include "tests/simulation/sim_gate.h"
#include "tests/simulation/sim_notices.h"
#include "tests/simulation/sim_store.h"

namespace weftline::simulation {

/// How its disk behaves.
struct DiskSpec
{
    Duration usual{2000};
    std::uint64_t slowPerMille = 20;
    Duration slowest{300'000};
    std::uint64_t failPerMille = 0;
    bool losesPower = false; ///< When the engine is killed, what is being written may be there, whole or torn.
};

class SimEngine final : public EngineEnd, private wire::EngineTransport, private service::Fleet, private service::ProcessWatch
{
public:
    /// What happens to worker processes is the simulation's business.
    struct Workers
    {
        std::function<bool(std::int64_t pid)> isAlive;
        std::function<void(std::int64_t pid)> kill;
        std::function<void(std::int64_t pid)> drain;
        std::function<void(std::uint32_t count)> start;
    };

    SimEngine(Context &context, const Records &records, Ledger::RunsFor runsFor, Workers workers, DiskSpec disk);
    ~SimEngine() override;
    SimEngine(const SimEngine &) = delete;
    SimEngine &operator=(const SimEngine &) = delete;

    void setNetwork(Network &network) { m_network = &network; }
    void start();
    /// It will be killed after so many further things that it does: inputs, turns, commits and messages.
    void killAfter(std::uint64_t things, Duration down);
    /// It will be killed so often soon after a start.
    void setFlaps(std::uint64_t flaps) { m_flaps = flaps; }
    /// Another waits beside it, and goes on when it is killed; then it takes until the killed one would be there again for the
    /// next to wait.
    void setStandby(bool has) { m_hasStandby = has; }
    /// There is no room on its disk for so long.
    void fillDisk(Duration time);
    /// Nor for large values, though its journal finds some.
    void fillStore(Duration time) { m_store.fillUntil(m_context.now() + time); }
    /// Each start finds the clock of the machine set otherwise.
    void setClockJumps(bool jumps) { m_clockJumps = jumps; }
    void processExited(std::int64_t pid);
    /// Others may come over the network.
    void setGate(SimGate &gate);
    /// Called with each answer before it leaves.
    void setReplies(std::function<void(const SessionId &, const wire::Reply &)> replies) { m_replies = std::move(replies); }
    void setSettings(service::Settings settings) { m_settings = std::move(settings); }

    [[nodiscard]] bool isRunning() const { return m_service != nullptr; }
    [[nodiscard]] const service::Service &service() const { return *m_service; }
    [[nodiscard]] const journal::Reader &journal() const { return *m_journal; }
    [[nodiscard]] store::Store &store() { return m_store; }
    [[nodiscard]] Ledger &ledger() { return m_ledger; }
    [[nodiscard]] const Ledger &ledger() const { return m_ledger; }
    /// Nothing is on its way to the disk or waits to be handled.
    [[nodiscard]] bool isQuiet() const { return m_service && m_service->isQuiet() && m_journal->waiting() == 0; }
    /// And nothing has happened for so long that everybody has seen it.
    [[nodiscard]] bool isSettled() const { return isQuiet() && clock() - m_service->state().now > std::chrono::milliseconds(300); }
    /// The state and the views that replaying the journal gives are those that it has. Only when quiet.
    void checkReplay();
    void checkAlerts() { m_ledger.alerts().checkEnd(m_service->state(), clock()); }

    void onMessage(const wire::Peer &peer, wire::Message message) override;
    void onClosed(const SessionId &session) override;

private:
    struct Killed
    {
    };

    // EngineTransport
    void setHandler(Handler handler) override { m_handler = std::move(handler); }
    wire::Sent send(const SessionId &to, const wire::Message &message) override;
    // Fleet
    Result<Done> start(std::uint32_t count) override;
    [[nodiscard]] bool manages(std::int64_t pid) const override { return m_workers.isAlive(pid); }
    Result<Done> kill(std::int64_t pid) override;
    Result<Done> stop(std::int64_t pid) override;
    // ProcessWatch
    bool watch(std::int64_t pid, std::function<void()> exited) override;

    /// Does it as the engine's own doing: it may be killed by it, and is looked at afterwards.
    void act(const std::function<void()> &what);
    void countDown(bool inTurn);
    void die();
    [[nodiscard]] Duration downTime();
    void loseCommits();
    void checkHurtRows();
    void checkRefused(std::vector<journal::Row> rows, std::string_view what);
    void setClock();
    bool openJournal(service::Replayed &replayed);
    [[nodiscard]] bool beginWithSnapshot(service::Replayed &replayed);
    [[nodiscard]] Instant clock() const { return m_context.now() + m_clockOff; }
    void wake();
    void armTimer();
    void post(std::function<void()> write);
    void look();
    void checkSent(const SessionId &to, const wire::Message &message);

    Context &m_context;
    Chance m_chance;
    Chance m_snapshotChance;
    Chance m_standbyChance;
    Workers m_workers;
    DiskSpec m_disk;
    Network *m_network = nullptr;
    service::Settings m_settings;
    std::function<void(const SessionId &, const wire::Reply &)> m_replies;

    // What survives it
    SimStore m_store;
    SimGate *m_gate = nullptr;
    store::MemoryLogStore m_logs;
    Ledger m_ledger;
    std::vector<journal::Row> m_rows;
    std::optional<journal::Row> m_torn; ///< What stands behind them, and is not whole.
    bool m_clockJumps = false;
    Duration m_clockOff{0}; ///< What its clock shows beyond the world's.

    // What does not
    std::unique_ptr<journal::MemoryJournal> m_journal;
    std::unique_ptr<SimEvaluator> m_evaluator;
    std::unique_ptr<SimNotices> m_notices;
    std::unique_ptr<service::Service> m_service;
    Handler m_handler;
    std::multimap<std::int64_t, std::function<void()>> m_watched;
    std::uint64_t m_life = 0;
    bool m_isAwake = false;
    std::optional<Instant> m_timer;
    Instant m_diskFree;
    Instant m_diskFullUntil;
    std::uint64_t m_quietSteps = 0;

    std::uint64_t m_killIn = 0; ///< 0: not.
    Duration m_down{0};
    bool m_hasStandby = false;
    Instant m_standbyFrom; ///< When it waits again.
    std::uint64_t m_flaps = 0;
};

} // namespace weftline::simulation
