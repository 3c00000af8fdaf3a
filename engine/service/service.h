// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The only driver of the scheduler: inputs in, events to the journal, effects out. Its promise: nothing that somebody
// relies on leaves before it is durable. Clock, journal, transport and all else come from the caller.
//
// Everything happens on the caller's thread. The caller calls turn() soon after wake() was asked for, and at nextWake().

#pragma once

#include <deque>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <set>

#include "engine/history/fold.h"
#include "engine/journal/journal.h"
#include "engine/metrics/histogram.h"
#include "engine/scheduler/step.h"
#include "engine/service/alert_duty.h"
#include "engine/service/clients.h"
#include "engine/service/evaluations.h"
#include "engine/service/leases.h"
#include "engine/service/values.h"
#include "engine/service/world.h"
#include "engine/store/log_store.h"
#include "engine/store/store.h"
#include "engine/wire/transport.h"

namespace weftline::service {

/// All that the service stands on. Outlives it.
struct World
{
    std::function<Instant()> now; ///< Never goes back.
    std::function<std::uint64_t()> chance; ///< For the seeds of runs, which the journal then holds.
    std::function<void()> wake; ///< Asks for a turn() soon.
    journal::Journal &journal;
    wire::EngineTransport &transport;
    store::Store &store;
    store::LogStore &logs;
    Evaluator &evaluator;
    Fleet &fleet;
    ProcessWatch &processes;
    SendNotice sendNotice;
    Gate *gate = nullptr; ///< None: this user's processes only.
};

class Service final : private ClientHost
{
public:
    /// `state`, `fold` and `watch` are what the journal holds: replay() makes them.
    Service(World world, Settings settings, scheduler::State state, history::Fold fold, alerts::Watch watch);
    ~Service() override;
    Service(const Service &) = delete;
    Service &operator=(const Service &) = delete;

    /// Takes office: the first turn. Call once. `evaluatorSession` is fresh.
    void start(const SessionId &evaluatorSession);
    /// Handles what has come in. The journal has few batches at a time; the rest waits.
    void turn();
    /// When turn() is due even if nothing comes in.
    [[nodiscard]] std::optional<Instant> nextWake() const;

    [[nodiscard]] const scheduler::State &state() const { return m_state; }
    [[nodiscard]] const history::Fold &fold() const { return m_fold; }
    /// Runs that are not finished.
    [[nodiscard]] bool hasWork() const;
    /// Alerts that are not over, or notices that were not sent: a service that ends now leaves them to its successor.
    [[nodiscard]] bool hasAlerts() const { return m_alerts.watch().isWatching() || m_alerts.hasUnsent(); }
    [[nodiscard]] bool hasUnsentNotices() const { return m_alerts.hasUnsent(); }
    [[nodiscard]] std::size_t clientCount() const { return m_clients.count(); }
    /// All that was handed to the journal is durable, and nothing waits to be handled.
    [[nodiscard]] bool isQuiet() const { return !hasInputs() && m_batches.empty(); }
    /// What keeps it from accepting work; empty when all is well.
    [[nodiscard]] const std::string &trouble() const { return m_trouble.empty() ? m_storeTrouble : m_trouble; }
    /// What turns took since this was asked last, each from the first message that it handled.
    [[nodiscard]] metrics::Histogram takeLoopTimes() { return std::exchange(m_loopTimes, {}); }
    /// Why its journal may be shorter than it was, as somebody knows who had to do with it before; empty: nobody says so.
    [[nodiscard]] const std::string &doubt() const { return m_doubt; }

private:
    /// Calls `durable` when the journal keeps it; never where this engine ends before.
    void note(scheduler::CommandReceived command, std::function<void()> durable);
    void onMessage(const wire::Peer &peer, wire::Message message);
    void onClosed(const SessionId &session);
    void onHello(const wire::Peer &peer, wire::Hello hello);
    void onJoin(const wire::Peer &peer, const wire::Join &join);
    void pushResults(wire::Results results, const SessionId &session);
    void onRefusal(const SessionId &session, const wire::Disconnect &refusal);
    void onHeartbeat(const wire::Peer &peer, const wire::Heartbeat &heartbeat);
    void onLog(const SessionId &session, wire::Log log);
    void onChunk(const SessionId &session, const wire::Chunk &chunk);
    void onGet(const SessionId &session, const wire::Get &get);
    void notKept(const Error &why, std::function<void()> again);
    void keepAgain();
    [[nodiscard]] bool isWorker(const SessionId &session) const;

    /// The first batch goes alone: what is granted in an epoch that is not durable, the next engine would grant again
    /// under the same name.
    /// Later several of any size, so that the next one gathers when the disk is slow, and workers have something to do until it
    /// is written; and more while they are small, so that what comes one after another does not wait for the disk.
    [[nodiscard]] bool takesInputs() const;
    [[nodiscard]] bool hasInputs() const { return m_nextInput < m_inputs.size() || !m_found.empty(); }
    void push(scheduler::Cause cause);
    /// Gives the scheduler what has come in, up to a limit.
    void takeInputs();
    void timers(Instant at);
    void sample(Instant at);
    void schedule(Instant at);
    void commit();
    void committed(const Result<scheduler::Position> &done);
    void release(const scheduler::Effect &effect);
    void flushMessages();
    [[nodiscard]] bool mayLeaveAtOnce(const scheduler::Dispatch &dispatch) const;
    [[nodiscard]] bool isWanted(const scheduler::Dispatch &dispatch) const;
    void dispatchToWorker(const scheduler::Dispatch &dispatch);
    void dispatchToEvaluator(const scheduler::Dispatch &dispatch);
    void evaluated(const scheduler::AttemptName &attempt, Instant started, const Result<Value> &result);
    [[nodiscard]] Result<Payload> staticParameters(const scheduler::Run &run, scheduler::NodeIndex node);

    // ClientHost
    [[nodiscard]] const scheduler::State &clientState() const override { return m_state; }
    [[nodiscard]] history::Fold &clientFold() override { return m_fold; }
    void clientInput(scheduler::Cause cause) override { push(std::move(cause)); }
    void clientNote(scheduler::CommandReceived command, std::function<void()> durable) override { note(std::move(command), std::move(durable)); }
    void clientSend(const SessionId &to, const wire::Message &message) override;
    [[nodiscard]] client::WorkerView workerView(const scheduler::Worker &worker) const override;
    [[nodiscard]] AlertDuty &clientAlerts() override { return m_alerts; }
    [[nodiscard]] const std::string &clientTrouble() const override { return trouble(); }
    [[nodiscard]] Instant clientNow() const override { return m_world.now(); }
    [[nodiscard]] Gate *clientGate() const override { return m_world.gate; }

    /// What waits for its events to be durable.
    struct Batch
    {
        std::vector<scheduler::Effect> effects;
        Instant handedAt;
        scheduler::Position last = 0;
        std::size_t events = 0;
    };

    static constexpr std::size_t batchesMax = 8;
    static constexpr std::size_t smallBatchesMax = 32;
    static constexpr std::size_t smallEventsMax = 128; ///< Of all small batches together.
    static constexpr std::size_t inputsATurn = 1024;
    static constexpr Duration commitRetry = std::chrono::seconds(1);

    World m_world;
    Settings m_settings;
    scheduler::State m_state;
    history::Fold m_fold;
    scheduler::Sink m_sink;
    Values m_values;
    Evaluations m_evaluations;
    Leases m_leases;
    AlertDuty m_alerts;
    Clients m_clients;
    SessionId m_evaluatorSession;
    std::vector<scheduler::Input> m_inputs; ///< From m_nextInput on: a queue whose memory is used again.
    std::size_t m_nextInput = 0;
    /// What alert rules have just found. Goes first: of a run that ends by what has come in, it would be told no more.
    std::vector<scheduler::Input> m_found;
    std::set<SessionId> m_givenUp; ///< Whose leases have ended, while that waits among the inputs.
    std::map<SessionId, int> m_unanswered; ///< Hellos whose Welcome waits for the disk, by who said them.
    std::map<std::uint64_t, std::function<void()>> m_noted; ///< Who waits for a Note of this number.
    std::uint64_t m_lastNote = 0;
    std::deque<Batch> m_batches; ///< With the journal, oldest first.
    std::size_t m_eventsOut = 0; ///< In all of them.
    Instant m_retryAt;
    Instant m_nextSample;
    std::optional<Instant> m_heardAt; ///< The first message since the last turn.
    metrics::Histogram m_loopSampled; ///< What turns took since the last sample.
    metrics::Histogram m_loopTimes; ///< Since takeLoopTimes().
    Duration m_commitMax{0};
    bool m_isInOffice = false; ///< This engine's epoch is durable.
    std::string m_trouble; ///< Of the journal: it takes no inputs.
    std::string m_doubt;
    std::string m_storeTrouble; ///< Why those below wait.
    std::deque<std::function<void()>> m_unkept; ///< Each tries again to keep a value.
    Instant m_keepAt; ///< When they do.
    std::map<SessionId, wire::Tasks> m_tasks; ///< Gathered during a turn, sent together.
    SharedText m_lastRun; ///< Of the task that was dispatched last: the next one is often of the same.
    SharedText m_lastNode;
    std::map<SessionId, wire::ResultAcks> m_acks;
    std::map<std::pair<scheduler::RunIndex, scheduler::NodeIndex>, Payload> m_static; ///< Parameters without expressions.
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true); ///< Guards callbacks that outlive this.
};

/// What a journal holds, folded: where an engine starts, and what history shows.
struct Replayed
{
    scheduler::State state;
    history::Fold fold;
    alerts::Watch watch;
};
/// How far to read: events up to this position that are no later than this.
struct ReplayEnd
{
    scheduler::Position position = std::numeric_limits<scheduler::Position>::max();
    Instant at{std::numeric_limits<std::int64_t>::max()};
};
/// Goes on from `from`: all of the journal, or what follows a snapshot.
[[nodiscard]] Result<Replayed> replay(const journal::Reader &journal, const ReplayEnd &until = {}, Replayed from = {});

} // namespace weftline::service
