// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/pools/fleet_plan.h"

#include <algorithm>

namespace weftline::pools {
namespace {

FleetPlace *at(FleetPlan &plan, std::uint32_t number)
{
    const auto found = std::find_if(plan.places.begin(), plan.places.end(), [&](const FleetPlace &p) { return p.number == number; });
    return found == plan.places.end() ? nullptr : &*found;
}

void waitAfterFailure(FleetPlace &place, Instant now)
{
    ++place.failures;
    place.startAt = now + pauseAfter(place.failures);
}

} // namespace

const FleetPlace *FleetPlan::find(std::int64_t pid) const
{
    const auto found = std::find_if(places.begin(), places.end(), [&](const FleetPlace &p) { return pid != 0 && p.pid == pid; });
    return found == places.end() ? nullptr : &*found;
}

Duration pauseAfter(std::uint32_t failures)
{
    const std::uint32_t doublings = std::min(failures - std::min(failures, 1U), 16U);
    return std::min(pauseMin * (1 << doublings), pauseMax);
}

std::uint32_t grow(FleetPlan &plan, std::uint32_t count, Instant now)
{
    std::uint32_t added = 0;
    for (std::uint32_t number = 1; number <= placesMax && added < count; ++number) {
        if (at(plan, number))
            continue;
        FleetPlace place;
        place.number = number;
        place.startAt = now;
        plan.places.push_back(place);
        ++added;
    }
    std::sort(plan.places.begin(), plan.places.end(), [](const FleetPlace &a, const FleetPlace &b) { return a.number < b.number; });
    return added;
}

std::vector<std::uint32_t> due(const FleetPlan &plan, Instant now)
{
    std::vector<std::uint32_t> numbers;
    for (const FleetPlace &place : plan.places)
        if (place.pid == 0 && place.startAt <= now)
            numbers.push_back(place.number);
    return numbers;
}

std::optional<Instant> nextTimer(const FleetPlan &plan)
{
    std::optional<Instant> next;
    for (const FleetPlace &place : plan.places)
        if (place.pid == 0 && (!next || place.startAt < *next))
            next = place.startAt;
    return next;
}

void started(FleetPlan &plan, std::uint32_t number, std::int64_t pid, Instant now)
{
    if (FleetPlace *place = at(plan, number)) {
        place->pid = pid;
        place->startedAt = now;
    }
}

void couldNotStart(FleetPlan &plan, std::uint32_t number, Instant now)
{
    if (FleetPlace *place = at(plan, number))
        waitAfterFailure(*place, now);
}

void exited(FleetPlan &plan, std::int64_t pid, Instant now)
{
    const FleetPlace *found = plan.find(pid);
    if (!found)
        return;
    FleetPlace &place = *at(plan, found->number);
    if (place.leaving) {
        plan.places.erase(plan.places.begin() + (&place - plan.places.data()));
        return;
    }
    if (now - place.startedAt >= livedLong)
        place.failures = 0;
    place.pid = 0;
    waitAfterFailure(place, now);
}

bool leave(FleetPlan &plan, std::int64_t pid)
{
    const FleetPlace *found = plan.find(pid);
    if (!found)
        return false;
    at(plan, found->number)->leaving = true;
    return true;
}

void leaveAll(FleetPlan &plan)
{
    std::erase_if(plan.places, [](const FleetPlace &place) { return place.pid == 0; });
    for (FleetPlace &place : plan.places)
        place.leaving = true;
}

} // namespace weftline::pools
