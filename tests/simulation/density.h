// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How much happens in a world: shares in per mille, and how many at most. Another number here is another world for every
// seed, so there are two: what is drawn from now on, and the thinner worlds in which the recorded seeds once broke a promise.

#pragma once

#include <cstdint>

#include "engine/base/time.h"

namespace weftline::simulation {

struct Density
{
    std::uint64_t tinyRuns; ///< Worlds of many tiny runs.
    Duration lastsMax;
    std::int64_t runsMin, runsMax;
    std::uint64_t cancels, cancelsOfTiny;
    std::uint64_t locks; ///< Of the commands.
    std::uint64_t freezes, freezesMax; ///< Share of the worlds that have any, and how many.
    std::uint64_t stalls, stallsMax;
    std::uint64_t partitions, partitionsMax;
    std::uint64_t alerts, desktops, webhooks;
    std::uint64_t noticesLate, noticesRefused; ///< The latter in percent, with those that fail.
    std::uint64_t gates, gateFails, joinFails;
    std::uint64_t standbys; ///< Worlds in which an engine waits beside the other.
    std::int64_t machinesMin, machinesMax;
    Duration ticketMax;
};

constexpr Density dense{
    .tinyRuns = 150,
    .lastsMax = std::chrono::seconds(8),
    .runsMin = 2,
    .runsMax = 8,
    .cancels = 400,
    .cancelsOfTiny = 60,
    .locks = 500,
    .freezes = 700,
    .freezesMax = 14,
    .stalls = 850,
    .stallsMax = 9,
    .partitions = 450,
    .partitionsMax = 4,
    .alerts = 700,
    .desktops = 850,
    .webhooks = 500,
    .noticesLate = 350,
    .noticesRefused = 75,
    .gates = 550,
    .gateFails = 200,
    .joinFails = 600,
    .standbys = 300,
    .machinesMin = 4,
    .machinesMax = 11,
    .ticketMax = std::chrono::seconds(2),
};

constexpr Density sparse{
    .tinyRuns = 120,
    .lastsMax = std::chrono::seconds(6),
    .runsMin = 1,
    .runsMax = 6,
    .cancels = 250,
    .cancelsOfTiny = 30,
    .locks = 400,
    .freezes = 600,
    .freezesMax = 10,
    .stalls = 400,
    .stallsMax = 5,
    .partitions = 300,
    .partitionsMax = 3,
    .alerts = 350,
    .desktops = 700,
    .webhooks = 300,
    .noticesLate = 200,
    .noticesRefused = 60,
    .gates = 400,
    .gateFails = 80,
    .joinFails = 80,
    .standbys = 0,
    .machinesMin = 1,
    .machinesMax = 5,
    .ticketMax = std::chrono::seconds(4),
};

} // namespace weftline::simulation
