// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QCoreApplication>
#include <QtCore/QTimer>

#include <fmt/format.h>

#include "app/cli/commands.h"
#include "app/cli/connect.h"
#include "app/cli/output.h"
#include "app/cli/run_session.h"
#include "app/cli/target.h"

namespace weftline::cli {
namespace {

struct RetryOptions
{
    std::string run;
    Target target;
    bool anew = false;
    bool json = false;
};

int retry(const RetryOptions &options)
{
    const auto found = findRun(options.target, options.run);
    if (!found)
        return failed(found.error());
    const auto url = engineFor(*found, "retry");
    if (!url)
        return failed(url.error());
    auto client = connectTo(*url);
    if (!client)
        return failed(client.error());
    RunSession::Options session;
    session.runId = client::newRunId();
    session.json = options.json;
    session.journal = found->place.journal.string();
    session.retryOf = found->run.id;
    session.anew = options.anew;
    return watchToTheEnd(**client, std::move(session));
}

} // namespace

void addRetry(CLI::App &app, Action &action)
{
    auto options = std::make_shared<RetryOptions>();
    CLI::App *command = app.add_subcommand("retry", "Do again what failed in a run, and watch it to its end");
    command->footer("Example: weft retry 12\n"
                    "A new run of the same workflow and parameters takes over what succeeded in run 12 and does the rest. Run 12 stays as it is. "
                    "RUN is a run's number, its id or the beginning of it, or \"last\". Ctrl-C cancels.");
    command->add_option("RUN", options->run, "Which run")->required();
    addTargetOptions(*command, options->target);
    command->add_flag("--anew", options->anew, "Take over nothing: start the same workflow with the same parameters");
    command->add_flag("--json", options->json, "NDJSON: what happens, and the summary as the last line");
    command->callback([&action, options] { action = [options] { return retry(*options); }; });
}

} // namespace weftline::cli
