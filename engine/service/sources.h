// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the evaluator is asked for a node: its own expressions, and those that stand for what a node does not say.

#pragma once

#include <span>

#include "engine/expressions/job.h"
#include "engine/workflow/workflow.h"

namespace weftline::service {

struct Source
{
    Value value;
    expressions::Job::Kind kind = expressions::Job::Kind::Template;
};

/// Of the task itself: a transform's expression, a branch's cases. `before` are the nodes before it, each once.
[[nodiscard]] Source runSource(const workflow::Node &node, std::span<const workflow::NodeId> before);

/// Of its parameters. A script without an `input` gets all there is; a delay passes on what came in.
[[nodiscard]] Source prepareSource(const workflow::Node &node, std::span<const workflow::NodeId> before);

/// The parameters as a worker gets them: what was evaluated, and in its place what is taken as it is.
[[nodiscard]] Value preparedParameters(const workflow::Node &node, Value evaluated);

} // namespace weftline::service
