// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/sample_views.h"

#include <cmath>

namespace weftline::test {
namespace {

using client::AttemptState;

constexpr Duration seconds(double value) { return Duration{static_cast<std::int64_t>(value * 1e6)}; }

struct AttemptRow
{
    std::uint32_t node;
    std::uint32_t item;
    std::uint32_t worker;
    double from;
    double to; ///< 0: still running.
    std::uint32_t number = 1;
    AttemptState state = AttemptState::Succeeded;
};

constexpr const char *titles[] = {"list",    "count", "stop words", "total",     "history", "chart",
                                  "publish", "plan",  "draft",      "criticise", "refine",  "keep last"};

// By the time of dispatch, as an engine numbers them.
constexpr AttemptRow attempts[] = {
    {0, 0, 0, 0.02, 0.45},   {7, 0, 0, 0.1, 1.9},    {2, 0, 1, 0.1, 1.2},    {1, 0, 0, 0.6, 2.8},    {1, 2, 2, 0.6, 3.0},
    {1, 3, 3, 0.6, 3.3},     {1, 1, 1, 1.25, 3.6},   {8, 0, 0, 2.0, 4.8},    {8, 1, 1, 2.0, 5.1},    {8, 2, 2, 2.0, 5.3},
    {1, 4, 0, 2.9, 5.6},     {1, 5, 2, 3.1, 6.1},    {1, 6, 3, 3.4, 6.3},    {1, 7, 1, 3.7, 6.4},    {9, 0, 1, 5.4, 6.8},
    {1, 8, 0, 5.7, 9.0},     {1, 9, 2, 6.2, 9.4},    {1, 10, 3, 6.4, 10.9},  {1, 11, 1, 6.5, 9.6},   {10, 0, 3, 6.9, 8.6},
    {8, 0, 0, 8.7, 10.9},    {8, 1, 1, 8.7, 10.6},   {8, 2, 3, 8.7, 11.2},   {1, 12, 0, 9.1, 12.6},  {1, 13, 2, 9.5, 12.4, 1, AttemptState::Lost},
    {1, 14, 1, 9.7, 13.0},   {1, 15, 3, 11.0, 0, 1, AttemptState::Running},  {9, 0, 1, 11.3, 12.7},
    {1, 13, 0, 12.415, 0, 2, AttemptState::Running}, {1, 16, 0, 12.7, 0, 1, AttemptState::Running},
    {10, 0, 3, 12.8, 0, 1, AttemptState::Running},
};

client::NodeView node(std::uint32_t index, std::uint32_t done, std::uint32_t running, std::uint32_t waiting)
{
    client::NodeView view;
    view.index = index;
    view.counts[static_cast<std::size_t>(client::TaskState::Succeeded)] = done;
    view.counts[static_cast<std::size_t>(client::TaskState::Running)] = running;
    view.counts[static_cast<std::size_t>(client::TaskState::Waiting)] = waiting;
    return view;
}

} // namespace

SessionId sampleSession(std::uint8_t number)
{
    SessionId session;
    session.bytes.fill(number);
    return session;
}

client::EngineView sampleEngine()
{
    client::EngineView engine;
    engine.position = 4711;
    engine.at = sampleStart + seconds(15.2);
    engine.version = "0.1";
    const double cpu[] = {0.71, 0.64, 0, 0.83};
    const double memory[] = {3.1e9, 2.7e9, 0, 4.0e9};
    const std::uint32_t used[] = {6, 5, 0, 7};
    for (std::uint32_t i = 0; i < 4; ++i) {
        client::WorkerView worker;
        worker.index = i;
        worker.session = sampleSession(static_cast<std::uint8_t>(i + 1));
        worker.name = "lab-0" + std::to_string(i + 1);
        worker.pool = "lab";
        worker.host = "node" + std::to_string(i + 1);
        worker.pid = 4000 + i;
        worker.slots = 8;
        worker.used = used[i];
        worker.isManaged = i != 3;
        worker.cpu = cpu[i];
        worker.memoryUsed = static_cast<std::int64_t>(memory[i]);
        worker.memoryTotal = 16'000'000'000;
        worker.roundTrip = Duration{i == 3 ? 400 : 300};
        worker.since = sampleStart - seconds(60);
        engine.workers[i] = worker;
    }
    engine.workers[2].state = client::WorkerState::Lost;
    engine.workers[2].noticedBy = "exit";
    engine.workers[2].since = sampleStart + seconds(12.4);
    const client::RunState states[] = {client::RunState::Succeeded, client::RunState::Cancelled, client::RunState::Failed,
                                       client::RunState::Succeeded, client::RunState::Succeeded, client::RunState::Running};
    const double lasted[] = {30, 3, 8, 29, 31, 0};
    for (std::uint32_t i = 0; i < 6; ++i) {
        client::RunSummary run;
        run.index = 412 + i;
        run.id = "run-" + std::to_string(413 + i);
        run.name = "License report";
        run.state = states[i];
        run.acceptedAt = i == 5 ? sampleStart : sampleStart - seconds(3600.0 * (6 - i));
        if (lasted[i] > 0)
            run.finishedAt = run.acceptedAt + seconds(lasted[i]);
        engine.runs[run.index] = run;
    }
    return engine;
}

client::RunView sampleRun()
{
    client::RunView run;
    run.summary = sampleEngine().runs.at(417);
    List nodes;
    for (const char *const title : titles) {
        Object members{{"id", Value(title)}, {"kind", Value("command")}};
        if (std::string_view(title) == "count" || std::string_view(title) == "draft")
            members.emplace_back("map", Value("list.output"));
        nodes.emplace_back(std::move(members));
    }
    run.workflow.set("nodes", Value(std::move(nodes)));
    const std::uint32_t counts[][3] = {{1, 0, 0}, {14, 3, 0}, {1, 0, 0}, {0, 0, 1}, {0, 0, 1}, {0, 0, 1},
                                       {0, 0, 1}, {1, 0, 0},  {3, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    for (std::uint32_t i = 0; i < 12; ++i)
        run.nodes.push_back(node(i, counts[i][0], counts[i][1], counts[i][2]));
    for (const AttemptRow &row : attempts) {
        client::AttemptView attempt;
        attempt.id = run.attempts.size() + 1;
        attempt.node = row.node;
        attempt.item = row.item;
        attempt.task = row.node * 100 + row.item;
        attempt.number = row.number;
        attempt.worker = row.worker;
        attempt.state = row.state;
        attempt.dispatchedAt = sampleStart + seconds(row.from);
        attempt.startedAt = attempt.dispatchedAt + seconds(0.003);
        if (row.to > 0)
            attempt.endedAt = sampleStart + seconds(row.to);
        if (row.state == AttemptState::Lost)
            attempt.reason = "Its worker exited.";
        run.attempts[attempt.id] = attempt;
    }
    run.summary.attempts = run.attempts.size();
    run.summary.workersLost = 1;
    addSeries(run, 15);
    return run;
}

void addSeries(client::RunView &run, int count)
{
    run.series.clear();
    const int event = count * 8 / 10;
    std::uint32_t finished = 0;
    for (int i = 0; i < count; ++i) {
        const double after = i >= event ? std::exp(-(i - event) / std::max(1.0, count / 12.0)) : 0;
        const double wave = std::sin(i * 0.9) * 4 + std::sin(i * 2.3) * 3;
        client::SeriesPoint point;
        point.at = run.summary.acceptedAt + seconds(i);
        point.finished = static_cast<std::uint32_t>(80 + 45 * (1 - std::exp(-i / (count / 10.0))) + wave - 35 * after);
        point.attempts = point.finished * 10;
        point.failed = static_cast<std::uint32_t>(point.attempts * (0.003 + 0.025 * after + 0.001 * std::sin(i * 1.7)));
        point.p50 = 82 + wave + 30 * after;
        point.p90 = 236 + wave * 3 + 150 * after;
        point.p99 = 2000 + wave * 30 + 1300 * after;
        point.max = 3000 + wave * 60 + 1200 * after;
        finished += point.finished;
        run.series[point.at.us] = point;
    }
    run.latency = {finished, 82, 236, 2000, 3400};
}

} // namespace weftline::test
