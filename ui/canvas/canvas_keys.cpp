// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the keyboard does: arrows walk from node to node, Tab goes through all of them, Shift and arrows move.

#include <QtGui/QFocusEvent>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QGraphicsView>

#include "ui/canvas/canvas_view.h"

#include <cmath>
#include <limits>

namespace weftline::ui::canvas {
namespace {

QPointF directionOf(int key)
{
    switch (key) {
    case Qt::Key_Left: return {-1, 0};
    case Qt::Key_Right: return {1, 0};
    case Qt::Key_Up: return {0, -1};
    case Qt::Key_Down: return {0, 1};
    default: return {};
    }
}

} // namespace

void CanvasView::setFocusedNode(const QString &id)
{
    if (NodeItem *before = m_scene->node(m_focus))
        before->setFocused(false);
    m_focus = id;
    if (NodeItem *now = m_scene->node(m_focus))
        now->setFocused(m_keyboardFocus && hasFocus());
}

bool CanvasView::walk(int key)
{
    const QPointF direction = directionOf(key);
    if (direction.isNull())
        return false;
    const NodeItem *from = m_scene->node(m_focus);
    QString best;
    double bestCost = std::numeric_limits<double>::max();
    for (const NodeItem *item : m_scene->nodes()) {
        if (item == from)
            continue;
        const QPointF by = from ? item->card().center() - from->card().center() : item->card().center();
        const double ahead = QPointF::dotProduct(by, direction);
        const double aside = std::abs(by.x() * direction.y() - by.y() * direction.x());
        // Without a start, the first is the top left one. With one, straight ahead is nearer than askew.
        if (from && (ahead <= 0 || aside > 3 * ahead))
            continue;
        const double cost = from ? ahead + 2 * aside : by.x() + by.y();
        if (cost < bestCost || (cost == bestCost && item->view().id < best)) {
            best = item->view().id;
            bestCost = cost;
        }
    }
    if (!best.isEmpty()) {
        m_keyboardFocus = true;
        setFocusedNode(best);
        applySelection({best}, {});
        showNode(best);
    }
    return true;
}

bool CanvasView::nudge(int key)
{
    const QPointF direction = directionOf(key);
    if (direction.isNull() || !isEditable())
        return false;
    std::vector<NodeMove> moves;
    const QStringList ids = selectedNodes();
    for (const QString &id : ids) {
        if (const NodeItem *item = m_scene->node(id))
            moves.push_back({id, item->pos(), snapped(item->pos() + direction * gridStep)});
    }
    if (!moves.empty())
        Q_EMIT moveRequested(moves);
    return true;
}

void CanvasView::requestRemove()
{
    if (isEditable() && !(m_nodes.isEmpty() && m_edges.isEmpty()))
        Q_EMIT removeRequested(selectedNodes(), selectedEdges());
}

bool CanvasView::handleEditKey(QKeyEvent &event)
{
    if (event.matches(QKeySequence::Copy))
        Q_EMIT copyRequested();
    else if (event.matches(QKeySequence::Cut) && isEditable())
        Q_EMIT cutRequested();
    else if (event.matches(QKeySequence::Paste) && isEditable())
        Q_EMIT pasteRequested(pointerPosition());
    else if (event.matches(QKeySequence::SelectAll))
        selectAll();
    else if (event.key() == Qt::Key_D && event.modifiers() == Qt::ControlModifier && isEditable())
        Q_EMIT duplicateRequested();
    else if (event.matches(QKeySequence::ZoomIn))
        zoomBy(1.25);
    else if (event.matches(QKeySequence::ZoomOut))
        zoomBy(1 / 1.25);
    else if (event.key() == Qt::Key_0 && event.modifiers() == Qt::ControlModifier)
        zoomTo(1);
    else
        return false;
    return true;
}

void CanvasView::keyPressEvent(QKeyEvent *event)
{
    if (handleEditKey(*event))
        return;
    const bool plain = !(event->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier));
    switch (event->key()) {
    case Qt::Key_Space:
        if (!event->isAutoRepeat()) {
            m_spaceDown = true;
            viewport()->setCursor(Qt::OpenHandCursor);
        }
        return;
    case Qt::Key_Escape:
        if (m_gesture != Gesture::None)
            cancelGesture();
        else
            clearSelection();
        return;
    case Qt::Key_Delete:
    case Qt::Key_Backspace:
        if (plain) {
            requestRemove();
            return;
        }
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (plain && !m_focus.isEmpty()) {
            Q_EMIT nodeActivated(m_focus);
            return;
        }
        break;
    case Qt::Key_N:
        if (event->modifiers() == Qt::NoModifier && isEditable()) {
            const QPointF at = pointerPosition();
            Q_EMIT addRequested(at, viewport()->mapToGlobal(mapFromScene(at)));
            return;
        }
        break;
    default:
        if (plain && (event->modifiers() & Qt::ShiftModifier ? nudge(event->key()) : walk(event->key())))
            return;
        break;
    }
    event->ignore(); // the window's own shortcuts
}

void CanvasView::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_spaceDown = false;
        if (m_gesture != Gesture::Pan)
            viewport()->unsetCursor();
        return;
    }
    event->ignore();
}

bool CanvasView::focusNextPrevChild(bool next)
{
    // Tab goes through the nodes and then leaves, so that nobody is caught in the canvas.
    const QStringList ids = model() ? model()->nodeIds() : QStringList();
    const qsizetype at = ids.indexOf(m_focus);
    const qsizetype to = at < 0 ? (next ? 0 : ids.size() - 1) : at + (next ? 1 : -1);
    if (to < 0 || to >= ids.size()) {
        setFocusedNode({});
        return QGraphicsView::focusNextPrevChild(next);
    }
    m_keyboardFocus = true;
    setFocusedNode(ids[to]);
    applySelection({ids[to]}, {});
    showNode(ids[to]);
    return true;
}

void CanvasView::focusInEvent(QFocusEvent *event)
{
    QGraphicsView::focusInEvent(event);
    m_keyboardFocus = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    setFocusedNode(m_focus);
}

void CanvasView::focusOutEvent(QFocusEvent *event)
{
    QGraphicsView::focusOutEvent(event);
    m_spaceDown = false; // its release will go elsewhere
    setFocusedNode(m_focus);
}

} // namespace weftline::ui::canvas
