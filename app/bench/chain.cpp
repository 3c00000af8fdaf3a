// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/chain.h"

#include "app/bench/echo.h"
#include "app/bench/figures.h"
#include "app/bench/journal_figures.h"
#include "app/bench/scene.h"
#include "app/bench/workloads.h"

namespace weftline::bench {
namespace {

/// Microseconds from each dispatch to the next, by the engine's clock.
Result<std::vector<double>> hops(const std::filesystem::path &journal)
{
    std::vector<double> times;
    Instant before;
    const auto read = eachEvent(journal, 0, [&](const scheduler::Event &event) {
        if (!std::holds_alternative<scheduler::AttemptDispatched>(event.fact))
            return;
        if (before.us != 0)
            times.push_back(static_cast<double>((event.at - before).count()));
        before = event.at;
    });
    return read ? Result<std::vector<double>>(std::move(times)) : tl::unexpected(read.error());
}

} // namespace

Result<Value> benchChain(const ChainOptions &options)
{
    const Folder folder(options.journal);
    EchoOptions echo;
    echo.workers = 1;
    echo.window = 1;
    echo.program = options.program;
    const auto bare = bareEcho(echo);
    if (!bare)
        return tl::unexpected(bare.error());
    const auto ended = runWith(options.program, folder.journal(), options.workers, emptyChain(options.tasks));
    if (!ended)
        return tl::unexpected(ended.error());
    auto times = hops(folder.journal());
    if (!times)
        return tl::unexpected(times.error());
    const double p99 = quantile(*times, 0.99);
    const double p90 = quantile(*times, 0.9);
    return Value(report("chain", median(std::move(*times)), "µs",
                        {"bare ZeroMQ ROUTER/DEALER echo, 200 B, window 1, ipc: median of a round trip", bare->roundTripUs},
                        {{"p90", rounded(p90)},
                         {"p99", rounded(p99)},
                         {"tasks", std::int64_t{client::countOf(ended->counts, client::TaskState::Succeeded)}},
                         {"duration_s", rounded(seconds(ended->finishedAt - ended->acceptedAt))},
                         {"workers", std::int64_t{options.workers}},
                         {"fdatasync_us", medianFdatasync(folder.journal()).count()},
                         {"journal", options.journal.empty() ? Value() : Value(options.journal)}}));
}

} // namespace weftline::bench
