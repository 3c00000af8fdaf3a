// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <fmt/format.h>

#include "app/bench/chain.h"
#include "app/bench/commands.h"
#include "app/bench/dispatch.h"
#include "app/bench/failover.h"
#include "app/bench/memory.h"
#include "app/bench/windmill.h"
#include "app/cli/commands.h"
#include "app/cli/output.h"

namespace weftline::cli {
namespace {

std::string textOf(const Value &value)
{
    const std::string *text = value.asString();
    return text ? *text : toJson(value);
}

/// "name: value", a line each; what is in something is indented below it.
void printFigures(const Object &figures, std::size_t indent)
{
    for (const auto &[name, value] : figures) {
        const Object *inner = value.asObject();
        if (inner || !value.isNull())
            print(fmt::format("{:{}}{}:{}", "", indent, name, inner ? std::string() : " " + textOf(value)));
        if (inner)
            printFigures(*inner, indent + 2);
    }
}

int show(Result<Value> result, bool json)
{
    if (!result) {
        complain(result.error().message);
        return WorkFailed;
    }
    if (json) {
        print(toJson(*result));
        return AllDone;
    }
    const auto of = [](const Value &value, std::string_view name) {
        const Value *member = value.find(name);
        return member ? textOf(*member) : std::string();
    };
    const Value reference = *result->find("reference");
    print(fmt::format("{}: {} {}. {}: {} {}. Ratio: {}.", of(*result, "bench"), of(*result, "value"), of(*result, "unit"),
                      of(reference, "what"), of(reference, "value"), of(reference, "unit"), of(*result, "ratio")));
    Object more;
    for (const auto &[name, value] : *result->asObject())
        if (name != "bench" && name != "value" && name != "unit" && name != "reference" && name != "ratio")
            more.emplace_back(name, value);
    printFigures(more, 2);
    return AllDone;
}

/// What all of them take; `Options` is the benchmark's.
template <typename Options>
struct Chosen
{
    Options options;
    bool json = false;
};

struct Words
{
    const char *name;
    const char *what;
    const char *example; ///< Arguments.
    const char *journal = "Keep the journal here";
};

template <typename Options>
std::shared_ptr<Chosen<Options>> addBench(CLI::App &parent, Action &action, Result<Value> (*measure)(const Options &), CLI::App *&command,
                                          const Words &words)
{
    auto chosen = std::make_shared<Chosen<Options>>();
    command = parent.add_subcommand(words.name, words.what);
    command->footer(fmt::format("Example: weft bench {} {}", words.name, words.example));
    command->add_flag("--json", chosen->json, "One JSON object");
    command->add_option("--journal", chosen->options.journal, words.journal)->type_name("FILE");
    command->callback([&action, chosen, measure] {
        action = [chosen, measure] {
            chosen->options.program = ownProgram();
            return show(measure(chosen->options), chosen->json);
        };
    });
    return chosen;
}

CLI::Option *count(CLI::App *command, const char *name, std::uint32_t &value, const char *what, std::uint32_t most)
{
    return command->add_option(name, value, what)->check(CLI::Range(std::uint32_t{1}, most))->capture_default_str();
}

void addDispatch(CLI::App &parent, Action &action)
{
    CLI::App *command = nullptr;
    const auto chosen = addBench(parent, action, &bench::benchDispatch, command,
                                 {.name = "dispatch",
                                  .what = "Empty tasks through the whole engine, beside a bare ZeroMQ echo",
                                  .example = "--curve --json",
                                  .journal = "Keep the journal here; \"memory\": nothing is durable"});
    count(command, "--workers", chosen->options.workers, "Worker processes", 64);
    count(command, "--tasks", chosen->options.tasks, "Tasks", 10'000'000);
    command->add_flag("--curve", chosen->options.curve, "Workers come over TCP with CURVE; else over ipc");
}

void addChain(CLI::App &parent, Action &action)
{
    CLI::App *command = nullptr;
    const auto chosen = addBench(parent, action, &bench::benchChain, command,
                                 {.name = "chain",
                                  .what = "Empty tasks, each after the one before, beside a bare message there and back",
                                  .example = "--tasks 500"});
    count(command, "--tasks", chosen->options.tasks, "Tasks", 100'000);
    count(command, "--workers", chosen->options.workers, "Worker processes", 64);
}

void addCommands(CLI::App &parent, Action &action)
{
    CLI::App *command = nullptr;
    const auto chosen = addBench(parent, action, &bench::benchCommands, command,
                                 {.name = "commands",
                                  .what = "Programs that end at once, beside bare posix_spawn",
                                  .example = "--tasks 1000 --workers 8"});
    count(command, "--tasks", chosen->options.tasks, "Programs", 1'000'000);
    count(command, "--workers", chosen->options.workers, "Worker processes of one slot", 64);
}

void addMemory(CLI::App &parent, Action &action)
{
    CLI::App *command = nullptr;
    const auto chosen = addBench(parent, action, &bench::benchMemory, command,
                                 {.name = "memory",
                                  .what = "What very many tasks take: memory, journal, time to read it again",
                                  .example = "--tasks 100000 --finished-runs 1000",
                                  .journal = "Keep the journal of the one run here"});
    count(command, "--tasks", chosen->options.tasks, "Tasks of one run, and separate nodes of many", 10'000'000);
    count(command, "--nodes", chosen->options.nodes, "Nodes of each of those many runs", 100'000);
    count(command, "--finished-runs", chosen->options.finishedRuns, "Runs in the journal that is opened", 1'000'000);
    count(command, "--workers", chosen->options.workers, "Worker processes", 64);
}

void addWindmill(CLI::App &parent, Action &action)
{
    CLI::App *command = nullptr;
    const auto chosen = addBench(parent, action, &bench::benchWindmill, command,
                                 {.name = "windmill",
                                  .what = "The workload on which workflow engines compare themselves, beside what they publish",
                                  .example = "--many 100 --json",
                                  .journal = "Keep the journal of the many tasks at once here"});
    count(command, "--light", chosen->options.light, "Tasks of about 10 ms, one after another", 10'000);
    count(command, "--heavy", chosen->options.heavy, "Long tasks, one after another", 1000);
    count(command, "--many", chosen->options.many, "Tasks of about 10 ms, at once", 100'000);
    count(command, "--workers", chosen->options.workers, "Worker processes of one slot", 64);
}

void addFailover(CLI::App &parent, Action &action)
{
    CLI::App *command = nullptr;
    const auto chosen = addBench(parent, action, &bench::benchFailover, command,
                                 {.name = "failover",
                                  .what = "Kills workers and engines, and times how soon the work goes on",
                                  .example = "--rounds 5 --in-flight 1000",
                                  .journal = "Keep the journal of the killed workers here"});
    count(command, "--rounds", chosen->options.rounds, "Workers to kill", 1000);
    count(command, "--tasks", chosen->options.tasks, "Tasks that each of them has", 512);
    count(command, "--engine-rounds", chosen->options.engineRounds, "Times to kill the engine and then start another", 100);
    count(command, "--standby-rounds", chosen->options.standbyRounds, "Times to kill it while a standby waits (weft engine --standby)", 100);
    count(command, "--in-flight", chosen->options.inFlight, "Tasks in flight when the engine is killed", 20'000);
}

} // namespace

void addBench(CLI::App &app, Action &action)
{
    CLI::App *command = app.add_subcommand("bench", "Measure this engine on this machine, beside a reference in the same call");
    command->require_subcommand(1);
    command->footer("Example: weft bench dispatch --json\n"
                    "Each prints its figure, the reference and their ratio. Sizes are options, so that a small one is done in seconds.");
    addDispatch(*command, action);
    addChain(*command, action);
    addCommands(*command, action);
    addMemory(*command, action);
    addWindmill(*command, action);
    addFailover(*command, action);
}

} // namespace weftline::cli
