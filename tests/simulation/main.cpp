// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// weft-sim: many worlds, or the story of one.

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include "tests/simulation/simulation.h"

using namespace weftline;
using namespace weftline::simulation;

namespace {

std::uint64_t currentSeed = 0;

/// An assertion of the engine failed: at least say where.
void onAbort(int)
{
    char text[64] = "Seed ";
    char digits[24];
    std::size_t count = 0;
    for (std::uint64_t rest = currentSeed; rest != 0 || count == 0; rest /= 10)
        digits[count++] = static_cast<char>('0' + rest % 10);
    std::size_t at = std::strlen(text);
    while (count > 0)
        text[at++] = digits[--count];
    std::memcpy(text + at, " ended with an assertion.\n", 26);
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text, at + 26);
    ::_exit(1);
}

/// The same seed once more, this time with its story.
int reportFailure(std::uint64_t seed, const Outcome &outcome)
{
    const Outcome told = simulate(seed, {true, false, 60, false});
    fmt::print("Seed {} breaks a promise: {}\n", seed, outcome.broken);
    if (told.broken != outcome.broken)
        fmt::print("A second time it broke another: {}\n", told.broken);
    fmt::print("The last of its story, in seconds of its own time:\n");
    for (const std::string &line : told.story)
        fmt::print("{}\n", line);
    fmt::print("All of it: weft-sim --seed {}\n", seed);
    return 1;
}

int tellOne(std::uint64_t seed, bool withMessages)
{
    currentSeed = seed;
    std::setvbuf(stdout, nullptr, _IOLBF, 1 << 12); // the story is out when an assertion ends it
    const Outcome outcome = simulate(seed, {true, true, 1, withMessages});
    fmt::print("\nSeed {}, {} steps, {} of its own time: {}\n", seed, outcome.counts.steps, formatDuration(outcome.lasted),
               outcome.broken.empty() ? "all promises kept." : outcome.broken);
    return outcome.broken.empty() ? 0 : 1;
}

int runMany(std::uint64_t first, std::uint64_t count, bool allWanted)
{
    Counts counts;
    const auto begun = std::chrono::steady_clock::now();
    for (std::uint64_t seed = first; seed < first + count; ++seed) {
        currentSeed = seed;
        const Outcome outcome = simulate(seed);
        counts.add(outcome.counts);
        if (!outcome.broken.empty())
            return reportFailure(seed, outcome);
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    fmt::print("{}\n{:.1f} s, {:.0f} seeds a minute. All promises kept.\n", counts.toText(), took.count(),
               static_cast<double>(count) * 60 / took.count());
    const std::vector<std::string> zeros = counts.zeros();
    for (const std::string &zero : zeros)
        fmt::print("Never happened: {}\n", zero);
    return allWanted && !zeros.empty() ? 1 : 0;
}

} // namespace

int main(int argc, char **argv)
{
    CLI::App app{"Runs the engine, its workers and clients in simulated worlds where everything goes wrong, and checks what is promised."};
    std::uint64_t seeds = 200;
    std::uint64_t first = 1;
    std::uint64_t seed = 0;
    bool allWanted = false;
    bool withMessages = false;
    app.add_option("--seeds", seeds, "How many worlds");
    app.add_option("--first", first, "The first one's seed");
    const CLI::Option *one = app.add_option("--seed", seed, "One world, with its story");
    app.add_flag("--messages", withMessages, "Each message is a line of the story too");
    app.add_flag("--all-faults", allWanted, "Fail when some fault, event or refusal never happened");
    CLI11_PARSE(app, argc, argv);
    std::signal(SIGABRT, onAbort);
    return one->count() > 0 ? tellOne(seed, withMessages) : runMany(first, seeds, allWanted);
}
