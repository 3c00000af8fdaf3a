// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/history/choose_run.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace weftline::history {
namespace {

using scheduler::Run;

constexpr std::size_t namedMax = 5;

std::string small(std::string_view text)
{
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

/// "2 (01J8…, "nightly", failed), 1 (…)": the newest of them first.
std::string named(const std::vector<const Run *> &runs)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(runs.size(), namedMax); ++i)
        text += fmt::format("{}{} ({}, \"{}\", {})", i == 0 ? "" : ", ", runs[i]->index + 1, runs[i]->id, runs[i]->name,
                            nameOf(runs[i]->state));
    if (runs.size() > namedMax)
        text += fmt::format(" and {} more", runs.size() - namedMax);
    return text;
}

std::string knownRuns(const scheduler::State &state)
{
    std::vector<const Run *> all;
    for (auto run = state.runs.rbegin(); run != state.runs.rend() && all.size() < namedMax; ++run)
        all.push_back(&*run);
    return fmt::format("There are {} runs; the newest: {}.", state.runs.size(), named(all));
}

} // namespace

Result<const Run *> chooseRun(const scheduler::State &state, std::string_view which)
{
    if (state.runs.empty())
        return failure(ErrorCode::NotFound, "There is no run here yet.");
    if (which == "last")
        return &state.runs.back();
    if (const Run *exact = state.run(which))
        return exact;
    std::size_t number = 0;
    const auto parsed = std::from_chars(which.data(), which.data() + which.size(), number);
    const bool isNumber = parsed.ec == std::errc() && parsed.ptr == which.data() + which.size();
    if (isNumber && number >= 1 && number <= state.runs.size())
        return &state.runs[number - 1];
    const std::string wanted = small(which);
    std::vector<const Run *> begun;
    std::vector<const Run *> near;
    for (auto run = state.runs.rbegin(); run != state.runs.rend() && !which.empty(); ++run) {
        if (small(run->id).starts_with(wanted))
            begun.push_back(&*run);
        else if (small(run->name).find(wanted) != std::string::npos)
            near.push_back(&*run);
    }
    if (begun.size() == 1)
        return begun.front();
    if (!begun.empty())
        return failure(ErrorCode::NotFound, fmt::format("\"{}\" is the beginning of {} runs: {}. Write more of the id, or the number.",
                                                        which, begun.size(), named(begun)));
    if (!near.empty())
        return failure(ErrorCode::NotFound, fmt::format("There is no run \"{}\". Runs of workflows with such a name: {}. "
                                                        "Name one by its number or its id.", which, named(near)));
    return failure(ErrorCode::NotFound, fmt::format("There is no run \"{}\". {}", which, knownRuns(state)));
}

} // namespace weftline::history
