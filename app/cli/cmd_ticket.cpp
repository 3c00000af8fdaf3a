// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QCoro/QCoroTask>

#include <charconv>

#include <fmt/format.h>

#include "app/cli/ask.h"
#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/paths.h"
#include "engine/wire/runtime_dir.h"

namespace weftline::cli {
namespace {

struct TicketOptions
{
    std::string role = "worker";
    std::string name;
    std::string expires = "15m";
    std::string engine;
    bool json = false;
};

/// "90s", "15m", "2h": how long a ticket may be good for.
Result<Duration> spanFrom(const std::string &text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    if (error == std::errc{} && number > 0 && number <= 100'000) {
        if (unit == "s")
            return Duration(std::chrono::seconds(number));
        if (unit == "m")
            return Duration(std::chrono::minutes(number));
        if (unit == "h")
            return Duration(std::chrono::hours(number));
    }
    return failure(ErrorCode::InvalidInput, fmt::format("\"{}\" is no time that a ticket can be good for. Write it as 90s, 15m or 2h.", text));
}

void showTicket(const client::Ticket &ticket, const TicketOptions &options)
{
    const bool isWorker = options.role == "worker";
    const std::string line = fmt::format("weft {} '{}'", isWorker ? "worker --join" : "keys join", ticket.address);
    if (options.json) {
        print(toJson(Object{{"line", line}, {"address", ticket.address}, {"role", options.role}, {"name", options.name},
                            {"key", ticket.key}, {"expires", toRfc3339(ticket.expires)}}));
        return;
    }
    print(line);
    complain(fmt::format("Run this on the other machine. It is good once, until {} UTC, and whoever has it can join: hand it over as you would a "
                         "password.{}", toRfc3339(ticket.expires).substr(11, 8),
                         isWorker ? "" : " Or give the address to Engine ▸ Connect… in the window there."));
}

int ticket(const TicketOptions &options)
{
    const auto validFor = spanFrom(options.expires);
    if (!validFor)
        return failed(validFor.error());
    std::string url = options.engine;
    if (url.empty()) {
        const auto socket = wire::socketPathFor(ownJournal());
        if (!socket)
            return failed(socket.error());
        url = "ipc://" + socket->string();
    }
    const client::TicketWish wish{options.role, options.name, *validFor};
    return askEngine(url, [options, wish](client::WireClient &client, const std::function<void(int)> &done) {
        QCoro::connect(client.makeTicket(wish), &client, [options, done](const Result<client::Ticket> &made) {
            if (made)
                showTicket(*made, options);
            done(made ? static_cast<int>(AllDone) : failed(made.error()));
        });
    });
}

} // namespace

void addTicket(CLI::App &app, Action &action)
{
    auto options = std::make_shared<TicketOptions>();
    CLI::App *command = app.add_subcommand("ticket", "Let a machine or a person join a running engine, once");
    command->footer("Example: weft ticket --name lab-7; on the other machine: the line that this prints\n"
                    "The engine must listen for other machines: weft engine --listen tcp://0.0.0.0:5570");
    command->add_option("--role", options->role, "What who joins may do: worker, viewer, operator or admin")
        ->check(CLI::IsMember({"worker", "viewer", "operator", "admin"}));
    command->add_option("--name", options->name, "What it will be called; the machine's own name where not given");
    command->add_option("--expires", options->expires, "How long the ticket is good for: 90s, 15m, 2h");
    command->add_option("--engine", options->engine, "The engine: ipc://… or weft://…; this user's own where not given");
    command->add_flag("--json", options->json, "One JSON object");
    command->callback([&action, options] { action = [options] { return ticket(*options); }; });
}

} // namespace weftline::cli
