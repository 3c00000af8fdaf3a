// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/canvas/paint_node.h"

#include <QtGui/QFontMetricsF>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtGui/QPen>

#include "ui/canvas/geometry.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <algorithm>

namespace weftline::ui::canvas {
namespace {

using widgets::color;
using widgets::font;
using widgets::TextRole;
using widgets::Token;

constexpr double textLeft = 46;
constexpr double edgeRight = 10;
constexpr double markPitch = 18;
constexpr double portNameGap = 9;
constexpr double portNameWidth = 64;

bool saysReason(TaskState state)
{
    return state == TaskState::Held || state == TaskState::Failed || state == TaskState::Quarantined;
}

QPen borderPen(const NodeView &node, bool selected)
{
    if (selected)
        return {color(Token::Accent), 1.5};
    if (node.state == TaskState::Skipped) {
        QPen pen(color(Token::Line2), 1);
        pen.setDashPattern({4, 3});
        return pen;
    }
    if (node.alert == AlertMark::Firing)
        return {color(widgets::alertToken(node.alert)), 1};
    return {color(widgets::colorsBorder(node.state) ? widgets::stateToken(node.state) : Token::Line2), 1};
}

void paintCard(QPainter &painter, const NodeView &node, const QRectF &card, const NodeLook &look)
{
    painter.setBrush(color(Token::Raised));
    if (node.map) {
        painter.setPen({color(Token::Line2), 1});
        painter.drawRoundedRect(card.translated(6, 6), 8, 8);
        painter.drawRoundedRect(card.translated(3, 3), 8, 8);
    }
    if (look.selected) {
        painter.save();
        painter.setBrush(Qt::NoBrush);
        painter.setPen({color(Token::AccentLine), 3});
        painter.drawRoundedRect(card.adjusted(-2.5, -2.5, 2.5, 2.5), 10, 10);
        painter.restore();
    }
    if (look.hit) { // dashed, so that it is not taken for the selection's ring
        painter.save();
        painter.setBrush(Qt::NoBrush);
        painter.setPen({color(Token::Accent), 1.5, Qt::DashLine});
        painter.drawRoundedRect(card.adjusted(-5.5, -5.5, 5.5, 5.5), 12, 12);
        painter.restore();
    }
    if (look.focused) {
        painter.save();
        painter.setBrush(Qt::NoBrush);
        painter.setPen({color(Token::Focus), 2});
        const double out = look.selected ? 6 : 3;
        painter.drawRoundedRect(card.adjusted(-out, -out, out, out), 8 + out, 8 + out);
        painter.restore();
    }
    painter.setPen(borderPen(node, look.selected));
    painter.drawRoundedRect(card, 8, 8);
}

void paintTexts(QPainter &painter, const NodeView &node, const QSizeF &size, const NodeText &text)
{
    const double shift = (size.height() - 56) / 2;
    const bool quiet = node.disabled || node.state == TaskState::Skipped;
    painter.setFont(font(TextRole::BodyName));
    painter.setPen(color(quiet ? Token::Text3 : Token::Text));
    painter.drawText(QPointF(textLeft, 25.5 + shift), text.title);
    painter.setFont(font(TextRole::Caption));
    painter.setPen(color(saysReason(node.state) ? widgets::stateToken(node.state) : Token::Text3));
    painter.drawText(QPointF(textLeft, 41 + shift), text.second);
    if (!node.number.isEmpty()) {
        painter.setFont(font(TextRole::FigureSmall));
        painter.setPen(color(quiet ? Token::Text3 : Token::Text));
        painter.drawText(QPointF(size.width() - edgeRight - text.numberWidth, 41 + shift), node.number);
    }
}

/// How many marks stand in the title's row, from the right.
int marksOf(const NodeView &node)
{
    const bool isMarked = node.state != TaskState::None || node.problem != ProblemLevel::None;
    return (isMarked ? 1 : 0) + (node.alert != AlertMark::None ? 1 : 0);
}

void paintMark(QPainter &painter, const NodeView &node, const QRectF &square, const NodeLook &look)
{
    widgets::paintAlertMark(painter, square.translated(marksOf(node) > 1 ? -markPitch : 0, 0), node.alert);
    if (node.state == TaskState::None && look.fadingFrom == TaskState::None) {
        widgets::paintProblemMark(painter, square, node.problem);
        return;
    }
    if (look.fade < 1) {
        painter.setOpacity(1 - look.fade);
        widgets::paintStateMark(painter, square, look.fadingFrom);
        painter.setOpacity(look.fade);
    }
    widgets::paintStateMark(painter, square, node.state, look.ringTurn);
    painter.setOpacity(1);
}

void paintProgress(QPainter &painter, const NodeView &node, const QSizeF &size)
{
    if (node.state != TaskState::Running || !node.progress)
        return;
    const QRectF track(10, size.height() - 8, size.width() - 20, 3);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(Token::RunningBg));
    painter.drawRoundedRect(track, 1.5, 1.5);
    QRectF done = track;
    done.setWidth(track.width() * std::clamp(*node.progress, 0.0, 1.0));
    painter.setBrush(color(Token::Running));
    if (done.width() > 0)
        painter.drawRoundedRect(done, 1.5, 1.5);
}

QPolygonF hexagon()
{
    return QPolygonF({{-4.9, 0}, {-2.6, -4.3}, {2.6, -4.3}, {4.9, 0}, {2.6, 4.3}, {-2.6, 4.3}});
}

bool hasPortNames(const std::vector<Port> &ports) { return ports.size() > 1; }

/// Several ports say which they are, above the edge that starts there.
void paintPortNames(QPainter &painter, const NodeView &node, const QSizeF &size)
{
    if (!hasPortNames(node.outputs))
        return;
    painter.setFont(font(TextRole::Caption));
    const QFontMetricsF metrics(painter.font());
    for (std::size_t i = 0; i < node.outputs.size(); ++i) {
        const Port &port = node.outputs[i];
        painter.setPen(color(port.isQuiet ? Token::Text3 : Token::Text2));
        const QPointF at = portOffset(node, size, true, int(i)) + QPointF(portNameGap, -4);
        painter.drawText(at, metrics.elidedText(port.name, Qt::ElideRight, portNameWidth));
    }
}

void paintPorts(QPainter &painter, const NodeView &node, const QSizeF &size, const NodeLook &look)
{
    const auto side = [&](const std::vector<Port> &ports, bool output, const std::vector<PortFit> *fits) {
        for (std::size_t i = 0; i < ports.size(); ++i)
            paintPort(painter, portOffset(node, size, output, int(i)), ports[i].type,
                      fits && i < fits->size() ? (*fits)[i] : PortFit::Plain);
    };
    side(node.inputs, false, look.inputFits);
    side(node.outputs, true, look.outputFits);
}

} // namespace

NodeText fitText(const NodeView &node, const QSizeF &size)
{
    NodeText text;
    if (!node.number.isEmpty())
        text.numberWidth = QFontMetricsF(font(TextRole::FigureSmall)).horizontalAdvance(node.number);
    const int marks = marksOf(node);
    const double titleRight = size.width() - (marks > 0 ? 31 + (marks - 1) * markPitch : edgeRight);
    const double secondRight = size.width() - edgeRight - (text.numberWidth > 0 ? text.numberWidth + 6 : 0);
    text.title = QFontMetricsF(font(TextRole::BodyName)).elidedText(node.title, Qt::ElideRight, titleRight - textLeft);
    text.second = QFontMetricsF(font(TextRole::Caption)).elidedText(node.second, Qt::ElideRight, secondRight - textLeft);
    return text;
}

void paintNode(QPainter &painter, const NodeView &node, const QSizeF &size, const NodeText &text, const NodeLook &look)
{
    painter.setRenderHint(QPainter::Antialiasing);
    // A line of one unit is sharp when it runs through the middle of pixels.
    paintCard(painter, node, QRectF(QPointF(), size).adjusted(0.5, 0.5, -0.5, -0.5), look);
    const double shift = (size.height() - 56) / 2;
    const QRectF tile(10, 14 + shift, 28, 28);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(tileToken(node.family)));
    painter.drawRoundedRect(tile, 6, 6);
    if (look.detailed) {
        if (node.disabled)
            painter.setOpacity(0.6);
        widgets::paintIcon(painter, tile.adjusted(5, 5, -5, -5), node.icon, color(tileIconToken(node.family)));
        painter.setOpacity(1);
        paintTexts(painter, node, size, text);
        paintMark(painter, node, markRect(size), look);
        paintPorts(painter, node, size, look);
        paintPortNames(painter, node, size);
    }
    paintProgress(painter, node, size);
}

void paintPort(QPainter &painter, const QPointF &center, PortType type, PortFit fit)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (fit == PortFit::Refused)
        painter.setOpacity(painter.opacity() * 0.35);
    painter.translate(center);
    painter.setPen({color(fit == PortFit::Fits ? Token::Accent : Token::EdgeDone), 1.5, Qt::SolidLine, Qt::RoundCap,
                    Qt::RoundJoin});
    painter.setBrush(color(fit == PortFit::Fits ? Token::Accent : Token::Raised));
    switch (type) {
    case PortType::Any: painter.drawEllipse(QPointF(), 4.2, 4.2); break;
    case PortType::Text: painter.drawRoundedRect(QRectF(-3.8, -3.8, 7.6, 7.6), 1.6, 1.6); break;
    case PortType::Number: painter.drawPolygon(QPolygonF({{0, -5}, {5, 0}, {0, 5}, {-5, 0}})); break;
    case PortType::List:
        painter.drawRoundedRect(QRectF(-3.6, -5, 7.2, 10), 1.6, 1.6);
        painter.setPen({color(fit == PortFit::Fits ? Token::OnAccent : Token::EdgeDone), 1.2});
        painter.drawLine(QPointF(-1.4, -1.4), QPointF(1.4, -1.4));
        painter.drawLine(QPointF(-1.4, 1.4), QPointF(1.4, 1.4));
        break;
    case PortType::Object: painter.drawPolygon(hexagon()); break;
    case PortType::File:
        painter.drawPolygon(QPolygonF({{-3.6, -4.8}, {0.8, -4.8}, {3.6, -2}, {3.6, 4.8}, {-3.6, 4.8}}));
        break;
    }
    painter.restore();
}

QRectF markRect(const QSizeF &size)
{
    return {size.width() - 25, 13 + (size.height() - 56) / 2, 15, 15};
}

QRectF nodeCover(const QSizeF &size, const NodeView &node)
{
    const double more = node.map ? 7 : 0;
    const double names = hasPortNames(node.outputs) ? portNameGap + portNameWidth : 0;
    return QRectF(QPointF(), size).adjusted(-9, -9, std::max(9 + more, names), 9 + more);
}

Token tileToken(TileFamily family) { return Token(int(Token::TileRun) + int(family)); }

Token tileIconToken(TileFamily family) { return Token(int(Token::IconRun) + int(family)); }

} // namespace weftline::ui::canvas
