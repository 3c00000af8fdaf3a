// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/failover.h"

#include <fmt/format.h>

#include "app/bench/failover_engine.h"
#include "app/bench/failover_worker.h"
#include "app/bench/figures.h"
#include "app/bench/scene.h"

namespace weftline::bench {
namespace {

constexpr double noticedByDaskMs = 1300; ///< The best of several on a machine of 2 cores; published: HyperQueue 16 s, Nomad 20 s.

Object figuresOf(const Successions &successions, std::uint32_t rounds, std::uint32_t inFlight)
{
    return {{"rounds", std::int64_t{rounds}},
            {"tasks_in_flight", std::int64_t{inFlight}},
            {"listens_s", rounded(median(successions.listens))},
            {"listens_max_s", rounded(quantile(successions.listens, 1))}, // beyond a lease, workers give up what they have
            {"resumed_s", rounded(median(successions.resumed))},
            {"resumed_max_s", rounded(quantile(successions.resumed, 1))},
            {"next_task_s", rounded(median(successions.nextTask))},
            {"adopted", static_cast<std::int64_t>(successions.adopted)},
            {"lost", static_cast<std::int64_t>(successions.lost)},
            {"doubled", static_cast<std::int64_t>(successions.doubled)}};
}

} // namespace

Result<Value> benchFailover(const FailoverOptions &options)
{
    const Folder folder(options.journal);
    say(fmt::format("{} × a worker with {} tasks is killed …", options.rounds, options.tasks));
    const auto workers = killWorkers(options, folder.journal());
    if (!workers)
        return tl::unexpected(workers.error());
    const auto engine = killEngine(options, folder.path("engine.journal"));
    if (!engine)
        return tl::unexpected(engine.error());
    return Value(report("failover", median(workers->noticedMs), "ms", {"Dask notices a killed worker", noticedByDaskMs},
                        {{"rounds", std::int64_t{options.rounds}},
                         {"tasks_in_flight", std::int64_t{options.tasks}},
                         {"noticed_max_ms", rounded(quantile(workers->noticedMs, 1))},
                         {"first_elsewhere_ms", rounded(median(workers->firstElsewhereMs))},
                         {"all_elsewhere_ms", rounded(median(workers->allElsewhereMs))},
                         {"all_elsewhere_max_ms", rounded(quantile(workers->allElsewhereMs, 1))},
                         {"tasks_lost", static_cast<std::int64_t>(workers->forgotten)},
                         {"engine", figuresOf(engine->fresh, options.engineRounds, options.inFlight)},
                         {"standby", figuresOf(engine->standby, options.standbyRounds, options.inFlight)},
                         {"journal", options.journal.empty() ? Value() : Value(options.journal)}}));
}

} // namespace weftline::bench
