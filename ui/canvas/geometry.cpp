// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/canvas/geometry.h"

#include <QtGui/QFontMetricsF>

#include "ui/widgets/theme.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace weftline::ui::canvas {

QSizeF nodeSize(const NodeView &node)
{
    // One width for nearly all, so that columns stand in line; only a title that would be cut widens its node.
    const double text = QFontMetricsF(widgets::font(widgets::TextRole::BodyName)).horizontalAdvance(node.title);
    const double wanted = std::ceil((46 + text + 31) / 16) * 16;
    const std::size_t ports = std::max(node.inputs.size(), node.outputs.size());
    const double more = ports > 2 ? 18.0 * double(ports - 2) : 0.0;
    return {std::clamp(wanted, 160.0, 240.0), 56 + more};
}

QPointF portOffset(const NodeView &node, const QSizeF &size, bool output, int index)
{
    const std::size_t number = output ? node.outputs.size() : node.inputs.size();
    const double y = number <= 1 ? size.height() / 2 : size.height() / 2 - 9.0 * double(number - 1) + 18.0 * index;
    return {output ? size.width() : 0, y};
}

int portIndex(const std::vector<Port> &ports, const QString &name)
{
    const auto found = std::find_if(ports.begin(), ports.end(), [&](const Port &port) { return port.name == name; });
    return found == ports.end() ? -1 : int(found - ports.begin());
}

Curve Curve::between(const QPointF &output, const QPointF &input)
{
    const QPointF from = output + QPointF(5, 0);
    const QPointF to = input - QPointF(5, 0);
    const QPointF reach(std::max(24.0, std::abs(to.x() - from.x()) / 2), 0);
    return {from, from + reach, to - reach, to};
}

QPainterPath Curve::path() const
{
    QPainterPath path(from);
    if (isStraight())
        path.lineTo(to);
    else
        path.cubicTo(fromControl, toControl, to);
    return path;
}

QPointF Curve::at(double t) const
{
    const double u = 1 - t;
    return from * (u * u * u) + fromControl * (3 * u * u * t) + toControl * (3 * u * t * t) + to * (t * t * t);
}

QRectF Curve::bounds() const
{
    // A cubic lies within the hull of its four points.
    const double left = std::min({from.x(), fromControl.x(), toControl.x(), to.x()});
    const double right = std::max({from.x(), fromControl.x(), toControl.x(), to.x()});
    const double top = std::min(from.y(), to.y());
    return {left, top, right - left, std::abs(from.y() - to.y())};
}

bool Curve::isStraight() const
{
    return std::abs(from.y() - to.y()) < 0.5 && to.x() > from.x();
}

double Curve::distanceTo(const QPointF &point) const
{
    double best = std::numeric_limits<double>::max();
    constexpr int steps = 24;
    QPointF a = from;
    for (int i = 1; i <= steps; ++i) {
        const QPointF b = at(double(i) / steps);
        const QPointF along = b - a;
        const double length = QPointF::dotProduct(along, along);
        const double t = length > 0 ? std::clamp(QPointF::dotProduct(point - a, along) / length, 0.0, 1.0) : 0.0;
        const QPointF off = point - (a + along * t);
        best = std::min(best, QPointF::dotProduct(off, off));
        a = b;
    }
    return std::sqrt(best);
}

QPointF snapped(const QPointF &position)
{
    return {std::round(position.x() / gridStep) * gridStep, std::round(position.y() / gridStep) * gridStep};
}

} // namespace weftline::ui::canvas
