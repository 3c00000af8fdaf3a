// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which worker processes to start and when. Pure: the launcher tells what happened and does what is due.
//
// A place is a worker that is wanted, under a number of its own. Whatever dies in it is followed by another, after a pause
// that doubles while they die young.

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/base/time.h"

namespace weftline::pools {

constexpr std::uint32_t placesMax = 256;
constexpr Duration pauseMin = std::chrono::milliseconds(100);
constexpr Duration pauseMax = std::chrono::seconds(5);
constexpr Duration livedLong = std::chrono::seconds(10); ///< After that an end is no sign that the next will die too.

struct FleetPlace
{
    std::uint32_t number = 1; ///< "local-1".
    std::int64_t pid = 0; ///< 0: empty.
    Instant startedAt; ///< While it has a process.
    Instant startAt; ///< While it is empty: when the next is due.
    std::uint32_t failures = 0; ///< Ends in a row of processes that died young.
    bool leaving = false; ///< Nobody follows.

    bool operator==(const FleetPlace &) const = default;
};

struct FleetPlan
{
    std::vector<FleetPlace> places; ///< By number.

    [[nodiscard]] const FleetPlace *find(std::int64_t pid) const;
    bool operator==(const FleetPlan &) const = default;
};

/// How long a place stays empty after the `failures`th early end in a row, from 1 on.
[[nodiscard]] Duration pauseAfter(std::uint32_t failures);

/// Adds `count` places with the lowest numbers that are free, at most up to placesMax. How many it added.
std::uint32_t grow(FleetPlan &plan, std::uint32_t count, Instant at);
/// The numbers of the places that need a process now.
[[nodiscard]] std::vector<std::uint32_t> due(const FleetPlan &plan, Instant at);
/// When the next one is due.
[[nodiscard]] std::optional<Instant> nextTimer(const FleetPlan &plan);

void started(FleetPlan &plan, std::uint32_t number, std::int64_t pid, Instant at);
void couldNotStart(FleetPlan &plan, std::uint32_t number, Instant at);
void exited(FleetPlan &plan, std::int64_t pid, Instant at);
/// Nobody follows the process. False: there is none of that pid.
bool leave(FleetPlan &plan, std::int64_t pid);
/// Nobody follows anybody; empty places are no more.
void leaveAll(FleetPlan &plan);

} // namespace weftline::pools
