// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The graphics items of the canvas: painters of one node or edge each. They take no input; the view does.

#pragma once

#include <QtWidgets/QGraphicsItem>

#include "ui/canvas/geometry.h"
#include "ui/canvas/paint_node.h"

namespace weftline::ui::canvas {

class NodeItem final : public QGraphicsItem
{
public:
    enum { Type = UserType + 1 };

    explicit NodeItem(NodeView view);

    [[nodiscard]] const NodeView &view() const { return m_view; }
    [[nodiscard]] QSizeF size() const { return m_size; }
    [[nodiscard]] QRectF card() const { return {pos(), m_size}; }

    /// Shows another state of the node. Repaints only when `visible` says that items are being painted.
    void setView(NodeView view, bool visible);

    /// Fonts have changed.
    void refit();

    [[nodiscard]] QPointF portCenter(bool output, int index) const;
    [[nodiscard]] QPointF portCenter(bool output, const QString &name) const;

    void setMarked(bool selected);
    void setFocused(bool focused);
    void setHit(bool hit);
    [[nodiscard]] bool isHit() const { return m_hit; }
    void setFits(std::vector<PortFit> inputs, std::vector<PortFit> outputs);
    [[nodiscard]] bool isMarked() const { return m_selected; }
    [[nodiscard]] PortFit fit(bool output, int index) const;

    /// Whether its mark moves just now: it is running, or its mark is being replaced.
    [[nodiscard]] bool isMoving() const;
    void updateMark();

    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;
    [[nodiscard]] int type() const override { return Type; }

private:
    [[nodiscard]] double fadeNow() const;

    NodeView m_view;
    QSizeF m_size;
    NodeText m_text;
    std::vector<PortFit> m_inputFits;
    std::vector<PortFit> m_outputFits;
    qint64 m_fadeStart = -1;
    TaskState m_fadingFrom = TaskState::None;
    bool m_selected = false;
    bool m_focused = false;
    bool m_hit = false;
};

class EdgeItem final : public QGraphicsItem
{
public:
    enum { Type = UserType + 2 };

    explicit EdgeItem(EdgeView view);

    [[nodiscard]] const EdgeView &view() const { return m_view; }
    [[nodiscard]] const Curve &curve() const { return m_curve; }
    void setView(EdgeView view, bool visible);
    void setCurve(const Curve &curve);
    void setMarked(bool selected);
    void setHovered(bool hovered);
    [[nodiscard]] bool isMarked() const { return m_selected; }

    [[nodiscard]] QRectF boundingRect() const override { return m_cover; }
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;
    [[nodiscard]] int type() const override { return Type; }

private:
    EdgeView m_view;
    Curve m_curve;
    QRectF m_cover;
    bool m_selected = false;
    bool m_hovered = false;
};

/// Milliseconds of the clock that all moving marks share.
[[nodiscard]] qint64 motionClock();

} // namespace weftline::ui::canvas
