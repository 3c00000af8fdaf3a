// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a node or edge shows of a run: one state, one number, one line.

#pragma once

#include <optional>

#include "engine/client/views.h"
#include "ui/canvas/graph_model.h"

namespace weftline::ui::designer {

struct LiveNode
{
    canvas::TaskState state = canvas::TaskState::None;
    QString second; ///< Why it is held or has failed; empty where the kind may stand.
    QString number; ///< "14/17" of a map, how long it took of a single task.
    std::optional<double> progress;
};
[[nodiscard]] LiveNode liveNode(const client::NodeView &node, bool isMap);

struct LiveEdge
{
    canvas::EdgeState state = canvas::EdgeState::Idle;
    QString count; ///< How many values have come along: into a map, as many as its list has items.
};
[[nodiscard]] LiveEdge liveEdge(const client::NodeView &from, const client::NodeView &to, bool isToMap);

} // namespace weftline::ui::designer
