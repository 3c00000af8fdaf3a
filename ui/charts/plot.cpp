// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/plot.h"

#include <QtCore/QElapsedTimer>
#include <QtGui/QFocusEvent>
#include <QtGui/QFontMetricsF>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtGui/QPen>
#include <QtGui/QResizeEvent>

#include "ui/widgets/theme.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace weftline::ui::charts {

using widgets::color;
using widgets::TextRole;
using widgets::Token;

namespace {

constexpr double discRadius = 2.2;
constexpr double gapMax = 1.5; // Seconds: points stand one second apart.
constexpr double labelPitch = 64;

QPen hairline(Token token)
{
    QPen pen(color(token), 1);
    pen.setCosmetic(true);
    return pen;
}

} // namespace

Plot::Plot(Scale scale, QWidget *parent) : QWidget(parent), m_scale(scale)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    m_tickText = [](double value, bool) { return QString::number(value); };
    connect(&widgets::Theme::instance(), &widgets::Theme::changed, this, &Plot::invalidate);
}

Plot::~Plot() = default;

void Plot::setLines(std::vector<PlotLine> lines, Instant origin)
{
    m_lines = std::move(lines);
    m_origin = origin;
    invalidate();
}

void Plot::setRange(double from, double to)
{
    if (from == m_from && to == m_to)
        return;
    m_from = from;
    m_to = to;
    invalidate();
}

void Plot::setMarkers(std::vector<PlotMarker> markers, bool areNamed)
{
    m_markers = std::move(markers);
    m_areMarkersNamed = areNamed;
    update();
}

void Plot::setAlerts(std::vector<PlotSpan> spans, std::vector<PlotThreshold> thresholds)
{
    if (spans == m_spans && thresholds == m_thresholds)
        return;
    m_spans = std::move(spans);
    m_thresholds = std::move(thresholds);
    invalidate();
}

void Plot::setCrosshair(std::optional<double> x, const QString &head, std::vector<CrosshairValue> values)
{
    m_crosshair = x;
    m_crosshairHead = head;
    m_values = std::move(values);
    update();
}

void Plot::invalidate()
{
    m_isDirty = true;
    m_areAxesDirty = true;
    update();
}

// Whoever came by the keyboard has to see where the keys go; a click needs no frame.
void Plot::focusInEvent(QFocusEvent *event)
{
    m_isFocusShown = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    update();
}

void Plot::focusOutEvent(QFocusEvent *)
{
    m_isFocusShown = false;
    update();
}

void Plot::resizeEvent(QResizeEvent *) { invalidate(); }

QRectF Plot::plotArea() const
{
    const double text = widgets::Theme::instance().textSize();
    const double left = std::round(49 * text);
    const double bottom = std::round(21 * text);
    return {left, 14, std::max(20.0, width() - left - 10.0), std::max(20.0, height() - 14.0 - bottom)};
}

const Axes &Plot::axes()
{
    if (m_areAxesDirty)
        updateAxes();
    return m_axes;
}

// The vertical axis follows what is in view, so that zooming in also shows small things large.
void Plot::updateAxes()
{
    double low = std::numeric_limits<double>::infinity();
    double high = 0;
    for (const PlotLine &line : m_lines) {
        for (const QPointF &point : line.points) {
            if (!line.isVisible || point.x() < m_from || point.x() > m_to)
                continue;
            low = std::min(low, point.y());
            high = std::max(high, point.y());
        }
    }
    for (const PlotThreshold &threshold : m_thresholds) {
        if (m_scale == Scale::Logarithmic && threshold.y <= 0)
            continue;
        low = std::min(low, threshold.y);
        high = std::max(high, threshold.y);
    }
    m_axes.area = plotArea();
    m_axes.xFrom = m_from;
    m_axes.xTo = m_to > m_from ? m_to : m_from + 1;
    m_axes.isLogarithmic = m_scale == Scale::Logarithmic;
    if (m_axes.isLogarithmic)
        m_ticks = std::isfinite(low) ? logarithmicTicks(low, high) : logarithmicTicks(10, 1000);
    else
        m_ticks = linearTicks(std::max(high, m_leastMax));
    m_axes.yFrom = m_ticks.front();
    m_axes.yTo = m_ticks.back();
    if (m_axes.isLogarithmic && std::isfinite(low)) { // A tick far above everything would waste a third of the chart.
        m_axes.yTo = std::min(m_axes.yTo, high * 1.25);
        m_ticks.erase(std::upper_bound(m_ticks.begin(), m_ticks.end(), m_axes.yTo * 1.001), m_ticks.end());
    }
    m_areAxesDirty = false;
}

void Plot::drawGrid(QPainter &painter) const
{
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(hairline(Token::Line));
    for (const double tick : m_ticks) {
        const double y = std::round(m_axes.toPixelY(tick));
        painter.drawLine(QPointF(m_axes.area.left(), y), QPointF(m_axes.area.right(), y));
    }
    painter.setFont(widgets::font(TextRole::FigureTiny));
    painter.setPen(color(Token::Text3));
    const QFontMetricsF metrics(painter.font());
    for (const double tick : m_ticks) {
        const QString text = m_tickText(tick, tick == m_ticks.front());
        const double y = m_axes.toPixelY(tick);
        painter.drawText(QRectF(0, y - 10, m_axes.area.left() - 7, 20), Qt::AlignRight | Qt::AlignVCenter, text);
    }
    const double stepMin = labelPitch * widgets::Theme::instance().textSize() / m_axes.area.width() * (m_to - m_from);
    double free = 0;
    for (const Tick &tick : timeTicks(m_origin, m_axes.xFrom, m_axes.xTo, stepMin)) {
        const double wide = metrics.horizontalAdvance(tick.label);
        const double x = std::min(m_axes.toPixelX(tick.at) - wide / 2, width() - wide - 5.0);
        if (x < free)
            continue;
        painter.drawText(QPointF(x, m_axes.area.bottom() + 7 + metrics.ascent()), tick.label);
        free = x + wide + 8;
    }
}

// A point that has no neighbour would be no line at all; the last one is where the eye looks.
void Plot::drawDiscs(QPainter &painter, const PlotLine &line, const std::vector<Points> &pieces) const
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(line.token));
    const auto disc = [&](const QPointF &point) {
        if (point.x() >= m_axes.xFrom && point.x() <= m_axes.xTo)
            painter.drawEllipse(QPointF(m_axes.toPixelX(point.x()), m_axes.toPixelY(point.y())), discRadius, discRadius);
    };
    for (const Points &piece : pieces)
        if (piece.size() == 1)
            disc(piece.front());
    if (!line.points.empty())
        disc(line.points.back());
}

void Plot::drawFrame()
{
    QElapsedTimer timer;
    timer.start();
    if (m_areAxesDirty)
        updateAxes();
    const double ratio = devicePixelRatioF();
    const QSize pixels(std::max(1, qCeil(width() * ratio)), std::max(1, qCeil(height() * ratio)));
    if (m_frame.size() != pixels)
        m_frame = QPixmap(pixels);
    m_frame.setDevicePixelRatio(ratio);
    m_frame.fill(color(Token::Panel));
    QPainter painter(&m_frame);
    drawSpans(painter);
    drawGrid(painter);

    const int columns = std::max(1, qCeil(m_axes.area.width() * ratio));
    std::vector<std::vector<Points>> pieces(m_lines.size());
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        if (m_lines[i].isVisible)
            pieces[i] = decimate(m_lines[i].points, m_axes.xFrom, m_axes.xTo, columns, gapMax);
    std::vector<Fill> fills;
    std::vector<Stroke> strokes;
    if (m_band && m_lines[m_band->upper].isVisible && m_lines[m_band->lower].isVisible)
        fills.push_back({pieces[m_band->upper], pieces[m_band->lower], color(m_lines[m_band->upper].token, m_band->opacity)});
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        if (m_lines[i].areaOpacity > 0)
            fills.push_back({pieces[i], {}, color(m_lines[i].token, m_lines[i].areaOpacity)});
        strokes.push_back({pieces[i], color(m_lines[i].token), m_lines[i].dash});
    }
    m_canvas.draw(painter, size(), m_axes, fills, strokes);
    drawThresholds(painter, pieces);
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        if (m_lines[i].isVisible)
            drawDiscs(painter, m_lines[i], pieces[i]);
    m_isDirty = false;
    ++m_frameCount;
    m_frameTime = std::chrono::nanoseconds(timer.nsecsElapsed());
}

void Plot::paintEvent(QPaintEvent *)
{
    if (m_isDirty || !qFuzzyCompare(m_frame.devicePixelRatio(), devicePixelRatioF()))
        drawFrame();
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_frame);
    drawMarkers(painter);
    if (m_drag == Drag::Range) {
        QRectF chosen = m_axes.area;
        chosen.setLeft(std::clamp(std::min(m_dragFrom.x(), m_dragTo.x()), m_axes.area.left(), m_axes.area.right()));
        chosen.setRight(std::clamp(std::max(m_dragFrom.x(), m_dragTo.x()), m_axes.area.left(), m_axes.area.right()));
        painter.fillRect(chosen, color(Token::AccentSoft, 0.7));
        painter.setPen(hairline(Token::Accent));
        painter.drawLine(chosen.topLeft(), chosen.bottomLeft());
        painter.drawLine(chosen.topRight(), chosen.bottomRight());
    }
    drawCrosshair(painter);
    if (m_isFocusShown) {
        painter.setPen(QPen(color(Token::Focus), 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

} // namespace weftline::ui::charts
