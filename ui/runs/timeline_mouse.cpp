// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How one moves along the timeline: the wheel zooms around the pointer, with Shift it scrolls the workers, dragging moves
// both ways, a double click beside a bar shows everything.

#include <QtGui/QFocusEvent>
#include <QtGui/QHelpEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QResizeEvent>
#include <QtGui/QWheelEvent>
#include <QtWidgets/QAbstractScrollArea>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QToolTip>

#include "ui/runs/timeline.h"
#include "ui/widgets/empty_state.h"

#include <cmath>

namespace weftline::ui::runs {
namespace {

constexpr double dragLeast = 4;

} // namespace

void Timeline::resizeEvent(QResizeEvent *)
{
    m_empty->setGeometry(viewport()->rect());
    updateScrollBar();
}

void Timeline::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton)
        return;
    m_pressed = m_dragged = event->position();
    m_isPanning = event->button() == Qt::MiddleButton;
}

void Timeline::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_pressed) {
        viewport()->setCursor(attemptAt(event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
        return;
    }
    if (!m_isPanning && (event->position() - *m_pressed).manhattanLength() < dragLeast)
        return;
    m_isPanning = true;
    viewport()->setCursor(Qt::ClosedHandCursor);
    const double moved = toSeconds(m_dragged.x()) - toSeconds(event->position().x());
    if (!m_isLive)
        showRange(m_from + moved, m_to + moved);
    verticalScrollBar()->setValue(verticalScrollBar()->value() + qRound(m_dragged.y() - event->position().y()));
    m_dragged = event->position();
}

void Timeline::mouseReleaseEvent(QMouseEvent *event)
{
    const bool isClick = m_pressed && !m_isPanning;
    m_pressed.reset();
    m_isPanning = false;
    viewport()->setCursor(Qt::ArrowCursor);
    if (!isClick)
        return;
    m_selected = attemptAt(event->position());
    viewport()->update();
    if (!m_selected) {
        Q_EMIT selectionCleared();
        return;
    }
    const client::AttemptView &attempt = m_layout.find(*m_selected)->attempt;
    Q_EMIT attemptSelected(attempt.node, attempt.item, attempt.id);
}

void Timeline::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (!attemptAt(event->position()))
        showAll();
}

void Timeline::wheelEvent(QWheelEvent *event)
{
    const QPoint angle = event->angleDelta();
    if (event->modifiers().testFlag(Qt::ShiftModifier) && angle.y() != 0)
        verticalScrollBar()->setValue(verticalScrollBar()->value() - angle.y() / 3);
    else if (angle.x() != 0 && std::abs(angle.x()) > std::abs(angle.y()) && !m_isLive)
        showRange(m_from - angle.x() / 1200.0 * (m_to - m_from), m_to - angle.x() / 1200.0 * (m_to - m_from));
    else if (angle.y() != 0)
        zoom(std::pow(1.2, -angle.y() / 120.0), toSeconds(event->position().x()));
    event->accept();
}

void Timeline::keyPressEvent(QKeyEvent *event)
{
    const double step = 0.1 * (m_to - m_from);
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoom(0.8, (m_from + m_to) / 2); break;
    case Qt::Key_Minus: zoom(1.25, (m_from + m_to) / 2); break;
    case Qt::Key_0:
    case Qt::Key_Home: showAll(); break;
    case Qt::Key_Left:
        if (!m_isLive)
            showRange(m_from - step, m_to - step);
        break;
    case Qt::Key_Right:
        if (!m_isLive)
            showRange(m_from + step, m_to + step);
        break;
    default: QAbstractScrollArea::keyPressEvent(event);
    }
}

void Timeline::focusInEvent(QFocusEvent *event)
{
    m_isFocusShown = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    viewport()->update();
}

void Timeline::focusOutEvent(QFocusEvent *)
{
    m_isFocusShown = false;
    viewport()->update();
}

bool Timeline::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto &help = static_cast<QHelpEvent &>(*event);
        const auto attempt = attemptAt(QPointF(help.pos()));
        if (attempt)
            QToolTip::showText(help.globalPos(), toolTipOf(*attempt), viewport(), barRect(*attempt).toRect());
        else
            QToolTip::hideText();
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

} // namespace weftline::ui::runs
