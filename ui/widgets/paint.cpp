// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/paint.h"

#include <QtGui/QPainter>
#include <QtGui/QPen>

namespace weftline::ui::widgets {

void drawBox(QPainter &painter, const QRectF &rect, double radius, const QColor &fill, const QColor &line, double width)
{
    const bool lined = width > 0 && line.alpha() > 0;
    const double inset = lined ? width / 2 : 0;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(lined ? QPen(line, width) : QPen(Qt::NoPen));
    painter.setBrush(fill.alpha() > 0 ? QBrush(fill) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
    painter.restore();
}

void drawChevron(QPainter &painter, const QPointF &center, const QColor &color, Qt::ArrowType direction, double size)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen({color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin});
    painter.translate(center);
    switch (direction) {
    case Qt::UpArrow: painter.rotate(180); break;
    case Qt::LeftArrow: painter.rotate(90); break;
    case Qt::RightArrow: painter.rotate(-90); break;
    default: break;
    }
    const double half = size / 2;
    painter.drawPolyline(QPolygonF({{-half, -half / 2}, {0, half / 2}, {half, -half / 2}}));
    painter.restore();
}

} // namespace weftline::ui::widgets
