// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What lies over a plot's curves: markers and the crosshair with its values.

#include <QtGui/QFontMetricsF>
#include <QtGui/QPainter>
#include <QtGui/QPen>

#include "ui/charts/plot.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/theme.h"

#include <algorithm>
#include <cmath>

namespace weftline::ui::charts {

using widgets::color;
using widgets::TextRole;
using widgets::Token;

void Plot::drawMarkers(QPainter &painter) const
{
    painter.setFont(widgets::font(TextRole::Caption));
    const QFontMetricsF metrics(painter.font());
    double free = 0;
    for (const PlotMarker &marker : m_markers) {
        if (marker.x < m_axes.xFrom || marker.x > m_axes.xTo)
            continue;
        const double x = std::floor(m_axes.toPixelX(marker.x)) + 0.5;
        QPen pen(color(marker.token), 1);
        pen.setDashPattern({3, 3});
        painter.setPen(pen);
        painter.drawLine(QPointF(x, m_areMarkersNamed ? 2 : 0), QPointF(x, m_axes.area.bottom()));
        if (!m_areMarkersNamed)
            continue;
        // To the left of its line, or to the right where there is no room; not at all where another name stands.
        const double wide = metrics.horizontalAdvance(marker.text);
        const double left = x - wide - 5 >= std::max(free, m_axes.area.left()) ? x - wide - 5 : x + 5;
        if (left < free || left + wide > width())
            continue;
        painter.setPen(color(marker.token));
        painter.drawText(QPointF(left, 1 + metrics.ascent()), marker.text);
        free = left + wide + 8;
    }
}

void Plot::drawCrosshair(QPainter &painter) const
{
    if (!m_crosshair || *m_crosshair < m_axes.xFrom || *m_crosshair > m_axes.xTo)
        return;
    const double x = std::floor(m_axes.toPixelX(*m_crosshair)) + 0.5;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(color(Token::Text3), 1));
    painter.drawLine(QPointF(x, m_axes.area.top()), QPointF(x, m_axes.area.bottom()));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    for (const CrosshairValue &value : m_values) {
        if (!std::isfinite(value.y))
            continue;
        painter.setBrush(color(value.token));
        painter.drawEllipse(QPointF(x, m_axes.toPixelY(value.y)), 2.8, 2.8);
    }
    drawValues(painter);
}

void Plot::drawValues(QPainter &painter) const
{
    painter.setFont(widgets::font(TextRole::FigureTiny));
    const QFontMetricsF metrics(painter.font());
    const double line = std::ceil(metrics.height()) + 1;
    double wide = metrics.horizontalAdvance(m_crosshairHead);
    for (const CrosshairValue &value : m_values)
        wide = std::max(wide, metrics.horizontalAdvance(value.text) + 10);
    const double lines = static_cast<double>(m_values.size()) + (m_crosshairHead.isEmpty() ? 0 : 1);
    const QSizeF size(wide + 14, lines * line + 6);
    const double x = m_axes.toPixelX(*m_crosshair);
    double left = x + 9;
    if (left + size.width() > width() - 2)
        left = std::max(1.0, x - 9 - size.width());
    const QRectF box(std::round(left), std::round(m_axes.area.top() + 4), std::ceil(size.width()), std::ceil(size.height()));
    widgets::drawBox(painter, box, 3, color(Token::Raised), color(Token::Line2), 1);
    double y = box.top() + 3 + metrics.ascent();
    if (!m_crosshairHead.isEmpty()) {
        painter.setPen(color(Token::Text3));
        painter.drawText(QPointF(box.left() + 7, y), m_crosshairHead);
        y += line;
    }
    for (const CrosshairValue &value : m_values) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color(value.token));
        painter.drawRoundedRect(QRectF(box.left() + 7, y - metrics.xHeight() / 2 - 1, 6, 2), 1, 1);
        painter.setPen(color(Token::Text));
        painter.drawText(QPointF(box.left() + 17, y), value.text);
        y += line;
    }
}

} // namespace weftline::ui::charts
