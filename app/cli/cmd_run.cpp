// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QCoreApplication>
#include <QtCore/QTimer>

#include <cstdlib>
#include <filesystem>
#include <thread>

#include <fmt/format.h>

#include "app/cli/commands.h"
#include "app/cli/connect.h"
#include "app/cli/output.h"
#include "app/cli/run_session.h"
#include "app/cli/workflow_file.h"
#include "engine/format/json.h"
#include "engine/service/engine_host.h"
#include "engine/workflow/plan.h"

namespace weftline::cli {
namespace {

struct RunOptions
{
    std::string file;
    std::vector<std::string> parameters;
    std::uint32_t workers = 0;
    std::string engine;
    std::string journal;
    std::string resume;
    bool json = false;
};

std::filesystem::path defaultJournal(const std::string &runId)
{
    const char *state = std::getenv("XDG_STATE_HOME");
    const char *home = std::getenv("HOME");
    const std::filesystem::path base = state && *state ? std::filesystem::path(state)
                                                       : std::filesystem::path(home && *home ? home : "/tmp") / ".local/state";
    return base / "weftline" / "runs" / (runId + ".journal");
}

/// "name=value", the value as the parameter's type wants it: text as it stands, everything else as JSON.
Result<Object> parseParameters(const workflow::Workflow &workflow, const std::vector<std::string> &given)
{
    Object values;
    for (const std::string &text : given) {
        const std::size_t equals = text.find('=');
        if (equals == std::string::npos || equals == 0)
            return failure(ErrorCode::InvalidInput, fmt::format("\"{}\" is not a parameter. Write -p name=value.", text));
        const std::string name = text.substr(0, equals);
        const std::string value = text.substr(equals + 1);
        const auto known = std::find_if(workflow.parameters.begin(), workflow.parameters.end(),
                                        [&](const workflow::Parameter &parameter) { return parameter.name == name; });
        if (known == workflow.parameters.end() || known->type == workflow::ParameterType::String) {
            values.emplace_back(name, value);
            continue;
        }
        auto parsed = format::parseJson(value);
        if (!parsed && known->type != workflow::ParameterType::Any)
            return failure(ErrorCode::InvalidInput, fmt::format("Parameter \"{}\" cannot be \"{}\". {}", name, value, parsed.error().message));
        values.emplace_back(name, parsed ? std::move(*parsed) : Value(value));
    }
    return values;
}

int runHere(const RunOptions &options, RunSession::Options session)
{
    const bool resumes = !options.resume.empty();
    service::EngineOptions engine;
    engine.journal = resumes ? std::filesystem::path(options.resume)
        : options.journal.empty() ? defaultJournal(session.runId)
                                  : std::filesystem::path(options.journal);
    if (resumes && !std::filesystem::exists(engine.journal)) {
        complain(fmt::format("There is no journal \"{}\" to resume.", options.resume));
        return BadInput;
    }
    engine.program = ownProgram();
    engine.workers = options.workers != 0 ? options.workers : std::max(1U, std::thread::hardware_concurrency());
    engine.refusesUnfinished = !resumes;
    engine.settings.version = WEFTLINE_VERSION;
    engine.settings.name = "weft run";
    auto host = service::EngineHost::open(std::move(engine));
    if (!host) {
        complain(host.error().message);
        return host.error().code == ErrorCode::System ? WorkFailed : BadInput;
    }
    session.journal = (*host)->journal().string();
    if (resumes) {
        const std::vector<std::string> unfinished = (*host)->unfinishedRuns();
        if (unfinished.empty()) {
            complain(fmt::format("Nothing is left to resume in \"{0}\". weft show last --journal \"{0}\" tells how the last run went.", options.resume));
            return BadInput;
        }
        session.runId = unfinished.front();
        session.submits = false;
    }
    auto client = connectTo((*host)->localEndpoint());
    if (!client)
        return failed(client.error());
    const int code = watchToTheEnd(**client, std::move(session));
    client->reset();
    QObject::connect(host->get(), &service::EngineHost::stopped, host->get(), &QCoreApplication::quit);
    QTimer::singleShot(0, host->get(), &service::EngineHost::stop);
    QCoreApplication::exec();
    return code;
}

int run(const RunOptions &options)
{
    RunSession::Options session;
    session.json = options.json;
    session.runId = client::newRunId();
    if (options.resume.empty()) {
        if (options.file.empty()) {
            complain("Name the workflow to run: weft run FILE. Or resume a journal: weft run --resume JOURNAL.");
            return BadInput;
        }
        format::ReadOutcome outcome = readChecked(options.file);
        if (outcome.hasErrors()) {
            printProblems(options.file, outcome.problems);
            return BadInput;
        }
        session.workflow = std::move(outcome.workflow);
        auto given = parseParameters(session.workflow, options.parameters);
        if (!given)
            return failed(given.error());
        if (const auto resolved = workflow::resolveParameters(session.workflow, *given); !resolved)
            return failed(resolved.error());
        session.parameters = std::move(*given);
    }
    if (options.engine.empty())
        return runHere(options, std::move(session));
    auto client = connectTo(options.engine);
    return client ? watchToTheEnd(**client, std::move(session)) : failed(client.error());
}

} // namespace

void addRun(CLI::App &app, Action &action)
{
    auto options = std::make_shared<RunOptions>();
    CLI::App *command = app.add_subcommand("run", "Run a workflow and watch it to its end");
    command->footer("Example: weft run resources/examples/license-words.weft --workers 2 -p folder=/usr/share/common-licenses\n"
                    "Without --engine an engine runs in this process, with local worker processes of its own. Ctrl-C cancels.");
    CLI::Option *file = command->add_option("FILE", options->file, "The workflow");
    CLI::Option *parameter = command->add_option("-p,--parameter", options->parameters, "name=value, once for each; text as it stands, other types as JSON")
        ->allow_extra_args(false)->type_name("NAME=VALUE");
    CLI::Option *workers = command->add_option("--workers", options->workers, "Local worker processes; one per core where not given")->check(CLI::Range(1, 256));
    addEngineOption(*command, options->engine, "An engine that runs elsewhere")->excludes(workers);
    CLI::Option *journal = command->add_option("--journal", options->journal, "The file that keeps the run; under $XDG_STATE_HOME where not given");
    command->add_option("--resume", options->resume, "Go on with the unfinished run of this journal")
        ->excludes(file, parameter, journal)->type_name("JOURNAL");
    command->add_flag("--json", options->json, "NDJSON: what happens, and the summary as the last line");
    command->callback([&action, options] { action = [options] { return run(*options); }; });
}

} // namespace weftline::cli
