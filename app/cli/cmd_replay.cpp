// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/past.h"
#include "app/cli/progress.h"

namespace weftline::cli {
namespace {

struct ReplayOptions
{
    std::string journal;
    std::string until;
    bool json = false;
};

Result<service::ReplayEnd> readUntil(const std::string &text)
{
    service::ReplayEnd end;
    if (text.empty())
        return end;
    const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), end.position);
    if (error == std::errc() && rest == text.data() + text.size())
        return end;
    const auto at = parseRfc3339(text);
    if (!at)
        return failure(ErrorCode::InvalidInput, fmt::format("--until takes a position, as 1200, or a time. {}", at.error().message));
    end.position = service::ReplayEnd().position;
    end.at = *at;
    return end;
}

std::size_t attemptsOf(const scheduler::State &state, scheduler::RunIndex run)
{
    return static_cast<std::size_t>(std::count_if(state.attempts.begin(), state.attempts.end(),
                                                  [run](const scheduler::Attempt &attempt) { return attempt.run == run; }));
}

std::int64_t alertsOf(const history::Fold &fold)
{
    const auto alerts = fold.openAlerts();
    return std::count_if(alerts.begin(), alerts.end(),
                         [](const client::AlertView &alert) { return alert.state != client::AlertState::Inactive; });
}

/// Tasks by their state, those that there are.
Object taskTotals(const scheduler::Run &run)
{
    const scheduler::TaskCounts counts = run.totals();
    Object tasks{{"total", static_cast<std::int64_t>(run.taskTotal())}};
    for (std::size_t state = 0; state < counts.size(); ++state)
        if (counts[state] > 0)
            tasks.emplace_back(std::string(scheduler::nameOf(static_cast<scheduler::TaskState>(state))), std::int64_t{counts[state]});
    return tasks;
}

Value runOf(const Past &past, const scheduler::Run &run)
{
    const client::RunSummary summary = past.fold.summary(run);
    Object value{{"run", run.id},
                 {"number", std::int64_t{run.index} + 1},
                 {"name", summary.name},
                 {"state", std::string(client::nameOf(summary.state))},
                 {"accepted_at", toRfc3339(summary.acceptedAt)},
                 {"tasks", taskTotals(run)},
                 {"attempts", static_cast<std::int64_t>(run.attempts)},
                 {"in_flight", static_cast<std::int64_t>(attemptsOf(past.state, run.index))}};
    if (summary.finishedAt.us != 0)
        value.emplace_back("finished_at", toRfc3339(summary.finishedAt));
    if (!run.reason.empty())
        value.emplace_back("reason", run.reason);
    return value;
}

Value workerOf(const scheduler::Worker &worker)
{
    return Object{{"worker", worker.who.name},
                  {"pool", worker.who.pool},
                  {"state", std::string(client::nameOf(static_cast<client::WorkerState>(worker.state)))},
                  {"slots", std::int64_t{worker.who.slots}},
                  {"held", std::int64_t{worker.used}}};
}

Value toValue(const Past &past)
{
    List runs;
    for (const scheduler::Run &run : past.state.runs)
        runs.push_back(runOf(past, run));
    List workers;
    for (const scheduler::WorkerIndex index : past.state.present)
        if (!past.state.workers[index].who.evaluator)
            workers.push_back(workerOf(past.state.workers[index]));
    return Object{{"position", static_cast<std::int64_t>(past.state.position)},
                  {"at", past.state.position == 0 ? Value() : Value(toRfc3339(past.state.now))},
                  {"epoch", std::int64_t{past.state.epoch}},
                  {"runs", std::move(runs)},
                  {"workers", std::move(workers)},
                  {"alerts", alertsOf(past.fold)}};
}

std::string text(const Value &value, std::string_view name) { return value.find(name) ? *value.find(name)->asString() : std::string(); }

std::int64_t number(const Value &value, std::string_view name) { return value.find(name) ? *value.find(name)->asInt() : 0; }

/// "3 waiting, 2 running"
std::string countsOf(const Value &tasks)
{
    std::string counts;
    for (const auto &[name, count] : *tasks.asObject())
        if (name != "total")
            counts += fmt::format("{}{} {}", counts.empty() ? "" : ", ", numberForPeople(static_cast<std::uint64_t>(*count.asInt())), name);
    return counts;
}

void sayState(const std::string &journal, const Value &state)
{
    print(fmt::format("{} at position {}{}: term {} of its engines.", journal, number(state, "position"),
                      number(state, "position") == 0 ? std::string() : ", " + text(state, "at"), number(state, "epoch")));
    for (const Value &run : *state.find("runs")->asList())
        print(fmt::format("Run {} ({}), {}: {}. {} tasks: {}; {} attempts so far, {} of them under way.{}", number(run, "number"),
                          text(run, "run"), text(run, "name"), text(run, "state"),
                          numberForPeople(static_cast<std::uint64_t>(number(*run.find("tasks"), "total"))), countsOf(*run.find("tasks")),
                          number(run, "attempts"), number(run, "in_flight"),
                          run.find("reason") ? fmt::format(" {}", text(run, "reason")) : std::string()));
    for (const Value &worker : *state.find("workers")->asList())
        print(fmt::format("Worker {} of pool {}: {}, holds {} attempts on {} slots.", text(worker, "worker"), text(worker, "pool"),
                          text(worker, "state"), number(worker, "held"), number(worker, "slots")));
    if (number(state, "alerts") > 0)
        print(fmt::format("{} alerts are pending or firing.", number(state, "alerts")));
}

int replay(const ReplayOptions &options)
{
    const auto end = readUntil(options.until);
    if (!end)
        return failed(end.error());
    const auto past = openPast(options.journal, *end);
    if (!past)
        return failed(past.error());
    const Value state = toValue(*past);
    if (options.json)
        print(toJson(state));
    else
        sayState(options.journal, state);
    return AllDone;
}

} // namespace

void addReplay(CLI::App &app, Action &action)
{
    auto options = std::make_shared<ReplayOptions>();
    CLI::App *command = app.add_subcommand("replay", "Compute from a journal how everything stood, now or at an earlier moment");
    command->footer("Example: weft replay lab.journal --until 2026-03-01T08:00:00Z");
    command->add_option("JOURNAL", options->journal, "The journal")->required();
    command->add_option("--until", options->until, "How far: a position, or a time such as 2026-03-01T08:00:00Z; all of it where not given")
        ->type_name("POSITION|TIME");
    command->add_flag("--json", options->json, "One JSON object");
    command->callback([&action, options] { action = [options] { return replay(*options); }; });
}

} // namespace weftline::cli
