// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QCoro/QCoroTask>

#include <QtCore/QTimer>

#include <algorithm>

#include <fmt/format.h>

#include "app/cli/ask.h"
#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/past.h"
#include "engine/store/file_log_store.h"

namespace weftline::cli {
namespace {

struct Options
{
    std::string run;
    std::string engine;
    std::string journal;
    std::string grep;
    bool json = false;
};

void say(const Options &options, Instant at, const std::string &task, std::uint32_t attempt, bool isError, const std::string &text)
{
    if (options.json)
        print(toJson(Object{{"at", toRfc3339(at)}, {"task", task}, {"attempt", std::int64_t{attempt}},
                            {"stream", isError ? "err" : "out"}, {"text", text}}));
    else
        print(fmt::format("{} {}{}{} {}", toRfc3339(at), task, attempt > 1 ? fmt::format(" (attempt {})", attempt) : "",
                          isError ? " !" : "", text));
}

int logsOfPast(const Options &options)
{
    const auto past = openPast(options.journal, options.run);
    if (!past)
        return failed(past.error());
    const auto run = past->run(options.run);
    if (!run)
        return failed(run.error());
    const auto logs = store::openFileLogStore(past->file.string() + ".d");
    if (!logs)
        return failed(logs.error());
    store::LogFilter filter;
    filter.contains = options.grep;
    while (true) {
        const auto page = (*logs)->read((*run)->id, filter);
        if (!page)
            return failed(page.error());
        for (const store::LogLine &line : page->lines)
            say(options, line.at, line.task < (*run)->tasks.size() ? (*run)->taskName(line.task) : std::to_string(line.task),
                line.attempt, line.stream == store::LogStream::Err, line.text);
        if (page->atEnd)
            return AllDone;
        filter.from = page->next;
    }
}

void nextPage(const Options &options, client::WireClient &client, client::LogQuery query, std::function<void(int)> done)
{
    QCoro::connect(client.log(query), &client, [options, &client, query, done](const Result<client::LogPage> &page) {
        if (!page) {
            done(failed(page.error()));
            return;
        }
        for (const client::LogLine &line : page->lines)
            say(options, line.at, line.taskName, line.attempt, line.isError, line.text);
        if (page->atEnd) {
            done(AllDone);
            return;
        }
        client::LogQuery following = query;
        following.from = page->next;
        nextPage(options, client, std::move(following), done);
    });
}

int logsOfEngine(const Options &options)
{
    return askEngine(options.engine, [options](client::WireClient &client, std::function<void(int)> done) {
        watchRun(client, options.run, [options, &client, done](const client::RunView &view, const Value &) {
            client::LogQuery query;
            query.run = view.summary.id;
            query.contains = options.grep;
            nextPage(options, client, std::move(query), done);
        }, done);
    });
}

} // namespace

void addLogs(CLI::App &app, Action &action)
{
    auto options = std::make_shared<Options>();
    CLI::App *command = app.add_subcommand("logs", "Print what the attempts of a run wrote");
    command->footer("Example: weft logs last --journal engine.journal --grep error\nRUN is a run's id, its number in the journal, or \"last\".");
    command->add_option("RUN", options->run, "Which run")->required();
    command->add_option("--engine", options->engine, "Ask an engine: ipc://… or weft://…");
    command->add_option("--journal", options->journal, "Read beside a journal");
    command->add_option("--grep", options->grep, "Only lines with this text, upper and lower case alike");
    command->add_flag("--json", options->json, "NDJSON, a line each");
    command->callback([&action, options] {
        action = [options] { return options->engine.empty() ? logsOfPast(*options) : logsOfEngine(*options); };
    });
}

} // namespace weftline::cli
