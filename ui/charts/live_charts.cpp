// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/live_charts.h"

#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtGui/QShowEvent>
#include <QtWidgets/QStackedLayout>

#include "ui/charts/legend_toggle.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/units.h"

#include <algorithm>
#include <cmath>

namespace weftline::ui::charts {

using widgets::Token;

namespace {

constexpr int ticksPerSecondMax = 10;
constexpr double spanMin = 2; // Seconds: how far one can zoom in.
constexpr double spanAtStart = 8; // So that a run's first points do not fill the chart.
constexpr std::uint64_t samplesForP99 = 100;

widgets::Measure latencyOf(double milliseconds, std::uint64_t samples)
{
    if (samples == 0 || !std::isfinite(milliseconds))
        return {widgets::none(), {}};
    return widgets::duration(std::chrono::nanoseconds(std::llround(milliseconds * 1e6)));
}

} // namespace

LiveCharts::LiveCharts(client::EngineClient *client, QWidget *parent) : QWidget(parent), m_client(client)
{
    build();
    m_timer.setInterval(1000 / ticksPerSecondMax);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_isDirty && isVisible())
            refresh();
    });
    connect(client, &client::EngineClient::runChanged, this, [this](const std::string &id) {
        if (id == m_run)
            schedule();
    });
    connect(client, &client::EngineClient::engineChanged, this, [this] {
        if (!m_run.empty() && (m_model.isRunning() || m_model.isEmpty())) // Its time goes on although nothing finishes.
            schedule();
    });
    refresh();
}

void LiveCharts::setRun(const std::string &id)
{
    if (id != m_run) {
        m_run = id;
        m_lost.clear();
        m_hover.reset();
        m_isLive = true;
    }
    refresh();
}

LegendToggle *LiveCharts::toggle(Curve curve) const
{
    const auto found = m_toggles.find(curve);
    return found == m_toggles.end() ? nullptr : found->second;
}

void LiveCharts::schedule()
{
    m_isDirty = true;
    if (!m_timer.isActive())
        m_timer.start();
}

void LiveCharts::showEvent(QShowEvent *)
{
    if (m_isDirty)
        refresh();
}

void LiveCharts::refresh()
{
    m_isDirty = false;
    const client::RunView *const run = m_run.empty() ? nullptr : m_client->run(m_run);
    m_model.setRun(run, m_client->engine().at);
    m_empty->setSentence(m_run.empty() ? tr("No run is open. Run the workflow, or choose one of its runs.")
                                       : tr("The engine has not told anything of this run yet."));
    m_stack->setCurrentWidget(run ? m_column : m_empty);
    if (!run)
        return;
    updateFigures();
    updateMarkers();
    readRules(*run);
    updateAlerts(*run);
    updateLines();
    updateRange();
    if (m_hover)
        showCrosshair(*m_hover);
}

void LiveCharts::updateFigures()
{
    const Figures &figures = m_model.figures();
    m_throughput->setMeasure(widgets::rate(figures.throughput, tr("tasks")));
    m_throughputNote->setText(figures.isMean ? tr("mean of the run") : QString());
    m_errors->setMeasure(widgets::percent(figures.errorRate));
    const client::LatencySummary &latency = figures.latency;
    m_toggles[Curve::P50]->setMeasure(latencyOf(latency.p50, latency.samples));
    m_toggles[Curve::P90]->setMeasure(latencyOf(latency.p90, latency.samples));
    m_toggles[Curve::P99]->setMeasure(latencyOf(latency.p99, latency.samples));
    m_toggles[Curve::Max]->setMeasure(latencyOf(latency.max, latency.samples));
}

void LiveCharts::updateLines()
{
    const Instant origin = m_model.origin();
    const auto line = [&](Curve curve, Token token, QVector<qreal> dash, double area) {
        const LegendToggle *const button = toggle(curve);
        return PlotLine{token, m_model.points(curve), std::move(dash), area, !button || button->isChecked()};
    };
    m_plots[0]->setLines({line(Curve::Throughput, Token::ChartThroughput, {}, 0.13)}, origin);

    // A p99 of fewer than a hundred samples is only their greatest: it is drawn as what it is.
    const bool isP99Known = m_model.figures().latency.samples >= samplesForP99;
    const Token p99 = isP99Known ? Token::ChartP99 : Token::Text3;
    const QVector<qreal> p99Dash = isP99Known ? QVector<qreal>{} : QVector<qreal>{3, 3};
    std::vector<PlotLine> lines{line(Curve::P50, Token::ChartP50, {}, 0), line(Curve::P90, Token::ChartP90, {}, 0),
                                line(Curve::Max, Token::ChartMax, {2, 3}, 0), line(Curve::P99, p99, p99Dash, 0)};
    m_toggles[Curve::P99]->setStroke(p99, p99Dash);
    m_toggles[Curve::P50]->setStroke(Token::ChartP50, {});
    m_toggles[Curve::P90]->setStroke(Token::ChartP90, {});
    m_toggles[Curve::Max]->setStroke(Token::ChartMax, {2, 3});
    m_plots[1]->setBand(PlotBand{1, 0, 0.14});
    m_plots[1]->setLines(std::move(lines), origin);

    m_plots[2]->setLines({line(Curve::ErrorRate, Token::ChartErrors, {}, 0.13)}, origin);
}

void LiveCharts::updateRange()
{
    if (m_isLive) {
        const double room = m_model.isRunning() ? 1.06 : 1.02;
        m_from = 0;
        m_to = std::max(m_model.isRunning() ? spanAtStart : 3.0, m_model.end() * room);
    }
    for (Plot *plot : m_plots)
        plot->setRange(m_from, m_to);
}

// A lost worker is found by the attempts it took with it, and by its own state while the engine still remembers it.
void LiveCharts::updateMarkers()
{
    const client::RunView *const run = m_client->run(m_run);
    if (!run)
        return;
    const auto &workers = m_client->engine().workers;
    const auto enter = [&](std::uint32_t worker, Instant at) {
        const auto known = workers.find(worker);
        const QString name = known == workers.end() ? tr("worker %1").arg(worker + 1) : QString::fromStdString(known->second.name);
        m_lost.try_emplace(worker, PlotMarker{m_model.toX(at), tr("%1 lost").arg(name), Token::Failed});
    };
    for (const auto &[id, attempt] : run->attempts)
        if (attempt.state == client::AttemptState::Lost)
            enter(attempt.worker, attempt.endedAt);
    const client::RunSummary &summary = run->summary;
    for (const auto &[index, worker] : workers) {
        const bool isWhileItRan = worker.since >= summary.acceptedAt
            && (summary.finishedAt == Instant{} || worker.since <= summary.finishedAt);
        if (worker.state == client::WorkerState::Lost && isWhileItRan)
            enter(index, worker.since);
    }
    std::vector<PlotMarker> markers;
    for (const auto &[worker, marker] : m_lost)
        markers.push_back(marker);
    std::sort(markers.begin(), markers.end(), [](const PlotMarker &a, const PlotMarker &b) { return a.x < b.x; });
    for (Plot *plot : m_plots)
        plot->setMarkers(markers, plot == m_plots.front());
}

void LiveCharts::showLive()
{
    const bool was = m_isLive;
    m_isLive = true;
    updateRange();
    if (!was)
        Q_EMIT liveChanged(true);
}

void LiveCharts::showRange(double from, double to)
{
    const double whole = std::max(spanAtStart, m_model.end() * 1.06);
    const double span = std::clamp(to - from, spanMin, whole);
    const double middle = (from + to) / 2;
    m_from = std::clamp(middle - span / 2, 0.0, whole - span);
    m_to = m_from + span;
    const bool was = m_isLive;
    m_isLive = false;
    updateRange();
    if (was)
        Q_EMIT liveChanged(false);
}

void LiveCharts::zoom(double factor, double around)
{
    const double from = around - (around - m_from) * factor;
    const double to = around + (m_to - around) * factor;
    if (to - from >= std::max(spanAtStart, m_model.end() * 1.06))
        showLive();
    else
        showRange(from, to);
}

void LiveCharts::pan(double seconds)
{
    if (!m_isLive)
        showRange(m_from + seconds, m_to + seconds);
}

void LiveCharts::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), widgets::color(Token::Panel));
}

} // namespace weftline::ui::charts
