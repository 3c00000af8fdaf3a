// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the mouse does: pan, zoom, select, move, and bring kinds in by drag and drop.

#include <QtCore/QMimeData>
#include <QtCore/QSet>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QDragEnterEvent>
#include <QtGui/QDragLeaveEvent>
#include <QtGui/QDragMoveEvent>
#include <QtGui/QDropEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QWheelEvent>
#include <QtWidgets/QApplication>
#include <QtWidgets/QGraphicsItem>
#include <QtWidgets/QGraphicsView>
#include <QtWidgets/QScrollBar>

#include "ui/canvas/canvas_view.h"
#include "ui/canvas/notice.h"

#include <algorithm>
#include <cmath>

namespace weftline::ui::canvas {

NodeItem *CanvasView::nodeAt(const QPointF &position) const
{
    const QList<QGraphicsItem *> hits = m_scene->items(position, Qt::IntersectsItemBoundingRect, Qt::DescendingOrder);
    for (QGraphicsItem *hit : hits) {
        if (auto *node = qgraphicsitem_cast<NodeItem *>(hit); node && node->card().contains(position))
            return node;
    }
    return nullptr;
}

EdgeItem *CanvasView::edgeAt(const QPointF &position) const
{
    const double reach = 6 / std::min(1.0, scale());
    const QRectF around(position - QPointF(reach, reach), QSizeF(2 * reach, 2 * reach));
    const QList<QGraphicsItem *> hits = m_scene->items(around, Qt::IntersectsItemBoundingRect);
    EdgeItem *best = nullptr;
    double bestDistance = reach;
    for (QGraphicsItem *hit : hits) {
        auto *edge = qgraphicsitem_cast<EdgeItem *>(hit);
        if (!edge || !edge->isVisible())
            continue;
        if (const double distance = edge->curve().distanceTo(position); distance <= bestDistance) {
            best = edge;
            bestDistance = distance;
        }
    }
    return best;
}

CanvasView::PortHit CanvasView::portAt(const QPointF &position) const
{
    if (scale() < detailScale)
        return {};
    const QRectF around(position - QPointF(portReach, portReach), QSizeF(2 * portReach, 2 * portReach));
    const QList<QGraphicsItem *> hits = m_scene->items(around, Qt::IntersectsItemBoundingRect);
    PortHit best;
    double bestDistance = portReach;
    for (QGraphicsItem *hit : hits) {
        auto *node = qgraphicsitem_cast<NodeItem *>(hit);
        if (!node)
            continue;
        for (const bool output : {false, true}) {
            const int number = int((output ? node->view().outputs : node->view().inputs).size());
            for (int i = 0; i < number; ++i) {
                const QPointF off = node->portCenter(output, i) - position;
                if (const double distance = std::hypot(off.x(), off.y()); distance <= bestDistance) {
                    best = {node, output, i};
                    bestDistance = distance;
                }
            }
        }
    }
    return best;
}

void CanvasView::setHoveredEdge(const QString &id)
{
    if (id == m_hoveredEdge)
        return;
    if (EdgeItem *before = m_scene->edge(m_hoveredEdge))
        before->setHovered(false);
    m_hoveredEdge = id;
    if (EdgeItem *now = m_scene->edge(m_hoveredEdge))
        now->setHovered(true);
}

void CanvasView::wheelEvent(QWheelEvent *event)
{
    m_flight.stop();
    if (event->modifiers() & Qt::ShiftModifier) { // a wheel with one axis pans sideways
        const int by = event->angleDelta().y() != 0 ? event->angleDelta().y() : event->angleDelta().x();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - by);
        viewMoved();
        event->accept();
        return;
    }
    // What is under the pointer stays under it.
    const QPointF pointer = event->position();
    const QPointF under = mapToScene(pointer.toPoint());
    const double target = std::clamp(scale() * std::pow(1.2, event->angleDelta().y() / 120.0), 0.02, 4.0);
    const QPointF middle = QRectF(viewport()->rect()).center();
    setView(target, under + (middle - pointer) / target);
    event->accept();
}

void CanvasView::mousePressEvent(QMouseEvent *event)
{
    m_flight.stop();
    endGlide();
    if (m_gesture != Gesture::None)
        return;
    m_keyboardFocus = false;
    setFocusedNode(m_focus);
    m_pressedAt = event->pos();
    m_pressedScene = mapToScene(event->pos());
    if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && m_spaceDown)) {
        m_gesture = Gesture::Pan;
        m_panLast = event->pos();
        viewport()->setCursor(Qt::ClosedHandCursor);
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    if (const PortHit port = portAt(m_pressedScene); port && isEditable()) {
        startConnect(port, m_pressedScene);
        return;
    }
    const bool adding = event->modifiers() & (Qt::ShiftModifier | Qt::ControlModifier);
    if (const NodeItem *node = nodeAt(m_pressedScene)) {
        const QString id = node->view().id;
        m_pressedNode = id;
        m_gesture = Gesture::Press;
        setFocusedNode(id);
        if (adding) {
            QSet<QString> nodes = m_nodes;
            if (!nodes.remove(id))
                nodes.insert(id);
            applySelection(std::move(nodes), m_edges);
        } else if (!m_nodes.contains(id)) {
            applySelection({id}, {});
        }
        return;
    }
    if (const EdgeItem *edge = isOverview() ? nullptr : edgeAt(m_pressedScene)) {
        QSet<QString> edges = adding ? m_edges : QSet<QString>();
        edges.insert(edge->view().id);
        applySelection(adding ? m_nodes : QSet<QString>(), std::move(edges));
        return;
    }
    if (!adding)
        clearSelection();
    m_bandBefore = adding ? m_nodes : QSet<QString>();
    m_band = {};
    m_gesture = Gesture::Band;
}

void CanvasView::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF at = mapToScene(event->pos());
    switch (m_gesture) {
    case Gesture::None:
        setHoveredEdge(isOverview() || portAt(at) || nodeAt(at) ? QString() : [&] {
            const EdgeItem *edge = edgeAt(at);
            return edge ? edge->view().id : QString();
        }());
        break;
    case Gesture::Pan: {
        const QPoint by = event->pos() - m_panLast;
        m_panLast = event->pos();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() - by.x());
        verticalScrollBar()->setValue(verticalScrollBar()->value() - by.y());
        viewMoved();
        break;
    }
    case Gesture::Band: updateBand(at); break;
    case Gesture::Press:
        if (isEditable() && (event->pos() - m_pressedAt).manhattanLength() >= QApplication::startDragDistance()) {
            startMove(m_pressedScene);
            updateMove(at);
        }
        break;
    case Gesture::Move: updateMove(at); break;
    case Gesture::Connect: updateConnect(at, event->pos()); break;
    }
}

void CanvasView::mouseReleaseEvent(QMouseEvent *event)
{
    const QPointF at = mapToScene(event->pos());
    const Gesture gesture = m_gesture;
    if (gesture == Gesture::Pan) {
        if (event->button() == Qt::MiddleButton || event->button() == Qt::LeftButton)
            cancelGesture();
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    if (gesture == Gesture::Move)
        finishMove();
    else if (gesture == Gesture::Connect)
        finishConnect(at, event->globalPosition().toPoint());
    else if (gesture == Gesture::Press && event->modifiers() == Qt::NoModifier)
        applySelection({m_pressedNode}, {}); // a click on one of several selected nodes leaves that one
    cancelGesture();
}

void CanvasView::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const QPointF at = mapToScene(event->pos());
    if (const NodeItem *node = nodeAt(at))
        Q_EMIT nodeActivated(node->view().id);
    else if (const EdgeItem *edge = edgeAt(at))
        Q_EMIT edgeActivated(edge->view().id);
    else if (isEditable() && !portAt(at))
        Q_EMIT addRequested(at, event->globalPosition().toPoint());
}

void CanvasView::contextMenuEvent(QContextMenuEvent *event)
{
    const bool mouse = event->reason() == QContextMenuEvent::Mouse;
    const QPoint place = mouse ? event->pos() : m_focus.isEmpty() ? viewport()->rect().center() : nodePoint(m_focus);
    const QPointF at = mapToScene(place);
    const NodeItem *node = nodeAt(at);
    const EdgeItem *edge = node ? nullptr : edgeAt(at);
    if (node && !m_nodes.contains(node->view().id))
        applySelection({node->view().id}, {});
    else if (edge && !m_edges.contains(edge->view().id))
        applySelection({}, {edge->view().id});
    Q_EMIT contextMenuRequested(node ? node->view().id : QString(), edge ? edge->view().id : QString(), at,
                                viewport()->mapToGlobal(place));
    event->accept();
}

void CanvasView::startMove(const QPointF &at)
{
    m_pressedScene = at;
    m_moveFrom.clear();
    for (const QString &id : std::as_const(m_nodes)) {
        if (const NodeItem *item = m_scene->node(id))
            m_moveFrom.insert(id, item->pos());
    }
    m_scene->setHeld(m_nodes);
    m_gesture = Gesture::Move;
}

void CanvasView::updateMove(const QPointF &at)
{
    // The node under the pointer goes to the grid, the others keep their places beside it.
    const QPointF from = m_moveFrom.value(m_pressedNode);
    const QPointF by = snapped(from + at - m_pressedScene) - from;
    for (auto it = m_moveFrom.cbegin(); it != m_moveFrom.cend(); ++it)
        m_scene->showAt(it.key(), it.value() + by);
    if (isOverview())
        viewport()->update();
}

void CanvasView::finishMove()
{
    std::vector<NodeMove> moves;
    for (auto it = m_moveFrom.cbegin(); it != m_moveFrom.cend(); ++it) {
        const NodeItem *item = m_scene->node(it.key());
        if (item && item->pos() != it.value())
            moves.push_back({it.key(), it.value(), item->pos()});
    }
    m_scene->setHeld({});
    std::sort(moves.begin(), moves.end(), [](const NodeMove &a, const NodeMove &b) { return a.node < b.node; });
    if (!moves.empty())
        Q_EMIT moveRequested(moves);
}

void CanvasView::updateBand(const QPointF &at)
{
    m_band = QRectF(m_pressedScene, at).normalized();
    QSet<QString> nodes = m_bandBefore;
    for (auto it = m_scene->nodes().begin(); it != m_scene->nodes().end(); ++it) {
        if (it.value()->card().intersects(m_band))
            nodes.insert(it.key());
    }
    applySelection(std::move(nodes), {});
    viewport()->update();
}

void CanvasView::cancelGesture()
{
    const Gesture gesture = std::exchange(m_gesture, Gesture::None);
    m_scene->setHeld({});
    if (gesture == Gesture::Move && model()) {
        // The model is right: whatever it did not take goes back to where it was.
        for (auto it = m_moveFrom.cbegin(); it != m_moveFrom.cend(); ++it) {
            if (const auto view = model()->node(it.key()))
                m_scene->showAt(it.key(), view->position);
        }
    }
    if (gesture == Gesture::Connect) {
        for (NodeItem *item : m_scene->nodes())
            item->setFits({}, {});
    }
    m_moveFrom.clear();
    m_band = {};
    m_notice->say({}, {});
    if (gesture != Gesture::None) {
        viewport()->unsetCursor();
        viewport()->update();
    }
}

void CanvasView::dragEnterEvent(QDragEnterEvent *event)
{
    event->setAccepted(isEditable() && event->mimeData()->hasFormat(QLatin1String(kindMimeType)));
}

void CanvasView::dragMoveEvent(QDragMoveEvent *event)
{
    const EdgeItem *edge = edgeAt(mapToScene(event->position().toPoint()));
    setHoveredEdge(edge ? edge->view().id : QString());
    event->setAccepted(isEditable() && event->mimeData()->hasFormat(QLatin1String(kindMimeType)));
}

void CanvasView::dragLeaveEvent(QDragLeaveEvent *)
{
    setHoveredEdge({});
}

void CanvasView::dropEvent(QDropEvent *event)
{
    if (!isEditable() || !event->mimeData()->hasFormat(QLatin1String(kindMimeType)))
        return;
    const QString kind = QString::fromUtf8(event->mimeData()->data(QLatin1String(kindMimeType)));
    const QPointF at = mapToScene(event->position().toPoint());
    const EdgeItem *edge = edgeAt(at);
    setHoveredEdge({});
    event->acceptProposedAction();
    if (edge)
        Q_EMIT insertOnEdgeRequested(edge->view().id, kind, snapped(at));
    else
        Q_EMIT addKindRequested(kind, snapped(at));
}

bool CanvasView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Leave && m_gesture == Gesture::None)
        setHoveredEdge({});
    return QGraphicsView::viewportEvent(event);
}

} // namespace weftline::ui::canvas
