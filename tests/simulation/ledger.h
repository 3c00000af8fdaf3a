// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is durable, read row by row as it becomes so, and held against what must be true of every journal. It knows what the
// workers really did, and looks at what the engine wrote down without asking the engine.

#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>

#include "engine/journal/chain.h"
#include "engine/journal/invariants.h"
#include "engine/scheduler/step.h"
#include "engine/store/store.h"
#include "engine/wire/message.h"
#include "tests/simulation/alert_ledger.h"
#include "tests/simulation/changes.h"
#include "tests/simulation/context.h"
#include "tests/simulation/records.h"

namespace weftline::simulation {

class Ledger
{
public:
    /// Whether the worker of a session runs this attempt.
    using RunsFor = std::function<bool(const SessionId &, const wire::AttemptKey &)>;

    Ledger(Context &context, const Records &records, store::Store &store, RunsFor runsFor)
        : m_context(context), m_records(records), m_store(store), m_runsFor(std::move(runsFor)),
          m_changes(context.counts), m_alerts(context)
    {
    }

    /// Takes what it has not seen. A journal never loses a durable row.
    void read(const std::vector<journal::Row> &rows);

    /// The state that the durable events give.
    [[nodiscard]] const scheduler::State &state() const { return m_state; }
    [[nodiscard]] bool isAccepted(const std::string &run) const { return m_state.run(run) != nullptr; }
    [[nodiscard]] bool hasJoined(const SessionId &session) const { return m_state.worker(session) != nullptr; }
    [[nodiscard]] AlertLedger &alerts() { return m_alerts; }
    /// Why this acknowledgement may not leave yet; empty when it may.
    [[nodiscard]] std::string whyNotAcknowledged(const SessionId &to, const wire::Acknowledgement &ack) const;

private:
    using Attempt = std::tuple<scheduler::RunIndex, scheduler::TaskIndex, std::uint32_t>;
    struct Dispatched
    {
        scheduler::WorkerIndex worker = 0;
        std::uint32_t epoch = 0;
        bool isEnded = false;
    };

    template <typename Fact>
    void observe(const Fact &)
    {
    }
    void observe(const scheduler::EngineStarted &started);
    void observe(const scheduler::RunAccepted &accepted);
    void observe(const scheduler::AttemptDispatched &dispatched);
    void observe(const scheduler::AttemptFailed &failed);
    void observe(const scheduler::AttemptLost &lost);
    void observe(const scheduler::TaskFinished &finished);
    void observe(const scheduler::DelayStarted &started);
    void observe(const scheduler::WorkerLost &lost);
    void observe(const scheduler::ResultRefused &refused);
    void observe(const scheduler::RunFinished &finished);

    const Dispatched *end(scheduler::RunIndex run, scheduler::TaskIndex task, std::uint32_t number, scheduler::WorkerIndex worker);
    void compare(const scheduler::TaskFinished &finished, const Dispatched &dispatched);
    void take(const scheduler::Event &event);
    void takeLock(const scheduler::AttemptDispatched &dispatched);
    void checkPlace(const scheduler::AttemptDispatched &dispatched);
    void checkOrder(const scheduler::Run &run, scheduler::TaskIndex task);
    void checkTaken(const scheduler::RunAccepted &accepted);
    void noteTaken(const scheduler::RunAccepted &accepted);
    [[nodiscard]] std::string nameOf(scheduler::RunIndex run, scheduler::TaskIndex task) const;

    Context &m_context;
    const Records &m_records;
    store::Store &m_store;
    RunsFor m_runsFor;
    journal::Invariants m_invariants; ///< A second opinion, which shares nothing with the state.
    Changes m_changes;
    AlertLedger m_alerts;
    scheduler::State m_state;
    std::map<scheduler::WorkerIndex, std::uint32_t> m_held; ///< Attempts at tasks that each worker was given and that have not ended.
    std::map<std::string, Attempt> m_locks; ///< Those that are held, by name.
    std::size_t m_rows = 0;
    std::map<Attempt, Dispatched> m_attempts;
    std::set<std::pair<scheduler::RunIndex, scheduler::TaskIndex>> m_finished;
    std::set<std::pair<SessionId, wire::AttemptKey>> m_refused;
    std::map<std::pair<scheduler::RunIndex, scheduler::TaskIndex>, Instant> m_delays; ///< When each of them ends.
    Instant m_at; ///< Of the event that is observed.
};

} // namespace weftline::simulation
