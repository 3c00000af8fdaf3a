// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A validated workflow, compiled to flat arrays for the scheduler: indices instead of names, counters instead of sets.

#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/workflow/workflow.h"

namespace weftline::workflow {

using NodeIndex = std::uint32_t; ///< Position in Workflow::nodes.

constexpr std::uint32_t noLock = 0xffff'ffff;

struct PlanEdge
{
    NodeIndex node = 0; ///< The other end.
    std::uint16_t port = 0; ///< Place of the output port it starts at: 0 but at a branch.
    EdgeCondition on = EdgeCondition::Success;
};

struct PlanNode
{
    Kind kind = Kind::Command;
    bool mapped = false;
    bool prepared = false; ///< Its parameters are evaluated, once a task, before dispatch.
    bool disabled = false; ///< Is skipped.
    bool once = false; ///< No task of it is dispatched again.
    bool awaitsFailure = false; ///< An edge to it asks for a failure: it runs only where there was one.
    std::uint16_t portCount = 1; ///< Output ports.
    std::int16_t priority = 0;
    std::uint16_t pool = 0; ///< Index into Plan::pools.
    std::uint16_t lossesMax = 5;
    std::uint32_t lock = noLock; ///< Index into Plan::locks.
    std::uint32_t predecessorCount = 0;
    std::uint32_t height = 0; ///< Nodes on the longest way from here to an end, this one included: the critical path's rank.
    Duration timeout{0}; ///< 0: none.
    Retry retry;
    std::uint32_t firstSuccessor = 0; ///< Into Plan::successors.
    std::uint32_t successorCount = 0;
    std::uint32_t firstPredecessor = 0; ///< Into Plan::predecessors.
};

/// Shared and never changed once made.
struct Plan
{
    Workflow workflow;
    std::vector<PlanNode> nodes;
    std::vector<PlanEdge> successors;
    std::vector<PlanEdge> predecessors;
    std::vector<NodeIndex> roots; ///< Nodes without predecessors, in order.
    std::vector<std::string> pools;
    std::vector<std::string> locks;
    bool hasCare = false; ///< Some node is dispatched with care: it is to be started once only, or holds a lock.

    [[nodiscard]] std::span<const PlanEdge> successorsOf(NodeIndex node) const
    {
        return std::span(successors).subspan(nodes[node].firstSuccessor, nodes[node].successorCount);
    }
    [[nodiscard]] std::span<const PlanEdge> predecessorsOf(NodeIndex node) const
    {
        return std::span(predecessors).subspan(nodes[node].firstPredecessor, nodes[node].predecessorCount);
    }
};

/// Fails with the first error of validate() where there is one.
[[nodiscard]] Result<std::shared_ptr<const Plan>> compile(Workflow workflow);

/// The values of a run's parameters: what was given, converted to the declared types, else the defaults. Fails with the
/// name of a parameter that is unknown, missing or of the wrong type.
[[nodiscard]] Result<Object> resolveParameters(const Workflow &workflow, const Object &given);

} // namespace weftline::workflow
