// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the tour shows: the sample run of a lost worker on a workflow that has edges and places, as an engine would tell it.

#pragma once

#include "engine/workflow/workflow.h"
#include "tests/support/fake_engine_client.h"

namespace weftline::test {

/// "License report": two strands that meet, a branch on failure.
[[nodiscard]] workflow::Workflow tourWorkflow();

/// An engine with four workers, one of them lost, that has just run 15 s of tourWorkflow().
void showTourRun(FakeEngineClient &client);

} // namespace weftline::test
