// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `weft`: everything without a window.

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <csignal>
#include <cstring>

#include <fmt/format.h>

#include "app/bench/echo.h"
#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "engine/expressions/evaluator.h"
#include "engine/worker/watchdog.h"
#include "engine/workflow/names.h"

namespace {

/// Children that this program starts from itself. They take no part in the command line that people see.
int runHidden(int argc, char **argv, bool &wasHidden)
{
    wasHidden = true;
    if (argc > 1 && std::strcmp(argv[1], "evaluator") == 0)
        return weftline::expressions::evaluatorMain(argc - 1, argv + 1);
    if (argc > 1 && std::strcmp(argv[1], "watchdog") == 0)
        return weftline::worker::runWatchdog();
    if (argc > 1 && std::strcmp(argv[1], "bench-echo") == 0)
        return weftline::bench::echoMain(argc - 1, argv + 1);
    wasHidden = false;
    return 0;
}

/// What is wrong with a command line, in words for who typed it, and where to read on.
std::string explain(const CLI::App *app, const CLI::Error &error)
{
    std::string command = app->get_name();
    for (auto chosen = app->get_subcommands(); !chosen.empty(); chosen = app->get_subcommands()) {
        app = chosen.front();
        command += " " + app->get_name();
    }
    std::string said = error.what();
    const bool lacksSubcommand = app->get_require_subcommand_min() > 0 && dynamic_cast<const CLI::RequiredError *>(&error);
    if (const std::vector<std::string> rest = app->remaining(); lacksSubcommand && !rest.empty()) {
        std::vector<std::string_view> known;
        for (const CLI::App *subcommand : app->get_subcommands([](const CLI::App *) { return true; }))
            known.push_back(subcommand->get_name());
        said = fmt::format("There is no subcommand \"{}\". {}", rest.front(), weftline::workflow::didYouMean(rest.front(), known));
    } else if (lacksSubcommand) {
        said = "A subcommand is missing.";
    }
    if (const std::size_t excludes = said.find(" excludes "); excludes != std::string::npos)
        said.replace(excludes, std::strlen(" excludes "), " cannot be given together with ");
    while (!said.empty() && (said.back() == ' ' || said.back() == '\n' || said.back() == '.'))
        said.pop_back();
    return fmt::format("{}: {}{} What it takes: {} --help\n", command, said, said.ends_with('?') ? "" : ".", command);
}

} // namespace

int main(int argc, char **argv)
{
    using namespace weftline::cli;
    bool wasHidden = false;
    if (const int code = runHidden(argc, argv, wasHidden); wasHidden)
        return code;
    std::signal(SIGPIPE, SIG_IGN);
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("weft"));
    QCoreApplication::setApplicationVersion(QStringLiteral(WEFTLINE_VERSION));

    CLI::App app("Weftline: runs task graphs on your machines, and carries on when one of them fails.", "weft");
    app.set_version_flag("--version", "weft " WEFTLINE_VERSION);
    app.require_subcommand(1);
    app.failure_message(explain);
    app.footer("weft SUBCOMMAND --help tells more. Example: weft run flow.weft --workers 4\n"
               "Exit codes: 0 done, 1 the work failed, 2 wrong input or usage, 3 engine unreachable or it refuses your key, 130 interrupted.");
    Action action;
    addRun(app, action);
    addCheck(app, action);
    addEngine(app, action);
    addWorker(app, action);
    addRuns(app, action);
    addShow(app, action);
    addLogs(app, action);
    addCancel(app, action);
    addRetry(app, action);
    addEvents(app, action);
    addVerify(app, action);
    addBackup(app, action);
    addArchive(app, action);
    addSnapshot(app, action);
    addReplay(app, action);
    addImport(app, action);
    addExport(app, action);
    addKeys(app, action);
    addTicket(app, action);
    addBench(app, action);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &error) {
        const bool isHelp = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success);
        app.exit(error);
        return isHelp ? AllDone : BadInput;
    }
    return action ? action() : BadInput;
}
