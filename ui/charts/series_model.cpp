// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/series_model.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace weftline::ui::charts {
namespace {

constexpr Duration second{1'000'000};
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

Instant floorToSecond(Instant at) { return {at.us - ((at.us % second.count()) + second.count()) % second.count()}; }

} // namespace

void SeriesModel::setRun(const client::RunView *run, Instant now)
{
    for (Points &points : m_curves)
        points.clear();
    m_seconds.clear();
    m_figures = {};
    m_figures.throughput = m_figures.errorRate = nothing;
    m_hasRun = run != nullptr;
    m_isRunning = m_hasRun && run->summary.state == client::RunState::Running;
    if (!m_hasRun) {
        m_origin = {};
        m_end = 0;
        Q_EMIT changed();
        return;
    }
    for (const auto &[at, point] : run->series)
        m_seconds.push_back(point);
    Instant first = floorToSecond(run->summary.acceptedAt);
    if (!m_seconds.empty() && (run->series.size() >= client::pointsShownMax || m_seconds.front().at < first))
        first = m_seconds.front().at;
    m_origin = first;
    Instant until = m_isRunning ? now : run->summary.finishedAt;
    if (!m_seconds.empty())
        until = std::max(until, m_seconds.back().at + (m_isRunning ? Duration{0} : second));
    until = std::max(until, m_origin);
    m_end = toX(until);

    addThroughput(until);
    const auto add = [&](Curve curve, double x, double y) {
        if (std::isfinite(y))
            m_curves[static_cast<std::size_t>(curve)].emplace_back(x, y);
    };
    for (const client::SeriesPoint &point : m_seconds) {
        const double x = toX(point.at) + 0.5;
        if (point.attempts > 0)
            add(Curve::ErrorRate, x, point.errorRate() * 100);
        if (point.finished == 0) // Nothing finished: nothing was measured, whatever the figures are.
            continue;
        add(Curve::P50, x, point.p50);
        add(Curve::P90, x, point.p90);
        add(Curve::P99, x, point.p99);
        add(Curve::Max, x, point.max);
    }
    summarize(*run, until);
    Q_EMIT changed();
}

// A second without a point is one in which nothing finished: that is measured, and 0. The second that is not over yet
// would always look like a fall and is left out.
void SeriesModel::addThroughput(Instant until)
{
    Points &points = m_curves[static_cast<std::size_t>(Curve::Throughput)];
    Instant expected = m_origin;
    const auto zeros = [&](Instant from, Instant to) { // The ends of a flat stretch are enough, but for the gap rule.
        const std::int64_t count = std::min<std::int64_t>((to - from) / second, std::int64_t{client::pointsShownMax} * 4);
        for (std::int64_t i = 0; i < count; ++i)
            points.emplace_back(toX(from + i * second) + 0.5, 0.0);
    };
    for (const client::SeriesPoint &point : m_seconds) {
        if (m_isRunning && point.at + second > until)
            break;
        zeros(expected, point.at);
        points.emplace_back(toX(point.at) + 0.5, static_cast<double>(point.finished));
        expected = point.at + second;
    }
    if (m_isRunning)
        zeros(expected, floorToSecond(until));
}

void SeriesModel::summarize(const client::RunView &run, Instant until)
{
    m_figures.latency = run.latency;
    std::uint64_t attempts = 0;
    for (const client::SeriesPoint &point : m_seconds) {
        m_figures.finished += point.finished;
        m_figures.failed += point.failed;
        attempts += point.attempts;
    }
    if (attempts > 0)
        m_figures.errorRate = static_cast<double>(m_figures.failed) / static_cast<double>(attempts);
    m_figures.isMean = !m_isRunning;
    const Points &throughput = points(Curve::Throughput);
    if (m_isRunning) {
        if (!throughput.empty())
            m_figures.throughput = throughput.back().y();
        return;
    }
    const bool isWhole = run.series.size() < client::pointsShownMax;
    const Instant from = isWhole ? run.summary.acceptedAt : m_origin;
    const Instant to = run.summary.finishedAt > from ? run.summary.finishedAt : until;
    if (m_figures.finished > 0 && to > from)
        m_figures.throughput = static_cast<double>(m_figures.finished) * 1e6 / static_cast<double>((to - from).count());
}

std::optional<client::SeriesPoint> SeriesModel::secondAt(double x) const
{
    const Instant at{m_origin.us + static_cast<std::int64_t>(std::floor(x)) * second.count()};
    const auto before = [](const client::SeriesPoint &point, Instant wanted) { return point.at < wanted; };
    const auto found = std::lower_bound(m_seconds.begin(), m_seconds.end(), at, before);
    if (found == m_seconds.end() || found->at - at >= second)
        return std::nullopt;
    return *found;
}

QString SeriesModel::toCsv() const
{
    QString text = QStringLiteral("time,finished,failed,attempts,error_rate,p50_ms,p90_ms,p99_ms,max_ms\n");
    const auto cell = [](bool isMeasured, double value) {
        return isMeasured && std::isfinite(value) ? QString::number(value, 'g', 9) : QString();
    };
    for (const client::SeriesPoint &point : m_seconds) {
        const bool hasLatency = point.finished > 0;
        const QStringList cells{QString::fromStdString(toRfc3339(point.at)),
                                QString::number(point.finished),
                                QString::number(point.failed),
                                QString::number(point.attempts),
                                cell(point.attempts > 0, point.errorRate()),
                                cell(hasLatency, point.p50),
                                cell(hasLatency, point.p90),
                                cell(hasLatency, point.p99),
                                cell(hasLatency, point.max)};
        text += cells.join(QLatin1Char(',')) + QLatin1Char('\n');
    }
    return text;
}

} // namespace weftline::ui::charts
