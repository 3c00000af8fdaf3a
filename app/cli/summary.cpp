// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/summary.h"

#include <cmath>

#include <fmt/format.h>

#include "app/cli/progress.h"

namespace weftline::cli {
namespace {

using client::TaskState;

double seconds(Duration duration) { return static_cast<double>(duration.count()) / 1e6; }

double rounded(double number, double perUnit) { return std::round(number * perUnit) / perUnit; }

Duration wallOf(const client::RunSummary &run)
{
    return run.finishedAt.us == 0 ? Duration{0} : run.finishedAt - run.acceptedAt;
}

std::int64_t of(const client::TaskCounts &counts, TaskState state) { return countOf(counts, state); }

constexpr std::size_t textMax = 2000;

} // namespace

Value toValue(const SummaryFacts &facts)
{
    const client::RunView &view = *facts.run;
    const client::RunSummary &run = view.summary;
    const double wall = seconds(wallOf(run));
    const std::int64_t failed = of(run.counts, TaskState::Failed) + of(run.counts, TaskState::Quarantined);
    const std::int64_t total = client::sumOf(run.counts);
    Object tasks{{"total", total}, {"succeeded", of(run.counts, TaskState::Succeeded)}, {"failed", failed},
                 {"skipped", of(run.counts, TaskState::Skipped)}, {"cancelled", of(run.counts, TaskState::Cancelled)}};
    Object latency{{"p50", view.latency.p50}, {"p90", view.latency.p90}, {"p99", view.latency.p99}, {"max", view.latency.max}};
    Object out{{"run", run.id}, {"state", nameOf(run.state)}, {"name", run.name}, {"tasks", std::move(tasks)},
               {"edges", static_cast<std::int64_t>(facts.edges)}, {"wall_s", rounded(wall, 1e6)},
               {"tasks_per_s", wall > 0 ? rounded(static_cast<double>(total) / wall, 10) : 0.0},
               {"latency_ms", std::move(latency)}, {"attempts", static_cast<std::int64_t>(run.attempts)},
               {"retries", static_cast<std::int64_t>(run.retries)}, {"zombies", static_cast<std::int64_t>(run.refused)},
               {"workers", static_cast<std::int64_t>(facts.workers)}, {"workers_lost", std::int64_t{run.workersLost}}};
    if (!run.reason.empty())
        out.emplace_back("reason", run.reason);
    if (!facts.journal.empty())
        out.emplace_back("journal", facts.journal);
    out.emplace_back("outputs", facts.outputs);
    return out;
}

std::string toText(const SummaryFacts &facts)
{
    const client::RunSummary &run = facts.run->summary;
    const std::uint32_t done = countOf(run.counts, TaskState::Succeeded);
    std::string text = fmt::format("Run {} of \"{}\" {} after {}: {} of {} tasks succeeded, {} attempts", run.id, run.name,
                                   nameOf(run.state), forPeople(wallOf(run)), numberForPeople(done),
                                   numberForPeople(client::sumOf(run.counts)), numberForPeople(run.attempts));
    if (run.retries > 0)
        text += fmt::format(", {} retries", run.retries);
    if (run.workersLost > 0)
        text += fmt::format(", {} workers lost", run.workersLost);
    text += ".";
    if (!run.reason.empty())
        text += "\n" + run.reason;
    for (const client::NodeView &node : facts.run->nodes)
        if (!node.reason.empty())
            text += "\n" + node.reason;
    if (const Object *outputs = facts.outputs.asObject()) {
        for (const auto &[name, value] : *outputs) {
            std::string shown = toPrettyJson(value);
            if (shown.size() > textMax)
                shown = shown.substr(0, textMax) + fmt::format("… ({} bytes in all; weft show --json prints them)", shown.size());
            text += fmt::format("\n{}: {}", name, shown);
        }
    }
    if (!facts.journal.empty())
        text += fmt::format("\nJournal: {}", facts.journal);
    return text;
}

Value seriesOf(const client::RunView &run)
{
    List throughput;
    List errors;
    List latencies[4];
    const std::int64_t second = 1'000'000;
    const std::int64_t from = run.series.empty() ? 0 : run.series.begin()->first;
    for (std::int64_t at = from; !run.series.empty() && at <= run.series.rbegin()->first; at += second) {
        const auto found = run.series.find(at);
        if (found == run.series.end()) {
            for (List *list : {&throughput, &errors, &latencies[0], &latencies[1], &latencies[2], &latencies[3]})
                list->emplace_back();
            continue;
        }
        const client::SeriesPoint &point = found->second;
        throughput.emplace_back(static_cast<double>(point.finished));
        errors.emplace_back(point.errorRate());
        latencies[0].emplace_back(point.p50);
        latencies[1].emplace_back(point.p90);
        latencies[2].emplace_back(point.p99);
        latencies[3].emplace_back(point.max);
    }
    return Object{{"resolution_s", 1}, {"from", run.series.empty() ? Value() : Value(toRfc3339({from}))},
                  {"throughput", std::move(throughput)},
                  {"latency_ms", Object{{"p50", std::move(latencies[0])}, {"p90", std::move(latencies[1])},
                                        {"p99", std::move(latencies[2])}, {"max", std::move(latencies[3])}}},
                  {"error_rate", std::move(errors)}};
}

} // namespace weftline::cli
