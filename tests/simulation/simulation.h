// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One world: an engine, its workers and clients, a network between them, and what goes wrong. A seed determines all of it.

#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tests/simulation/joiner.h"
#include "tests/simulation/questions.h"
#include "tests/simulation/rogue.h"
#include "tests/simulation/sim_client.h"
#include "tests/simulation/sim_engine.h"
#include "tests/simulation/sim_worker.h"
#include "tests/simulation/workload.h"

namespace weftline::simulation {

constexpr Duration lease = std::chrono::seconds(1);
constexpr Duration stallMax = 3 * lease; ///< The longest that anything is held back or stands still.

struct Outcome
{
    std::string broken; ///< The promise; empty when all were kept.
    std::deque<std::string> story; ///< Its last lines, where it was told.
    Counts counts;
    Duration lasted{0};
};

class Simulation
{
public:
    Simulation(std::uint64_t seed, Options options);

    Outcome run();

private:
    /// What goes wrong in this world, and how often.
    struct Weather
    {
        Duration lasts{0};
        bool manyTinyRuns = false;
        std::uint64_t workerKills = 0;
        std::uint64_t freezes = 0;
        std::uint64_t cuts = 0;
        std::uint64_t stalls = 0;
        std::uint64_t partitions = 0;
        std::uint64_t fullDisks = 0;
        std::uint64_t fullStores = 0;
        std::uint64_t storms = 0; ///< Several of these at once.
        std::uint64_t engineKills = 0;
        std::uint64_t clientKills = 0;
        std::uint64_t drains = 0;
        std::uint64_t rogues = 0;
    };

    void drawWeather();
    void makeWorkers();
    void makeClients();
    void makeRogues();
    void makeGate();
    void makeOthers();
    void makeVisitors();
    void later(std::function<void()> what);
    void scheduleFaults();
    void scheduleWorkerFaults();
    void scheduleNetworkFaults();
    void part();
    void storm();
    void startWorker(std::size_t place);
    void replaceWorker(std::size_t place);
    void heal();
    [[nodiscard]] bool isDone() const;
    [[nodiscard]] std::string whyNotDone() const;
    void checkEnd();
    void checkViews(const SimClient &client);
    /// Null before the first has started there.
    [[nodiscard]] SimWorker *workerAt(std::size_t place) { return m_places[place]; }
    [[nodiscard]] SimWorker *workerOf(std::int64_t pid) const;
    void times(std::uint64_t count, const std::function<void()> &what);

    Context m_context;
    Chance m_chance;
    Chance m_others; ///< For others.cpp.
    Weather m_weather;
    Records m_records;
    std::unique_ptr<SimGate> m_gate; ///< Outlives the engine.
    std::unique_ptr<SimEngine> m_engine;
    std::unique_ptr<Network> m_network;
    std::vector<WorkerSpec> m_specs; ///< By place.
    std::vector<SimWorker *> m_places; ///< The present or last worker of each.
    std::vector<std::unique_ptr<SimWorker>> m_workers; ///< All there ever were: what is scheduled refers to them.
    std::vector<std::unique_ptr<SimClient>> m_clients;
    std::vector<std::unique_ptr<Rogue>> m_rogues;
    std::vector<std::unique_ptr<Joiner>> m_joiners;
    std::unique_ptr<Questions> m_questions;
    std::vector<RunPlan> m_runs;
    Instant m_retriesEnd; ///< When the last run is asked for again, and the last question asked.
    Instant m_stallsEnd; ///< When the last of what was held back arrives.
    std::int64_t m_lastPid = 1000;
    std::uint64_t m_sessions = 0;
};

[[nodiscard]] Outcome simulate(std::uint64_t seed, Options options = {});

} // namespace weftline::simulation
