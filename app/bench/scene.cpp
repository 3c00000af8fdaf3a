// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/scene.h"

#include <QCoro/QCoroTask>

#include <QtCore/QDeadlineTimer>
#include <QtCore/QEventLoop>
#include <QtCore/QTimer>

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "app/bench/figures.h"
#include "engine/wire/keys.h"
#include "engine/wire/zmq_peer_transport.h"

namespace weftline::bench {

Folder::Folder(const std::string &journal)
    : m_journal(journal.empty() ? path("bench.journal") : journal)
{
    qputenv("XDG_CONFIG_HOME", m_temporary.path().toUtf8());
}

std::string Folder::path(std::string_view name) const { return fmt::format("{}/{}", m_temporary.path().toStdString(), name); }

Result<Done> Folder::admitOwnWorkers()
{
    const auto keys = wire::KeyDirectory::ofUser();
    if (!keys)
        return tl::unexpected(keys.error());
    const auto made = keys->initKeys();
    if (!made)
        return tl::unexpected(made.error());
    return keys->addKey({made->ownKey, wire::Role::Worker, "bench"});
}

Result<std::unique_ptr<EngineProcess>> EngineProcess::start(const std::string &program, const std::filesystem::path &journal,
                                                            std::uint32_t workers)
{
    std::unique_ptr<EngineProcess> engine(new EngineProcess(
        program, {"engine", "--journal", journal.string(), "--workers", std::to_string(workers)}, journal.string() + ".log"));
    const auto line = engine->m_process.firstLine(std::chrono::minutes(5)); // it reads a journal of any length before
    if (!line)
        return tl::unexpected(line.error());
    engine->m_endpoint = *line;
    return engine;
}

EngineProcess::~EngineProcess() { m_process.end(std::chrono::seconds(10)); }

std::unique_ptr<Child> startWorker(const std::string &program, const std::string &endpoint, const std::string &name, std::uint32_t slots)
{
    return std::make_unique<Child>(program, std::vector<std::string>{"worker", "--join", endpoint, "--name", name, "--slots",
                                                                     std::to_string(slots), "--ephemeral"});
}

Result<std::unique_ptr<Conversation>> Conversation::with(const std::string &endpoint)
{
    const auto parsed = wire::parseEndpoint(endpoint);
    const auto keys = wire::KeyDirectory::ofUser();
    if (!parsed || !keys)
        return tl::unexpected(parsed ? keys.error() : parsed.error());
    auto transport = wire::ZmqPeerTransport::connectTo(wire::processContext(), {*parsed}, *keys);
    if (!transport)
        return tl::unexpected(transport.error());
    auto client = std::make_unique<client::WireClient>(std::move(*transport), "bench", WEFTLINE_VERSION, QStringLiteral("bench"));
    std::unique_ptr<Conversation> made(new Conversation(std::move(client)));
    const auto isThere = [](const client::EngineView &view) { return view.position != 0; };
    if (const auto there = made->waitUntil(isThere, std::chrono::seconds(30), "The engine's first view"); !there)
        return tl::unexpected(there.error());
    return made;
}

Result<Done> Conversation::waitUntil(const Condition &isTrue, std::chrono::milliseconds patience, std::string_view what)
{
    if (isTrue(m_client->engine()))
        return Done{};
    QEventLoop loop;
    std::string refused;
    QObject::connect(m_client.get(), &client::EngineClient::engineChanged, &loop, [&] {
        if (isTrue(m_client->engine()))
            loop.exit(0);
    });
    QObject::connect(m_client.get(), &client::WireClient::refused, &loop, [&](const QString &reason) {
        refused = reason.toStdString();
        loop.exit(1);
    });
    QTimer::singleShot(patience, &loop, [&] { loop.exit(1); });
    if (loop.exec() == 0)
        return Done{};
    return failure(ErrorCode::System, refused.empty()
        ? fmt::format("{} did not come within {} s.", what, std::chrono::duration_cast<std::chrono::seconds>(patience).count())
        : refused);
}

Result<Done> Conversation::waitForWorkers(std::size_t count, std::chrono::milliseconds patience)
{
    const auto active = [](const auto &entry) { return entry.second.state == client::WorkerState::Active; };
    return waitUntil([&](const client::EngineView &view) {
        return static_cast<std::size_t>(std::count_if(view.workers.begin(), view.workers.end(), active)) >= count;
    }, patience, fmt::format("Worker {}", count));
}

Result<std::string> Conversation::submit(const workflow::Workflow &workflow)
{
    std::string id = client::newRunId();
    const Result<Done> accepted = QCoro::waitFor(m_client->submit(id, workflow, {}));
    return accepted ? Result<std::string>(std::move(id)) : tl::unexpected(accepted.error());
}

Result<Done> Conversation::waitForRun(const std::string &run, const RunCondition &isTrue, std::chrono::milliseconds patience,
                                      std::string_view what)
{
    const auto isTrueOrOver = [&](const client::EngineView &view) {
        const client::RunSummary *summary = find(view, run);
        return summary && (isTrue(*summary) || summary->state != client::RunState::Running);
    };
    if (const auto there = waitUntil(isTrueOrOver, patience, what); !there)
        return there;
    if (const client::RunSummary &summary = *find(m_client->engine(), run); !isTrue(summary))
        return failure(ErrorCode::System, fmt::format("{} did not come: the run that is measured has ended. {}", what, summary.reason));
    return Done{};
}

Result<Done> Conversation::waitForTasks(const std::string &run, std::uint32_t count, std::chrono::milliseconds patience)
{
    const auto isListed = [&](const client::RunSummary &summary) {
        return std::accumulate(summary.counts.begin(), summary.counts.end(), std::uint64_t{0}) == count;
    };
    return waitForRun(run, isListed, patience, "The list of tasks");
}

Result<client::RunSummary> Conversation::waitForSuccess(const std::string &run, std::chrono::milliseconds patience)
{
    const auto hasSucceeded = [](const client::RunSummary &summary) { return summary.state == client::RunState::Succeeded; };
    if (const auto succeeded = waitForRun(run, hasSucceeded, patience, "The success of a run"); !succeeded)
        return tl::unexpected(succeeded.error());
    return *find(m_client->engine(), run);
}

Result<client::RunSummary> runWith(const std::string &program, const std::filesystem::path &journal, std::uint32_t workers,
                                   const workflow::Workflow &workflow)
{
    constexpr std::chrono::minutes runMax{10};
    say(fmt::format("By an engine; workers: {} …", workers));
    const auto engine = EngineProcess::start(program, journal, workers);
    if (!engine)
        return tl::unexpected(engine.error());
    const auto conversation = Conversation::with((*engine)->endpoint());
    if (!conversation)
        return tl::unexpected(conversation.error());
    if (const auto there = (*conversation)->waitForWorkers(workers); !there)
        return tl::unexpected(there.error());
    const auto id = (*conversation)->submit(workflow);
    return id ? (*conversation)->waitForSuccess(*id, runMax) : tl::unexpected(id.error());
}

const client::RunSummary *find(const client::EngineView &view, const std::string &run)
{
    const auto found = std::find_if(view.runs.rbegin(), view.runs.rend(), [&](const auto &entry) { return entry.second.id == run; });
    return found == view.runs.rend() ? nullptr : &found->second;
}

} // namespace weftline::bench
