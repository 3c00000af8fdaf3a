// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/dispatch.h"

#include <QCoro/QCoroTask>

#include <QtCore/QCoreApplication>
#include <QtCore/QTemporaryDir>
#include <QtCore/QTimer>

#include <chrono>
#include <cmath>
#include <filesystem>

#include <fmt/format.h>
#include <sys/resource.h>

#include "app/bench/disk.h"
#include "app/bench/echo.h"
#include "engine/client/wire_client.h"
#include "engine/journal/sqlite_journal.h"
#include "engine/service/engine_host.h"
#include "engine/wire/zmq_peer_transport.h"

namespace weftline::bench {
namespace {

using Clock = std::chrono::steady_clock;

/// A list of so many items, and an empty task for each.
workflow::Workflow emptyTasks(std::uint32_t count)
{
    workflow::Workflow workflow;
    workflow.name = "Empty tasks";
    workflow.parameters.push_back({"count", workflow::ParameterType::Number, Value(std::int64_t{count}), {}, {}});
    workflow::Node list;
    list.id = "list";
    list.kind = workflow::Kind::Transform;
    list.with = {{"expression", "Array.from({length: params.count}, (_, i) => i)"}};
    workflow::Node empty;
    empty.id = "empty";
    empty.kind = workflow::Kind::Empty;
    empty.map = "${list.output}";
    workflow.nodes = {list, empty};
    workflow.edges.push_back({"list", "out", "empty", "in", workflow::EdgeCondition::Success, {}});
    return workflow;
}

double cpuSeconds()
{
    rusage use{};
    getrusage(RUSAGE_SELF, &use);
    const auto of = [](const timeval &time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; };
    return of(use.ru_utime) + of(use.ru_stime);
}

/// Submits run after run until the time is over, and counts what succeeded.
class Rounds : public QObject
{
    Q_OBJECT

public:
    Rounds(client::WireClient &client, const DispatchOptions &options) : m_client(client), m_options(options)
    {
        connect(&m_client, &client::EngineClient::runChanged, this, [this](const std::string &id, const client::RunChange &) { onRun(id); });
        connect(&m_client, &client::EngineClient::engineChanged, this, &Rounds::beginOnceThere);
        connect(&m_client, &client::WireClient::refused, this, [this](const QString &reason) { end(reason.toStdString()); });
        QTimer::singleShot(std::chrono::seconds(60) + std::chrono::duration_cast<std::chrono::milliseconds>(m_options.duration), this,
                           [this] { end("The runs did not come to their end in time."); });
    }

    std::uint64_t tasks = 0;
    std::uint64_t runs = 0;
    double seconds = 0;
    double cpu = 0;
    std::string trouble;

private:
    void beginOnceThere()
    {
        std::size_t active = 0;
        for (const auto &[index, worker] : m_client.engine().workers)
            active += worker.state == client::WorkerState::Active ? 1 : 0;
        if (m_hasBegun || active < m_options.workers)
            return;
        m_hasBegun = true;
        m_begin = Clock::now();
        cpu = cpuSeconds();
        submit();
    }

    void submit()
    {
        m_run = client::newRunId();
        m_client.watchRun(m_run);
        QCoro::connect(m_client.submit(m_run, emptyTasks(m_options.tasks), {}), this, [this](const Result<Done> &done) {
            if (!done)
                end(done.error().message);
        });
    }

    void onRun(const std::string &id)
    {
        const client::RunView *run = m_client.run(id);
        if (id != m_run || !run || run->summary.state == client::RunState::Running)
            return;
        if (run->summary.state != client::RunState::Succeeded) {
            end(run->summary.reason);
            return;
        }
        tasks += client::sumOf(run->summary.counts);
        ++runs;
        m_client.unwatchRun(id);
        const std::chrono::duration<double> past = Clock::now() - m_begin;
        if (past < m_options.duration) {
            submit();
            return;
        }
        seconds = past.count();
        cpu = cpuSeconds() - cpu;
        end({});
    }

    void end(std::string why)
    {
        trouble = std::move(why);
        m_run.clear();
        QCoreApplication::quit();
    }

    client::WireClient &m_client;
    const DispatchOptions &m_options;
    Clock::time_point m_begin;
    std::string m_run;
    bool m_hasBegun = false;
};

struct Measured
{
    std::uint64_t tasks = 0;
    std::uint64_t runs = 0;
    double seconds = 0;
    double cpu = 0;
};

Result<Measured> measure(const DispatchOptions &options, const std::filesystem::path &journal)
{
    service::EngineOptions engine;
    engine.journal = journal;
    engine.program = options.program;
    engine.workers = options.workers;
    engine.refusesUnfinished = true;
    engine.settings.version = WEFTLINE_VERSION;
    engine.settings.name = "weft bench";
    auto host = service::EngineHost::open(std::move(engine));
    if (!host)
        return tl::unexpected(host.error());
    const auto endpoint = wire::parseEndpoint((*host)->localEndpoint());
    const auto keys = wire::KeyDirectory::ofUser();
    if (!endpoint || !keys)
        return tl::unexpected(endpoint ? keys.error() : endpoint.error());
    auto transport = wire::ZmqPeerTransport::connectTo(wire::processContext(), {*endpoint}, *keys);
    if (!transport)
        return tl::unexpected(transport.error());
    auto client = std::make_unique<client::WireClient>(std::move(*transport), "bench", WEFTLINE_VERSION, QStringLiteral("bench"));
    auto rounds = std::make_unique<Rounds>(*client, options);
    QCoreApplication::exec();
    Measured measured{rounds->tasks, rounds->runs, rounds->seconds, rounds->cpu};
    const std::string trouble = rounds->trouble;
    rounds.reset();
    client.reset();
    QObject::connect(host->get(), &service::EngineHost::stopped, host->get(), &QCoreApplication::quit);
    QTimer::singleShot(0, host->get(), &service::EngineHost::stop);
    QCoreApplication::exec();
    if (!trouble.empty())
        return failure(ErrorCode::System, trouble);
    return measured;
}

double round1(double number) { return std::round(number * 10) / 10; }

} // namespace

Result<Value> benchDispatch(const DispatchOptions &options)
{
    QTemporaryDir temporary;
    const std::filesystem::path journal = options.journal.empty()
        ? std::filesystem::path(temporary.path().toStdString()) / "bench.journal"
        : std::filesystem::path(options.journal);
    EchoOptions echo;
    echo.workers = static_cast<int>(options.workers);
    echo.program = options.program;
    const auto bare = bareEcho(echo);
    if (!bare)
        return tl::unexpected(bare.error());
    const auto measured = measure(options, journal);
    if (!measured)
        return tl::unexpected(measured.error());
    const auto reader = journal::openReader(journal);
    if (!reader)
        return tl::unexpected(reader.error());
    const double rate = static_cast<double>(measured->tasks) / measured->seconds;
    std::filesystem::path folder = journal.parent_path();
    return Value(Object{
        {"bench", "dispatch"}, {"value", round1(rate)}, {"unit", "tasks/s"},
        {"reference", Object{{"what", "bare ZeroMQ ROUTER/DEALER echo, 200 B, window 256, ipc"}, {"value", round1(*bare)}, {"unit", "messages/s"}}},
        {"ratio", std::round(rate / *bare * 1000) / 1000}, {"tasks", static_cast<std::int64_t>(measured->tasks)},
        {"runs", static_cast<std::int64_t>(measured->runs)}, {"duration_s", std::round(measured->seconds * 1000) / 1000},
        {"workers", std::int64_t{options.workers}}, {"events", static_cast<std::int64_t>((*reader)->head().position)},
        {"commits", static_cast<std::int64_t>(commitsOf(journal))}, {"bytes", static_cast<std::int64_t>(journalBytes(journal))},
        {"fdatasync_us", medianFdatasync(folder.empty() ? "." : folder).count()},
        {"engine_cpu_share", std::round(measured->cpu / measured->seconds * 100) / 100},
        {"journal", options.journal.empty() ? Value() : Value(options.journal)}});
}

} // namespace weftline::bench

#include "dispatch.moc"
