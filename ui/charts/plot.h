// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// One chart: grid, curves, time labels, vertical markers, crosshair. It asks for another range and never changes it by
// itself, so that several of them stay together.
//
// The curves are drawn once into a picture when they, the range or the theme change; a moving crosshair copies it.

#pragma once

#include <QtGui/QPixmap>
#include <QtWidgets/QWidget>

#include <functional>
#include <optional>

#include "engine/base/time.h"
#include "ui/charts/chart_canvas.h"
#include "ui/charts/ticks.h"
#include "ui/widgets/tokens.h"

namespace weftline::ui::charts {

struct PlotLine
{
    widgets::Token token = widgets::Token::ChartThroughput;
    Points points;
    QVector<qreal> dash; ///< Empty: solid.
    double areaOpacity = 0; ///< Above 0: filled down to the axis.
    bool isVisible = true;
};

/// The area between two lines, by their places; drawn while both are visible.
struct PlotBand
{
    std::size_t upper = 0;
    std::size_t lower = 0;
    double opacity = 0;
};

/// Something that happened: a dashed vertical line with a name.
struct PlotMarker
{
    double x = 0;
    QString text;
    widgets::Token token = widgets::Token::Failed;
};

/// A stretch of time that an alert was pending or firing: a tint behind the curves, and a bar at the foot.
struct PlotSpan
{
    double from = 0;
    double to = 0;
    widgets::Token token = widgets::Token::Failed;

    bool operator==(const PlotSpan &) const = default;
};

/// A horizontal line at a value that a rule speaks of.
struct PlotThreshold
{
    double y = 0;
    bool isClear = false; ///< Dashed: where the alert ends again.
    bool isUpper = true; ///< What lies above is bad.

    bool operator==(const PlotThreshold &) const = default;
};

struct CrosshairValue
{
    QString text; ///< "p90 236 ms"
    widgets::Token token = widgets::Token::Text;
    double y = 0; ///< NaN: no dot.
};

class Plot final : public QWidget
{
    Q_OBJECT

public:
    enum class Scale { Linear, Logarithmic };
    explicit Plot(Scale scale, QWidget *parent = nullptr);
    ~Plot() override;

    void setLines(std::vector<PlotLine> lines, Instant origin);
    void setBand(const std::optional<PlotBand> &band) { m_band = band; }
    void setRange(double from, double to);
    void setMarkers(std::vector<PlotMarker> markers, bool areNamed);
    /// What rules say of this measure; thresholds are always in view.
    void setAlerts(std::vector<PlotSpan> spans, std::vector<PlotThreshold> thresholds);
    /// Writes a tick; `isFirst` is the lowest of the axis, which carries the unit.
    void setTickText(std::function<QString(double value, bool isFirst)> text) { m_tickText = std::move(text); }
    void setLeastMax(double max) { m_leastMax = max; }
    /// The vertical line at `x` with what is there; none hides it. `head` stands above the values.
    void setCrosshair(std::optional<double> x, const QString &head, std::vector<CrosshairValue> values);

    [[nodiscard]] const Axes &axes();
    [[nodiscard]] const std::vector<PlotLine> &lines() const { return m_lines; }
    [[nodiscard]] const std::vector<PlotMarker> &markers() const { return m_markers; }
    [[nodiscard]] const std::vector<PlotSpan> &spans() const { return m_spans; }
    [[nodiscard]] const std::vector<PlotThreshold> &thresholds() const { return m_thresholds; }
    [[nodiscard]] std::optional<double> crosshair() const { return m_crosshair; }
    [[nodiscard]] const std::vector<CrosshairValue> &crosshairValues() const { return m_values; }
    /// How long the last drawing of the curves took.
    [[nodiscard]] std::chrono::nanoseconds frameTime() const { return m_frameTime; }
    [[nodiscard]] int frameCount() const { return m_frameCount; }

    [[nodiscard]] QSize minimumSizeHint() const override { return {180, 84}; }
    [[nodiscard]] QSize sizeHint() const override { return {320, 140}; }

Q_SIGNALS:
    void hovered(double x);
    void left();
    void zoomAsked(double factor, double around);
    void panAsked(double seconds);
    void rangeAsked(double from, double to);
    void resetAsked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    enum class Drag { None, Range, Pan };
    void invalidate();
    void updateAxes();
    void drawFrame();
    void drawGrid(QPainter &painter) const;
    void drawSpans(QPainter &painter) const;
    void drawThresholds(QPainter &painter, const std::vector<std::vector<Points>> &pieces) const;
    void drawExcess(QPainter &painter, double y, const std::vector<std::vector<Points>> &pieces) const;
    void drawDiscs(QPainter &painter, const PlotLine &line, const std::vector<Points> &pieces) const;
    void drawMarkers(QPainter &painter) const;
    void drawCrosshair(QPainter &painter) const;
    void drawValues(QPainter &painter) const;
    [[nodiscard]] QRectF plotArea() const;

    Scale m_scale;
    std::vector<PlotLine> m_lines;
    std::optional<PlotBand> m_band;
    Instant m_origin;
    double m_from = 0;
    double m_to = 1;
    double m_leastMax = 0;
    std::vector<PlotMarker> m_markers;
    bool m_areMarkersNamed = false;
    std::vector<PlotSpan> m_spans;
    std::vector<PlotThreshold> m_thresholds;
    std::function<QString(double, bool)> m_tickText;
    std::optional<double> m_crosshair;
    QString m_crosshairHead;
    std::vector<CrosshairValue> m_values;

    ChartCanvas m_canvas;
    Axes m_axes;
    std::vector<double> m_ticks;
    bool m_isDirty = true;
    bool m_isFocusShown = false;
    bool m_areAxesDirty = true;
    QPixmap m_frame;
    std::chrono::nanoseconds m_frameTime{0};
    int m_frameCount = 0;

    Drag m_drag = Drag::None;
    QPointF m_dragFrom;
    QPointF m_dragTo;
};

} // namespace weftline::ui::charts
