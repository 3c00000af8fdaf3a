// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Values in the unit of a rule's measure, as people write them, and back.

#include <QtCore/QCoreApplication>

#include <cmath>

#include "ui/alerts/rule_words.h"
#include "ui/fields/text_values.h"
#include "ui/widgets/units.h"

namespace weftline::ui::alerts {
namespace {

struct ThresholdTexts
{
    Q_DECLARE_TR_FUNCTIONS(ThresholdText)
};

/// The factor from the file's value to the one that is shown, and what stands behind it.
struct Shown
{
    double factor;
    QString unit;
};

Shown shownIn(const std::string &unit)
{
    if (unit == "share")
        return {100, QStringLiteral("%")};
    if (unit == "1/s")
        return {1, QStringLiteral("/s")};
    return {1, QString::fromStdString(unit)};
}

} // namespace

QString valueText(const std::string &unit, double value)
{
    if (!std::isfinite(value))
        return widgets::none();
    if (unit == "share")
        return widgets::percent(value).text();
    if (unit == "ms" && value >= 0 && value < 1e9)
        return widgets::duration(std::chrono::nanoseconds(std::llround(value * 1e6))).text();
    if (unit == "s" && value >= 0 && value < 1e9)
        return widgets::duration(std::chrono::nanoseconds(std::llround(value * 1e9))).text();
    const Shown shown = shownIn(unit);
    return shown.unit.isEmpty() ? widgets::number(value) : widgets::number(value) + QLatin1Char(' ') + shown.unit;
}

QString thresholdText(const std::string &unit, double value)
{
    const Shown shown = shownIn(unit);
    const QString number = fields::writeNumber(value * shown.factor);
    return shown.unit.isEmpty() ? number : number + QLatin1Char(' ') + shown.unit;
}

Result<double> readThreshold(const std::string &unit, const QString &text)
{
    const Shown shown = shownIn(unit);
    QString plain = text.trimmed();
    bool isNumber = false;
    if (!shown.unit.isEmpty() && plain.endsWith(shown.unit))
        plain = plain.chopped(shown.unit.size()).trimmed();
    const double number = plain.toDouble(&isNumber);
    if (isNumber && std::isfinite(number)) {
        const double value = number / shown.factor;
        return value;
    }
    if (unit == "ms" || unit == "s") // "2 s" is as good as "2000 ms"
        if (const Result<Duration> span = fields::readDuration(plain))
            return double(span->count()) / (unit == "ms" ? 1e3 : 1e6);
    const QString example = shown.unit.isEmpty() ? QStringLiteral("10") : QStringLiteral("10 %1").arg(shown.unit);
    return failure(ErrorCode::InvalidInput, ThresholdTexts::tr("\"%1\" is no value. Write a number, such as %2.").arg(text.trimmed(), example).toStdString());
}

} // namespace weftline::ui::alerts
