// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/units.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>
#include <QtCore/QLocale>

#include <array>
#include <cmath>

namespace weftline::ui::widgets {
namespace {

using namespace std::chrono_literals;

struct UnitTexts
{
    Q_DECLARE_TR_FUNCTIONS(Units)
};

// The rounding to the next digit can carry a value over a border (999.6 ms is 1 s), so borders are compared rounded.
bool below(double value, double border) { return std::round(value) < border; }

Measure two(qint64 large, const QString &largeUnit, qint64 small, const QString &smallUnit)
{
    if (small == 0)
        return {count(large), largeUnit};
    return {count(large) + QLatin1Char(' ') + largeUnit + QLatin1Char(' ') + count(small), smallUnit};
}

} // namespace

QString Measure::text() const
{
    return unit.isEmpty() ? value : value + QLatin1Char(' ') + unit;
}

QString joined(const QStringList &facts) { return facts.join(UnitTexts::tr(", ", "between two facts")); }

QString none()
{
    return QString(QChar(0x2013));
}

QString count(qint64 value)
{
    static const QLocale locale = [] {
        QLocale c(QLocale::English, QLocale::UnitedStates);
        c.setNumberOptions(QLocale::DefaultNumberOptions);
        return c;
    }();
    return locale.toString(value);
}

QString number(double value)
{
    if (!std::isfinite(value))
        return none();
    const double size = std::abs(value);
    if (size == 0)
        return QStringLiteral("0");
    if (size < 0.000995)
        return (value < 0 ? QStringLiteral("-") : QString()) + QStringLiteral("< 0.001");
    if (size < 0.0995)
        return QString::number(value, 'g', 2);
    if (size < 9.95)
        return QString::number(value, 'f', 1);
    if (size < 999.5)
        return QString::number(value, 'f', 0);
    if (size >= 1e15)
        return QString::number(value, 'e', 2);
    const double step = std::pow(10.0, std::floor(std::log10(size)) - 2);
    return count(qint64(std::round(value / step) * step));
}

Measure duration(std::chrono::nanoseconds span)
{
    if (span < 0ns)
        return {none(), {}};
    const double ns = double(span.count());
    if (span == 0ns)
        return {QStringLiteral("0"), UnitTexts::tr("ms")};
    if (below(ns / 1e3, 1))
        return {number(ns), UnitTexts::tr("ns")};
    if (below(ns / 1e3, 1000))
        return {number(ns / 1e3), QString(QChar(0xb5)) + UnitTexts::tr("s")};
    if (below(ns / 1e6, 1000))
        return {number(ns / 1e6), UnitTexts::tr("ms")};
    if (below(ns / 1e9, 60))
        return {QString::number(ns / 1e9, 'f', 1), UnitTexts::tr("s")};
    const auto seconds = std::chrono::round<std::chrono::seconds>(span).count();
    if (seconds < 3600)
        return two(seconds / 60, UnitTexts::tr("min"), seconds % 60, UnitTexts::tr("s"));
    const qint64 minutes = seconds / 60;
    if (minutes < 24 * 60)
        return two(minutes / 60, UnitTexts::tr("h"), minutes % 60, UnitTexts::tr("min"));
    const qint64 hours = minutes / 60;
    return two(hours / 24, UnitTexts::tr("d"), hours % 24, UnitTexts::tr("h"));
}

QString clock(std::chrono::milliseconds span)
{
    if (span < 0ms)
        return none();
    const qint64 seconds = span.count() / 1000;
    const auto padded = [](qint64 value) { return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0')); };
    if (seconds < 3600)
        return QString::number(seconds / 60) + QLatin1Char(':') + padded(seconds % 60);
    return QString::number(seconds / 3600) + QLatin1Char(':') + padded(seconds / 60 % 60) + QLatin1Char(':')
        + padded(seconds % 60);
}

Measure size(qint64 bytes)
{
    static const std::array units{"B", "KB", "MB", "GB", "TB", "PB"};
    if (bytes < 0)
        return {none(), {}};
    double value = double(bytes);
    std::size_t unit = 0;
    for (; unit + 1 < units.size() && !below(value, 1000); ++unit)
        value /= 1000;
    return {unit == 0 ? count(bytes) : number(value), QLatin1String(units.at(unit))};
}

Measure rate(double perSecond, const QString &what)
{
    if (!std::isfinite(perSecond) || perSecond < 0)
        return {none(), {}};
    return {number(perSecond), what + UnitTexts::tr("/s")};
}

Measure percent(double share)
{
    if (!std::isfinite(share))
        return {none(), {}};
    const double value = share * 100;
    // Shares keep one decimal down to zero, so that 0.0 % and 0.4 % have the same shape.
    return {std::abs(value) < 9.95 ? QString::number(value, 'f', 1) : number(value), QStringLiteral("%")};
}

QString timeOfDay(std::chrono::milliseconds sinceEpoch)
{
    return QDateTime::fromMSecsSinceEpoch(sinceEpoch.count()).toString(QStringLiteral("HH:mm:ss"));
}

} // namespace weftline::ui::widgets
