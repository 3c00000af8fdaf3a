// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the evaluator is given for an attempt: the source and all that it may see.

#pragma once

#include "engine/scheduler/input.h"
#include "engine/scheduler/state.h"
#include "engine/service/values.h"
#include "engine/service/world.h"

namespace weftline::service {

class Evaluations
{
public:
    Evaluations(Values &values, Evaluator &evaluator) : m_values(values), m_evaluator(evaluator) { }

    /// The evaluation of one of the evaluator's attempts. Fails where a value cannot be read.
    [[nodiscard]] Result<Evaluation> evaluationOf(const scheduler::State &state, const scheduler::AttemptName &attempt);

    /// What an attempt gave, as the input for the scheduler.
    [[nodiscard]] scheduler::Ended ended(const scheduler::State &state, const scheduler::AttemptName &attempt,
                                         const Result<Value> &result);

private:
    Result<Done> addOutputs(const scheduler::Run &run, const std::vector<scheduler::NodeIndex> &nodes, Evaluation &evaluation);
    const std::vector<scheduler::NodeIndex> &usedBy(const scheduler::Run &run, const scheduler::AttemptName &attempt,
                                                    const Evaluation &evaluation);

    Values &m_values;
    Evaluator &m_evaluator;
    /// Which outputs the expressions of a node name: the same for all of its tasks.
    std::map<std::tuple<scheduler::RunIndex, scheduler::NodeIndex, scheduler::Purpose>, std::vector<scheduler::NodeIndex>> m_used;
};

} // namespace weftline::service
