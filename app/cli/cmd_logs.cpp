// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QCoro/QCoroTask>

#include <QtCore/QTimer>

#include <algorithm>

#include <fmt/format.h>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/past.h"
#include "app/cli/target.h"
#include "engine/journal/plan_of.h"
#include "engine/store/file_log_store.h"
#include "engine/workflow/codec.h"

namespace weftline::cli {
namespace {

constexpr int lookAgainMs = 200;
constexpr std::size_t nodesNamed = 12;

struct LogsOptions
{
    std::string run;
    Target target;
    std::string grep;
    std::string node;
    std::string stream;
    bool follow = false;
    bool json = false;
};

void sayLine(const LogsOptions &options, Instant at, const std::string &task, std::uint32_t attempt, bool isError, const std::string &text)
{
    if (options.json)
        print(toJson(Object{{"at", toRfc3339(at)}, {"task", task}, {"attempt", std::int64_t{attempt}},
                            {"stream", isError ? "err" : "out"}, {"text", text}}));
    else
        print(fmt::format("{} {}{}{} {}", toRfc3339(at), task, attempt > 1 ? fmt::format(" (attempt {})", attempt) : "",
                          isError ? " !" : "", text));
}

/// The place of the node that the options name; fails with the nodes that there are.
Result<std::optional<std::uint32_t>> nodeOf(const LogsOptions &options, const workflow::Workflow &workflow)
{
    if (options.node.empty())
        return std::nullopt;
    std::string names;
    for (std::uint32_t n = 0; n < workflow.nodes.size(); ++n) {
        if (workflow.nodes[n].id == options.node)
            return n;
        if (n < nodesNamed)
            names += fmt::format("{}\"{}\"", n == 0 ? "" : ", ", workflow.nodes[n].id);
    }
    if (workflow.nodes.size() > nodesNamed)
        names += fmt::format(" and {} more", workflow.nodes.size() - nodesNamed);
    return failure(ErrorCode::NotFound, fmt::format("The run has no node \"{}\". It has {}.", options.node, names));
}

/// From `from` on: LogPage::next of what was read before.
int logsOfPast(const LogsOptions &options, const FoundRun &found, std::uint64_t from = 0)
{
    const auto past = openPast(found.place.journal);
    if (!past)
        return failed(past.error());
    const auto run = past->run(found.run.id);
    if (!run)
        return failed(run.error());
    const auto logs = store::openFileLogStore(past->file.string() + ".d");
    if (!logs)
        return failed(logs.error());
    const auto plan = journal::planOf(*past->journal, **run);
    if (!plan)
        return failed(plan.error());
    const auto node = nodeOf(options, (*plan)->workflow);
    if (!node)
        return failed(node.error());
    store::LogFilter filter;
    filter.contains = options.grep;
    filter.from = from;
    if (*node) {
        const scheduler::NodeState &state = (*run)->nodes[**node];
        filter.tasks = {state.firstTask, state.firstTask + state.taskCount};
    }
    if (!options.stream.empty())
        filter.stream = options.stream == "err" ? store::LogStream::Err : store::LogStream::Out;
    while (true) {
        const auto page = (*logs)->read((*run)->id, filter);
        if (!page)
            return failed(page.error());
        for (const store::LogLine &line : page->lines)
            sayLine(options, line.at, line.task < (*run)->tasks.size() ? (*run)->taskName(line.task) : std::to_string(line.task),
                line.attempt, line.stream == store::LogStream::Err, line.text);
        if (page->atEnd)
            break;
        filter.from = page->next;
    }
    if (options.follow && (*run)->state == scheduler::RunState::Running)
        complain(fmt::format("No engine holds \"{}\", so nothing follows. weft engine --journal \"{}\" goes on with it.",
                             past->file.string(), past->file.string()));
    return AllDone;
}

/// Reads page after page; at the end of a log that grows, looks again until its run has ended.
class Reading
{
public:
    /// `reached` is how far it has come.
    Reading(const LogsOptions &options, client::WireClient &client, client::LogQuery query, std::uint64_t &reached, std::function<void(int)> done)
        : m_options(options), m_client(client), m_query(std::move(query)), m_reached(reached), m_done(std::move(done))
    {
    }

    static void begin(const std::shared_ptr<Reading> &self) // kept by what it waits for
    {
        const client::RunView *view = self->m_client.run(self->m_query.run);
        const bool mayGrow = self->m_options.follow && view && view->summary.state == client::RunState::Running;
        QCoro::connect(self->m_client.log(self->m_query), &self->m_client,
                       [self, mayGrow](const Result<client::LogPage> &page) { self->take(self, page, mayGrow); });
    }

private:
    void take(const std::shared_ptr<Reading> &self, const Result<client::LogPage> &page, bool mayGrow)
    {
        if (!page) {
            m_done(failed(page.error()));
            return;
        }
        for (const client::LogLine &line : page->lines)
            sayLine(m_options, line.at, line.taskName, line.attempt, line.isError, line.text);
        m_reached = m_query.from = page->next;
        if (!page->atEnd)
            begin(self);
        else if (mayGrow)
            QTimer::singleShot(lookAgainMs, &m_client, [self] { begin(self); });
        else
            m_done(AllDone);
    }

    LogsOptions m_options;
    client::WireClient &m_client;
    client::LogQuery m_query;
    std::uint64_t &m_reached;
    std::function<void(int)> m_done;
};

int logsOfEngine(const LogsOptions &options, const FoundRun &found, const std::string &url)
{
    std::uint64_t reached = 0;
    bool isGone = false; // with its journal left: that of `weft run` ends with the run
    const int code = askEngine(url, [&, options, found](client::WireClient &client, std::function<void(int)> done) {
        QObject::connect(&client, &client::EngineClient::connectionChanged, &client, [&isGone, done, found](bool isConnected, const QString &reason) {
            if (isConnected)
                return;
            isGone = !found.place.journal.empty();
            if (!isGone)
                complain(fmt::format("The engine of run \"{}\" is gone: {}", found.run.id, reason.toStdString()));
            done(EngineUnreachable);
        });
        watchRun(client, found.run.id, [&reached, options, &client, done](const client::RunView &view, const Value &) {
            workflow::Problems ignored;
            const auto node = nodeOf(options, workflow::fromValue(view.workflow, ignored));
            if (!node) {
                done(failed(node.error()));
                return;
            }
            client::LogQuery query;
            query.run = view.summary.id;
            query.contains = options.grep;
            query.node = *node;
            if (!options.stream.empty())
                query.isError = options.stream == "err";
            Reading::begin(std::make_shared<Reading>(options, client, std::move(query), reached, done));
        }, done);
    });
    return isGone ? logsOfPast(options, found, reached) : code;
}

int logs(const LogsOptions &options)
{
    const auto found = findRun(options.target, options.run);
    if (!found)
        return failed(found.error());
    std::string url = found->place.url;
    if (url.empty() && options.follow && found->run.state == client::RunState::Running)
        url = engineOf(found->place.journal);
    return url.empty() ? logsOfPast(options, *found) : logsOfEngine(options, *found, url);
}

} // namespace

void addLogs(CLI::App &app, Action &action)
{
    auto options = std::make_shared<LogsOptions>();
    CLI::App *command = app.add_subcommand("logs", "Print what the attempts of a run wrote");
    command->footer("Example: weft logs last --follow --grep error\n"
                    "RUN is a run's number, its id or the beginning of it, or \"last\". Without --engine and --journal it is looked for at your "
                    "own engine, then among the journals of weft run.");
    command->add_option("RUN", options->run, "Which run")->required();
    addTargetOptions(*command, options->target);
    command->add_flag("--follow,-f", options->follow, "Wait for more until the run has ended");
    command->add_option("--grep", options->grep, "Only lines with this text, upper and lower case alike")->type_name("TEXT");
    command->add_option("--node", options->node, "Only what this node's tasks wrote, by its id")->type_name("N");
    command->add_option("--stream", options->stream, "Only standard output, or only standard error")
        ->check(CLI::IsMember({"out", "err"}))->type_name("out|err");
    command->add_flag("--json", options->json, "NDJSON, a line each");
    command->callback([&action, options] { action = [options] { return logs(*options); }; });
}

} // namespace weftline::cli
