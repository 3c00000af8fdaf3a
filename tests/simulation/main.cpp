// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// weft-sim: many worlds, or the story of one.

#include <algorithm>
#include <chrono>
#include <csignal>
#include <deque>
#include <cstdio>
#include <cstring>
#include <random>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include "tests/simulation/simulation.h"

using namespace weftline;
using namespace weftline::simulation;

namespace {

constexpr std::size_t linesTold = 60; ///< Of the story of a world that broke a promise.

std::uint64_t currentSeed = 0;
bool isTour = false; ///< Many worlds, none of which is told yet.
bool isSparse = false; ///< The kind of the worlds.
std::deque<std::string> lastLines; ///< Of the story that is being told.

void write(std::string_view text)
{
    while (!text.empty()) {
        const auto written = ::write(STDOUT_FILENO, text.data(), text.size());
        if (written <= 0)
            return;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

void tellTheLast()
{
    write("The last of its story, in seconds of its own time:\n");
    for (const std::string &line : lastLines)
        write(line + "\n");
    write(fmt::format("All of it: weft-sim --seed {}{}\n", currentSeed, isSparse ? " --sparse" : ""));
}

/// An assertion of the engine failed. Called by abort() and by no signal from outside, so it may do what it likes; the world is
/// in pieces, so its story is told by a new process.
void onAbort(int)
{
    const std::string seed = std::to_string(currentSeed);
    write(fmt::format("Seed {} ended with an assertion.\n", seed));
    if (isTour)
        ::execl("/proc/self/exe", "weft-sim", "--seed", seed.c_str(), "--last", std::to_string(linesTold).c_str(), isSparse ? "--sparse" : nullptr,
                nullptr);
    tellTheLast();
    ::_exit(1);
}

/// The same seed once more, this time with its story.
void reportFailure(std::uint64_t seed, const Outcome &outcome)
{
    fmt::print("Seed {} breaks a promise: {}\n", seed, outcome.broken);
    std::fflush(stdout);
    const Outcome told = simulate(seed, {true, false, linesTold, false, isSparse, &lastLines});
    if (told.broken != outcome.broken)
        write(fmt::format("A second time it broke another: {}\n", told.broken));
    tellTheLast();
}

/// `last`: no more of its lines than these, at its end.
int tellOne(std::uint64_t seed, bool withMessages, std::size_t last)
{
    currentSeed = seed;
    std::setvbuf(stdout, nullptr, _IOLBF, 1 << 12); // the story is out when an assertion ends it
    const Outcome outcome = simulate(seed, {true, last == 0, std::max<std::size_t>(last, 1), withMessages, isSparse, &lastLines});
    if (last != 0)
        tellTheLast();
    fmt::print("\nSeed {}, {} steps, {} of its own time: {}\n", seed, outcome.counts.steps, formatDuration(outcome.lasted),
               outcome.broken.empty() ? "all promises kept." : outcome.broken);
    return outcome.broken.empty() ? 0 : 1;
}

/// Worlds one after the other, until a promise is broken.
class Tour
{
public:
    /// False when this one breaks a promise, which has then been told.
    bool visit(std::uint64_t seed)
    {
        currentSeed = seed;
        const Outcome outcome = simulate(seed, {.isSparse = isSparse});
        m_counts.add(outcome.counts);
        if (outcome.broken.empty())
            return true;
        reportFailure(seed, outcome);
        return false;
    }
    bool visitFrom(std::uint64_t first, std::uint64_t count)
    {
        for (std::uint64_t seed = first; seed < first + count; ++seed)
            if (!visit(seed))
                return false;
        return true;
    }

    /// Prints what was seen.
    void sumUp() const
    {
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - m_begun;
        fmt::print("{}\n{:.1f} s, {:.0f} seeds a minute. All promises kept.\n", m_counts.toText(), took.count(),
                   static_cast<double>(m_counts.seeds) * 60 / took.count());
    }

    /// Prints what was too rare to prove anything, for so many worlds. True where nothing was.
    [[nodiscard]] bool hasSeenAll() const
    {
        const std::uint64_t least = std::max<std::uint64_t>(m_counts.seeds * wantedOfThousand / 1000, 1);
        const std::vector<std::string> rare = m_counts.rarerThan(std::min(least, wantedOfThousand));
        for (const std::string &one : rare)
            fmt::print("Too rare to prove anything: {}\n", one);
        return rare.empty();
    }

private:
    static constexpr std::uint64_t wantedOfThousand = 50; ///< Times that each thing must happen in a thousand worlds.

    Counts m_counts;
    std::chrono::steady_clock::time_point m_begun = std::chrono::steady_clock::now();
};

/// A seed from which on nobody has looked, as far as anybody knows. Short enough to be typed.
std::uint64_t freshSeed()
{
    std::random_device entropy;
    return 1'000'000'000 + entropy();
}

} // namespace

int main(int argc, char **argv)
{
    CLI::App app{"Runs the engine, its workers and clients in simulated worlds where everything goes wrong, and checks what is promised."};
    std::uint64_t seeds = 200;
    std::uint64_t first = 1;
    std::uint64_t fresh = 0;
    std::uint64_t seed = 0;
    std::size_t last = 0;
    std::vector<std::uint64_t> these;
    bool allWanted = false;
    bool withMessages = false;
    app.add_option("--seeds", seeds, "How many worlds");
    app.add_option("--first", first, "The first one's seed");
    app.add_option("--fresh", fresh, "So many more, from a seed on that is new each time and is printed");
    app.add_option("--these", these, "Just these");
    const CLI::Option *one = app.add_option("--seed", seed, "One world, with its story");
    app.add_option("--last", last, "Of its story, the last lines only");
    app.add_flag("--sparse", isSparse, "Worlds in which less happens: those of the seeds recorded before there were others");
    app.add_flag("--messages", withMessages, "Each message is a line of the story too");
    app.add_flag("--all-faults", allWanted, "Fail when a fault, an event, a change of state or a refusal came fewer than 50 times in 1,000 worlds");
    CLI11_PARSE(app, argc, argv);
    std::signal(SIGABRT, onAbort);
    if (one->count() > 0)
        return tellOne(seed, withMessages, last);
    isTour = true;
    Tour tour;
    if (!these.empty()) {
        if (!std::all_of(these.begin(), these.end(), [&](std::uint64_t s) { return tour.visit(s); }))
            return 1;
        tour.sumUp();
        return 0;
    }
    if (!tour.visitFrom(first, seeds))
        return 1;
    if (fresh > 0) {
        const std::uint64_t from = freshSeed();
        fmt::print("Fresh seeds from {} on.\n", from);
        std::fflush(stdout);
        if (!tour.visitFrom(from, fresh))
            return 1;
    }
    tour.sumUp();
    return tour.hasSeenAll() || !allWanted ? 0 : 1;
}
