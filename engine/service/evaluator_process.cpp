// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/service/evaluator_process.h"

#include <QtCore/QTimer>

#include "engine/expressions/check.h"

namespace weftline::service {

EvaluatorProcess::EvaluatorProcess(const std::string &program)
    : m_client({.argv = {program, "evaluator"}}, [this](std::uint64_t job, Result<Value> result) {
          auto open = m_open.extract(job);
          if (!open.empty())
              open.mapped()(std::move(result));
      })
{
}

void EvaluatorProcess::evaluate(std::shared_ptr<const expressions::Scope> scope, expressions::Job job, std::function<void(Result<Value>)> done)
{
    job.id = ++m_last;
    const std::uint64_t id = job.id;
    m_open.emplace(id, std::move(done));
    const auto submitted = m_client.submit(std::move(scope), std::move(job));
    if (submitted)
        return;
    QTimer::singleShot(0, &m_client, [this, id, error = submitted.error()] { // never from within
        auto open = m_open.extract(id);
        if (!open.empty())
            open.mapped()(tl::unexpected(error));
    });
}

workflow::Problems EvaluatorProcess::check(const workflow::Workflow &workflow) { return expressions::check(workflow); }

std::vector<std::string> EvaluatorProcess::usedOutputs(const Value &source, bool isTemplate, const std::vector<std::string> &candidates) const
{
    const std::string *expression = source.asString();
    const expressions::References references = !isTemplate && expression ? expressions::referencesOf(std::string_view(*expression))
                                                                         : expressions::referencesInTemplates(source);
    std::vector<std::string> used;
    for (const std::string &id : candidates)
        if (references.uses(id))
            used.push_back(id);
    return used;
}

} // namespace weftline::service
