// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/service/engine_host.h"

#include <QtCore/QElapsedTimer>
#include <QtCore/QRandomGenerator>
#include <QtCore/QTimer>

#include <algorithm>

#include <fmt/format.h>

#include "engine/journal/memory_journal.h"
#include "engine/journal/sqlite_journal.h"
#include "engine/notify/notifier.h"
#include "engine/service/clock.h"
#include "engine/service/evaluator_process.h"
#include "engine/service/key_gate.h"
#include "engine/service/local_fleet.h"
#include "engine/service/posted.h"
#include "engine/service/process_watch.h"
#include "engine/service/retention.h"
#include "engine/service/service.h"
#include "engine/service/snapshot.h"
#include "engine/store/file_log_store.h"
#include "engine/store/file_store.h"
#include "engine/wire/runtime_dir.h"
#include "engine/wire/zmq_engine_transport.h"

namespace weftline::service {
namespace {

SessionId freshSession()
{
    SessionId session;
    for (std::size_t i = 0; i < session.bytes.size(); i += 4) {
        const quint32 chance = QRandomGenerator::system()->generate();
        for (std::size_t b = 0; b < 4; ++b)
            session.bytes[i + b] = static_cast<std::uint8_t>(chance >> (8 * b));
    }
    return session;
}

} // namespace

class EngineHost::Private
{
public:
    EngineOptions options;
    QObject loop; ///< Context of what the timer calls.
    Posted posted; ///< By the journal's thread. Outlives it.
    std::unique_ptr<journal::Journal> journal;
    std::unique_ptr<store::Store> store;
    std::unique_ptr<store::LogStore> logs;
    std::unique_ptr<wire::ZmqEngineTransport> transport;
    std::unique_ptr<EvaluatorProcess> evaluator;
    std::unique_ptr<LocalFleet> fleet;
    PidfdWatch processes;
    notify::Notifier notifier;
    BootClock clock;
    std::unique_ptr<KeyGate> gate;
    std::string local;
    QTimer timer;
    bool isWoken = false;
    QElapsedTimer stopping;
    std::unique_ptr<Service> service;
    std::unique_ptr<SnapshotKeeper> snapshots;
    std::optional<journal::Snapshot> snapshot; ///< While the journal is opened.
    std::string snapshotNote;
    std::string archiveNote;
    std::string toldTrouble;
    std::string toldDoubt;
    EngineHost *host = nullptr; ///< Once there is one.

    Result<Done> openJournal(bool fromSnapshot = true);
    std::optional<journal::Head> readSnapshot();
    Result<Opened> replayJournal();
    void archiveOld();
    Result<Done> openFiles();
    Result<Done> listen();
    Result<Done> begin(Replayed replayed);
    void wake();
    void turn();
};

/// Where the journal was checked up to; nothing without a good snapshot.
std::optional<journal::Head> EngineHost::Private::readSnapshot()
{
    auto read = journal::readSnapshot(options.journal, snapshotMaker(options.settings.version));
    if (!read)
        snapshotNote = read.error().message;
    snapshot = read ? std::move(*read) : std::nullopt;
    return snapshot ? std::optional(snapshot->head) : std::nullopt;
}

/// Before it is opened, because nobody else may hold it then. Where that fails, all stays as it is, and opening it says why if it matters.
void EngineHost::Private::archiveOld()
{
    if (!mayHaveOld(options.journal, options.retention, BootClock(Instant{}).now()))
        return;
    const auto archived = archiveJournal(options.journal, options.settings.version, options.retention, BootClock(Instant{}).now());
    if (!archived && archived.error().code != ErrorCode::Refused)
        archiveNote = archived.error().message;
}

/// A snapshot that turns out to be none was trusted when the chain was checked: then the journal is opened again, without it.
Result<Opened> EngineHost::Private::replayJournal()
{
    const std::string maker = snapshotMaker(options.settings.version);
    auto opened = replayFrom(*journal, snapshot, {}, maker);
    if (snapshot && snapshot->head.position >= journal->base().position && (!opened || opened->snapshotAt == 0)) {
        snapshotNote = opened ? opened->note : opened.error().message;
        snapshot.reset();
        journal.reset();
        if (const auto again = openJournal(false); !again)
            return tl::unexpected(again.error());
        opened = replayFrom(*journal, std::nullopt, {}, maker);
    }
    snapshot.reset();
    return opened;
}

Result<Done> EngineHost::Private::openJournal(bool fromSnapshot)
{
    const auto post = [this](std::function<void()> function) { posted.post(std::move(function)); };
    const auto take = [this](auto opened) -> Result<Done> {
        if (!opened)
            return tl::unexpected(opened.error());
        journal = std::move(*opened);
        return Done{};
    };
    if (options.inMemory)
        return take(journal::openMemoryJournal({{}, post}));
    journal::SqliteOptions sqlite{post, options.waits};
    if (fromSnapshot)
        sqlite.trusted = [this] { return readSnapshot(); };
    return take(journal::openSqliteJournal(options.journal, std::move(sqlite)));
}

Result<Done> EngineHost::Private::openFiles()
{
    std::error_code error;
    const std::filesystem::path folder = options.journal.parent_path();
    if (!folder.empty())
        std::filesystem::create_directories(folder, error);
    if (error)
        return failure(ErrorCode::System, fmt::format("The folder \"{}\" cannot be made: {}.", folder.string(), error.message()));
    if (!options.inMemory && !options.waits)
        archiveOld();
    if (const auto opened = openJournal(); !opened)
        return opened;
    const std::filesystem::path beside = options.journal.string() + ".d";
    std::filesystem::create_directories(beside, error);
    if (error)
        return failure(ErrorCode::System, fmt::format("The folder \"{}\" cannot be made: {}.", beside.string(), error.message()));
    auto values = store::openFileStore(beside);
    if (!values)
        return tl::unexpected(values.error());
    store = std::move(*values);
    auto logStore = store::openFileLogStore(beside);
    if (!logStore)
        return tl::unexpected(logStore.error());
    logs = std::move(*logStore);
    return Done{};
}

Result<Done> EngineHost::Private::listen()
{
    transport = std::make_unique<wire::ZmqEngineTransport>(wire::processContext());
    const auto path = wire::socketPathFor(options.journal);
    if (!path)
        return tl::unexpected(path.error());
    if (const auto bound = transport->listenLocal(*path); !bound)
        return bound;
    local = "ipc://" + path->string();
    gate = std::make_unique<KeyGate>(*transport, options.journal.string() + ".d/listen");
    if (options.listen)
        return gate->begin(*options.listen, clock.now());
    if (const auto before = gate->remembered())
        (void)gate->begin(*before, clock.now()); // Where it fails the engine is there all the same, and shows that it does not listen.
    return Done{};
}

Result<Done> EngineHost::Private::begin(Replayed replayed)
{
    clock = BootClock(replayed.state.now);
    evaluator = std::make_unique<EvaluatorProcess>(options.program);
    pools::LauncherOptions launcher;
    launcher.program = options.program;
    launcher.arguments = pools::workerArguments(local);
    launcher.logFile = options.journal.string() + ".d/workers.log";
    fleet = std::make_unique<LocalFleet>(std::move(launcher));
    World world{[this] { return clock.now(); },
                [] { return QRandomGenerator::system()->generate64(); },
                [this] { wake(); },
                *journal,
                *transport,
                *store,
                *logs,
                *evaluator,
                *fleet,
                processes,
                [this](const alerts::Notice &notice, std::function<void(Result<Done>)> done) { notifier.send(notice, std::move(done)); },
                gate.get()};
    service = std::make_unique<Service>(std::move(world), options.settings, std::move(replayed.state), std::move(replayed.fold),
                                        std::move(replayed.watch));
    timer.setSingleShot(true);
    timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer, &QTimer::timeout, &loop, [this] { turn(); });
    service->start(freshSession());
    turn();
    return options.workers > 0 ? fleet->start(options.workers) : Result<Done>(Done{});
}

void EngineHost::Private::wake()
{
    if (!std::exchange(isWoken, true))
        timer.start(0); // a posted event would cost two calls of the system more
}

void EngineHost::Private::turn()
{
    isWoken = false;
    service->turn();
    if (const auto next = service->nextWake(); next && !isWoken)
        timer.start(std::chrono::ceil<std::chrono::milliseconds>(std::max(*next - clock.now(), Duration{0})));
    if (host && toldTrouble != service->trouble())
        Q_EMIT host->troubleChanged(toldTrouble = service->trouble());
    if (host && toldDoubt != service->doubt())
        Q_EMIT host->doubted(toldDoubt = service->doubt());
}

EngineHost::EngineHost(std::unique_ptr<Private> d) : m(std::move(d))
{
    m->host = this;
}

EngineHost::~EngineHost()
{
    m->snapshots.reset();
    m->service.reset(); // before what it stands on
}

Result<std::unique_ptr<EngineHost>> EngineHost::open(EngineOptions options)
{
    auto d = std::make_unique<Private>();
    d->options = std::move(options);
    if (const auto opened = d->openFiles(); !opened)
        return tl::unexpected(opened.error());
    auto opened = d->replayJournal();
    if (!opened)
        return tl::unexpected(opened.error());
    Replayed *replayed = &opened->replayed;
    const bool unfinished = std::any_of(replayed->state.runs.begin(), replayed->state.runs.end(),
                                        [](const scheduler::Run &run) { return run.state == scheduler::RunState::Running; });
    if (d->options.refusesUnfinished && unfinished)
        return failure(ErrorCode::Refused,
                       fmt::format("The journal \"{0}\" holds a run that is not finished. Go on with it: weft run --resume \"{0}\". "
                                   "Or name another journal.", d->options.journal.string()));
    if (const auto listening = d->listen(); !listening)
        return tl::unexpected(listening.error());
    if (const auto begun = d->begin(std::move(*replayed)); !begun)
        return tl::unexpected(begun.error());
    if (!d->options.inMemory)
        d->snapshots = std::make_unique<SnapshotKeeper>(d->options.program, d->options.journal, d->options.snapshots, opened->snapshotAt,
                                                        [journal = d->journal.get()] { return journal->head().position; });
    return std::unique_ptr<EngineHost>(new EngineHost(std::move(d)));
}

std::string EngineHost::localEndpoint() const { return m->local; }

std::string EngineHost::remoteEndpoint() const { return m->gate->address(); }

bool EngineHost::isIdle() const
{
    return !m->service->hasWork() && !m->service->hasAlerts() && m->service->clientCount() == 0;
}

std::vector<std::string> EngineHost::unfinishedRuns() const
{
    std::vector<std::string> ids;
    for (const scheduler::Run &run : m->service->state().runs)
        if (run.state == scheduler::RunState::Running)
            ids.push_back(run.id);
    return ids;
}

const std::filesystem::path &EngineHost::journal() const { return m->options.journal; }

const std::string &EngineHost::snapshotNote() const { return m->snapshotNote; }

const std::string &EngineHost::archiveNote() const { return m->archiveNote; }

metrics::Histogram EngineHost::takeLoopTimes() { return m->service->takeLoopTimes(); }

void EngineHost::stop()
{
    constexpr auto look = std::chrono::milliseconds(20);
    constexpr auto patience = std::chrono::seconds(3); // for notices that are on their way
    if (!m->stopping.isValid())
        m->stopping.start();
    if (m->service->hasUnsentNotices() && std::chrono::milliseconds(m->stopping.elapsed()) < patience) {
        QTimer::singleShot(look, this, &EngineHost::stop);
        return;
    }
    m->fleet->stopAll([this] { Q_EMIT stopped(); });
}

} // namespace weftline::service
