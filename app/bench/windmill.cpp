// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/windmill.h"

#include <fmt/format.h>

#include "app/bench/figures.h"
#include "app/bench/scene.h"
#include "app/bench/spawning.h"

namespace weftline::bench {
namespace {

/// Seconds that others publish for the chain of 40 light tasks, on machines of their own.
const Object published{{"Hatchet", 1.222}, {"Temporal", 2.967}, {"Prefect", 4.872}, {"Kestra", 6.044}, {"Airflow", 116.221}};
constexpr double fastestPublished = 1.222;

constexpr int lightNumber = 10;
constexpr int heavyNumber = 33;

/// As little of Python as will do: about 10 ms, most of them its start.
Command fibonacci(int number)
{
    return {"/usr/bin/python3", "-I", "-S", "-c", fmt::format("f = lambda n: n if n < 2 else f(n - 1) + f(n - 2)\nprint(f({}))", number)};
}

struct Timed
{
    double engine = 0; ///< Seconds.
    double bare = 0;
    std::uint32_t succeeded = 0;
};

Result<Timed> measureShape(const WindmillOptions &options, const std::filesystem::path &journal, const workflow::Workflow &workflow,
                      const Command &command, std::uint32_t count, std::uint32_t atOnce)
{
    const auto bare = bareSpawn(command, count, atOnce);
    if (!bare)
        return tl::unexpected(bare.error());
    const auto ended = runWith(options.program, journal, options.workers, workflow);
    if (!ended)
        return tl::unexpected(ended.error());
    return Timed{seconds(ended->finishedAt - ended->acceptedAt), *bare, client::countOf(ended->counts, client::TaskState::Succeeded)};
}

Value toValue(const Timed &timed)
{
    return Object{{"tasks", std::int64_t{timed.succeeded}}, {"seconds", rounded(timed.engine)}, {"bare_seconds", rounded(timed.bare)},
                  {"ratio", rounded(timed.engine / timed.bare)}};
}

} // namespace

Result<Value> benchWindmill(const WindmillOptions &options)
{
    const Folder folder(options.journal);
    const Command light = fibonacci(lightNumber);
    const Command heavy = fibonacci(heavyNumber);
    const auto chain = measureShape(options, folder.path("light.journal"), commandChain(options.light, light), light, options.light, 1);
    if (!chain)
        return tl::unexpected(chain.error());
    const auto slow = measureShape(options, folder.path("heavy.journal"), commandChain(options.heavy, heavy), heavy, options.heavy, 1);
    if (!slow)
        return tl::unexpected(slow.error());
    const auto many = measureShape(options, folder.journal(), commandMap(options.many, light), light, options.many, options.workers);
    if (!many)
        return tl::unexpected(many.error());
    return Value(report("windmill", chain->engine, "s", {"the same programs one after another, without an engine", chain->bare},
                        {{"light_chain", toValue(*chain)},
                         {"heavy_chain", toValue(*slow)},
                         {"light_at_once", toValue(*many)},
                         {"workers", std::int64_t{options.workers}},
                         {"published_light_chain_s", published},
                         {"of_the_fastest_published", rounded(chain->engine / fastestPublished)},
                         {"journal", options.journal.empty() ? Value() : Value(options.journal)}}));
}

} // namespace weftline::bench
