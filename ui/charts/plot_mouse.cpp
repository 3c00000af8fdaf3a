// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How a plot is looked into: wheel zooms around the pointer, dragging chooses a range, with Shift or the middle button
// it moves, a double click goes back to everything.

#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QWheelEvent>

#include "ui/charts/plot.h"

#include <cmath>

namespace weftline::ui::charts {
namespace {

constexpr double dragLeast = 5;
constexpr double zoomOfKey = 1.25;

} // namespace

void Plot::mousePressEvent(QMouseEvent *event)
{
    const bool isPan = event->button() == Qt::MiddleButton
        || (event->button() == Qt::LeftButton && event->modifiers().testFlag(Qt::ShiftModifier));
    if (!isPan && event->button() != Qt::LeftButton) {
        QWidget::mousePressEvent(event);
        return;
    }
    m_dragFrom = m_dragTo = event->position();
    m_drag = isPan ? Drag::Pan : Drag::Range;
    if (isPan)
        setCursor(Qt::ClosedHandCursor);
}

void Plot::mouseMoveEvent(QMouseEvent *event)
{
    const Axes &now = axes();
    if (m_drag == Drag::Pan) {
        const double before = now.fromPixelX(m_dragTo.x());
        const double moved = before - now.fromPixelX(event->position().x());
        m_dragTo = event->position();
        Q_EMIT panAsked(moved);
        return;
    }
    m_dragTo = event->position();
    if (m_drag == Drag::Range) {
        update();
        return;
    }
    if (event->position().x() < now.area.left() - 1 || event->position().x() > now.area.right() + 1)
        Q_EMIT left();
    else
        Q_EMIT hovered(now.fromPixelX(event->position().x()));
}

void Plot::mouseReleaseEvent(QMouseEvent *event)
{
    const Drag drag = m_drag;
    m_drag = Drag::None;
    unsetCursor();
    update();
    if (drag != Drag::Range || std::abs(event->position().x() - m_dragFrom.x()) < dragLeast)
        return;
    const double one = axes().fromPixelX(m_dragFrom.x());
    const double other = axes().fromPixelX(event->position().x());
    Q_EMIT rangeAsked(std::min(one, other), std::max(one, other));
}

void Plot::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        Q_EMIT resetAsked();
}

void Plot::wheelEvent(QWheelEvent *event)
{
    const QPoint angle = event->angleDelta();
    const double steps = angle.y() / 120.0;
    if (event->modifiers().testFlag(Qt::ShiftModifier) || angle.y() == 0) {
        const double along = (angle.x() != 0 ? angle.x() : angle.y()) / 120.0;
        Q_EMIT panAsked(-along * 0.1 * (m_to - m_from));
    } else {
        Q_EMIT zoomAsked(std::pow(1.2, -steps), axes().fromPixelX(event->position().x()));
    }
    event->accept();
}

void Plot::keyPressEvent(QKeyEvent *event)
{
    const double middle = (m_from + m_to) / 2;
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: Q_EMIT zoomAsked(1 / zoomOfKey, middle); break;
    case Qt::Key_Minus: Q_EMIT zoomAsked(zoomOfKey, middle); break;
    case Qt::Key_Left: Q_EMIT panAsked(-0.1 * (m_to - m_from)); break;
    case Qt::Key_Right: Q_EMIT panAsked(0.1 * (m_to - m_from)); break;
    case Qt::Key_0:
    case Qt::Key_Escape: Q_EMIT resetAsked(); break;
    default: QWidget::keyPressEvent(event);
    }
}

void Plot::leaveEvent(QEvent *)
{
    if (m_drag == Drag::None)
        Q_EMIT left();
}

} // namespace weftline::ui::charts
