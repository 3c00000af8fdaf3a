// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QCoreApplication>

#include <thread>

#include <fmt/format.h>
#include <unistd.h>

#include "app/cli/commands.h"
#include "app/cli/joining.h"
#include "app/cli/output.h"
#include "engine/wire/zmq_peer_transport.h"
#include "engine/worker/host.h"

namespace weftline::cli {
namespace {

struct WorkerOptions
{
    std::vector<std::string> join;
    std::string name;
    std::string pool = "default";
    std::uint32_t slots = 0;
    std::vector<std::string> allow;
    bool ephemeral = false;
};

std::string hostName()
{
    char host[256] = "worker";
    gethostname(host, sizeof host - 1);
    return host;
}

int work(const WorkerOptions &options)
{
    std::vector<wire::Endpoint> endpoints;
    for (const std::string &text : options.join) {
        const auto address = text == "-" ? addressFromInput() : Result<std::string>(addressIn(text));
        const auto endpoint = address ? wire::parseEndpoint(*address) : tl::unexpected(address.error());
        if (!endpoint) {
            complain(endpoint.error().message);
            return BadInput;
        }
        endpoints.push_back(*endpoint);
    }
    const auto keys = wire::KeyDirectory::ofUser();
    if (!keys)
        return failed(keys.error());
    const std::string name = options.name.empty() ? fmt::format("{}-{}", hostName(), getpid()) : options.name;
    const auto say = [name](const std::string &line) { complain(fmt::format("Worker \"{}\": {}", name, line)); };
    Joining joining(*keys, options.name.empty() ? hostName() : options.name, say);
    if (const auto joined = joining.join(endpoints); !joined) {
        say(joined.error().message);
        return joined.error().code == ErrorCode::Refused ? EngineUnreachable : exitCodeOf(joined.error());
    }
    worker::WorkerOptions worker;
    worker.transport = [endpoints, keys = *keys]() -> Result<std::unique_ptr<wire::PeerTransport>> {
        auto made = wire::ZmqPeerTransport::connectTo(wire::processContext(), endpoints, keys);
        if (!made)
            return tl::unexpected(made.error());
        return std::unique_ptr<wire::PeerTransport>(std::move(*made));
    };
    worker.name = name;
    worker.pool = options.pool;
    worker.slots = options.slots != 0 ? options.slots : std::max(1U, std::thread::hardware_concurrency());
    if (!options.allow.empty())
        worker.kinds = options.allow;
    worker.ephemeral = options.ephemeral;
    worker.version = WEFTLINE_VERSION;
    worker.watchdog = {ownProgram(), "watchdog"};
    worker.say = [](const std::string &line) { complain(line); };
    return worker::runWorker(std::move(worker));
}

} // namespace

void addWorker(CLI::App &app, Action &action)
{
    auto options = std::make_shared<WorkerOptions>();
    CLI::App *command = app.add_subcommand("worker", "Carry out attempts for an engine, until Ctrl-C");
    command->footer("Example: weft worker --join 'weft://lab-1:5570/?key=…' --pool gpu --slots 2\n"
                    "With a ticket in the address (weft ticket) this machine gets its own key listed there first. Several --join are places "
                    "where the engine may be.\n"
                    "A secret that a workflow names as ${secret.NAME} is this worker's variable WEFT_SECRET_NAME. What it runs does not inherit "
                    "these variables, and their values are taken out of logs, reasons and outputs. "
                    "http and llm steps ask their server directly: http_proxy and the like are not heeded.");
    command->add_option("--join", options->join, "The engine: ipc://… or weft://…, with a ticket where need be; \"-\" reads it from standard input")
        ->required()->allow_extra_args(false)->type_name("URL");
    command->add_option("--name", options->name, "For people; the host and process where not given");
    command->add_option("--pool", options->pool, "The pool it joins");
    command->add_option("--slots", options->slots, "How many attempts at once; one per core where not given")->check(CLI::Range(1, 1024));
    command->add_option("--allow", options->allow, "The kinds it carries out; all where not given")
        ->delimiter(',')->allow_extra_args(false)->check(CLI::IsMember(worker::knownKinds()));
    command->add_flag("--ephemeral", options->ephemeral, "Ends some time after its engine")->group("");
    command->callback([&action, options] { action = [options] { return work(*options); }; });
}

} // namespace weftline::cli
