// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The view's frame: what it shows, selection, scale, painting. Mouse and keyboard are in files of their own.

#include "ui/canvas/canvas_view.h"

#include <QtCore/QEasingCurve>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtGui/QPen>
#include <QtGui/QResizeEvent>
#include <QtWidgets/QFrame>
#include <QtWidgets/QGraphicsItem>
#include <QtWidgets/QScrollBar>

#include "ui/canvas/minimap.h"
#include "ui/canvas/notice.h"
#include "ui/canvas/tidy_job.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/zoom_bar.h"

#include <algorithm>
#include <cmath>

namespace weftline::ui::canvas {

using widgets::color;
using widgets::Motion;
using widgets::Theme;
using widgets::Token;

namespace {

constexpr double scaleLeast = 0.02;
constexpr double scaleMost = 4.0;
constexpr int liveEdgesMoving = 200; // more of them are drawn still
constexpr double farAway = 400'000;  // how far one can pan

} // namespace

CanvasView::CanvasView(QWidget *parent)
    : QGraphicsView(parent)
    , m_scene(new CanvasScene(this))
    , m_zoomBar(new widgets::ZoomBar(this))
    , m_minimap(new Minimap(*m_scene, this))
    , m_notice(new Notice(this))
    , m_tidy(new TidyJob(this))
{
    setScene(m_scene);
    setSceneRect(-farAway, -farAway, 2 * farAway, 2 * farAway);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setRenderHint(QPainter::Antialiasing);
    setOptimizationFlags(DontSavePainterState);
    setTransformationAnchor(NoAnchor);
    setResizeAnchor(NoAnchor);
    setFocusPolicy(Qt::StrongFocus);
    setAcceptDrops(true);
    setMouseTracking(true);
    viewport()->setMouseTracking(true);
    setAccessibleName(tr("Canvas"));

    m_motion.setInterval(34); // at most 30 frames a second
    connect(&m_motion, &QTimer::timeout, this, &CanvasView::moveTick);
    connect(m_scene, &CanvasScene::contentChanged, this, &CanvasView::contentChanged);
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        updateMotion();
        m_minimap->refresh();
        viewport()->update();
    });
    connect(m_zoomBar, &widgets::ZoomBar::zoomOutClicked, this, [this] { zoomBy(1 / 1.25); });
    connect(m_zoomBar, &widgets::ZoomBar::zoomInClicked, this, [this] { zoomBy(1.25); });
    connect(m_zoomBar, &widgets::ZoomBar::scaleClicked, this, [this] { zoomTo(1); });
    connect(m_zoomBar, &widgets::ZoomBar::fitClicked, this, [this] { fit(); });
    connect(m_zoomBar, &widgets::ZoomBar::tidyClicked, this, &CanvasView::tidyRequested);
    connect(m_zoomBar, &widgets::ZoomBar::lockToggled, this, &CanvasView::setLocked);
    connect(m_minimap, &Minimap::wentTo, this, [this](const QPointF &where) { setView(scale(), where); });
    connectArranging();
    setView(1, {400, 300});
}

CanvasView::~CanvasView()
{
    m_scene->disconnect(this); // the scene outlives this part of the view by a moment
}

void CanvasView::setModel(GraphModel *model)
{
    cancelGesture();
    cancelPlaces();
    endGlide();
    m_scene->setModel(model);
}

GraphModel *CanvasView::model() const
{
    return m_scene->model();
}

void CanvasView::setEditable(bool editable)
{
    m_editable = editable;
    if (!isEditable())
        cancelGesture();
}

void CanvasView::setLocked(bool locked)
{
    m_locked = locked;
    m_zoomBar->setLocked(locked);
    if (locked)
        cancelGesture();
}

void CanvasView::contentChanged(bool removed)
{
    if (removed) {
        cancelGesture();
        const auto gone = [](const auto &items, QSet<QString> ids) {
            ids.removeIf([&](const QString &id) { return !items.contains(id); });
            return ids;
        };
        if (!m_scene->node(m_focus))
            m_focus.clear();
        if (!m_scene->edge(m_hoveredEdge))
            m_hoveredEdge.clear();
        applySelection(gone(m_scene->nodes(), m_nodes), gone(m_scene->edges(), m_edges));
    }
    if (isOverview())
        viewport()->update();
    updateMotion();
}

QStringList CanvasView::selectedNodes() const
{
    QStringList ids(m_nodes.begin(), m_nodes.end());
    ids.sort();
    return ids;
}

QStringList CanvasView::selectedEdges() const
{
    QStringList ids(m_edges.begin(), m_edges.end());
    ids.sort();
    return ids;
}

void CanvasView::applySelection(QSet<QString> nodes, QSet<QString> edges)
{
    // Marks are set even when the sets are equal: an item may be a new one with an old id.
    for (auto it = m_scene->nodes().begin(); it != m_scene->nodes().end(); ++it)
        it.value()->setMarked(nodes.contains(it.key()));
    for (auto it = m_scene->edges().begin(); it != m_scene->edges().end(); ++it)
        it.value()->setMarked(edges.contains(it.key()));
    if (nodes == m_nodes && edges == m_edges)
        return;
    m_nodes = std::move(nodes);
    m_edges = std::move(edges);
    m_minimap->refresh();
    if (isOverview())
        viewport()->update();
    Q_EMIT selectionChanged();
}

void CanvasView::select(const QStringList &nodes, const QStringList &edges)
{
    QSet<QString> nodeIds(nodes.begin(), nodes.end());
    QSet<QString> edgeIds(edges.begin(), edges.end());
    nodeIds.removeIf([this](const QString &id) { return !m_scene->node(id); });
    edgeIds.removeIf([this](const QString &id) { return !m_scene->edge(id); });
    applySelection(std::move(nodeIds), std::move(edgeIds));
}

void CanvasView::selectAll()
{
    select(m_scene->nodes().keys(), m_scene->edges().keys());
}

void CanvasView::clearSelection()
{
    applySelection({}, {});
}

double CanvasView::scale() const
{
    return transform().m11();
}

void CanvasView::setView(double scale, const QPointF &center)
{
    scale = std::clamp(scale, scaleLeast, scaleMost);
    const bool before = isOverview();
    if (!qFuzzyCompare(scale, this->scale()) || scale == 1.0) {
        setTransform(QTransform::fromScale(scale, scale));
        m_zoomBar->setScale(scale);
    }
    centerOn(center);
    m_scene->setItemsPainted(!isOverview());
    if (before != isOverview())
        viewport()->update();
    viewMoved();
    Q_EMIT scaleChanged(scale);
}

void CanvasView::animateTo(double scale, const QPointF &center)
{
    m_flight.stop();
    if (Theme::instance().motion() != Motion::Full || !isVisible()) {
        setView(scale, center);
        return;
    }
    const double fromScale = this->scale();
    const QPointF fromCenter = mapToScene(viewport()->rect().center());
    m_flight.disconnect();
    m_flight.setDuration(180);
    m_flight.setEasingCurve(QEasingCurve::OutCubic);
    m_flight.setStartValue(0.0);
    m_flight.setEndValue(1.0);
    connect(&m_flight, &QVariantAnimation::valueChanged, this, [=, this](const QVariant &value) {
        const double t = value.toDouble();
        setView(fromScale * std::pow(scale / fromScale, t), fromCenter + (center - fromCenter) * t);
    });
    m_flight.start();
}

void CanvasView::zoomTo(double scale)
{
    animateTo(scale, mapToScene(viewport()->rect().center()));
}

void CanvasView::zoomBy(double factor)
{
    setView(scale() * factor, mapToScene(viewport()->rect().center()));
}

void CanvasView::fit(bool animated)
{
    const QRectF content = m_scene->content();
    if (content.isEmpty())
        return;
    const QSizeF room = QSizeF(viewport()->size()) - QSizeF(64, 64);
    const double wanted = std::min({room.width() / content.width(), room.height() / content.height(), 1.0});
    const double target = std::max(wanted, scaleLeast);
    if (animated)
        animateTo(target, content.center());
    else
        setView(target, content.center());
}

void CanvasView::showNode(const QString &id)
{
    const NodeItem *item = m_scene->node(id);
    if (!item)
        return;
    const QRectF shown = mapToScene(viewport()->rect()).boundingRect();
    if (!shown.contains(item->card()))
        animateTo(scale(), item->card().center());
}

QPoint CanvasView::nodePoint(const QString &id) const
{
    const NodeItem *item = m_scene->node(id);
    return item ? mapFromScene(item->card().center()) : QPoint(-1, -1);
}

QPoint CanvasView::portPoint(const PortRef &port, bool output) const
{
    const NodeItem *item = m_scene->node(port.node);
    return item ? mapFromScene(item->portCenter(output, port.port)) : QPoint(-1, -1);
}

QPointF CanvasView::pointerPosition() const
{
    const QPoint at = viewport()->mapFromGlobal(QCursor::pos());
    return mapToScene(viewport()->rect().contains(at) ? at : viewport()->rect().center());
}

void CanvasView::viewMoved()
{
    m_minimap->setShown(mapToScene(viewport()->rect()).boundingRect());
    updateMotion();
}

void CanvasView::placeFurniture()
{
    constexpr int corner = 12;
    m_zoomBar->adjustSize();
    m_zoomBar->move(corner, height() - corner - m_zoomBar->height());
    const QSize map = height() < 600 ? QSize(152, 84) : QSize(168, 92);
    m_minimap->resize(map);
    m_minimap->move(width() - corner - map.width(), height() - corner - map.height());
    // In a small view they would hide what they serve.
    m_minimap->setVisible(width() >= 480 && height() >= 280);
    m_zoomBar->setVisible(width() >= 280 && height() >= 160);
}

void CanvasView::resizeEvent(QResizeEvent *event)
{
    QGraphicsView::resizeEvent(event);
    placeFurniture();
    viewMoved();
}

void CanvasView::scrollContentsBy(int dx, int dy)
{
    QGraphicsView::scrollContentsBy(dx, dy);
    if (isOverview())
        viewport()->update();
}

void CanvasView::drawBackground(QPainter *painter, const QRectF &rect)
{
    painter->fillRect(rect, color(Token::Canvas));
    const double step = dotStep * scale();
    const double strength = std::clamp((scale() - 0.25) / 0.25, 0.0, 1.0);
    if (strength <= 0)
        return;
    // One tile with one dot; brush and painter share the scale, so at 100 % the tile falls on whole pixels.
    const double ratio = devicePixelRatioF();
    const int pixels = std::max(1, int(std::lround(step * ratio)));
    QPixmap tile(pixels, pixels);
    tile.fill(Qt::transparent);
    QPainter dot(&tile);
    dot.setRenderHint(QPainter::Antialiasing);
    dot.setPen(Qt::NoPen);
    dot.setBrush(color(Token::Grid, strength));
    dot.drawEllipse(QPointF(pixels / 2.0, pixels / 2.0), 0.85 * scale() * ratio, 0.85 * scale() * ratio);
    dot.end();
    QBrush brush(tile);
    brush.setTransform(QTransform::fromScale(dotStep / pixels, dotStep / pixels));
    painter->fillRect(rect, brush);
}

void CanvasView::drawForeground(QPainter *painter, const QRectF &)
{
    if (m_gesture == Gesture::Band && !m_band.isEmpty()) {
        QPen pen(color(Token::Accent), 1);
        pen.setCosmetic(true);
        painter->setPen(pen);
        painter->setBrush(color(Token::AccentSoft, 0.5));
        painter->drawRect(m_band);
    }
    if (m_gesture == Gesture::Connect) {
        const NodeItem *item = m_scene->node(m_connectNode);
        if (!item)
            return;
        const QPointF port = item->portCenter(m_connectOutput, m_connectPort);
        const QPointF end = m_connectEnd;
        const Curve curve = m_connectOutput ? Curve::between(port, end + QPointF(5, 0)) : Curve::between(end - QPointF(5, 0), port);
        painter->setBrush(Qt::NoBrush);
        painter->setPen({color(Token::Accent), m_connectFits ? 2.5 : 1.5, m_connectFits ? Qt::SolidLine : Qt::DashLine, Qt::FlatCap});
        painter->drawPath(curve.path());
    }
}

void CanvasView::paintEvent(QPaintEvent *event)
{
    if (!isOverview()) {
        QGraphicsView::paintEvent(event);
        return;
    }
    // Walking through thousands of items costs more than painting them, so all of them are painted here at once.
    QPainter painter(viewport());
    painter.setClipRegion(event->region());
    painter.fillRect(event->rect(), color(Token::Canvas));
    painter.setTransform(viewportTransform());
    const QRectF visible = mapToScene(event->rect().adjusted(-1, -1, 1, 1)).boundingRect();
    m_scene->paintOverview(painter, visible, true);
    drawForeground(&painter, visible);
}

void CanvasView::updateMotion()
{
    const auto moves = [this] {
        if (isOverview() || !isVisible() || Theme::instance().motion() != Motion::Full)
            return false;
        const QList<QGraphicsItem *> shown = items(viewport()->rect(), Qt::IntersectsItemBoundingRect);
        return std::any_of(shown.begin(), shown.end(), [](const QGraphicsItem *item) {
            if (const auto *node = qgraphicsitem_cast<const NodeItem *>(item))
                return node->isMoving();
            const auto *edge = qgraphicsitem_cast<const EdgeItem *>(item);
            return edge && edge->view().state == EdgeState::Live;
        });
    };
    // Looking through the items is the cost here, so a running timer is left to find out by itself.
    if (!m_motion.isActive() && moves())
        m_motion.start();
}

void CanvasView::moveTick()
{
    if (isOverview() || !isVisible() || Theme::instance().motion() != Motion::Full) {
        m_motion.stop();
        return;
    }
    const QList<QGraphicsItem *> shown = items(viewport()->rect(), Qt::IntersectsItemBoundingRect);
    QList<EdgeItem *> live;
    bool any = false;
    for (QGraphicsItem *item : shown) {
        if (auto *node = qgraphicsitem_cast<NodeItem *>(item); node && node->isMoving()) {
            node->updateMark();
            any = true;
        } else if (auto *edge = qgraphicsitem_cast<EdgeItem *>(item); edge && edge->view().state == EdgeState::Live) {
            live.push_back(edge);
        }
    }
    if (live.size() <= liveEdgesMoving) {
        for (EdgeItem *edge : std::as_const(live))
            edge->update();
        any |= !live.isEmpty();
    }
    if (!any)
        m_motion.stop();
}

} // namespace weftline::ui::canvas
