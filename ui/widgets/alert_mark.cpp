// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/alert_mark.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QIconEngine>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtGui/QPen>

#include "ui/widgets/theme.h"

namespace weftline::ui::widgets {
namespace {

struct AlertTexts
{
    Q_DECLARE_TR_FUNCTIONS(AlertMark)
};

// On a grid of 16. The firing bell is narrower: the strokes of its sound need room at both sides.
QPainterPath bell(double half)
{
    QPainterPath path(QPointF(8 - half, 11));
    path.lineTo(8 - half, 7);
    path.cubicTo({8 - half, 4.4}, {8 - half / 2, 2.6}, {8, 2.6});
    path.cubicTo({8 + half / 2, 2.6}, {8 + half, 4.4}, {8 + half, 7});
    path.lineTo(8 + half, 11);
    path.lineTo(9 + half, 12.2);
    path.lineTo(7 - half, 12.2);
    path.closeSubpath();
    return path;
}

void drawSign(QPainter &painter, AlertMark mark, const QColor &ink)
{
    painter.setPen(QPen(ink, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    switch (mark) {
    case AlertMark::None:
    case AlertMark::Inactive: break;
    case AlertMark::Pending: painter.drawPolyline(QPolygonF({{8, 5.6}, {8, 8.3}, {9.8, 9.4}})); break;
    case AlertMark::Firing:
        painter.drawArc(QRectF(1.1, 2.4, 6, 9), 135 * 16, 70 * 16);
        painter.drawArc(QRectF(8.9, 2.4, 6, 9), -25 * 16, 70 * 16);
        break;
    case AlertMark::Resolved: painter.drawPolyline(QPolygonF({{6, 8.2}, {7.5, 9.7}, {10.2, 6.7}})); break;
    case AlertMark::Silenced: painter.drawLine(QPointF(2.4, 2.2), QPointF(13.6, 14)); break;
    case AlertMark::Trouble: {
        QPainterPath question(QPointF(6.7, 6.5));
        question.cubicTo({6.7, 4.7}, {9.6, 4.8}, {9.4, 6.6});
        question.cubicTo({9.3, 7.5}, {8, 7.6}, {8, 8.7});
        painter.drawPath(question);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ink);
        painter.drawEllipse(QPointF(8, 10.4), 0.8, 0.8);
        break;
    }
    }
}

class AlertEngine final : public QIconEngine
{
public:
    explicit AlertEngine(AlertMark mark) : m_mark(mark) { }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
    {
        const int side = std::min(rect.width(), rect.height());
        paintAlertMark(*painter, QRectF(rect.x() + (rect.width() - side) / 2.0, rect.y() + (rect.height() - side) / 2.0, side, side), m_mark);
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap picture(size);
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return picture;
    }
    QIconEngine *clone() const override { return new AlertEngine(*this); }

private:
    AlertMark m_mark;
};

} // namespace

Token alertToken(AlertMark mark)
{
    switch (mark) {
    case AlertMark::Pending:
    case AlertMark::Trouble: return Token::Held;
    case AlertMark::Firing: return Token::Failed;
    case AlertMark::Resolved: return Token::Succeeded;
    case AlertMark::None:
    case AlertMark::Inactive:
    case AlertMark::Silenced: break;
    }
    return Token::Text3;
}

QString alertWord(AlertMark mark)
{
    switch (mark) {
    case AlertMark::None: return {};
    case AlertMark::Inactive: return AlertTexts::tr("quiet");
    case AlertMark::Pending: return AlertTexts::tr("pending");
    case AlertMark::Firing: return AlertTexts::tr("fires");
    case AlertMark::Resolved: return AlertTexts::tr("resolved");
    case AlertMark::Silenced: return AlertTexts::tr("silenced");
    case AlertMark::Trouble: return AlertTexts::tr("trouble");
    }
    return {};
}

void paintAlertMark(QPainter &painter, const QRectF &square, AlertMark mark)
{
    if (mark == AlertMark::None)
        return;
    const QColor ink = color(alertToken(mark));
    const bool isFiring = mark == AlertMark::Firing;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(square.topLeft());
    painter.scale(square.width() / 16, square.height() / 16);
    painter.setPen(QPen(ink, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(isFiring ? QBrush(ink) : QBrush(Qt::NoBrush));
    painter.drawPath(bell(isFiring ? 3.2 : 4));
    painter.drawLine(QPointF(6.9, 14.3), QPointF(9.1, 14.3));
    drawSign(painter, mark, ink);
    painter.restore();
}

QIcon alertIcon(AlertMark mark) { return mark == AlertMark::None ? QIcon() : QIcon(new AlertEngine(mark)); }

} // namespace weftline::ui::widgets
