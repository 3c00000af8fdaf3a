// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Alerts in the charts: when they were pending and firing, from which value on, and how a rule is made from a chart.

#include <QtGui/QAction>
#include <QtWidgets/QMenu>

#include "engine/workflow/codec.h"
#include "ui/charts/live_charts.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/units.h"

#include <algorithm>
#include <cmath>

namespace weftline::ui::charts {

using widgets::Token;
using workflow::AlertKind;
using workflow::AlertMetric;
using workflow::AlertRule;

namespace {

enum PlotNumber { ThroughputPlot, LatencyPlot, ErrorPlot };
constexpr int noPlot = -1;

int plotOf(const AlertRule &rule)
{
    const workflow::AlertNode *source = rule.find(AlertKind::Metric);
    const Value *name = source ? find(source->with, "metric") : nullptr;
    const auto metric = name && name->asString() ? workflow::alertMetricNamed(*name->asString()) : std::nullopt;
    if (metric == AlertMetric::Throughput)
        return ThroughputPlot;
    if (metric == AlertMetric::Latency)
        return LatencyPlot;
    return metric == AlertMetric::ErrorRate ? ErrorPlot : noPlot;
}

std::optional<double> numberIn(const Object &with, std::string_view name)
{
    const Value *value = find(with, name);
    if (value && value->asInt())
        return double(*value->asInt());
    return value && value->asDouble() ? std::optional(*value->asDouble()) : std::nullopt;
}

/// The error rate is drawn in percent; everything else in the metric's own unit.
double drawn(int plot, double value) { return plot == ErrorPlot ? value * 100 : value; }

std::vector<PlotThreshold> thresholdsOf(const AlertRule &rule, int plot)
{
    std::vector<PlotThreshold> lines;
    const workflow::AlertNode *condition = rule.find(AlertKind::Condition);
    if (!condition)
        return lines;
    const Value *word = find(condition->with, "is");
    const std::string is = word && word->asString() ? *word->asString() : "above";
    const auto add = [&](std::string_view field, bool isClear, bool isUpper) {
        if (const auto value = numberIn(condition->with, field))
            lines.push_back({drawn(plot, *value), isClear, isUpper});
    };
    add("value", false, is == "above");
    add("high", false, true);
    add("clear", true, is == "above");
    return lines;
}

double rounded(double value)
{
    if (!(value > 0) || !std::isfinite(value))
        return 0;
    const double step = std::pow(10.0, std::floor(std::log10(value)) - 1); // two digits
    const double steps = std::max(1.0, std::round(value / step));
    return step < 1 ? steps / std::round(1 / step) : steps * step; // 0.15 and not 0.15000000000000002
}

} // namespace

// A run's workflow never changes, so its rules are read once.
void LiveCharts::readRules(const client::RunView &run)
{
    if (m_rulesOf == run.summary.id)
        return;
    m_rulesOf = run.summary.id;
    workflow::Problems problems;
    const Value *alerts = run.workflow.find("alerts");
    m_rules = alerts ? workflow::alertsFromValue(*alerts, "/alerts", problems) : std::vector<AlertRule>();
}

void LiveCharts::updateAlerts(const client::RunView &run)
{
    std::array<std::vector<PlotSpan>, 3> spans;
    std::array<std::vector<PlotThreshold>, 3> thresholds;
    for (const AlertRule &rule : m_rules) {
        const int plot = plotOf(rule);
        if (plot == noPlot)
            continue;
        bool isSeen = false;
        for (const client::AlertSpan &span : run.alertSpans) {
            if (span.rule != rule.id)
                continue;
            isSeen = true;
            const bool isFiring = span.state == client::AlertState::Firing;
            const double to = span.to == Instant{} ? m_model.end() : m_model.toX(span.to);
            spans[std::size_t(plot)].push_back({m_model.toX(span.from), to, isFiring ? Token::Failed : Token::Held});
        }
        if (isSeen)
            for (const PlotThreshold &line : thresholdsOf(rule, plot))
                thresholds[std::size_t(plot)].push_back(line);
    }
    for (std::size_t i = 0; i < m_plots.size(); ++i)
        m_plots[i]->setAlerts(std::move(spans[i]), std::move(thresholds[i]));
}

AlertWish LiveCharts::wishAt(int number, double height)
{
    constexpr AlertWish wishes[] = {{AlertMetric::Throughput, workflow::WindowFunction::Average, 0},
                                    {AlertMetric::Latency, workflow::WindowFunction::Quantile, 0},
                                    {AlertMetric::ErrorRate, workflow::WindowFunction::Average, 0}};
    AlertWish wish = wishes[std::size_t(number)];
    const Axes &axes = plot(number)->axes();
    const bool isInside = height >= axes.area.top() && height < axes.area.bottom();
    const Figures &now = figures();
    const double current = number == ThroughputPlot ? now.throughput : number == LatencyPlot ? now.latency.p99 : now.errorRate * 100;
    const double value = rounded(isInside ? axes.fromPixelY(height) : std::isfinite(current) ? current : 0);
    wish.threshold = number == ErrorPlot ? std::min(1.0, value / 100) : value;
    return wish;
}

void LiveCharts::addAlertActions(QMenu &menu, const QPoint &position)
{
    const auto under = std::find_if(m_plots.begin(), m_plots.end(), [&](const Plot *one) {
        const int top = one->parentWidget()->mapTo(this, QPoint()).y(); // its head line is part of a chart
        return position.y() >= top && position.y() < top + one->parentWidget()->height();
    });
    if (under == m_plots.end())
        return;
    const int number = int(under - m_plots.begin());
    const AlertWish wish = wishAt(number, (*under)->mapFrom(this, position).y());
    const QString value = number == LatencyPlot ? widgets::duration(std::chrono::nanoseconds(std::llround(wish.threshold * 1e6))).text()
        : number == ErrorPlot                   ? widgets::percent(wish.threshold).text()
                                                : widgets::rate(wish.threshold, tr("tasks")).text();
    const QString texts[] = {tr("Alert when the throughput is above %1…"), tr("Alert when p99 is above %1…"),
                             tr("Alert when the error rate is above %1…")};
    QAction *const action = menu.addAction(widgets::icon(QStringLiteral("bell")), texts[number].arg(value), this,
                                           [this, wish] { Q_EMIT alertAsked(wish); });
    action->setObjectName(QStringLiteral("alertWhen"));
    menu.addSeparator();
}

} // namespace weftline::ui::charts
