// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/chart_canvas.h"

#include <QtCharts/QAbstractAxis>
#include <QtCharts/QAbstractSeries>
#include <QtCharts/QAreaSeries>
#include <QtCharts/QChart>
#include <QtCharts/QLineSeries>
#include <QtCharts/QLogValueAxis>
#include <QtCharts/QValueAxis>
#include <QtGui/QPainter>
#include <QtGui/QPen>
#include <QtWidgets/QGraphicsLayout>
#include <QtWidgets/QGraphicsScene>

#include <algorithm>
#include <cmath>

namespace weftline::ui::charts {

double Axes::toPixelX(double x) const { return area.left() + (x - xFrom) / (xTo - xFrom) * area.width(); }

double Axes::fromPixelX(double pixel) const
{
    return xFrom + (pixel - area.left()) / std::max(1.0, area.width()) * (xTo - xFrom);
}

double Axes::fromPixelY(double pixel) const
{
    const double share = (area.bottom() - pixel) / std::max(1.0, area.height());
    return isLogarithmic ? yFrom * std::pow(yTo / yFrom, share) : yFrom + share * (yTo - yFrom);
}

double Axes::toPixelY(double y) const
{
    if (!isLogarithmic)
        return area.bottom() - (y - yFrom) / (yTo - yFrom) * area.height();
    const double share = std::log(std::max(y, yFrom) / yFrom) / std::log(yTo / yFrom);
    return area.bottom() - share * area.height();
}

// The chart stands in a scene that no view shows; its series are kept and given new points, because making and
// attaching one costs more than drawing it.
struct ChartCanvas::Private
{
    QGraphicsScene scene;
    QChart *chart = new QChart;
    QValueAxis *x = new QValueAxis;
    QAbstractAxis *y = nullptr;
    Axes axes;
    struct Area
    {
        QLineSeries *upper;
        QLineSeries *lower;
        QAreaSeries *series;
    };
    std::vector<Area> areas;
    std::vector<QLineSeries *> lines;

    void setAxes(const QSizeF &size, const Axes &wanted);
    void setVertical(bool isLogarithmic);
    void attach(QAbstractSeries &series);
    Area &area(std::size_t index);
    QLineSeries &line(std::size_t index);
    void hideFrom(std::size_t areasUsed, std::size_t linesUsed);
};

ChartCanvas::ChartCanvas() : m_d(std::make_unique<Private>())
{
    m_d->scene.setItemIndexMethod(QGraphicsScene::NoIndex);
    m_d->scene.addItem(m_d->chart);
    m_d->chart->legend()->hide();
    m_d->chart->setBackgroundVisible(false);
    m_d->chart->setMargins({});
    m_d->chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_d->chart->addAxis(m_d->x, Qt::AlignBottom);
    m_d->x->setVisible(false);
    m_d->setVertical(false);
}

ChartCanvas::~ChartCanvas() = default;

void ChartCanvas::Private::setVertical(bool isLogarithmic)
{
    QAbstractAxis *const old = y;
    if (isLogarithmic)
        y = new QLogValueAxis;
    else
        y = new QValueAxis;
    chart->addAxis(y, Qt::AlignLeft);
    y->setVisible(false);
    const QList<QAbstractSeries *> all = chart->series();
    for (QAbstractSeries *series : all) {
        if (old)
            series->detachAxis(old);
        series->attachAxis(y);
    }
    if (old) {
        chart->removeAxis(old);
        delete old;
    }
}

void ChartCanvas::Private::setAxes(const QSizeF &size, const Axes &wanted)
{
    if (wanted.isLogarithmic != axes.isLogarithmic)
        setVertical(wanted.isLogarithmic);
    if (chart->size() != size) {
        scene.setSceneRect(QRectF({}, size));
        chart->resize(size);
        chart->layout()->activate();
    }
    if (chart->plotArea() != wanted.area)
        chart->setPlotArea(wanted.area);
    x->setRange(wanted.xFrom, wanted.xTo);
    y->setRange(wanted.yFrom, wanted.yTo);
    axes = wanted;
}

void ChartCanvas::Private::attach(QAbstractSeries &series)
{
    chart->addSeries(&series);
    series.attachAxis(x);
    series.attachAxis(y);
}

ChartCanvas::Private::Area &ChartCanvas::Private::area(std::size_t index)
{
    while (areas.size() <= index) {
        auto *const series = new QAreaSeries;
        auto *const upper = new QLineSeries(series);
        auto *const lower = new QLineSeries(series);
        series->setUpperSeries(upper);
        series->setPen(Qt::NoPen);
        attach(*series);
        areas.push_back({upper, lower, series});
    }
    return areas[index];
}

QLineSeries &ChartCanvas::Private::line(std::size_t index)
{
    while (lines.size() <= index) {
        lines.push_back(new QLineSeries);
        attach(*lines.back());
    }
    return *lines[index];
}

void ChartCanvas::Private::hideFrom(std::size_t areasUsed, std::size_t linesUsed)
{
    for (std::size_t i = areasUsed; i < areas.size(); ++i)
        areas[i].series->setVisible(false);
    for (std::size_t i = linesUsed; i < lines.size(); ++i)
        lines[i]->setVisible(false);
}

void ChartCanvas::draw(QPainter &painter, const QSizeF &size, const Axes &axes, const std::vector<Fill> &fills,
                       const std::vector<Stroke> &strokes)
{
    m_d->setAxes(size, axes);
    const auto listOf = [](const Points &points) { return QList<QPointF>(points.begin(), points.end()); };
    std::size_t areasUsed = 0;
    for (const Fill &fill : fills) {
        for (std::size_t i = 0; i < fill.upper.size(); ++i) {
            if (fill.upper[i].size() < 2)
                continue;
            Private::Area &area = m_d->area(areasUsed++);
            const bool isBand = i < fill.lower.size();
            area.upper->replace(listOf(fill.upper[i]));
            area.lower->replace(isBand ? listOf(fill.lower[i]) : QList<QPointF>{});
            area.series->setLowerSeries(isBand ? area.lower : nullptr);
            area.series->setBrush(fill.color);
            area.series->setVisible(true);
        }
    }
    std::size_t linesUsed = 0;
    for (const Stroke &stroke : strokes) {
        QPen pen(stroke.color, 1);
        pen.setCosmetic(true);
        if (!stroke.dash.isEmpty())
            pen.setDashPattern(stroke.dash);
        for (const Points &piece : stroke.pieces) {
            if (piece.size() < 2)
                continue;
            QLineSeries &line = m_d->line(linesUsed++);
            line.replace(listOf(piece));
            line.setPen(pen);
            line.setVisible(true);
        }
    }
    m_d->hideFrom(areasUsed, linesUsed);
    painter.setRenderHint(QPainter::Antialiasing);
    m_d->scene.render(&painter, QRectF({}, size), QRectF({}, size), Qt::IgnoreAspectRatio);
}

} // namespace weftline::ui::charts
