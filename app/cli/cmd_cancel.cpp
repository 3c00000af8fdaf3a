// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/target.h"

namespace weftline::cli {
namespace {

struct CancelOptions
{
    std::string run;
    Target target;
    bool json = false;
};

int cancel(const CancelOptions &options)
{
    const auto found = findRun(options.target, options.run);
    if (!found)
        return failed(found.error());
    if (found->run.state != client::RunState::Running) {
        complain(fmt::format("{} has ended already: {}. There is nothing to cancel.", nameOf(*found), nameOf(found->run.state)));
        return BadInput;
    }
    const auto url = engineFor(*found, "cancel");
    if (!url)
        return failed(url.error());
    const auto done = askOnce<Done>(*url, [&](client::WireClient &client) { return client.cancelRun(found->run.id); });
    if (!done)
        return failed(done.error());
    print(options.json ? toJson(Object{{"run", found->run.id}, {"number", std::int64_t{found->run.index} + 1}, {"cancel", true}})
                       : fmt::format("{} of \"{}\" is cancelled. What it still does is being stopped.", nameOf(*found), found->run.name));
    return AllDone;
}

} // namespace

void addCancel(CLI::App &app, Action &action)
{
    auto options = std::make_shared<CancelOptions>();
    CLI::App *command = app.add_subcommand("cancel", "Cancel a run that is going");
    command->footer("Example: weft cancel last\n"
                    "RUN is a run's number, its id or the beginning of it, or \"last\". Without --engine and --journal it is looked for at your "
                    "own engine, then among the journals of weft run.");
    command->add_option("RUN", options->run, "Which run")->required();
    addTargetOptions(*command, options->target);
    command->add_flag("--json", options->json, "One JSON object");
    command->callback([&action, options] { action = [options] { return cancel(*options); }; });
}

} // namespace weftline::cli
