// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/canvas/paint_edge.h"

#include <QtGui/QFontMetricsF>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtGui/QPen>

#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <algorithm>

namespace weftline::ui::canvas {
namespace {

using widgets::color;
using widgets::font;
using widgets::TextRole;
using widgets::Token;

constexpr QSizeF sparkSize{44, 14};

QPen linePen(const EdgeView &edge, const EdgeLook &look)
{
    Token ink = Token::Edge;
    double width = 1.5;
    if (look.hot) {
        ink = Token::Accent;
        width = 2.5;
    } else if (edge.state == EdgeState::Live) {
        ink = Token::Running;
        width = 2;
    } else if (edge.state == EdgeState::Alarm) {
        ink = Token::Failed;
        width = 2;
    } else if (edge.state == EdgeState::Done) {
        ink = Token::EdgeDone;
    }
    QPen pen(color(ink), look.detailed ? width : 1, Qt::SolidLine, Qt::FlatCap);
    pen.setCosmetic(!look.detailed);
    if (look.detailed && edge.state == EdgeState::Skipped)
        pen.setDashPattern({2 / width, 4 / width});
    else if (look.detailed && edge.dashed)
        pen.setDashPattern({5 / width, 4 / width});
    return pen;
}

QRectF countRect(const EdgeView &edge, const Curve &curve)
{
    const double width = widgets::pillWidth(edge.count);
    const QPointF middle = curve.at(edge.label.isEmpty() ? 0.5 : 0.22);
    return {middle.x() - width / 2, middle.y() - 9, width, 18};
}

double rateWidth(const EdgeView &edge) { return QFontMetricsF(font(TextRole::FigureTiny)).horizontalAdvance(edge.rate); }

QRectF labelRect(const EdgeView &edge, const Curve &curve)
{
    const double width = QFontMetricsF(font(TextRole::Caption)).horizontalAdvance(edge.label) + 12;
    const QPointF middle = curve.at(0.5);
    return {middle.x() - width / 2, middle.y() - 9, width, 18};
}

void paintPill(QPainter &painter, const QRectF &pill, const QString &text, const QFont &face, Token line, Token ink)
{
    painter.setPen({color(line), 1});
    painter.setBrush(color(Token::Canvas));
    painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), 9, 9);
    painter.setFont(face);
    painter.setPen(color(ink));
    painter.drawText(pill, Qt::AlignCenter | Qt::TextSingleLine, text);
}

QRectF sparkRect(const EdgeView &edge, const Curve &curve)
{
    const QRectF pill = countRect(edge, curve);
    if (curve.isStraight())
        return {pill.center().x() - sparkSize.width() / 2, pill.bottom() + 4, sparkSize.width(), sparkSize.height()};
    // Beside a curve the free side is the outer one: above a falling edge, below a rising one.
    const double y = curve.to.y() > curve.from.y() ? pill.top() - 14 : pill.bottom();
    return {pill.right() + 8, y, sparkSize.width(), sparkSize.height()};
}

void paintSparkline(QPainter &painter, const EdgeView &edge, const QRectF &place)
{
    const float top = std::max(1e-6f, *std::max_element(edge.sparkline.begin(), edge.sparkline.end()));
    const auto number = edge.sparkline.size();
    QPolygonF line;
    for (std::size_t i = 0; i < number; ++i)
        line << QPointF(place.left() + place.width() * double(i) / double(std::max<std::size_t>(1, number - 1)),
                        place.bottom() - place.height() * double(std::max(0.0f, edge.sparkline[i]) / top));
    QPolygonF area = line;
    area << place.bottomRight() << place.bottomLeft();
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(Token::Running, 0.16));
    painter.drawPolygon(area);
    painter.setPen({color(Token::Running), 1});
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
    if (!edge.rate.isEmpty()) {
        painter.setFont(font(TextRole::FigureTiny));
        painter.setPen(color(Token::Text3));
        painter.drawText(QPointF(place.right() + 8, place.bottom() - 1), edge.rate);
    }
}

} // namespace

void paintEdge(QPainter &painter, const EdgeView &edge, const Curve &curve, const EdgeLook &look)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    const QPainterPath path = curve.path();
    painter.setPen(linePen(edge, look));
    painter.drawPath(path);
    if (!look.detailed)
        return;
    if (edge.state == EdgeState::Live && look.travelled >= 0 && !look.hot) {
        QPen dashes(color(Token::Canvas, 0.5), 2, Qt::CustomDashLine, Qt::FlatCap);
        dashes.setDashPattern({3, 5}); // 6 and 10 units at a width of 2
        dashes.setDashOffset(-look.travelled / 2);
        painter.setPen(dashes);
        painter.drawPath(path);
    }
    if (!edge.label.isEmpty())
        paintPill(painter, labelRect(edge, curve), edge.label, font(TextRole::Caption),
                  look.hot ? Token::Accent : Token::Line2, Token::Text2);
    if (!edge.count.isEmpty()) {
        const bool live = edge.state == EdgeState::Live;
        const bool alarm = edge.state == EdgeState::Alarm;
        const Token line = look.hot ? Token::Accent : live ? Token::Running : alarm ? Token::Failed : Token::Line2;
        const Token ink = look.hot ? Token::AccentText : live ? Token::Running : alarm ? Token::Failed : Token::Text2;
        paintPill(painter, countRect(edge, curve), edge.count, font(TextRole::FigureTiny), line, ink);
    }
    if (edge.sparkline.size() > 1)
        paintSparkline(painter, edge, sparkRect(edge, curve));
}

QRectF edgeCover(const EdgeView &edge, const Curve &curve)
{
    QRectF cover = curve.bounds().adjusted(-2, -2, 2, 2);
    if (!edge.count.isEmpty())
        cover |= countRect(edge, curve);
    if (!edge.label.isEmpty())
        cover |= labelRect(edge, curve);
    if (edge.sparkline.size() > 1)
        cover |= sparkRect(edge, curve).adjusted(-1, -2, edge.rate.isEmpty() ? 1 : 12 + rateWidth(edge), 2);
    return cover;
}

} // namespace weftline::ui::canvas
