// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <algorithm>
#include <ctime>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "app/cli/commands.h"
#include "app/cli/output.h"
#include "app/cli/past.h"
#include "app/cli/progress.h"
#include "app/cli/summary.h"
#include "app/cli/table.h"
#include "app/cli/target.h"

namespace weftline::cli {
namespace {

using client::RunSummary;
using client::TaskState;

constexpr std::size_t defaultLimit = 20;
constexpr std::uint32_t pageSize = 200;

struct RunsOptions
{
    Target target;
    std::string state;
    std::string name;
    std::size_t limit = defaultLimit;
    bool json = false;
};

struct Listed
{
    RunSummary run;
    Place place;
};

bool contains(const std::string &text, const std::string &wanted)
{
    return std::search(text.begin(), text.end(), wanted.begin(), wanted.end(), [](char a, char b) {
               return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
           }) != text.end();
}

/// A page after the other, until there are enough.
QCoro::Task<Result<client::RunPage>> allOf(client::WireClient &client, client::RunQuery query, std::size_t limit)
{
    client::RunPage all;
    do {
        query.countMax = static_cast<std::uint32_t>(std::min<std::size_t>(limit - all.runs.size(), pageSize));
        Result<client::RunPage> page = co_await client.runs(query);
        if (!page)
            co_return page;
        query.before = page->next;
        all.atEnd = page->atEnd;
        all.runs.insert(all.runs.end(), page->runs.begin(), page->runs.end());
    } while (!all.atEnd && all.runs.size() < limit);
    co_return all;
}

Result<std::vector<RunSummary>> runsIn(const Place &place, const RunsOptions &options)
{
    client::RunQuery query;
    query.state = client::runStateFrom(options.state);
    query.name = options.name;
    if (!place.url.empty()) {
        auto page = askOnce<client::RunPage>(place.url, [&](client::WireClient &client) { return allOf(client, query, options.limit); });
        return page ? Result<std::vector<RunSummary>>(std::move(page->runs)) : tl::unexpected(page.error());
    }
    const auto past = openPast(place.journal);
    if (!past)
        return tl::unexpected(past.error());
    std::vector<RunSummary> runs;
    for (auto run = past->state.runs.rbegin(); run != past->state.runs.rend() && runs.size() < options.limit; ++run) {
        RunSummary summary = past->fold.summary(*run);
        if ((!query.state || summary.state == *query.state) && contains(summary.name, query.name))
            runs.push_back(std::move(summary));
    }
    return runs;
}

std::string startedAt(Instant at)
{
    const std::time_t seconds = at.us / 1'000'000;
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    std::tm today{};
    localtime_r(&seconds, &local);
    localtime_r(&now, &today);
    const bool isToday = local.tm_year == today.tm_year && local.tm_yday == today.tm_yday;
    return isToday ? fmt::format("{:%H:%M:%S}", local) : fmt::format("{:%Y-%m-%d %H:%M}", local);
}

Duration tookOf(const RunSummary &run) { return run.finishedAt.us == 0 ? Duration{0} : run.finishedAt - run.acceptedAt; }

void sayRuns(const std::vector<Listed> &all)
{
    const std::vector<TableColumn> columns{{"#", true, 9, 0},      {"STATE", false, 10, 0}, {"WORKFLOW", false, 8, 12}, {"STARTED", false, 6, 0},
                                           {"TOOK", true, 5, 0},   {"TASKS", true, 4, 0},   {"RUN", false, 7, 0},       {"WHY", false, 3, 16}};
    std::vector<std::vector<std::string>> rows;
    for (const auto &[run, place] : all) {
        const std::string took = run.state == client::RunState::Running ? std::string("…") : forPeople(tookOf(run));
        rows.push_back({std::to_string(run.index + 1), std::string(nameOf(run.state)), run.name, startedAt(run.acceptedAt), took,
                        fmt::format("{}/{}", numberForPeople(countOf(run.counts, TaskState::Succeeded)),
                                    numberForPeople(client::sumOf(run.counts))),
                        run.id, run.reason.substr(0, run.reason.find('\n'))});
    }
    for (const std::string &line : tableLines(columns, std::move(rows), static_cast<std::size_t>(terminalColumns())))
        print(line);
}

int runs(const RunsOptions &options)
{
    std::vector<Listed> all;
    for (const Place &place : placesOf(options.target)) {
        if (!place.journal.empty() && all.size() >= options.limit && place.url.empty() && options.target.journal.empty()
            && all.back().run.id > place.journal.stem().string())
            break; // older than what is there already
        const auto some = runsIn(place, options);
        if (!some)
            return failed(some.error());
        for (const RunSummary &run : *some)
            all.push_back({run, place});
    }
    std::stable_sort(all.begin(), all.end(), [](const Listed &a, const Listed &b) { return a.run.acceptedAt > b.run.acceptedAt; });
    if (all.size() > options.limit)
        all.resize(options.limit);
    if (options.json) {
        for (const auto &[run, place] : all)
            print(toJson(runToJson(run, place.journal.string())));
        print(toJson(Object{{"runs", static_cast<std::int64_t>(all.size())}}));
    } else if (all.empty()) {
        const bool isFiltered = !options.state.empty() || !options.name.empty();
        print(isFiltered ? "No run is like that. weft runs without --state and --name lists all."
                         : "There is no run yet. Start one: weft run FILE.");
    } else {
        sayRuns(all);
    }
    return AllDone;
}

} // namespace

void addRuns(CLI::App &app, Action &action)
{
    auto options = std::make_shared<RunsOptions>();
    CLI::App *command = app.add_subcommand("runs", "List runs, the newest first");
    command->footer("Example: weft runs --state failed --limit 5\n"
                    "Without --engine and --journal: your own engine's runs, and those of weft run.");
    addTargetOptions(*command, options->target);
    command->add_option("--state", options->state, "Only those that are so: running, succeeded, failed or cancelled")
        ->check(CLI::IsMember({"running", "succeeded", "failed", "cancelled"}))->type_name("STATE");
    command->add_option("--name", options->name, "Only workflows with this text in their name, upper and lower case alike")->type_name("TEXT");
    command->add_option("--limit", options->limit, "At most so many; 20 where not given")->check(CLI::Range(1, 100'000))->type_name("N");
    command->add_flag("--json", options->json, "NDJSON: a line each, and how many as the last line");
    command->callback([&action, options] { action = [options] { return runs(*options); }; });
}

} // namespace weftline::cli
