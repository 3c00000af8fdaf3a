// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a plot shows of alerts: when they were pending and firing, and from which value on.

#include <QtGui/QPainter>
#include <QtGui/QPen>

#include "ui/charts/plot.h"
#include "ui/widgets/theme.h"

#include <algorithm>
#include <cmath>

namespace weftline::ui::charts {

using widgets::color;
using widgets::Token;

constexpr double barHeight = 4;
constexpr double pendingOpacity = 0.55;
constexpr double firingOpacity = 0.88;
constexpr double tintShare = 0.16;

void Plot::drawSpans(QPainter &painter) const
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(Qt::NoPen);
    for (const PlotSpan &span : m_spans) {
        const double left = m_axes.toPixelX(std::max(span.from, m_axes.xFrom));
        const double right = m_axes.toPixelX(std::min(span.to, m_axes.xTo));
        if (span.to < m_axes.xFrom || span.from > m_axes.xTo)
            continue;
        // A short one still has to be seen.
        const QRectF area(std::floor(left), m_axes.area.top(), std::max(2.0, std::ceil(right - left)), m_axes.area.height());
        const double opacity = span.token == Token::Failed ? firingOpacity : pendingOpacity;
        painter.fillRect(area, color(span.token, opacity * tintShare));
        painter.fillRect(QRectF(area.left(), area.bottom() + 1, area.width(), barHeight), color(span.token, opacity));
    }
}

// What of the curves with an area reaches above a threshold is red.
void Plot::drawExcess(QPainter &painter, double y, const std::vector<std::vector<Points>> &pieces) const
{
    QRectF above = m_axes.area;
    above.setBottom(y);
    painter.save();
    painter.setClipRect(above);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(Token::Failed, tintShare));
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (m_lines[i].areaOpacity <= 0)
            continue;
        for (const Points &piece : pieces[i]) {
            QPolygonF area;
            for (const QPointF &point : piece)
                area << QPointF(m_axes.toPixelX(point.x()), m_axes.toPixelY(point.y()));
            area << QPointF(area.back().x(), m_axes.area.bottom()) << QPointF(area.front().x(), m_axes.area.bottom());
            painter.drawPolygon(area);
        }
    }
    painter.restore();
}

void Plot::drawThresholds(QPainter &painter, const std::vector<std::vector<Points>> &pieces) const
{
    painter.save();
    painter.setClipRect(m_axes.area);
    for (const PlotThreshold &threshold : m_thresholds) {
        if (m_axes.isLogarithmic && threshold.y <= 0)
            continue;
        const double y = std::round(m_axes.toPixelY(threshold.y)) + 0.5;
        if (!threshold.isClear && threshold.isUpper)
            drawExcess(painter, y, pieces);
        QPen pen(color(Token::Failed), threshold.isClear ? 1.0 : 1.5);
        if (threshold.isClear)
            pen.setDashPattern({5, 4});
        painter.setPen(pen);
        painter.drawLine(QPointF(m_axes.area.left(), y), QPointF(m_axes.area.right(), y));
    }
    painter.restore();
}

} // namespace weftline::ui::charts
