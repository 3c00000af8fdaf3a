// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a seed's clients ask for: runs of graphs of any shape, whose tasks say themselves how they go.
//
// A command's argv is ["sim", behaviour, microseconds, text…]. Behaviours: "ok"; "flaky", which fails now and then; "fail",
// which always does; "big", whose output is too large for a message; "long", which outlasts a lease. "once" among the words
// stands where the node may be started once only, "lock=NAME" where it holds a lock.

#pragma once

#include <string>
#include <vector>

#include "engine/workflow/workflow.h"
#include "tests/simulation/chance.h"
#include "tests/simulation/density.h"

namespace weftline::simulation {

struct RunPlan
{
    std::string id;
    workflow::Workflow workflow;
    Object parameters;
    Duration submitAt{0}; ///< From the start.
    bool isCancelled = false;
    Duration cancelAt{0};
    bool isRetried = false;
    Duration retryAt{0}; ///< It may not have ended then.
};

struct WorkloadShape
{
    const Density &density;
    bool manyTinyRuns = false; ///< More than the engine keeps the tasks of.
    bool hasSecondPool = false;
};

[[nodiscard]] std::vector<RunPlan> drawWorkload(Chance chance, const WorkloadShape &shape);
/// Gives the runs of some worlds alert rules that have something to say within seconds.
void drawAlerts(Chance chance, const Density &density, std::vector<RunPlan> &runs);

} // namespace weftline::simulation
