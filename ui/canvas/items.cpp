// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/canvas/items.h"

#include <QtCore/QElapsedTimer>
#include <QtGui/QPainter>
#include <QtWidgets/QStyleOptionGraphicsItem>

#include "ui/canvas/paint_edge.h"
#include "ui/widgets/theme.h"

#include <algorithm>

namespace weftline::ui::canvas {
namespace {

constexpr qint64 fadeMs = 120;

double detail(const QPainter &painter)
{
    return QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter.worldTransform());
}

bool fullMotion() { return widgets::Theme::instance().motion() == widgets::Motion::Full; }

} // namespace

qint64 motionClock()
{
    static const QElapsedTimer timer = [] { QElapsedTimer t; t.start(); return t; }();
    return timer.elapsed();
}

NodeItem::NodeItem(NodeView view)
    : m_view(std::move(view))
    , m_size(nodeSize(m_view))
    , m_text(fitText(m_view, m_size))
{
    setAcceptedMouseButtons(Qt::NoButton);
    setPos(m_view.position);
    setZValue(1);
}

void NodeItem::setView(NodeView view, bool visible)
{
    if (view.state != m_view.state && fullMotion() && visible) {
        m_fadingFrom = m_view.state;
        m_fadeStart = motionClock();
    }
    const bool moved = view.position != m_view.position;
    const bool reshaped = view.title != m_view.title || view.inputs.size() != m_view.inputs.size()
        || view.outputs.size() != m_view.outputs.size() || view.map != m_view.map;
    if (reshaped)
        prepareGeometryChange();
    m_view = std::move(view);
    if (reshaped)
        m_size = nodeSize(m_view);
    m_text = fitText(m_view, m_size);
    if (moved || pos() != m_view.position)
        setPos(m_view.position);
    if (visible)
        update();
}

void NodeItem::refit()
{
    prepareGeometryChange();
    m_size = nodeSize(m_view);
    m_text = fitText(m_view, m_size);
}

QPointF NodeItem::portCenter(bool output, int index) const
{
    return pos() + portOffset(m_view, m_size, output, index);
}

QPointF NodeItem::portCenter(bool output, const QString &name) const
{
    // An edge to a port that is not there (any more) ends at the middle of the side, where one can see it.
    const int index = portIndex(output ? m_view.outputs : m_view.inputs, name);
    return index >= 0 ? portCenter(output, index) : pos() + QPointF(output ? m_size.width() : 0, m_size.height() / 2);
}

void NodeItem::setMarked(bool selected)
{
    if (m_selected == selected)
        return;
    m_selected = selected;
    setZValue(selected ? 2 : 1);
    update();
}

void NodeItem::setFocused(bool focused)
{
    if (m_focused == focused)
        return;
    m_focused = focused;
    update();
}

void NodeItem::setHit(bool hit)
{
    if (m_hit == hit)
        return;
    m_hit = hit;
    update();
}

void NodeItem::setFits(std::vector<PortFit> inputs, std::vector<PortFit> outputs)
{
    m_inputFits = std::move(inputs);
    m_outputFits = std::move(outputs);
    update();
}

PortFit NodeItem::fit(bool output, int index) const
{
    const auto &fits = output ? m_outputFits : m_inputFits;
    return index >= 0 && std::size_t(index) < fits.size() ? fits[std::size_t(index)] : PortFit::Plain;
}

double NodeItem::fadeNow() const
{
    return m_fadeStart < 0 ? 1.0 : std::clamp(double(motionClock() - m_fadeStart) / fadeMs, 0.0, 1.0);
}

bool NodeItem::isMoving() const
{
    return m_view.state == TaskState::Running || m_fadeStart >= 0;
}

void NodeItem::updateMark()
{
    if (m_fadeStart >= 0 && fadeNow() >= 1) {
        m_fadeStart = -1;
        m_fadingFrom = TaskState::None;
    }
    update(markRect(m_size).adjusted(-1, -1, 1, 1));
}

QRectF NodeItem::boundingRect() const
{
    return nodeCover(m_size, m_view);
}

void NodeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    NodeLook look;
    look.selected = m_selected;
    look.focused = m_focused;
    look.hit = m_hit;
    look.detailed = detail(*painter) >= detailScale;
    look.ringTurn = widgets::ringTurn();
    look.fade = fadeNow();
    look.fadingFrom = look.fade < 1 ? m_fadingFrom : TaskState::None;
    look.inputFits = &m_inputFits;
    look.outputFits = &m_outputFits;
    paintNode(*painter, m_view, m_size, m_text, look);
}

EdgeItem::EdgeItem(EdgeView view)
    : m_view(std::move(view))
{
    setAcceptedMouseButtons(Qt::NoButton);
}

void EdgeItem::setView(EdgeView view, bool visible)
{
    m_view = std::move(view);
    if (const QRectF cover = edgeCover(m_view, m_curve); cover != m_cover) {
        prepareGeometryChange();
        m_cover = cover;
    }
    if (visible)
        update();
}

void EdgeItem::setCurve(const Curve &curve)
{
    if (m_curve == curve)
        return;
    prepareGeometryChange();
    m_curve = curve;
    m_cover = edgeCover(m_view, m_curve);
}

void EdgeItem::setMarked(bool selected)
{
    if (m_selected != selected) {
        m_selected = selected;
        update();
    }
}

void EdgeItem::setHovered(bool hovered)
{
    if (m_hovered != hovered) {
        m_hovered = hovered;
        update();
    }
}

void EdgeItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *, QWidget *)
{
    EdgeLook look;
    look.hot = m_selected || m_hovered;
    look.detailed = detail(*painter) >= detailScale;
    look.travelled = fullMotion() ? double(motionClock() % 16000) * 0.04 : -1;
    paintEdge(*painter, m_view, m_curve, look);
}

} // namespace weftline::ui::canvas
