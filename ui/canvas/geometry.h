// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the parts of nodes and edges stand, in scene units. Workflow and alert canvas use the same.

#pragma once

#include <QtCore/QLineF>
#include <QtCore/QRectF>
#include <QtGui/QPainterPath>

#include "ui/canvas/graph_model.h"

namespace weftline::ui::canvas {

inline constexpr double gridStep = 8;
inline constexpr double dotStep = 16;
inline constexpr double portSize = 9;
inline constexpr double portReach = 12; // half of the area that takes a click

/// Below the first no text is drawn, below the second nodes are boxes and edges straight lines, in one batch.
inline constexpr double detailScale = 0.4;
inline constexpr double overviewScale = 0.15;

/// The size of a node's card: 160 wide for most, up to 240 for a long title, higher for more than two ports on a side.
[[nodiscard]] QSizeF nodeSize(const NodeView &node);

/// The centre of a port, from the card's top left corner.
[[nodiscard]] QPointF portOffset(const NodeView &node, const QSizeF &size, bool output, int index);

/// The number of the port of this name, -1 when there is none.
[[nodiscard]] int portIndex(const std::vector<Port> &ports, const QString &name);

/// An edge's cubic curve: horizontal at both ends, from left to right.
struct Curve
{
    QPointF from;
    QPointF fromControl;
    QPointF toControl;
    QPointF to;

    /// The curve between the centres of two ports; it keeps a little distance from both.
    [[nodiscard]] static Curve between(const QPointF &output, const QPointF &input);

    [[nodiscard]] QPainterPath path() const;
    [[nodiscard]] QPointF at(double t) const;
    [[nodiscard]] QRectF bounds() const;
    [[nodiscard]] bool isStraight() const;

    /// How far `point` is from the curve, to within a unit.
    [[nodiscard]] double distanceTo(const QPointF &point) const;

    bool operator==(const Curve &) const = default;
};

[[nodiscard]] QPointF snapped(const QPointF &position);

} // namespace weftline::ui::canvas
