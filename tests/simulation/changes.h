// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Sees each change of a task's, a worker's and a run's state: counts it, and says when it is none that may be.

#pragma once

#include <string>
#include <vector>

#include "engine/scheduler/state.h"
#include "tests/simulation/counts.h"

namespace weftline::simulation {

class Changes
{
public:
    explicit Changes(Counts &counts) : m_counts(counts) { }

    /// `after` is the state with `event` applied. Events come in order. What is wrong, as a sentence; empty when nothing is.
    [[nodiscard]] std::string look(const scheduler::State &after, const scheduler::Event &event);

private:
    [[nodiscard]] std::string lookAtRun(const scheduler::Run &run, bool isNew);
    [[nodiscard]] std::string lookAtWorker(const scheduler::Worker &worker);

    Counts &m_counts;
    std::vector<std::vector<scheduler::TaskState>> m_tasks; ///< By run and task: as last seen.
    std::vector<scheduler::WorkerState> m_workers;
};

} // namespace weftline::simulation
