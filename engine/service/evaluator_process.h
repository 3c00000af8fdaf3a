// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The evaluator's child process, as the service sees it.

#pragma once

#include <map>

#include "engine/expressions/evaluator_client.h"
#include "engine/service/world.h"

namespace weftline::service {

class EvaluatorProcess final : public Evaluator
{
public:
    /// `program`: `weft`. The child is started with the first evaluation.
    explicit EvaluatorProcess(const std::string &program);

    void evaluate(std::shared_ptr<const expressions::Scope> scope, expressions::Job job, std::function<void(Result<Value>)> done) override;
    [[nodiscard]] workflow::Problems check(const workflow::Workflow &workflow) override;
    [[nodiscard]] std::vector<std::string> usedOutputs(const Value &source, bool isTemplate,
                                                       const std::vector<std::string> &candidates) const override;

private:
    std::map<std::uint64_t, std::function<void(Result<Value>)>> m_open; ///< By job.
    std::uint64_t m_last = 0;
    expressions::EvaluatorClient m_client;
};

} // namespace weftline::service
