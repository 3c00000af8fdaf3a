// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/dispatch.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QTimer>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include <fmt/format.h>
#include <sys/resource.h>

#include "app/bench/echo.h"
#include "app/bench/figures.h"
#include "app/bench/journal_figures.h"
#include "app/bench/scene.h"
#include "app/bench/workloads.h"
#include "engine/service/engine_host.h"

namespace weftline::bench {
namespace {

constexpr std::chrono::minutes patienceWithTasks{10};

double cpuSeconds()
{
    rusage use{};
    getrusage(RUSAGE_SELF, &use);
    const auto of = [](const timeval &time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
    return of(use.ru_utime) + of(use.ru_stime);
}

struct Measured
{
    std::uint32_t tasks = 0;
    double seconds = 0;
    double cpu = 0;
    metrics::Histogram loop;
    Duration fdatasync{0};
    std::uint64_t events = 0;
};

/// From the first worker's coming to the last task's end, by the engine's clock.
Result<Measured> withEngine(service::EngineHost &host, const DispatchOptions &options)
{
    const auto conversation = Conversation::with(host.localEndpoint());
    if (!conversation)
        return tl::unexpected(conversation.error());
    say(fmt::format("{} tasks are listed …", options.tasks));
    const auto run = (*conversation)->submit(emptyMap(options.tasks, dispatchIdSize));
    if (!run)
        return tl::unexpected(run.error());
    if (const auto listed = (*conversation)->waitForTasks(*run, options.tasks, patienceWithTasks); !listed)
        return tl::unexpected(listed.error());
    say(fmt::format("They are carried out; workers: {} …", options.workers));
    (void)host.takeLoopTimes(); // of what came before
    const double cpuBefore = cpuSeconds();
    std::vector<std::unique_ptr<Child>> workers;
    const std::string endpoint = options.curve ? host.remoteEndpoint() : host.localEndpoint();
    for (std::uint32_t i = 0; i < options.workers; ++i)
        workers.push_back(startWorker(options.program, endpoint, fmt::format("bench-{}", i + 1), 1));
    const auto ended = (*conversation)->waitForSuccess(*run, patienceWithTasks);
    if (!ended)
        return tl::unexpected(ended.error());
    Measured measured;
    measured.loop = host.takeLoopTimes();
    measured.cpu = cpuSeconds() - cpuBefore;
    measured.tasks = client::countOf(ended->counts, client::TaskState::Succeeded);
    measured.events = (*conversation)->client().engine().position;
    Instant begin = ended->finishedAt;
    for (const auto &[index, worker] : (*conversation)->client().engine().workers)
        begin = std::min(begin, worker.since);
    measured.seconds = seconds(ended->finishedAt - begin);
    return measured;
}

Result<Measured> measureDispatch(const DispatchOptions &options, const std::filesystem::path &journal, bool inMemory)
{
    if (options.curve)
        if (const auto admitted = Folder::admitOwnWorkers(); !admitted)
            return tl::unexpected(admitted.error());
    service::EngineOptions engine;
    engine.journal = journal;
    engine.inMemory = inMemory;
    engine.program = options.program;
    engine.refusesUnfinished = true;
    engine.settings.version = WEFTLINE_VERSION;
    engine.settings.name = "weft bench";
    if (options.curve)
        engine.listen = wire::ListenAddress{"127.0.0.1", 0};
    auto host = service::EngineHost::open(std::move(engine));
    if (!host)
        return tl::unexpected(host.error());
    auto measured = withEngine(**host, options);
    QObject::connect(host->get(), &service::EngineHost::stopped, host->get(), &QCoreApplication::quit);
    QTimer::singleShot(0, host->get(), &service::EngineHost::stop);
    QCoreApplication::exec();
    if (measured)
        measured->fdatasync = inMemory ? Duration{0} : medianFdatasync(journal);
    return measured;
}

} // namespace

Result<Value> benchDispatch(const DispatchOptions &options)
{
    const bool inMemory = options.journal == "memory";
    const Folder folder(inMemory ? std::string() : options.journal);
    EchoOptions echo;
    echo.workers = options.workers;
    echo.curve = options.curve;
    echo.program = options.program;
    const auto bare = bareEcho(echo);
    if (!bare)
        return tl::unexpected(bare.error());
    const auto measured = measureDispatch(options, folder.journal(), inMemory);
    if (!measured)
        return tl::unexpected(measured.error());
    const char *const transport = options.curve ? "tcp with CURVE" : "ipc";
    return Value(report("dispatch", measured->tasks / measured->seconds, "tasks/s",
                        {fmt::format("bare ZeroMQ ROUTER/DEALER echo, {} B, window {}, {}", echo.payload, echo.window, transport), bare->perSecond},
                        {{"tasks", std::int64_t{measured->tasks}},
                         {"duration_s", rounded(measured->seconds)},
                         {"workers", std::int64_t{options.workers}},
                         {"transport", transport},
                         {"durable", !inMemory},
                         {"events", static_cast<std::int64_t>(measured->events)},
                         {"commits", inMemory ? Value() : Value(static_cast<std::int64_t>(commitsOf(folder.journal())))},
                         {"bytes", inMemory ? Value() : Value(static_cast<std::int64_t>(journalBytes(folder.journal())))},
                         {"fdatasync_us", measured->fdatasync.count()},
                         {"engine_cpu_share", rounded(measured->cpu / measured->seconds)},
                         {"loop_p50_us", measured->loop.quantile(0.5).count()},
                         {"loop_p99_us", measured->loop.quantile(0.99).count()},
                         {"loop_max_us", measured->loop.max().count()},
                         {"journal", options.journal.empty() ? Value() : Value(options.journal)}}));
}

} // namespace weftline::bench
