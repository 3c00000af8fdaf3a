// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Places: found by a job, glided to, and the marks of what a search has found.

#include <QtCore/QEasingCurve>
#include <QtCore/QHash>
#include <QtCore/QVariantAnimation>

#include "ui/canvas/canvas_view.h"
#include "ui/canvas/minimap.h"
#include "ui/canvas/tidy_job.h"
#include "ui/widgets/theme.h"

#include <algorithm>
#include <limits>

namespace weftline::ui::canvas {
namespace {

constexpr qsizetype glidingMax = 2000; // more of them jump
constexpr double readableScale = 0.75;

} // namespace

void CanvasView::connectArranging()
{
    connect(m_tidy, &TidyJob::done, this, [this](const LayoutPlaces &places) {
        QPointF corner(std::numeric_limits<double>::max(), std::numeric_limits<double>::max());
        for (const QString &id : std::as_const(m_tidied))
            if (const NodeItem *item = m_scene->node(id))
                corner = {std::min(corner.x(), item->pos().x()), std::min(corner.y(), item->pos().y())};
        std::vector<NodeMove> moves;
        for (qsizetype i = 0; i < m_tidied.size(); ++i)
            if (const NodeItem *item = m_scene->node(m_tidied[i]))
                moves.push_back({m_tidied[i], item->pos(), snapped(corner) + places[std::size_t(i)]});
        if (!moves.empty())
            Q_EMIT placesFound(moves);
    });
    m_glide.setDuration(180);
    m_glide.setEasingCurve(QEasingCurve::OutCubic);
    m_glide.setStartValue(0.0);
    m_glide.setEndValue(1.0);
    connect(&m_glide, &QVariantAnimation::valueChanged, this, [this](const QVariant &value) {
        // Where they go is asked each time: the model may have moved them on meanwhile.
        for (auto from = m_glideFrom.cbegin(); from != m_glideFrom.cend(); ++from)
            if (const NodeItem *item = m_scene->node(from.key()))
                m_scene->showAt(from.key(), from.value() + (item->view().position - from.value()) * value.toDouble());
    });
    connect(&m_glide, &QVariantAnimation::finished, this, &CanvasView::endGlide);
}

void CanvasView::findPlaces(const QStringList &nodes)
{
    m_tidied = nodes.isEmpty() && model() ? model()->nodeIds() : nodes;
    m_tidied.removeIf([this](const QString &id) { return !m_scene->node(id); });
    m_tidied.removeDuplicates();
    LayoutGraph graph;
    QHash<QString, std::uint32_t> index;
    for (const QString &id : std::as_const(m_tidied)) {
        index.insert(id, std::uint32_t(graph.nodes.size()));
        graph.nodes.push_back(m_scene->node(id)->size());
    }
    const QStringList edges = model() ? model()->edgeIds() : QStringList(); // in the model's order: the same graph, the same places
    for (const QString &id : edges) {
        const EdgeItem *edge = m_scene->edge(id);
        const auto from = edge ? index.constFind(edge->view().from.node) : index.constEnd();
        const auto to = edge ? index.constFind(edge->view().to.node) : index.constEnd();
        if (from != index.constEnd() && to != index.constEnd())
            graph.edges.emplace_back(*from, *to);
    }
    m_tidy->start(std::move(graph));
}

void CanvasView::cancelPlaces() { m_tidy->cancel(); }

bool CanvasView::isFindingPlaces() const { return m_tidy->isRunning(); }

void CanvasView::setTidyOptions(const TidyOptions &options) { m_tidy->setOptions(options); }

void CanvasView::glide(const std::function<void()> &change)
{
    endGlide();
    const bool glides = widgets::Theme::instance().motion() == widgets::Motion::Full && isVisible() && !isOverview()
                        && m_scene->nodes().size() <= glidingMax;
    if (glides)
        for (const NodeItem *item : m_scene->nodes())
            m_glideFrom.insert(item->view().id, item->pos());
    change();
    m_glideFrom.removeIf([this](const auto &from) {
        const NodeItem *item = m_scene->node(from.key());
        return !item || item->pos() == from.value();
    });
    if (m_glideFrom.isEmpty())
        return;
    for (auto from = m_glideFrom.cbegin(); from != m_glideFrom.cend(); ++from)
        m_scene->showAt(from.key(), from.value());
    m_glide.start();
}

void CanvasView::endGlide()
{
    m_glide.stop();
    for (auto from = m_glideFrom.cbegin(); from != m_glideFrom.cend(); ++from)
        if (const NodeItem *item = m_scene->node(from.key()))
            m_scene->showAt(from.key(), item->view().position);
    m_glideFrom.clear();
}

// All of it in view, and nothing over it that lies on the canvas, such as the search.
bool CanvasView::isSeen(const NodeItem &node) const
{
    const QRect place = mapFromScene(node.card()).boundingRect();
    if (!viewport()->rect().contains(place))
        return false;
    const QList<QWidget *> laid = findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly);
    return std::none_of(laid.begin(), laid.end(), [&](const QWidget *one) {
        return one != viewport() && one->isVisible() && one->geometry().intersects(place);
    });
}

void CanvasView::goToNode(const QString &id)
{
    const NodeItem *item = m_scene->node(id);
    if (item && (scale() < detailScale || !isSeen(*item)))
        animateTo(scale() < detailScale ? readableScale : scale(), item->card().center());
}

void CanvasView::setHits(const QStringList &nodes)
{
    m_scene->setHits({nodes.begin(), nodes.end()});
    m_minimap->refresh();
    if (isOverview())
        viewport()->update();
}

} // namespace weftline::ui::canvas
