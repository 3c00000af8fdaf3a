// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/state_shapes.h"

#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtGui/QPen>

namespace weftline::ui::widgets {
namespace {

QPen pen(const QColor &color, double width)
{
    return {color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

QPolygonF octagon()
{
    return QPolygonF({{5.0, 0.8}, {11.0, 0.8}, {15.2, 5.0}, {15.2, 11.0}, {11.0, 15.2}, {5.0, 15.2}, {0.8, 11.0}, {0.8, 5.0}});
}

QPainterPath triangle()
{
    QPainterPath path(QPointF(8, 1.8));
    path.lineTo(15, 14.2);
    path.lineTo(1, 14.2);
    path.closeSubpath();
    return path;
}

QPainterPath shield()
{
    QPainterPath path(QPointF(8, 1.4));
    path.cubicTo({10, 2.8}, {12, 3.3}, {14, 3.3});
    path.lineTo(14, 7.5);
    path.cubicTo({14, 11.2}, {11.4, 13.6}, {8, 14.8});
    path.cubicTo({4.6, 13.6}, {2, 11.2}, {2, 7.5});
    path.lineTo(2, 3.3);
    path.cubicTo({4, 3.3}, {6, 2.8}, {8, 1.4});
    return path;
}

void exclamation(QPainter &painter, const QColor &color, double top, double bottom)
{
    painter.setPen(pen(color, 1.9));
    painter.drawLine(QPointF(8, top), QPointF(8, bottom - 3.1));
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QPointF(8, bottom), 1.1, 1.1);
}

void drawRing(QPainter &painter, const QColor &color, double share, double turn)
{
    const QRectF ring(2.2, 2.2, 11.6, 11.6);
    QColor rest = color;
    rest.setAlphaF(0.28f);
    painter.setBrush(Qt::NoBrush);
    painter.setPen({rest, 2.2});
    painter.drawEllipse(ring);
    painter.setPen({color, 2.2, Qt::SolidLine, Qt::FlatCap});
    painter.drawArc(ring, int((90 - turn * 360) * 16), int(-share * 360 * 16));
}

void drawDots(QPainter &painter, const QColor &color)
{
    QPen dots(color, 1.6, Qt::CustomDashLine, Qt::FlatCap);
    const double step = 3.14159265 * 12.4 / 8 / 1.6; // eight strokes around the ring, in pen widths
    dots.setDashPattern({step * 0.52, step * 0.48});
    painter.setPen(dots);
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(QRectF(1.8, 1.8, 12.4, 12.4));
}

} // namespace

void drawStateShape(QPainter &painter, TaskState state, const QColor &color, const QColor &sign, double turn)
{
    const auto filled = [&] {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
    };
    const auto outlined = [&](double width) {
        painter.setPen(pen(color, width));
        painter.setBrush(Qt::NoBrush);
    };
    switch (state) {
    case TaskState::None: break;
    case TaskState::Waiting: drawDots(painter, color); break;
    case TaskState::Ready:
        outlined(1.6);
        painter.drawEllipse(QRectF(1.8, 1.8, 12.4, 12.4));
        filled();
        painter.drawEllipse(QPointF(8, 8), 2.4, 2.4);
        break;
    case TaskState::Dispatched: drawRing(painter, color, 0.25, 0); break;
    case TaskState::Running: drawRing(painter, color, 0.75, turn); break;
    case TaskState::Succeeded:
        filled();
        painter.drawEllipse(QRectF(0.8, 0.8, 14.4, 14.4));
        painter.setPen(pen(sign, 1.9));
        painter.drawPolyline(QPolygonF({{4.8, 8.4}, {7.1, 10.6}, {11.3, 5.9}}));
        break;
    case TaskState::Failed:
        filled();
        painter.drawPolygon(octagon());
        painter.setPen(pen(sign, 1.9));
        painter.drawLine(QPointF(5.5, 5.5), QPointF(10.5, 10.5));
        painter.drawLine(QPointF(10.5, 5.5), QPointF(5.5, 10.5));
        break;
    case TaskState::Cancelled:
        outlined(1.6);
        painter.drawEllipse(QRectF(1.8, 1.8, 12.4, 12.4));
        filled();
        painter.drawRoundedRect(QRectF(5.4, 5.4, 5.2, 5.2), 0.8, 0.8);
        break;
    case TaskState::Skipped:
        outlined(1.7);
        painter.drawPolyline(QPolygonF({{2, 4}, {6, 8}, {2, 12}}));
        painter.drawPolyline(QPolygonF({{7, 4}, {11, 8}, {7, 12}}));
        painter.drawLine(QPointF(13.8, 4), QPointF(13.8, 12));
        break;
    case TaskState::Held:
        filled();
        painter.drawRoundedRect(QRectF(1, 1, 14, 14), 3, 3);
        painter.setPen({sign, 2.0, Qt::SolidLine, Qt::FlatCap});
        painter.drawLine(QPointF(6, 4.6), QPointF(6, 11.4));
        painter.drawLine(QPointF(10, 4.6), QPointF(10, 11.4));
        break;
    case TaskState::Quarantined:
        painter.setPen(pen(color, 1.4));
        painter.setBrush(color);
        painter.drawPath(triangle());
        exclamation(painter, sign, 6.0, 12.2);
        break;
    case TaskState::Refused:
        outlined(1.6);
        painter.drawPath(shield());
        painter.drawLine(QPointF(5, 5.4), QPointF(11, 11));
        break;
    }
}

void drawProblemShape(QPainter &painter, ProblemLevel level, const QColor &color, const QColor &sign)
{
    switch (level) {
    case ProblemLevel::None: break;
    case ProblemLevel::Error:
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(QRectF(0.8, 0.8, 14.4, 14.4));
        exclamation(painter, sign, 4.4, 11.6);
        break;
    case ProblemLevel::Warning:
        painter.setPen(pen(color, 1.5));
        painter.setBrush(sign);
        painter.drawPath(triangle());
        exclamation(painter, color, 6.2, 12.0);
        break;
    case ProblemLevel::Hint:
        painter.setPen(pen(color, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(QRectF(1.4, 1.4, 13.2, 13.2));
        painter.setPen(pen(color, 1.8));
        painter.drawLine(QPointF(8, 7.4), QPointF(8, 11.4));
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(QPointF(8, 4.7), 1.1, 1.1);
        break;
    }
}

} // namespace weftline::ui::widgets
