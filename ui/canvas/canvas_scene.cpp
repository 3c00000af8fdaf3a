// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/canvas/canvas_scene.h"

#include <QtCore/QLineF>
#include <QtGui/QPainter>
#include <QtGui/QPen>

#include "ui/widgets/theme.h"

#include <map>

namespace weftline::ui::canvas {

using widgets::color;
using widgets::Token;

CanvasScene::CanvasScene(QObject *parent)
    : QGraphicsScene(parent)
{
    connect(&widgets::Theme::instance(), &widgets::Theme::changed, this, [this] {
        for (NodeItem *item : std::as_const(m_nodes))
            item->refit();
        for (EdgeItem *item : std::as_const(m_edges))
            placeEdge(*item);
        update();
        Q_EMIT contentChanged(false);
    });
}

void CanvasScene::setModel(GraphModel *model)
{
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    if (m_model) {
        connect(m_model, &GraphModel::nodesChanged, this, &CanvasScene::updateNodes);
        connect(m_model, &GraphModel::edgesChanged, this, &CanvasScene::updateEdges);
        connect(m_model, &GraphModel::reset, this, &CanvasScene::rebuild);
        connect(m_model, &QObject::destroyed, this, [this] { rebuild(); });
    }
    rebuild();
}

void CanvasScene::rebuild()
{
    m_edgesOf.clear();
    m_edges.clear();
    m_nodes.clear();
    clear();
    if (m_model) {
        const QStringList nodes = m_model->nodeIds();
        for (const QString &id : nodes)
            updateNode(id);
        const QStringList edges = m_model->edgeIds();
        for (const QString &id : edges)
            updateEdge(id);
    }
    Q_EMIT contentChanged(true);
}

void CanvasScene::updateNodes(const QStringList &ids)
{
    bool removed = false;
    for (const QString &id : ids)
        removed |= updateNode(id);
    Q_EMIT contentChanged(removed);
}

void CanvasScene::updateEdges(const QStringList &ids)
{
    bool removed = false;
    for (const QString &id : ids)
        removed |= updateEdge(id);
    Q_EMIT contentChanged(removed);
}

bool CanvasScene::updateNode(const QString &id)
{
    std::optional<NodeView> view = m_model->node(id);
    NodeItem *item = m_nodes.value(id);
    if (!view) {
        if (!item)
            return false;
        m_nodes.remove(id);
        delete item;
        const QList<EdgeItem *> edges = m_edgesOf.values(id);
        for (EdgeItem *edge : edges)
            placeEdge(*edge);
        return true;
    }
    if (item) {
        const QSizeF size = item->size();
        if (m_held.contains(id))
            view->position = item->pos();
        const bool moved = view->position != item->pos();
        const bool ported = view->inputs != item->view().inputs || view->outputs != item->view().outputs;
        item->setView(std::move(*view), m_itemsPainted);
        if (!moved && !ported && size == item->size())
            return false;
    } else {
        item = new NodeItem(std::move(*view));
        item->setHit(m_hits.contains(id));
        m_nodes.insert(id, item);
        addItem(item);
    }
    const QList<EdgeItem *> edges = m_edgesOf.values(id);
    for (EdgeItem *edge : edges)
        placeEdge(*edge);
    return false;
}

bool CanvasScene::updateEdge(const QString &id)
{
    std::optional<EdgeView> view = m_model->edge(id);
    EdgeItem *item = m_edges.value(id);
    if (item && (!view || view->from != item->view().from || view->to != item->view().to)) {
        dropEdge(id);
        item = nullptr;
        if (!view)
            return true;
    }
    if (!view)
        return false;
    if (item) {
        item->setView(std::move(*view), m_itemsPainted);
        return false;
    }
    item = new EdgeItem(std::move(*view));
    m_edges.insert(id, item);
    m_edgesOf.insert(item->view().from.node, item);
    m_edgesOf.insert(item->view().to.node, item);
    placeEdge(*item);
    addItem(item);
    return false;
}

void CanvasScene::dropEdge(const QString &id)
{
    EdgeItem *item = m_edges.take(id);
    m_edgesOf.remove(item->view().from.node, item);
    m_edgesOf.remove(item->view().to.node, item);
    delete item;
}

void CanvasScene::placeEdge(EdgeItem &edge)
{
    const NodeItem *from = m_nodes.value(edge.view().from.node);
    const NodeItem *to = m_nodes.value(edge.view().to.node);
    edge.setVisible(from && to);
    if (from && to)
        edge.setCurve(Curve::between(from->portCenter(true, edge.view().from.port), to->portCenter(false, edge.view().to.port)));
}

void CanvasScene::showAt(const QString &id, const QPointF &position)
{
    NodeItem *item = m_nodes.value(id);
    if (!item || item->pos() == position)
        return;
    item->setPos(position);
    const QList<EdgeItem *> edges = m_edgesOf.values(id);
    for (EdgeItem *edge : edges)
        placeEdge(*edge);
}

void CanvasScene::setHits(QSet<QString> ids)
{
    for (const QString &id : std::as_const(m_hits))
        if (NodeItem *item = ids.contains(id) ? nullptr : m_nodes.value(id))
            item->setHit(false);
    m_hits = std::move(ids);
    for (const QString &id : std::as_const(m_hits))
        if (NodeItem *item = m_nodes.value(id))
            item->setHit(true);
}

QRectF CanvasScene::content() const
{
    QRectF all;
    for (const NodeItem *item : m_nodes)
        all |= item->card();
    return all;
}

void CanvasScene::paintOverview(QPainter &painter, const QRectF &visible, bool withEdges) const
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (withEdges) {
        QList<QLineF> idle;
        QList<QLineF> live;
        QList<QLineF> hot;
        idle.reserve(m_edges.size());
        for (const EdgeItem *edge : m_edges) {
            const QLineF line(edge->curve().from, edge->curve().to);
            if (!edge->isVisible() || !edge->boundingRect().intersects(visible))
                continue;
            (edge->isMarked() ? hot : edge->view().state == EdgeState::Live ? live : idle).push_back(line);
        }
        const auto draw = [&](const QList<QLineF> &lines, Token ink) {
            QPen pen(color(ink), 1);
            pen.setCosmetic(true);
            painter.setPen(pen);
            painter.drawLines(lines);
        };
        draw(idle, Token::Edge);
        draw(live, Token::Running);
        draw(hot, Token::Accent);
    }
    std::map<Token, QList<QRectF>> boxes;
    for (const NodeItem *node : m_nodes) {
        if (!node->card().intersects(visible))
            continue;
        const TaskState state = node->view().state;
        const bool idle = state == TaskState::None || state == TaskState::Waiting || state == TaskState::Skipped;
        boxes[node->isMarked() || node->isHit() ? Token::Accent : idle ? Token::Edge : widgets::stateToken(state)].push_back(node->card());
    }
    painter.setPen(Qt::NoPen);
    for (const auto &[ink, rects] : boxes) {
        painter.setBrush(color(ink));
        painter.drawRects(rects);
    }
}

} // namespace weftline::ui::canvas
