// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include "app/bench/dispatch.h"
#include "app/cli/commands.h"
#include "app/cli/output.h"

namespace weftline::cli {
namespace {

struct Options
{
    std::string name;
    bench::DispatchOptions dispatch;
    double seconds = 5;
    bool json = false;
};

int bench(Options options)
{
    options.dispatch.program = ownProgram();
    options.dispatch.duration = Duration{static_cast<std::int64_t>(options.seconds * 1e6)};
    const auto result = bench::benchDispatch(options.dispatch);
    if (!result) {
        complain(result.error().message);
        return WorkFailed;
    }
    if (options.json) {
        print(toJson(*result));
        return AllDone;
    }
    const auto number = [&](const Value *value) { return value && value->asDouble() ? *value->asDouble() : 0.0; };
    print(fmt::format("{:.0f} tasks/s through the engine, durable; {:.0f} messages/s bare echo: {:.2f} times as many.",
                      number(result->find("value")), number(result->find("reference")->find("value")), number(result->find("ratio"))));
    print(toPrettyJson(*result));
    return AllDone;
}

} // namespace

void addBench(CLI::App &app, Action &action)
{
    auto options = std::make_shared<Options>();
    CLI::App *command = app.add_subcommand("bench", "Measure this engine on this machine, beside a bare reference");
    command->footer("Example: weft bench dispatch --workers 4 --json\n"
                    "dispatch: empty tasks through the whole engine with a durable journal, and bare ZeroMQ echo in the same call.");
    command->add_option("NAME", options->name, "dispatch")->required()->check(CLI::IsMember({"dispatch"}));
    command->add_option("--workers", options->dispatch.workers, "Worker processes")->check(CLI::Range(1, 64));
    command->add_option("--tasks", options->dispatch.tasks, "Tasks of each run")->check(CLI::Range(1, 2'000'000));
    command->add_option("--seconds", options->seconds, "How long at least")->check(CLI::Range(0.1, 3600.0));
    command->add_option("--journal", options->dispatch.journal, "Keep the journal here");
    command->add_flag("--json", options->json, "One JSON object");
    command->callback([&action, options] { action = [options] { return bench(*options); }; });
}

} // namespace weftline::cli
