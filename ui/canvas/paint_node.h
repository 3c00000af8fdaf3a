// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How a node looks. Free functions on values, so that the start page's pictures are the canvas' own.

#pragma once

#include "ui/canvas/graph_model.h"

class QPainter;
class QColor;

namespace weftline::ui::canvas {

enum class PortFit : unsigned char { Plain, Fits, Refused };

/// Texts cut to their places, made once for each change of a node and not for each frame.
struct NodeText
{
    QString title;
    QString second;
    double numberWidth = 0;
};

struct NodeLook
{
    bool selected = false;
    bool focused = false;
    bool hit = false;                // a search has found it
    bool detailed = true;            // false: no text, no marks
    double ringTurn = 0;
    TaskState fadingFrom = TaskState::None;
    double fade = 1;                 // 0 to 1: how far the mark has become the new one
    const std::vector<PortFit> *inputFits = nullptr;
    const std::vector<PortFit> *outputFits = nullptr;
};

[[nodiscard]] NodeText fitText(const NodeView &node, const QSizeF &size);

/// Paints a node with its top left corner at the origin.
void paintNode(QPainter &painter, const NodeView &node, const QSizeF &size, const NodeText &text, const NodeLook &look);

/// Paints one port around `center`.
void paintPort(QPainter &painter, const QPointF &center, PortType type, PortFit fit);

/// The square of the state's mark on a card of this size.
[[nodiscard]] QRectF markRect(const QSizeF &size);

/// What a node's card, ring and ports cover, from the card's top left corner.
[[nodiscard]] QRectF nodeCover(const QSizeF &size, const NodeView &node);

[[nodiscard]] widgets::Token tileToken(TileFamily family);
[[nodiscard]] widgets::Token tileIconToken(TileFamily family);

} // namespace weftline::ui::canvas
