// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The canvas: shows a GraphModel, lets one look around, select and draw. It edits nothing: each gesture ends in one of
// the requests below, and what the model does with it is seen when the model reports a change.

#pragma once

#include <QtCore/QPointer>
#include <QtCore/QSet>
#include <QtCore/QTimer>
#include <QtCore/QVariantAnimation>
#include <QtWidgets/QGraphicsView>

#include "ui/canvas/canvas_scene.h"

#include <functional>

namespace weftline::ui::widgets {
class ZoomBar;
}

namespace weftline::ui::canvas {

class Minimap;
class Notice;
class TidyJob;
struct TidyOptions;

/// The type of a drag that brings a kind onto the canvas; its data is the kind's name in UTF-8.
inline constexpr auto kindMimeType = "application/x-weftline-kind";

class CanvasView final : public QGraphicsView
{
    Q_OBJECT

public:
    explicit CanvasView(QWidget *parent = nullptr);
    ~CanvasView() override;

    /// The model stays the caller's and may be replaced or deleted at any time.
    void setModel(GraphModel *model);
    [[nodiscard]] GraphModel *model() const;

    /// Without, nothing can be moved, connected or removed; looking and selecting stay.
    void setEditable(bool editable);
    [[nodiscard]] bool isEditable() const { return m_editable && !m_locked; }
    void setLocked(bool locked);

    [[nodiscard]] QStringList selectedNodes() const; // sorted
    [[nodiscard]] QStringList selectedEdges() const;
    void select(const QStringList &nodes, const QStringList &edges = {});
    void selectAll();
    void clearSelection();

    /// The node that has the keyboard's focus within the canvas, or nothing.
    [[nodiscard]] QString focusedNode() const { return m_focus; }

    [[nodiscard]] double scale() const;
    void zoomTo(double scale);
    void zoomBy(double factor);
    void fit(bool animated = true);
    void showNode(const QString &id); // brings it into view, at the present scale
    void goToNode(const QString &id); // into view, and large enough to be read; what is seen already stays where it is

    /// Marks what was found; everything else stays as it is.
    void setHits(const QStringList &nodes);

    /// Looks for better places for these nodes (for all where there are none in the list), and ends later in placesFound(),
    /// unless it is cancelled or started anew. Their top left corner stays where it is.
    void findPlaces(const QStringList &nodes);
    void cancelPlaces();
    [[nodiscard]] bool isFindingPlaces() const;
    void setTidyOptions(const TidyOptions &options);

    /// Makes a change of the model, and lets the nodes glide to where it put them.
    void glide(const std::function<void()> &change);

    /// Where the middle of a node or port stands on the viewport; for guides and tests.
    [[nodiscard]] QPoint nodePoint(const QString &id) const;
    [[nodiscard]] QPoint portPoint(const PortRef &port, bool output) const;

    /// The scene position under the pointer, or the middle of the view when the pointer is elsewhere.
    [[nodiscard]] QPointF pointerPosition() const;

    [[nodiscard]] CanvasScene &canvasScene() const { return *m_scene; }

Q_SIGNALS:
    void selectionChanged();
    void scaleChanged(double scale);

    void moveRequested(const std::vector<weftline::ui::canvas::NodeMove> &moves);
    void connectRequested(const weftline::ui::canvas::PortRef &output, const weftline::ui::canvas::PortRef &input);
    void removeRequested(const QStringList &nodes, const QStringList &edges);
    void addRequested(const QPointF &position, const QPoint &globalPosition);
    void addFromPortRequested(const weftline::ui::canvas::PortRef &port, bool output, const QPointF &position,
                              const QPoint &globalPosition);
    void addKindRequested(const QString &kind, const QPointF &position);
    void insertOnEdgeRequested(const QString &edge, const QString &kind, const QPointF &position);
    void nodeActivated(const QString &node);
    void edgeActivated(const QString &edge);
    void cutRequested();
    void copyRequested();
    void pasteRequested(const QPointF &position);
    void duplicateRequested();
    void tidyRequested();
    void placesFound(const std::vector<weftline::ui::canvas::NodeMove> &moves);
    void contextMenuRequested(const QString &node, const QString &edge, const QPointF &position, const QPoint &globalPosition);

protected:
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    enum class Gesture { None, Pan, Band, Press, Move, Connect };

    struct PortHit
    {
        NodeItem *node = nullptr;
        bool output = false;
        int index = -1;

        explicit operator bool() const { return node != nullptr; }
        [[nodiscard]] PortRef ref() const;
        [[nodiscard]] const Port &port() const;
    };

    [[nodiscard]] bool isOverview() const { return scale() < overviewScale; }
    [[nodiscard]] NodeItem *nodeAt(const QPointF &position) const;
    [[nodiscard]] EdgeItem *edgeAt(const QPointF &position) const;
    [[nodiscard]] bool isSeen(const NodeItem &node) const;
    [[nodiscard]] PortHit portAt(const QPointF &position) const;

    void contentChanged(bool removed);
    void applySelection(QSet<QString> nodes, QSet<QString> edges);
    void setHoveredEdge(const QString &id);
    void setFocusedNode(const QString &id);
    void viewMoved();
    void placeFurniture();
    void updateMotion();
    void moveTick();
    void setView(double scale, const QPointF &center);
    void connectArranging();
    void endGlide();
    void animateTo(double scale, const QPointF &center);

    void startMove(const QPointF &at);
    void updateMove(const QPointF &at);
    void finishMove();
    void updateBand(const QPointF &at);
    void startConnect(const PortHit &port, const QPointF &at);
    void updateConnect(const QPointF &at, const QPoint &pointer);
    void finishConnect(const QPointF &at, const QPoint &globalPosition);
    void cancelGesture();
    [[nodiscard]] QString whyNot(const PortHit &other) const;

    bool handleEditKey(QKeyEvent &event);
    bool walk(int key);
    bool nudge(int key);
    void requestRemove();

    CanvasScene *m_scene;
    widgets::ZoomBar *m_zoomBar;
    Minimap *m_minimap;
    Notice *m_notice;
    QTimer m_motion;
    QVariantAnimation m_flight;
    QVariantAnimation m_glide;
    QHash<QString, QPointF> m_glideFrom;
    TidyJob *m_tidy;
    QStringList m_tidied; // the nodes that the job is about
    QSet<QString> m_nodes; // selected
    QSet<QString> m_edges;
    QString m_focus;
    QString m_hoveredEdge;
    bool m_editable = true;
    bool m_locked = false;
    bool m_spaceDown = false;
    bool m_keyboardFocus = false;

    Gesture m_gesture = Gesture::None;
    QPoint m_pressedAt;           // on the viewport
    QPointF m_pressedScene;
    QString m_pressedNode;
    QPoint m_panLast;
    QHash<QString, QPointF> m_moveFrom;
    QRectF m_band;
    QSet<QString> m_bandBefore; // what the band adds to
    QString m_connectNode;
    bool m_connectOutput = false;
    int m_connectPort = -1;
    QPointF m_connectEnd;
    bool m_connectFits = false;
};

} // namespace weftline::ui::canvas
