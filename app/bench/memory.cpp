// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/memory.h"

#include <QCoro/QCoroTask>

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "app/bench/figures.h"
#include "app/bench/journal_figures.h"
#include "app/bench/scene.h"
#include "app/bench/workloads.h"
#include "engine/service/snapshot.h"

namespace weftline::bench {
namespace {

constexpr std::chrono::minutes patienceWithMillion{30};
constexpr double waitingJobOfBullMq = 200; ///< Bytes in Redis, measured on a machine of 2 cores.

using Clock = std::chrono::steady_clock;

double since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

/// An engine without workers, and a client of it.
struct Pair
{
    std::unique_ptr<EngineProcess> engine;
    std::unique_ptr<Conversation> conversation;

    [[nodiscard]] std::uint64_t resident() const { return residentBytes(engine->process().pid()); }
};

Result<Pair> startPair(const std::string &program, const std::filesystem::path &journal, std::uint32_t workers = 0)
{
    Pair pair;
    auto engine = EngineProcess::start(program, journal, workers);
    if (!engine)
        return tl::unexpected(engine.error());
    pair.engine = std::move(*engine);
    auto conversation = Conversation::with(pair.engine->endpoint());
    if (!conversation)
        return tl::unexpected(conversation.error());
    pair.conversation = std::move(*conversation);
    if (const auto there = pair.conversation->waitForWorkers(workers); !there)
        return tl::unexpected(there.error());
    return pair;
}

double bytesATask(std::uint64_t before, std::uint64_t after, std::uint64_t tasks)
{
    return (static_cast<double>(after) - static_cast<double>(before)) / static_cast<double>(tasks);
}

struct OneRun
{
    double bytesATask = 0;
    double acceptSeconds = 0; ///< Until its tasks are there.
    double tasksASecond = 0;
    std::uint32_t succeeded = 0;
    double journalBytesATask = 0;
    Replay replay;
    double openSeconds = 0; ///< An engine, with this journal.
};

Result<OneRun> measureOneRun(const MemoryOptions &options, const std::filesystem::path &journal)
{
    OneRun one;
    auto pair = startPair(options.program, journal);
    if (!pair)
        return tl::unexpected(pair.error());
    const std::uint64_t before = pair->resident();
    const auto begin = Clock::now();
    const auto run = pair->conversation->submit(emptyMap(options.tasks));
    if (!run)
        return tl::unexpected(run.error());
    if (const auto listed = pair->conversation->waitForTasks(*run, options.tasks, patienceWithMillion); !listed)
        return tl::unexpected(listed.error());
    one.acceptSeconds = since(begin);
    one.bytesATask = bytesATask(before, pair->resident(), options.tasks);
    const auto worked = Clock::now();
    if (const auto started = QCoro::waitFor(pair->conversation->client().startWorkers(options.workers)); !started)
        return tl::unexpected(started.error());
    const auto ended = pair->conversation->waitForSuccess(*run, patienceWithMillion);
    if (!ended)
        return tl::unexpected(ended.error());
    one.tasksASecond = options.tasks / since(worked);
    one.succeeded = client::countOf(ended->counts, client::TaskState::Succeeded);
    pair = Pair{};
    one.journalBytesATask = static_cast<double>(journalBytes(journal)) / options.tasks;
    const auto replay = timedReplay(journal);
    if (!replay)
        return tl::unexpected(replay.error());
    one.replay = *replay;
    const auto opened = Clock::now();
    if (const auto engine = EngineProcess::start(options.program, journal, 0); !engine)
        return tl::unexpected(engine.error());
    else
        one.openSeconds = since(opened);
    return one;
}

struct ManyRuns
{
    double bytesATask = 0;
    double acceptSeconds = 0;
    std::uint32_t runs = 0;
};

/// Separate nodes, for which there is no worker.
Result<ManyRuns> measureManyRuns(const MemoryOptions &options, const std::filesystem::path &journal)
{
    ManyRuns many;
    many.runs = std::max(1U, options.tasks / options.nodes);
    auto pair = startPair(options.program, journal);
    if (!pair)
        return tl::unexpected(pair.error());
    const workflow::Workflow workflow = emptyNodes(options.nodes);
    const std::uint64_t before = pair->resident();
    const auto begin = Clock::now();
    for (std::uint32_t i = 0; i < many.runs; ++i)
        if (const auto run = pair->conversation->submit(workflow); !run)
            return tl::unexpected(run.error());
    many.acceptSeconds = since(begin);
    many.bytesATask = bytesATask(before, pair->resident(), std::uint64_t{many.runs} * options.nodes);
    return many;
}

struct Opening
{
    double all = 0; ///< Seconds, where everything is read.
    double fromSnapshot = 0;
    std::uint64_t snapshotBytes = 0;
};

/// How long it takes until an engine listens whose journal holds so many finished runs.
Result<Opening> measureOpening(const MemoryOptions &options, const std::filesystem::path &journal)
{
    auto pair = startPair(options.program, journal, options.workers);
    if (!pair)
        return tl::unexpected(pair.error());
    const workflow::Workflow workflow = emptyNodes(1);
    std::string last;
    for (std::uint32_t i = 0; i < options.finishedRuns; ++i) {
        auto run = pair->conversation->submit(workflow);
        if (!run)
            return tl::unexpected(run.error());
        last = std::move(*run);
    }
    const auto allEnded = [&](const client::EngineView &view) { // the newest, and those before them long ago
        const auto hasEnded = [](const auto &entry) { return entry.second.state != client::RunState::Running; };
        return find(view, last) && std::all_of(view.runs.begin(), view.runs.end(), hasEnded);
    };
    if (const auto ended = pair->conversation->waitUntil(allEnded, patienceWithMillion, "The end of all runs"); !ended)
        return tl::unexpected(ended.error());
    pair = Pair{};
    Opening opening;
    std::error_code ignored;
    std::filesystem::remove(journal::snapshotFileOf(journal), ignored);
    auto begin = Clock::now();
    if (const auto engine = EngineProcess::start(options.program, journal, 0); !engine)
        return tl::unexpected(engine.error());
    opening.all = since(begin);
    const auto made = service::makeSnapshot(journal, QCoreApplication::applicationVersion().toStdString());
    if (!made)
        return tl::unexpected(made.error());
    opening.snapshotBytes = made->bytes;
    begin = Clock::now();
    if (const auto engine = EngineProcess::start(options.program, journal, 0); !engine)
        return tl::unexpected(engine.error());
    opening.fromSnapshot = since(begin);
    return opening;
}

} // namespace

Result<Value> benchMemory(const MemoryOptions &options)
{
    const Folder folder(options.journal);
    say(fmt::format("One run of {} tasks …", options.tasks));
    const auto one = measureOneRun(options, folder.journal());
    if (!one)
        return tl::unexpected(one.error());
    say(fmt::format("As many nodes, {} in each run …", options.nodes));
    const auto many = measureManyRuns(options, folder.path("many.journal"));
    if (!many)
        return tl::unexpected(many.error());
    say(fmt::format("{} runs, and then their journal is opened …", options.finishedRuns));
    const auto opening = measureOpening(options, folder.path("finished.journal"));
    if (!opening)
        return tl::unexpected(opening.error());
    return Value(report("memory", one->bytesATask, "bytes/task", {"a waiting job of BullMQ in Redis", waitingJobOfBullMq},
                        {{"tasks", std::int64_t{one->succeeded}},
                         {"accept_s", rounded(one->acceptSeconds)},
                         {"separate_nodes", Object{{"bytes_a_task", rounded(many->bytesATask)},
                                                   {"runs", std::int64_t{many->runs}},
                                                   {"nodes", std::int64_t{options.nodes}},
                                                   {"accept_s", rounded(many->acceptSeconds)}}},
                         {"tasks_a_second", rounded(one->tasksASecond)},
                         {"journal_bytes_a_task", rounded(one->journalBytesATask)},
                         {"replay_events", static_cast<std::int64_t>(one->replay.events)},
                         {"replay_events_a_second", rounded(static_cast<double>(one->replay.events) / one->replay.seconds)},
                         {"open_s", rounded(one->openSeconds)},
                         {"finished_runs", std::int64_t{options.finishedRuns}},
                         {"open_finished_runs_s", rounded(opening->all)},
                         {"open_from_snapshot_s", rounded(opening->fromSnapshot)},
                         {"snapshot_bytes", static_cast<std::int64_t>(opening->snapshotBytes)},
                         {"journal", options.journal.empty() ? Value() : Value(options.journal)}}));
}

} // namespace weftline::bench
