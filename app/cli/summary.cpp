// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/summary.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "app/cli/alert_lines.h"
#include "app/cli/progress.h"
#include "engine/workflow/codec.h"

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

// What people see of a result; --json prints all of it.
constexpr std::size_t outputsMax = 20;
constexpr std::size_t reasonsMax = 10;
constexpr std::size_t linesMax = 25;
constexpr std::size_t textMax = 2000;

/// What all nodes took from language models.
ModelUse useOf(const client::RunView &run)
{
    ModelUse use;
    for (const client::NodeView &node : run.nodes)
        use += node.use;
    return use;
}

/// The first lines of a value; a line that is too long is cut between two characters.
std::string beginOf(const std::string &text)
{
    std::size_t end = 0;
    for (std::size_t lines = 0; lines < linesMax && end < text.size(); ++lines) {
        const std::size_t next = std::min(text.find('\n', end), text.size() - 1) + 1;
        if (next > textMax)
            break;
        end = next;
    }
    if (end == text.size())
        return text;
    if (end == 0)
        for (end = textMax; end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U;)
            --end;
    return text.substr(0, end) + fmt::format("… ({} bytes in all; --json prints them)", numberForPeople(text.size()));
}

Object tasksOf(const client::RunSummary &run)
{
    const std::int64_t failed = of(run.counts, TaskState::Failed) + of(run.counts, TaskState::Quarantined);
    return {{"total", std::int64_t{client::sumOf(run.counts)}}, {"succeeded", of(run.counts, TaskState::Succeeded)}, {"failed", failed},
            {"skipped", of(run.counts, TaskState::Skipped)}, {"cancelled", of(run.counts, TaskState::Cancelled)}};
}

void addOrigin(Object &out, const client::RunSummary &run)
{
    if (run.retryOf == 0)
        return;
    out.emplace_back("retry_of", std::int64_t{run.retryOf});
    out.emplace_back("tasks_taken", std::int64_t{run.taken});
}

std::string reasonsOf(const client::RunView &run)
{
    workflow::Problems ignored;
    const workflow::Workflow workflow = workflow::fromValue(run.workflow, ignored);
    std::string text;
    std::size_t count = 0;
    for (const client::NodeView &node : run.nodes)
        if (!node.reason.empty() && ++count <= reasonsMax)
            text += fmt::format("\n{}: {}", node.index < workflow.nodes.size() ? workflow.nodes[node.index].id : "?", node.reason);
    if (count > reasonsMax)
        text += fmt::format("\nAnd {} more nodes with troubles; weft logs and --json tell.", count - reasonsMax);
    return text;
}

/// A run that did not succeed has nodes that gave nothing: these are left out.
std::string outputsOf(const Object &outputs, bool succeeded)
{
    std::string text;
    std::size_t count = 0;
    for (const auto &[name, value] : outputs)
        if ((succeeded || !value.isNull()) && ++count <= outputsMax)
            text += fmt::format("\n{}: {}", name, beginOf(toPrettyJson(value)));
    if (count > outputsMax)
        text += fmt::format("\nAnd {} more outputs; --json prints them.", count - outputsMax);
    return text;
}

} // namespace

Value toValue(const SummaryFacts &facts)
{
    const client::RunView &view = *facts.run;
    const client::RunSummary &run = view.summary;
    const double wall = seconds(wallOf(run));
    const std::int64_t total = client::sumOf(run.counts);
    Object tasks = tasksOf(run);
    Object latency{{"p50", view.latency.p50}, {"p90", view.latency.p90}, {"p99", view.latency.p99}, {"max", view.latency.max}};
    Object out{{"run", run.id}, {"state", nameOf(run.state)}, {"name", run.name}, {"tasks", std::move(tasks)},
               {"edges", static_cast<std::int64_t>(facts.edges)}, {"wall_s", rounded(wall, 1e6)},
               {"tasks_per_s", wall > 0 ? rounded(static_cast<double>(total) / wall, 10) : 0.0},
               {"latency_ms", std::move(latency)}, {"attempts", static_cast<std::int64_t>(run.attempts)},
               {"retries", static_cast<std::int64_t>(run.retries)}, {"zombies", static_cast<std::int64_t>(run.refused)},
               {"workers", static_cast<std::int64_t>(facts.workers)}, {"workers_lost", std::int64_t{run.workersLost}}};
    if (const ModelUse use = useOf(view); !use.isEmpty()) {
        out.emplace_back("tokens", Object{{"in", static_cast<std::int64_t>(use.tokensIn)}, {"out", static_cast<std::int64_t>(use.tokensOut)}});
        out.emplace_back("cost", use.price());
    }
    addOrigin(out, run);
    if (!run.reason.empty())
        out.emplace_back("reason", run.reason);
    if (!facts.journal.empty())
        out.emplace_back("journal", facts.journal);
    out.emplace_back("alerts", alertsOf(view));
    out.emplace_back("outputs", facts.outputs);
    return out;
}

Value runToJson(const client::RunSummary &run, const std::string &journal)
{
    Object out{{"run", run.id}, {"number", std::int64_t{run.index} + 1}, {"name", run.name}, {"state", nameOf(run.state)}, {"by", run.by},
               {"accepted_at", toRfc3339(run.acceptedAt)}, {"finished_at", run.finishedAt.us == 0 ? Value() : Value(toRfc3339(run.finishedAt))},
               {"wall_s", rounded(seconds(wallOf(run)), 1e6)}, {"tasks", tasksOf(run)}, {"attempts", static_cast<std::int64_t>(run.attempts)},
               {"retries", static_cast<std::int64_t>(run.retries)}};
    addOrigin(out, run);
    if (!run.reason.empty())
        out.emplace_back("reason", run.reason);
    if (!journal.empty())
        out.emplace_back("journal", journal);
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
    if (const ModelUse use = useOf(*facts.run); !use.isEmpty()) {
        text += fmt::format(", {} tokens", numberForPeople(use.tokens()));
        if (use.cost > 0)
            text += fmt::format(" for {:.6g}", use.price());
    }
    text += ".";
    if (run.retryOf != 0)
        text += fmt::format("\nIt did again what failed in run {}, and took over {} task{}.", run.retryOf, numberForPeople(run.taken),
                            run.taken == 1 ? "" : "s");
    if (!run.reason.empty())
        text += "\n" + run.reason;
    text += reasonsOf(*facts.run);
    text += alertLines(*facts.run);
    if (const Object *outputs = facts.outputs.asObject())
        text += outputsOf(*outputs, run.state == client::RunState::Succeeded);
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
