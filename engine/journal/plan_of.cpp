// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/journal/plan_of.h"

#include "engine/workflow/codec.h"

#include <fmt/format.h>

#include <algorithm>

namespace weftline::journal {

Result<std::shared_ptr<const workflow::Plan>> planOf(const Reader &journal, const scheduler::Run &run)
{
    if (run.plan)
        return run.plan;
    const auto event = journal.read(run.acceptedPosition);
    if (!event)
        return tl::unexpected(event.error());
    const auto *accepted = std::get_if<scheduler::RunAccepted>(&event->fact);
    if (!accepted || accepted->id != run.id)
        return failure(ErrorCode::Corrupt,
                       fmt::format("The event at position {} of the journal is not the acceptance of run \"{}\".", run.acceptedPosition, run.id));
    return accepted->plan;
}

Result<std::shared_ptr<const workflow::Plan>> planFrom(const Value &value)
{
    workflow::Problems problems;
    workflow::Workflow workflow = workflow::fromValue(value, problems);
    const auto error = std::find_if(problems.begin(), problems.end(), [](const workflow::Problem &problem) {
        return problem.severity == workflow::Severity::Error;
    });
    if (error != problems.end())
        return failure(ErrorCode::Corrupt, fmt::format("a workflow that cannot be read ({})", error->message));
    auto compiled = workflow::compile(std::move(workflow));
    if (!compiled)
        return failure(ErrorCode::Corrupt, fmt::format("a workflow that cannot be carried out ({})", compiled.error().message));
    return compiled;
}

} // namespace weftline::journal
