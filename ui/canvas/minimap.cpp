// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/canvas/minimap.h"

#include <QtGui/QMouseEvent>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtGui/QResizeEvent>

#include "ui/canvas/canvas_scene.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/theme.h"

#include <algorithm>

namespace weftline::ui::canvas {

using widgets::color;
using widgets::Token;

Minimap::Minimap(CanvasScene &scene, QWidget *parent)
    : QWidget(parent)
    , m_scene(scene)
{
    setCursor(Qt::PointingHandCursor);
    setAccessibleName(tr("Overview of the graph"));
    m_soon.setSingleShot(true);
    m_soon.setInterval(100);
    connect(&m_soon, &QTimer::timeout, this, &Minimap::redraw);
    connect(&scene, &CanvasScene::contentChanged, this, &Minimap::refresh);
}

void Minimap::setShown(const QRectF &shown)
{
    if (m_shown == shown)
        return;
    m_shown = shown;
    update();
}

void Minimap::refresh()
{
    if (!m_soon.isActive())
        m_soon.start();
}

QTransform Minimap::toWidget() const
{
    const QRectF all = m_content.isEmpty() ? QRectF(0, 0, 400, 200) : m_content.adjusted(-40, -40, 40, 40);
    const QRectF place = QRectF(rect()).adjusted(6, 6, -6, -6);
    const double scale = std::min({place.width() / all.width(), place.height() / all.height(), 0.2});
    QTransform transform;
    transform.translate(place.center().x(), place.center().y());
    transform.scale(scale, scale);
    transform.translate(-all.center().x(), -all.center().y());
    return transform;
}

void Minimap::redraw()
{
    m_content = m_scene.content();
    const double ratio = devicePixelRatioF();
    m_nodes = QPixmap(size() * ratio);
    m_nodes.setDevicePixelRatio(ratio);
    m_nodes.fill(Qt::transparent);
    QPainter painter(&m_nodes);
    painter.setTransform(toWidget(), true);
    m_scene.paintOverview(painter, m_content, false);
    update();
}

void Minimap::paintEvent(QPaintEvent *)
{
    if (m_nodes.isNull())
        redraw();
    QPainter painter(this);
    widgets::drawBox(painter, QRectF(rect()), 7, color(Token::Panel), color(Token::Line2), 1);
    painter.drawPixmap(0, 0, m_nodes);
    const QRectF place = QRectF(rect()).adjusted(3, 3, -3, -3);
    const QRectF frame = toWidget().mapRect(m_shown) & place;
    if (!frame.isEmpty())
        widgets::drawBox(painter, frame, 4, Qt::transparent, color(Token::Accent), 1);
}

void Minimap::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        Q_EMIT wentTo(toWidget().inverted().map(event->position()));
}

void Minimap::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() & Qt::LeftButton)
        Q_EMIT wentTo(toWidget().inverted().map(event->position()));
}

void Minimap::resizeEvent(QResizeEvent *event)
{
    redraw();
    QWidget::resizeEvent(event);
}

} // namespace weftline::ui::canvas
