// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A worker without a command line of its own, for tests that kill it.
//
//   watchdog                      what Watchdog starts
//   guard MILLISECONDS SCRIPT     runs `sh -c SCRIPT` under a watchdog, with a lease of that length renewed again and again
//   worker SOCKET SLOTS KINDS [ephemeral]   a whole worker

#include <QtCore/QCoreApplication>
#include <QtCore/QTimer>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sstream>

#include <unistd.h>

#include "engine/wire/zmq_peer_transport.h"
#include "engine/worker/host.h"
#include "engine/worker/process.h"
#include "engine/worker/watchdog.h"

using namespace weftline;
using namespace weftline::worker;

namespace {

const std::vector<std::string> watchdogCommand{"/proc/self/exe", "watchdog"};

int guard(std::int64_t leaseMs, const char *script)
{
    signal(SIGPIPE, SIG_IGN);
    auto watchdog = Watchdog::start(watchdogCommand);
    if (!watchdog) {
        std::fprintf(stderr, "%s\n", watchdog.error().message.c_str());
        return 1;
    }
    const auto renew = [&] { (*watchdog)->setLease(bootTime() + leaseMs * 1000); };
    renew();
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, renew);
    timer.start(static_cast<int>(leaseMs / 4));
    ProcessSpec spec;
    spec.argv = {"sh", "-c", script};
    for (char **line = environ; *line; ++line)
        spec.environment.emplace_back(*line);
    spec.environment.push_back((*watchdog)->environmentLine());
    Process::Handler handler;
    handler.log = [&](wire::Stream, const std::string &text) {
        std::printf("%d %s", (*watchdog)->pid(), text.c_str());
        std::fflush(stdout);
    };
    handler.ended = [](const ProcessEnd &) {
        std::printf("ended\n");
        std::fflush(stdout);
    };
    const auto process = Process::start(std::move(spec), "test", watchdog->get(), std::move(handler));
    return process ? QCoreApplication::exec() : 1;
}

int work(const char *socket, const char *slots, const char *kinds, bool ephemeral)
{
    WorkerOptions options;
    options.transport = [socket]() -> Result<std::unique_ptr<wire::PeerTransport>> {
        auto made = wire::ZmqPeerTransport::connectLocal(wire::processContext(), {wire::LocalEndpoint{socket}});
        if (!made)
            return tl::unexpected(made.error());
        return std::unique_ptr<wire::PeerTransport>(std::move(*made));
    };
    options.name = "lab-1";
    options.slots = static_cast<std::uint32_t>(std::atoi(slots));
    options.ephemeral = ephemeral;
    options.watchdog = watchdogCommand;
    options.say = [](const std::string &line) { std::fprintf(stderr, "%s\n", line.c_str()); };
    options.kinds.clear();
    std::istringstream list(kinds);
    for (std::string kind; std::getline(list, kind, ',');)
        options.kinds.push_back(kind);
    return runWorker(std::move(options));
}

} // namespace

int main(int argc, char **argv)
{
    if (argc >= 2 && std::strcmp(argv[1], "watchdog") == 0)
        return runWatchdog();
    const QCoreApplication application(argc, argv);
    if (argc >= 4 && std::strcmp(argv[1], "guard") == 0)
        return guard(std::atoi(argv[2]), argv[3]);
    if (argc >= 5 && std::strcmp(argv[1], "worker") == 0)
        return work(argv[2], argv[3], argv[4], argc > 5);
    return 2;
}
