// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Evaluates the few forms of expressions that workload.cpp writes: numbers, lists, names with members, sums.

#pragma once

#include <functional>

#include "engine/service/world.h"
#include "tests/simulation/context.h"

namespace weftline::simulation {

class SimEvaluator final : public service::Evaluator
{
public:
    /// `run` carries a callback out as the engine's own doing, unless the engine has ended meanwhile.
    SimEvaluator(Context &context, std::uint64_t life, std::function<void(std::function<void()>)> run);
    ~SimEvaluator() override;

    void evaluate(std::shared_ptr<const expressions::Scope> scope, expressions::Job job,
                  std::function<void(Result<Value>)> done) override;
    [[nodiscard]] workflow::Problems check(const workflow::Workflow &workflow) override;
    [[nodiscard]] std::vector<std::string> usedOutputs(const Value &source, bool isTemplate,
                                                       const std::vector<std::string> &candidates) const override;

private:
    Context &m_context;
    Chance m_chance;
    std::function<void(std::function<void()>)> m_run;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace weftline::simulation
