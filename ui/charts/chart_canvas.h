// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The one place behind which Qt Charts stands: curves within axes, as a picture. Everything else of a chart (grid,
// labels, crosshair) is painted by plot.h above and below it.

#pragma once

#include <QtCore/QRectF>
#include <QtCore/QVector>
#include <QtGui/QColor>

#include <memory>
#include <vector>

#include "ui/charts/decimate.h"

class QPainter;

namespace weftline::ui::charts {

/// How values become places. `isLogarithmic` concerns y alone.
struct Axes
{
    QRectF area; ///< Where the curves are, in the picture's coordinates.
    double xFrom = 0;
    double xTo = 1;
    double yFrom = 0;
    double yTo = 1;
    bool isLogarithmic = false;

    bool operator==(const Axes &) const = default;
    [[nodiscard]] double toPixelX(double x) const;
    [[nodiscard]] double toPixelY(double y) const;
    [[nodiscard]] double fromPixelX(double pixel) const;
    [[nodiscard]] double fromPixelY(double pixel) const;
};

struct Stroke
{
    std::vector<Points> pieces; ///< Each of two or more points is one line.
    QColor color;
    QVector<qreal> dash; ///< Empty: solid.
};

/// A filled area: between two curves of the same pieces, or from one down to the axis.
struct Fill
{
    std::vector<Points> upper;
    std::vector<Points> lower; ///< Empty: the axis.
    QColor color;
};

class ChartCanvas final
{
public:
    ChartCanvas();
    ~ChartCanvas();

    /// Paints into a picture of `size`. Fills lie below strokes, later strokes above earlier ones.
    void draw(QPainter &painter, const QSizeF &size, const Axes &axes, const std::vector<Fill> &fills,
              const std::vector<Stroke> &strokes);

private:
    struct Private;
    std::unique_ptr<Private> m_d;
};

} // namespace weftline::ui::charts
