// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/metrics/samples.h"

#include <algorithm>

namespace weftline::metrics {
namespace {

using workflow::WindowFunction;

double seconds(Duration duration) { return static_cast<double>(duration.count()) / 1e6; }

/// A sum that keeps what rounding takes away.
struct ExactSum
{
    double sum = 0;
    double lost = 0;

    void add(double value)
    {
        const double next = sum + value;
        if (std::isinf(next))
            lost = 0;
        else if (std::abs(sum) >= std::abs(value))
            lost += (sum - next) + value;
        else
            lost += (value - next) + sum;
        sum = next;
    }
    [[nodiscard]] double total() const { return std::isinf(sum) ? sum : sum + lost; }
};

double quantileOf(std::vector<double> values, double share)
{
    if (std::isnan(share))
        return share;
    if (share < 0 || share > 1)
        return share < 0 ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
    std::sort(values.begin(), values.end(),
              [](double a, double b) { return std::isnan(a) ? !std::isnan(b) : !std::isnan(b) && a < b; }); // NaN comes first
    const double rank = share * (static_cast<double>(values.size()) - 1);
    const auto lower = static_cast<std::size_t>(std::max(0.0, std::floor(rank)));
    const std::size_t upper = std::min(values.size() - 1, lower + 1);
    const double weight = rank - std::floor(rank);
    return values[lower] * (1 - weight) + values[upper] * weight;
}

double averageOf(const std::vector<double> &values)
{
    ExactSum mean;
    double count = 0;
    for (const double value : values) {
        count += 1;
        if (std::isinf(mean.sum) && ((std::isinf(value) && (mean.sum > 0) == (value > 0)) || std::isfinite(value)))
            continue; // infinite it is and stays
        mean.add(value / count - mean.sum / count);
    }
    return std::isinf(mean.sum) ? mean.sum : mean.sum + mean.lost;
}

/// The larger or smaller of two, where a number beats none.
double better(double best, double value, bool larger)
{
    return std::isnan(best) || (larger ? value > best : value < best) ? value : best;
}

} // namespace

void Samples::end(Instant at)
{
    if (!isOver())
        m_points.push_back({at, 0, true});
}

void Samples::forget(Instant now, Duration window)
{
    const Instant limit = now - std::max(window, lookback);
    while (m_points.size() > 1 && m_points[1].at < limit) // one before it stays, to count from
        m_points.pop_front();
}

std::vector<Samples::Point> Samples::within(Instant from, Instant to) const
{
    std::vector<Point> out;
    auto at = std::lower_bound(m_points.begin(), m_points.end(), from, [](const Point &p, Instant t) { return p.at < t; });
    for (; at != m_points.end() && at->at <= to; ++at)
        if (!at->isEnd)
            out.push_back(*at);
    return out;
}

std::optional<double> Samples::latest(Instant at) const
{
    const auto after = std::upper_bound(m_points.begin(), m_points.end(), at, [](Instant t, const Point &p) { return t < p.at; });
    if (after == m_points.begin())
        return std::nullopt;
    const Point &last = *std::prev(after);
    return last.isEnd || last.at < at - lookback ? std::nullopt : std::optional(last.value);
}

namespace {

/// Per second, with what is missing at both ends of the window filled in as Prometheus fills it in.
template <typename Points>
std::optional<double> rateOf(const Points &points, Instant from, Instant to)
{
    if (points.size() < 2)
        return std::nullopt;
    double increase = points.back().value - points.front().value;
    for (std::size_t i = 1; i < points.size(); ++i)
        if (points[i].value < points[i - 1].value) // the counter began anew
            increase += points[i - 1].value;
    double toStart = seconds(points.front().at - from);
    const double toEnd = seconds(to - points.back().at);
    const double measured = seconds(points.back().at - points.front().at);
    const double step = measured / static_cast<double>(points.size() - 1);
    if (increase > 0 && points.front().value >= 0)
        toStart = std::min(toStart, measured * (points.front().value / increase)); // it was never below zero
    const double near = step * 1.1;
    double covered = measured;
    covered += toStart < near ? toStart : step / 2;
    covered += toEnd < near ? toEnd : step / 2;
    return increase * (covered / measured / seconds(to - from));
}

} // namespace

std::optional<double> Samples::increase(Instant from, Instant to) const
{
    const std::vector<Point> points = within(from, to);
    if (points.empty())
        return std::nullopt;
    return points.back().value - latest(from).value_or(points.front().value);
}

std::vector<double> Samples::slopes(Instant from, Instant to) const
{
    const std::vector<Point> points = within(from, to);
    std::vector<double> out;
    for (std::size_t i = 1; i < points.size(); ++i)
        if (const Duration step = points[i].at - points[i - 1].at; step.count() > 0)
            out.push_back((points[i].value - points[i - 1].value) / seconds(step));
    return out;
}

std::optional<double> Samples::over(WindowFunction function, Instant at, Duration over, double quantile) const
{
    if (function == WindowFunction::Value)
        return latest(at);
    const std::vector<Point> points = within(at - over, at);
    if (points.empty())
        return std::nullopt;
    if (function == WindowFunction::Rate)
        return rateOf(points, at - over, at);
    std::vector<double> values;
    for (const Point &point : points)
        values.push_back(point.value);
    switch (function) {
    case WindowFunction::Average:
        return averageOf(values);
    case WindowFunction::Max:
    case WindowFunction::Min: {
        double best = values.front();
        for (const double value : values)
            best = better(best, value, function == WindowFunction::Max);
        return best;
    }
    case WindowFunction::Quantile:
        return quantileOf(std::move(values), quantile);
    default: {
        ExactSum sum;
        for (const double value : values)
            sum.add(value);
        return sum.total();
    }
    }
}

} // namespace weftline::metrics
