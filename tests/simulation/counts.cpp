// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/counts.h"

#include <fmt/format.h>

#include "engine/scheduler/event.h"

namespace weftline::simulation {
namespace {

constexpr std::array<std::string_view, faultCount> faultNames{
    "message delayed",       "message lost in flight", "connection lost",          "connection refused",
    "direction stalled",     "worker killed",          "worker killed running",    "worker frozen",
    "worker frozen past its lease", "attempt ended while frozen", "attempt killed by watchdog", "process not started",
    "attempt failed",        "attempt timed out",      "worker drained",           "worker's clock off",
    "engine killed",         "engine killed in a turn", "commit lost in flight",   "commit slow",
    "commit failed",         "evaluation failed",      "client killed",            "client killed in a submit",
    "submit repeated",       "run cancelled",          "run retried",          "garbage sent",             "rogue message",
};

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
    "peer: garbage",
    "request: invalid workflow",
    "request: unknown run",
    "request: viewer",
    "request: worker that may not be ended",
    "request: journal in trouble",
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
    for (const auto &[name, count] : other.refusals)
        refusals[name] += count;
    seeds += other.seeds;
    steps += other.steps;
}

namespace {

/// No workload has rules: the evaluator has tests beside promtool, and with real engines.
bool isOfAlerts(std::string_view type)
{
    return type == "alert_changed" || type == "notice_sent" || type == "notice_failed" || type == "engine_alive";
}

} // namespace

std::vector<std::string> Counts::zeros() const
{
    std::vector<std::string> zeros;
    for (std::size_t i = 0; i < faultCount; ++i)
        if (faults[i] == 0)
            zeros.emplace_back(faultNames[i]);
    for (std::size_t i = 0; i < events.size(); ++i)
        if (events[i] == 0 && !isOfAlerts(scheduler::typeName(i)))
            zeros.emplace_back(scheduler::typeName(i));
    for (const auto &[name, count] : refusals)
        if (count == 0)
            zeros.push_back(name);
    return zeros;
}

std::string Counts::toText() const
{
    std::string text = fmt::format("{} seeds, {} steps\n\nfaults\n", seeds, steps);
    for (std::size_t i = 0; i < faultCount; ++i)
        text += fmt::format("{:>10}  {}\n", faults[i], faultNames[i]);
    text += "\nevents\n";
    for (std::size_t i = 0; i < events.size(); ++i)
        text += fmt::format("{:>10}  {}\n", events[i], scheduler::typeName(i));
    text += "\nrefusals\n";
    for (const auto &[name, count] : refusals)
        text += fmt::format("{:>10}  {}\n", count, name);
    return text;
}

} // namespace weftline::simulation
