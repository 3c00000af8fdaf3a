// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Small workflows, workers that come, go, hang and lie, and an engine that dies: all from one seed.

#pragma once

#include <map>
#include <set>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "engine/scheduler/step.h"

namespace weftline::test {

class RandomWorld
{
public:
    explicit RandomWorld(std::uint64_t seed);

    /// Lives through `turns` random inputs, then lets the faults stop and the runs end. Returns what went wrong, as a
    /// sentence; empty when every promise was kept.
    std::string live(int turns);

    [[nodiscard]] const std::vector<scheduler::Event> &events() const { return m_durable; }
    [[nodiscard]] int lostBatches() const { return m_lostBatches; }

private:
    struct Holding
    {
        scheduler::AttemptName name;
        std::string work; ///< What exactly it was given; comes back as the output.
        bool started = false;
        bool finished = false;
        scheduler::Ended result;
    };
    struct SimWorker
    {
        scheduler::WorkerJoined who;
        bool isConnected = true;
        std::vector<Holding> held;
    };

    void turn();
    void workerTurn(SimWorker &worker);
    void forge(SimWorker &worker);
    void evaluatorTurn();
    void workerFault(std::size_t index);
    void settleDown();

    void submit();
    void retry();
    void resubmit(const std::string &id);
    void joinWorker();
    void joinEvaluator();
    void connect(SimWorker &worker);
    void finish(SimWorker &worker, Holding &holding, scheduler::Outcome outcome);
    void offer(SimWorker &worker, Holding &holding, bool again);
    void restart(bool losesLastBatch);

    void input(scheduler::Cause cause);
    void deliver(const scheduler::Effect &effect);
    void check();
    SimWorker *find(const SessionId &session);
    [[nodiscard]] bool allEnded() const;

    std::uint64_t draw(std::uint64_t below) { return m_random() % below; }
    bool chance(unsigned percent) { return draw(100) < percent; }
    SessionId freshSession();

    std::mt19937_64 m_random;
    scheduler::State m_state;
    std::unique_ptr<scheduler::Sink> m_sink;
    std::vector<scheduler::Event> m_durable;
    std::size_t m_lastBatch = 0; ///< Where it begins in m_durable.
    std::vector<SimWorker> m_workers; ///< The evaluator is the first.
    std::vector<scheduler::Ended> m_sent;
    std::map<std::string, std::shared_ptr<const workflow::Plan>> m_wanted;
    std::set<std::string> m_retried; ///< Runs that were asked for as doing an earlier one again.
    Instant m_at{1'000'000};
    std::uint8_t m_sessions = 0;
    int m_lostBatches = 0;
    bool m_isCalm = false;
    std::string m_broken;
};

/// Whether the events by themselves keep the promises of order: a task is tried only once all before it are done, ends
/// once, and every task of a finished run has ended. Empty when they do.
[[nodiscard]] std::string brokenOrder(const std::vector<scheduler::Event> &events);

} // namespace weftline::test
