// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How an edge looks: its curve, its pills and its sparkline.

#pragma once

#include "ui/canvas/geometry.h"

class QPainter;

namespace weftline::ui::canvas {

struct EdgeLook
{
    bool hot = false;      // hovered, selected or about to take a node
    bool detailed = true;  // false: no pills, a thin line
    double travelled = -1; // how far the dashes of a live edge have moved; below zero there are none
};

void paintEdge(QPainter &painter, const EdgeView &edge, const Curve &curve, const EdgeLook &look);

/// What line, pills and sparkline cover.
[[nodiscard]] QRectF edgeCover(const EdgeView &edge, const Curve &curve);

} // namespace weftline::ui::canvas
