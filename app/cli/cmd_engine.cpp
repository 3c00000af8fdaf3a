// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>

#include <fmt/format.h>

#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/output.h"
#include "app/cli/paths.h"
#include "app/cli/retention_options.h"
#include "engine/service/engine_host.h"

namespace weftline::cli {
namespace {

constexpr std::chrono::minutes idleMax{10};

struct EngineOptions
{
    std::string journal;
    std::string listen;
    std::uint32_t workers = 0;
    std::uint64_t snapshotEvery = service::SnapshotPace().events;
    std::string older = "30d";
    std::string keep = "10GB";
    bool local = false;
    bool standby = false;
    bool json = false;
};

int engine(const EngineOptions &options)
{
    service::EngineOptions wanted;
    wanted.journal = options.journal.empty() ? ownJournal() : std::filesystem::path(options.journal);
    wanted.program = ownProgram();
    wanted.workers = options.workers;
    wanted.snapshots.events = options.snapshotEvery;
    const auto retention = retentionOf(options.older, options.keep);
    if (!retention)
        return failed(retention.error());
    wanted.retention = *retention;
    wanted.settings.version = WEFTLINE_VERSION;
    wanted.settings.name = options.local ? "local engine" : "engine";
    if (!options.listen.empty()) {
        const auto address = wire::parseListenAddress(options.listen);
        if (!address)
            return failed(address.error());
        wanted.listen = *address;
    }
    bool hasWaited = false;
    if (options.standby)
        wanted.waits = [&hasWaited, journal = wanted.journal](std::int64_t holder) {
            complain(fmt::format("Standing by: journal \"{}\" is held by {}. This engine takes over when that one ends; Ctrl-C ends the waiting.",
                                 journal.string(), holder != 0 ? fmt::format("process {}", holder) : "another engine"));
            hasWaited = true;
        };
    const auto host = service::EngineHost::open(std::move(wanted));
    if (!host) {
        complain(host.error().message);
        return host.error().code == ErrorCode::System ? WorkFailed : BadInput;
    }
    if (hasWaited)
        complain("Took over the journal; what is unfinished goes on.");
    if (!(*host)->snapshotNote().empty())
        complain((*host)->snapshotNote());
    if (!(*host)->archiveNote().empty())
        complain((*host)->archiveNote());
    const std::string remote = (*host)->remoteEndpoint();
    if (options.json) {
        print(toJson(Object{{"local", (*host)->localEndpoint()}, {"remote", remote}, {"journal", (*host)->journal().string()}}));
    } else {
        print((*host)->localEndpoint());
        if (!remote.empty())
            print(remote);
        print(fmt::format("Journal: {}. Ctrl-C ends the engine; what is unfinished goes on when it is started again.", (*host)->journal().string()));
    }
    QObject::connect(host->get(), &service::EngineHost::stopped, host->get(), &QCoreApplication::quit);
    QObject::connect(host->get(), &service::EngineHost::troubleChanged, host->get(), [](const std::string &trouble) {
        complain(trouble.empty() ? "Everything can be written again. The engine goes on."
                                 : fmt::format("Nothing is accepted, and nothing lost, until this is over: {}", trouble));
    });
    QObject::connect(host->get(), &service::EngineHost::doubted, host->get(), [](const std::string &doubt) { complain(doubt); });
    Interrupt interrupt;
    QObject::connect(&interrupt, &Interrupt::happened, host->get(), [&] {
        if (interrupt.count() > 1)
            QCoreApplication::exit(Interrupted);
        else
            (*host)->stop();
    });
    QTimer idle;
    QElapsedTimer since;
    since.start();
    if (options.local) { // the window's engine goes when nobody needs it
        QObject::connect(&idle, &QTimer::timeout, host->get(), [&] {
            if (!(*host)->isIdle())
                since.restart();
            else if (since.elapsed() > std::chrono::milliseconds(idleMax).count())
                (*host)->stop();
        });
        idle.start(std::chrono::seconds(5));
    }
    return QCoreApplication::exec();
}

} // namespace

void addEngine(CLI::App &app, Action &action)
{
    auto options = std::make_shared<EngineOptions>();
    CLI::App *command = app.add_subcommand("engine", "Run the engine as a service, until Ctrl-C");
    command->footer("Example: weft engine --journal lab.journal --listen tcp://0.0.0.0:5570\n"
                    "It goes on with what its journal holds unfinished. Its first line is where this user's own processes connect.\n"
                    "A second one with --standby and the same journal takes over when the first ends, however it ends. Workers and clients "
                    "follow it; with TCP, give each its own --listen and name both (--join, --engine).");
    command->add_option("--journal", options->journal, "The file that keeps everything; under $XDG_DATA_HOME where not given");
    command->add_option("--listen", options->listen, "tcp://HOST:PORT for other machines, with CURVE; see weft keys");
    command->add_option("--workers", options->workers, "Local worker processes that it starts and keeps alive")->check(CLI::Range(0, 256));
    command->add_option("--snapshot-every", options->snapshotEvery, "Events after which it has weft snapshot made of its journal")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    addRetentionOptions(*command, options->older, options->keep);
    command->add_flag("--standby", options->standby, "Where another engine of this machine holds the journal: wait until it ends, then take over");
    command->add_flag("--local", options->local, "The window's own engine: ends after ten minutes without runs and clients");
    command->add_flag("--json", options->json, "One JSON object instead of lines");
    command->callback([&action, options] { action = [options] { return engine(*options); }; });
}

} // namespace weftline::cli
