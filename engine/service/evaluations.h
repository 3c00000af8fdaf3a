// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the evaluator is given for an attempt: the source and all that it may see.

#pragma once

#include <list>
#include <tuple>

#include "engine/scheduler/input.h"
#include "engine/scheduler/state.h"
#include "engine/service/values.h"
#include "engine/service/world.h"

namespace weftline::service {

class Evaluations
{
public:
    Evaluations(Values &values, Evaluator &evaluator) : m_values(values), m_evaluator(evaluator) { }

    struct Prepared
    {
        std::shared_ptr<const expressions::Scope> scope;
        expressions::Job job;
    };
    /// What one of the evaluator's attempts is about. Fails where a value cannot be read.
    [[nodiscard]] Result<Prepared> prepare(const scheduler::State &state, const scheduler::AttemptName &attempt);

    /// What an attempt gave, as the input for the scheduler. Fails with ErrorCode::System where the disk refuses to keep it,
    /// for which it may be asked again.
    [[nodiscard]] Result<scheduler::Ended> ended(const scheduler::State &state, const scheduler::AttemptName &attempt,
                                                 const Result<Value> &result);

private:
    /// What all tasks of a node have alike, for one purpose.
    struct Shared
    {
        std::tuple<scheduler::RunIndex, scheduler::NodeIndex, scheduler::Purpose> key;
        std::shared_ptr<const expressions::Scope> scope;
        std::shared_ptr<const Value> source;
        expressions::Job::Kind kind = expressions::Job::Kind::Template;
    };

    [[nodiscard]] Result<const Shared *> shared(const scheduler::Run &run, scheduler::NodeIndex node, scheduler::Purpose purpose);
    [[nodiscard]] Result<std::shared_ptr<const expressions::Scope>> scopeOf(const scheduler::Run &run,
                                                                            const std::vector<scheduler::NodeIndex> &visible,
                                                                            const std::vector<std::string> &ids,
                                                                            const Shared &shared) const;
    [[nodiscard]] std::vector<std::string> usedOutputs(const Shared &shared, const std::vector<std::string> &ids) const;
    /// Takes apart what the evaluator gave: `given` becomes the payload, and `ended` learns the rest.
    static Result<Done> finish(const workflow::Node &node, scheduler::Purpose purpose, Value &given, scheduler::Ended &ended);

    static constexpr std::size_t sharedMax = 32;

    Values &m_values;
    Evaluator &m_evaluator;
    std::list<Shared> m_shared; ///< Most recently used first.
};

} // namespace weftline::service
