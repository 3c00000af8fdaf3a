// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The widgets of the column.

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QStackedLayout>
#include <QtWidgets/QVBoxLayout>

#include "ui/charts/legend_toggle.h"
#include "ui/charts/live_charts.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/units.h"

#include <cmath>

namespace weftline::ui::charts {

using widgets::TextLabel;
using widgets::TextRole;
using widgets::Token;

namespace {

// The head line of a chart: its name, a word about it, and whatever stands at the right.
QHBoxLayout *headLine(const QString &title, TextLabel *note, QWidget *figure)
{
    auto *const line = new QHBoxLayout;
    line->setContentsMargins(14, 0, 12, 0);
    line->setSpacing(10);
    line->addWidget(new TextLabel(title, TextRole::BodyName));
    line->addWidget(note);
    line->addStretch(1);
    line->addWidget(figure);
    return line;
}

QWidget *panelOf(QHBoxLayout *head, QWidget *legend, Plot *plot)
{
    auto *const panel = new QWidget;
    auto *const column = new QVBoxLayout(panel);
    column->setContentsMargins(0, 8, 0, 6);
    column->setSpacing(2);
    column->addLayout(head);
    if (legend)
        column->addWidget(legend);
    column->addWidget(plot, 1);
    return panel;
}

// 1,000 and more would not fit beside the axis.
QString shortNumber(double value)
{
    if (value >= 1e6)
        return LiveCharts::tr("%1M", "axis label, millions").arg(widgets::number(value / 1e6));
    if (value >= 1e4)
        return LiveCharts::tr("%1k", "axis label, thousands").arg(widgets::number(value / 1e3));
    return value == std::floor(value) ? widgets::count(static_cast<qint64>(value)) : QString::number(value, 'g', 3);
}

// The unit stands where it changes: at every second, and at the lowest of the milliseconds.
QString latencyTick(double milliseconds, bool isFirst)
{
    using Milliseconds = std::chrono::duration<double, std::milli>;
    if (milliseconds < 1 || milliseconds >= 60'000) // Three seconds is "3 s", not "3.0 s": ticks are whole.
        return widgets::duration(std::chrono::duration_cast<std::chrono::nanoseconds>(Milliseconds(milliseconds))).text();
    if (milliseconds >= 1000)
        return LiveCharts::tr("%1 s").arg(std::round(milliseconds / 1000));
    return isFirst ? LiveCharts::tr("%1 ms").arg(std::round(milliseconds)) : QString::number(std::round(milliseconds));
}

} // namespace

void LiveCharts::build()
{
    m_stack = new QStackedLayout(this);
    m_empty = new widgets::EmptyState(QStringLiteral("chart"), tr("No run is open. Run the workflow, or choose one of its runs."));
    m_column = new QWidget;
    auto *const column = new QVBoxLayout(m_column);
    column->setContentsMargins(0, 4, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildThroughput(), 15);
    column->addWidget(new widgets::Hairline);
    column->addWidget(buildLatency(), 20);
    column->addWidget(new widgets::Hairline);
    column->addWidget(buildErrors(), 13);
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_column);
    for (Plot *plot : m_plots)
        connectPlot(*plot);
}

QWidget *LiveCharts::buildThroughput()
{
    m_throughput = new widgets::FigureLabel;
    m_throughputNote = new TextLabel(TextRole::Small, Token::Text3);
    Plot *const plot = m_plots[0] = new Plot(Plot::Scale::Linear);
    plot->setAccessibleName(tr("Throughput"));
    plot->setLeastMax(1);
    plot->setTickText([](double value, bool) { return shortNumber(value); });
    return panelOf(headLine(tr("Throughput"), m_throughputNote, m_throughput), nullptr, plot);
}

QWidget *LiveCharts::buildLatency()
{
    const auto toggle = [this](Curve curve, const QString &name, bool isLarge) {
        auto *const made = new LegendToggle(name, isLarge);
        connect(made, &LegendToggle::toggled, this, [this] {
            updateLines();
            if (m_hover)
                showCrosshair(*m_hover);
        });
        m_toggles[curve] = made;
        return made;
    };
    auto *const legend = new QWidget;
    auto *const line = new QHBoxLayout(legend);
    line->setContentsMargins(14, 0, 8, 0);
    line->setSpacing(8);
    line->addWidget(toggle(Curve::P50, tr("p50"), false));
    line->addWidget(toggle(Curve::P90, tr("p90"), false));
    line->addWidget(toggle(Curve::Max, tr("max"), false));
    line->addStretch(1);
    Plot *const plot = m_plots[1] = new Plot(Plot::Scale::Logarithmic);
    plot->setAccessibleName(tr("Latency"));
    plot->setTickText(latencyTick);
    auto *const note = new TextLabel(tr("since ready"), TextRole::Small, Token::Text3);
    note->setToolTip(tr("From the moment a task could run until it was finished"));
    return panelOf(headLine(tr("Latency"), note, toggle(Curve::P99, tr("p99"), true)), legend, plot);
}

QWidget *LiveCharts::buildErrors()
{
    m_errors = new widgets::FigureLabel;
    Plot *const plot = m_plots[2] = new Plot(Plot::Scale::Linear);
    plot->setAccessibleName(tr("Error rate"));
    plot->setLeastMax(1);
    plot->setTickText([](double value, bool isFirst) {
        return isFirst ? tr("%1 %").arg(shortNumber(value)) : shortNumber(value);
    });
    auto *const note = new TextLabel(TextRole::Small, Token::Text3);
    return panelOf(headLine(tr("Error rate"), note, m_errors), nullptr, plot);
}

} // namespace weftline::ui::charts
