// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Looking closer and taking away: crosshair, context menu, export.

#include <QtCore/QCoreApplication>
#include <QtCore/QFile>
#include <QtCore/QIODevice>
#include <QtCore/QSaveFile>
#include <QtGui/QAction>
#include <QtGui/QContextMenuEvent>
#include <QtGui/QImage>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QMenu>

#include "ui/charts/legend_toggle.h"
#include "ui/charts/live_charts.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/units.h"

#include <cmath>
#include <limits>

namespace weftline::ui::charts {

using widgets::Token;

void LiveCharts::connectPlot(Plot &plot)
{
    connect(&plot, &Plot::hovered, this, &LiveCharts::showCrosshair);
    connect(&plot, &Plot::left, this, &LiveCharts::hideCrosshair);
    connect(&plot, &Plot::zoomAsked, this, &LiveCharts::zoom);
    connect(&plot, &Plot::panAsked, this, &LiveCharts::pan);
    connect(&plot, &Plot::rangeAsked, this, &LiveCharts::showRange);
    connect(&plot, &Plot::resetAsked, this, &LiveCharts::showLive);
}

// The crosshair stands on a second, never between two, so that what it says was measured.
void LiveCharts::showCrosshair(double x)
{
    m_hover = x;
    constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
    const double at = std::floor(x) + 0.5;
    const auto valueAt = [&](Curve curve) {
        for (const QPointF &point : m_model.points(curve))
            if (std::abs(point.x() - at) < 0.25)
                return point.y();
        return nothing;
    };
    const double throughput = valueAt(Curve::Throughput);
    const Instant second = m_model.origin() + Duration{static_cast<std::int64_t>(std::floor(x)) * 1'000'000};
    m_plots[0]->setCrosshair(at, widgets::timeOfDay(std::chrono::milliseconds(second.us / 1000)),
                             {{widgets::rate(throughput, tr("tasks")).text(), Token::ChartThroughput, throughput}});
    std::vector<CrosshairValue> values;
    const auto add = [&](Curve curve, Token token) {
        const LegendToggle &button = *toggle(curve);
        const double y = valueAt(curve);
        if (!button.isChecked())
            return;
        const auto span = std::isfinite(y) ? std::chrono::nanoseconds(std::llround(y * 1e6)) : std::chrono::nanoseconds(-1);
        values.push_back({button.text() + QLatin1Char(' ') + widgets::duration(span).text(), token, y});
    };
    add(Curve::Max, Token::ChartMax);
    add(Curve::P99, Token::ChartP99);
    add(Curve::P90, Token::ChartP90);
    add(Curve::P50, Token::ChartP50);
    m_plots[1]->setCrosshair(at, {}, std::move(values));
    const double errors = valueAt(Curve::ErrorRate);
    m_plots[2]->setCrosshair(at, {}, {{widgets::percent(errors / 100).text(), Token::ChartErrors, errors}});
}

void LiveCharts::hideCrosshair()
{
    m_hover.reset();
    for (Plot *plot : m_plots)
        plot->setCrosshair(std::nullopt, {}, {});
}

void LiveCharts::contextMenuEvent(QContextMenuEvent *event)
{
    if (m_model.isEmpty())
        return;
    auto *const menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *const live = menu->addAction(tr("Show all of the run"), this, &LiveCharts::showLive);
    live->setEnabled(!m_isLive);
    addAlertActions(*menu, event->pos());
    menu->addSeparator();
    menu->addAction(widgets::icon(QStringLiteral("export")), tr("Export as PNG…"), this,
                    [this] { exportWith(tr("Export the Charts as a Picture"), QStringLiteral("png")); });
    menu->addAction(widgets::icon(QStringLiteral("table")), tr("Export as CSV…"), this,
                    [this] { exportWith(tr("Export the Series as a Table"), QStringLiteral("csv")); });
    menu->popup(event->globalPos());
}

void LiveCharts::exportWith(const QString &title, const QString &suffix)
{
    auto *const dialog = new QFileDialog(this, title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->setNameFilter(suffix == u"png" ? tr("Pictures (*.png)") : tr("Tables (*.csv)"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        const QString why = exportTo(file);
        if (!why.isEmpty())
            Q_EMIT failed(why);
    });
    dialog->open();
}

QImage LiveCharts::toImage()
{
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest); // Texts may just have changed.
    QImage picture(size() * 2, QImage::Format_ARGB32_Premultiplied);
    picture.setDevicePixelRatio(2);
    render(&picture);
    return picture;
}

QString LiveCharts::exportTo(const QString &file)
{
    QSaveFile out(file);
    const auto failure = [&] {
        return tr("Cannot write \"%1\". %2. Choose another place.").arg(file, out.errorString());
    };
    if (!out.open(QIODevice::WriteOnly))
        return failure();
    if (file.endsWith(u".csv", Qt::CaseInsensitive))
        out.write(toCsv().toUtf8());
    else if (!toImage().save(&out, "PNG"))
        return failure();
    return out.commit() ? QString() : failure();
}

} // namespace weftline::ui::charts
