// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Keeps one item for each node and edge of the model, and the edges at their ports.

#pragma once

#include <QtCore/QHash>
#include <QtCore/QPointer>
#include <QtCore/QSet>
#include <QtWidgets/QGraphicsScene>

#include "ui/canvas/items.h"

namespace weftline::ui::canvas {

class CanvasScene final : public QGraphicsScene
{
    Q_OBJECT

public:
    explicit CanvasScene(QObject *parent = nullptr);

    /// Shows this model from now on; nullptr shows nothing. The model stays the caller's.
    void setModel(GraphModel *model);
    [[nodiscard]] GraphModel *model() const { return m_model; }

    [[nodiscard]] NodeItem *node(const QString &id) const { return m_nodes.value(id); }
    [[nodiscard]] EdgeItem *edge(const QString &id) const { return m_edges.value(id); }
    [[nodiscard]] const QHash<QString, NodeItem *> &nodes() const { return m_nodes; }
    [[nodiscard]] const QHash<QString, EdgeItem *> &edges() const { return m_edges; }

    /// Moves a node's item (not the node) and the ends of its edges.
    void showAt(const QString &id, const QPointF &position);

    /// While someone drags these nodes, changes of the model leave them at the pointer.
    void setHeld(QSet<QString> ids) { m_held = std::move(ids); }

    /// The nodes that a search has found, also those that come later.
    void setHits(QSet<QString> ids);

    /// All cards together, empty without nodes.
    [[nodiscard]] QRectF content() const;

    /// While the overview is painted in one batch, single items need no repaint.
    void setItemsPainted(bool painted) { m_itemsPainted = painted; }

    /// Paints every node as a box and, when wanted, every edge as a straight line.
    void paintOverview(QPainter &painter, const QRectF &visible, bool withEdges) const;

Q_SIGNALS:
    /// Something that is shown has changed. `removed`: items are gone, ids held elsewhere may be stale.
    void contentChanged(bool removed);

private:
    void rebuild();
    void updateNodes(const QStringList &ids);
    void updateEdges(const QStringList &ids);
    bool updateNode(const QString &id);
    bool updateEdge(const QString &id);
    void placeEdge(EdgeItem &edge);
    void dropEdge(const QString &id);

    QPointer<GraphModel> m_model;
    QHash<QString, NodeItem *> m_nodes;
    QHash<QString, EdgeItem *> m_edges;
    QMultiHash<QString, EdgeItem *> m_edgesOf; // by node
    QSet<QString> m_held;
    QSet<QString> m_hits;
    bool m_itemsPainted = true;
};

} // namespace weftline::ui::canvas
