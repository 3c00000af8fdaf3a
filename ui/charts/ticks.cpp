// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/ticks.h"

#include <QtCore/QDateTime>

#include <algorithm>
#include <array>
#include <cmath>

namespace weftline::ui::charts {
namespace {

double roundStep(double least)
{
    const double decade = std::pow(10.0, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 2.5, 5.0})
        if (decade * factor >= least * 0.9999)
            return decade * factor;
    return decade * 10;
}

// The step of the time axis: never below a second, which is how fine the series are.
double timeStep(double least)
{
    constexpr std::array steps{1.0,   2.0,   5.0,   10.0,   15.0,   30.0,   60.0,    120.0,   300.0,
                               600.0, 900.0, 1800.0, 3600.0, 7200.0, 14400.0, 43200.0, 86400.0};
    for (const double step : steps)
        if (step >= least)
            return step;
    return std::ceil(least / 86400) * 86400;
}

} // namespace

std::vector<double> linearTicks(double max)
{
    const double end = std::isfinite(max) && max > 0 ? max : 1;
    const double step = roundStep(end / 4);
    std::vector<double> ticks;
    const int count = std::min(6, static_cast<int>(std::ceil(end / step - 0.0001)));
    for (int i = 0; i <= count; ++i)
        ticks.push_back(i * step);
    return ticks;
}

std::vector<double> logarithmicTicks(double low, double high)
{
    low = std::max(low, 1e-3);
    high = std::clamp(high, low, 1e12);
    std::vector<double> all;
    const int first = static_cast<int>(std::floor(std::log10(low)));
    const int last = static_cast<int>(std::ceil(std::log10(high))) + 1;
    for (int decade = first - 1; decade <= last; ++decade)
        for (const double factor : {1.0, 3.0})
            all.push_back(factor * std::pow(10.0, decade));
    auto begin = std::prev(std::upper_bound(all.begin(), all.end(), low * 1.0001));
    auto end = std::lower_bound(begin, all.end(), high * 0.9999);
    while (end - begin < 2) { // Less than a decade says nothing on such an axis: widen it at both ends.
        if (begin != all.begin())
            --begin;
        ++end;
    }
    std::vector<double> ticks(begin, end + 1);
    if (ticks.size() > 6) {
        const double from = std::pow(10.0, std::floor(std::log10(ticks.front()) + 0.001));
        const double to = std::pow(10.0, std::ceil(std::log10(ticks.back()) - 0.001));
        ticks.clear();
        for (double value = from; value <= to * 1.001; value *= 10)
            ticks.push_back(value);
    }
    return ticks;
}

std::vector<Tick> timeTicks(Instant origin, double from, double to, double stepMin)
{
    std::vector<Tick> ticks;
    if (!(to > from) || !(stepMin > 0))
        return ticks;
    const double step = timeStep(std::max(stepMin, (to - from) / 50));
    const double start = static_cast<double>(origin.us) / 1e6;
    const double offset = QDateTime::fromMSecsSinceEpoch(origin.us / 1000).offsetFromUtc();
    QString before;
    for (double at = std::ceil((start + from + offset) / step) * step - offset; at <= start + to; at += step) {
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(std::llround(at * 1000));
        const QString hours = time.toString(QStringLiteral("HH"));
        const QString whole = step < 60 ? time.toString(QStringLiteral("HH:mm:ss")) : time.toString(QStringLiteral("HH:mm"));
        const QString upToMinutes = time.toString(QStringLiteral("HH:mm"));
        QString label = whole;
        if (step < 60 && before == upToMinutes)
            label = time.toString(QStringLiteral(":ss"));
        else if (step < 60 && !before.isEmpty() && before.startsWith(hours))
            label = time.toString(QStringLiteral(":mm:ss"));
        ticks.push_back({at - start, label});
        before = upToMinutes;
    }
    return ticks;
}

} // namespace weftline::ui::charts
