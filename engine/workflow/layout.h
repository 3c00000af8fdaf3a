// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What workflows and alert rules have alike: ids of nodes, and where things stand on the canvas.

#pragma once

#include <map>
#include <string>

#include "engine/base/value.h"

namespace weftline::workflow {

using NodeId = std::string; ///< 1 to 200 printable characters without '/'; unique in its workflow or rule.

struct Point
{
    double x = 0;
    double y = 0;

    bool operator==(const Point &) const = default;
};

/// Where things stand on the canvas. Means nothing to the engine.
struct Layout
{
    std::map<NodeId, Point> nodes; ///< Top left corners, in logical pixels at 100 %.
    Object extra;

    bool operator==(const Layout &) const = default;
};

} // namespace weftline::workflow
