// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/counts.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "engine/scheduler/event.h"

namespace weftline::simulation {
namespace {

constexpr std::array<std::string_view, faultCount> faultNames{
    "message delayed",       "message lost in flight",  "message doubled",        "message overtaken",
    "connection lost",       "connection refused",      "direction stalled",      "partition",
    "partition one way",     "partition broke a connection", "worker killed",     "worker killed running",
    "worker restarted",      "worker frozen",           "worker frozen past its lease", "attempt ended while frozen",
    "attempt killed by watchdog", "process not started", "attempt failed",        "attempt timed out",
    "worker drained",        "worker's clock off",      "worker's clock jumped",  "engine killed",
    "engine killed in a turn", "engine's clock jumped", "standby took over", "commit lost in flight",  "commit unconfirmed",
    "commit torn",           "bit flipped in the journal", "begun with a snapshot", "commit slow", "commit failed",
    "disk full",             "evaluation failed",       "client killed",          "client killed in a submit",
    "submit repeated",       "run cancelled",           "run retried",            "stale fence shown",
    "garbage sent",          "rogue message",         "notice late",            "notice failed",
    "notice refused",        "notice repeated",       "notice shown by a window", "notice not shown by a window",
    "store full",            "value in pieces",       "pieces refused",         "list of keys not written",
    "ticket made",           "machine joined",        "ticket unknown",         "ticket used again",
    "ticket expired",        "question answered",     "question refused",       "asked what it may not",
    "worker ended at once",  "log flood",             "artefact kept",
};
constexpr std::array<std::string_view, workerStateCount> workerStates{"active", "suspect", "draining", "lost"};

/// All that can be refused, as far as a world of this size can come to it.
constexpr std::string_view refusalNames[] = {
    "result: its session is not known here",
    "result: its run is not known here",
    "result: its worker was taken for lost",
    "result: its run has ended already",
    "result: this attempt is not known here",
    "result: its task has ended already",
    "result: this attempt is of another epoch",
    "result: this attempt is another worker's",
    "result: this attempt has ended already",
    "peer: This engine does not know your session",
    "peer: A worker does not say that",
    "peer: This engine lets nobody join",
    "peer: There is no such ticket",
    "peer: This ticket has expired",
    "peer: This ticket was used already",
    "peer: Cannot read a", // what is no message
    "peer: Cannot take a", // which the role of the peer may not say
    "peer: The list of keys cannot be written",
    "request: invalid workflow",
    "request: unknown run",
    "request: viewer",
    "request: worker that may not be ended",
    "request: journal in trouble",
    "request: run that is not to be done again",
};

} // namespace

Counts::Counts() : events(std::variant_size_v<scheduler::Fact>)
{
    for (const std::string_view name : refusalNames)
        refusals.emplace(name, 0);
}

void Counts::sentAway(const std::string &reason)
{
    for (const std::string_view name : refusalNames)
        if (name.starts_with("peer: ") && reason.starts_with(name.substr(6))) {
            ++refusals[std::string(name)];
            return;
        }
    ++refusals["peer: " + reason];
}

void Counts::add(const Counts &other)
{
    for (std::size_t i = 0; i < faultCount; ++i)
        faults[i] += other.faults[i];
    for (std::size_t i = 0; i < events.size(); ++i)
        events[i] += other.events[i];
    for (std::size_t from = 0; from < tasks.size(); ++from)
        for (std::size_t to = 0; to < tasks.size(); ++to)
            tasks[from][to] += other.tasks[from][to];
    for (std::size_t from = 0; from < workers.size(); ++from)
        for (std::size_t to = 0; to < workers.size(); ++to)
            workers[from][to] += other.workers[from][to];
    for (std::size_t from = 0; from < alerts.size(); ++from)
        for (std::size_t to = 0; to < alerts.size(); ++to)
            alerts[from][to] += other.alerts[from][to];
    for (std::size_t i = 0; i < runs.size(); ++i)
        runs[i] += other.runs[i];
    for (std::size_t i = 0; i < losses.size(); ++i)
        losses[i] += other.losses[i];
    for (const auto &[name, count] : other.refusals)
        refusals[name] += count;
    seeds += other.seeds;
    steps += other.steps;
}

namespace {

bool isExpected(std::string_view refusal)
{
    return std::find(std::begin(refusalNames), std::end(refusalNames), refusal) != std::end(refusalNames);
}

constexpr std::string_view others = "other refusals"; ///< Such as no world need come to.

} // namespace

std::string_view nameOf(scheduler::WorkerState state) { return workerStates[static_cast<std::size_t>(state)]; }

bool mayFollow(scheduler::TaskState from, scheduler::TaskState to)
{
    using enum scheduler::TaskState;
    switch (from) {
    case Waiting: return to == Ready || to == Cancelled || to == Skipped;
    case Ready: return to == Dispatched || to == Running || to == Failed || to == Cancelled || to == Quarantined;
    case Dispatched: // a result may overtake the news of its start
    case Running: return to == Waiting || to == Ready || to == Succeeded || to == Failed || to == Cancelled
            || (from == Dispatched && to == Running);
    default: return false;
    }
}

bool mayFollow(scheduler::WorkerState from, scheduler::WorkerState to)
{
    using enum scheduler::WorkerState;
    switch (from) {
    case Active: return to != Active;
    case Suspect: return to != Suspect;
    case Draining: return to == Suspect || to == Lost;
    case Lost: return false;
    }
    return false;
}

/// To firing from firing: an alert that is kept for a while, or is bad again.
bool mayFollow(scheduler::AlertState from, scheduler::AlertState to)
{
    using enum scheduler::AlertState;
    switch (from) {
    case Inactive: return to == Pending || to == Firing;
    case Pending: return to == Firing || to == Inactive;
    case Firing: return to == Firing || to == Resolved;
    case Resolved: return false; // it is forgotten
    }
    return false;
}

void Counts::each(const std::function<void(std::string_view, std::string, std::uint64_t)> &visit) const
{
    for (std::size_t i = 0; i < faultCount; ++i)
        visit("faults", std::string(faultNames[i]), faults[i]);
    for (std::size_t i = 0; i < events.size(); ++i)
        visit("events", std::string(scheduler::typeName(i)), events[i]);
    for (std::size_t from = 0; from < tasks.size(); ++from)
        for (std::size_t to = 0; to < tasks.size(); ++to)
            if (const auto a = static_cast<scheduler::TaskState>(from), b = static_cast<scheduler::TaskState>(to); mayFollow(a, b))
                visit("changes", fmt::format("task {} to {}", scheduler::nameOf(a), scheduler::nameOf(b)), tasks[from][to]);
    for (std::size_t from = 0; from < workers.size(); ++from)
        for (std::size_t to = 0; to < workers.size(); ++to)
            if (const auto a = static_cast<scheduler::WorkerState>(from), b = static_cast<scheduler::WorkerState>(to); mayFollow(a, b))
                visit("changes", fmt::format("worker {} to {}", nameOf(a), nameOf(b)), workers[from][to]);
    for (std::size_t from = 0; from < alerts.size(); ++from)
        for (std::size_t to = 0; to < alerts.size(); ++to)
            if (const auto a = static_cast<scheduler::AlertState>(from), b = static_cast<scheduler::AlertState>(to); mayFollow(a, b))
                visit("changes", fmt::format("alert {} to {}", scheduler::nameOf(a), scheduler::nameOf(b)), alerts[from][to]);
    for (std::size_t i = 1; i < runs.size(); ++i) // not the first, Running: none ends so
        visit("changes", fmt::format("run running to {}", scheduler::nameOf(static_cast<scheduler::RunState>(i))), runs[i]);
    for (std::size_t i = 0; i < losses.size(); ++i)
        visit("changes", fmt::format("worker lost, noticed by its {}", scheduler::nameOf(static_cast<scheduler::NoticedBy>(i))), losses[i]);
    for (const bool expected : {true, false})
        for (const auto &[name, count] : refusals)
            if (isExpected(name) == expected)
                visit(expected ? "refusals" : others, name, count);
}

std::vector<std::string> Counts::rarerThan(std::uint64_t least) const
{
    std::vector<std::string> rare;
    each([&](std::string_view part, const std::string &name, std::uint64_t count) {
        if (count < least && part != others)
            rare.push_back(fmt::format("{}: {}", name, count));
    });
    return rare;
}

std::string Counts::toText() const
{
    std::string text = fmt::format("{} seeds, {} steps\n", seeds, steps);
    std::string_view before;
    each([&](std::string_view part, const std::string &name, std::uint64_t count) {
        if (std::exchange(before, part) != part)
            text += fmt::format("\n{}\n", part);
        text += fmt::format("{:>10}  {}\n", count, name);
    });
    return text;
}

} // namespace weftline::simulation
