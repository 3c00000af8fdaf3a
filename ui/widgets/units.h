// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// How the window writes what was measured: at most three significant digits, a space before the unit, thousands as
// 1,000, and a dash for what is not there yet.

#pragma once

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <chrono>

namespace weftline::ui::widgets {

/// A figure and its unit apart, for places where they have different sizes.
struct Measure
{
    QString value;
    QString unit;

    /// Both, with a space between.
    [[nodiscard]] QString text() const;

    bool operator==(const Measure &) const = default;
};

/// "–", for what is not known yet.
[[nodiscard]] QString none();

/// An exact count: 52,081.
[[nodiscard]] QString count(qint64 value);

/// A measured number with at most three significant digits: 0.042, 6.4, 114, 52,100. Not a number gives none().
[[nodiscard]] QString number(double value);

/// A span in the unit that fits it: 40 µs, 310 ms, 2.1 s, 1 min 20 s, 1 h 19 min, 3 d 4 h. Less than zero gives none().
[[nodiscard]] Measure duration(std::chrono::nanoseconds span);

/// A span as a running clock: 0:15, 12:07, 1:02:03.
[[nodiscard]] QString clock(std::chrono::milliseconds span);

/// Bytes in steps of 1,000: 812 B, 1.1 KB, 3.1 GB.
[[nodiscard]] Measure size(qint64 bytes);

/// Something per second: 1.2 /s; with what it counts: 114 tasks/s.
[[nodiscard]] Measure rate(double perSecond, const QString &what = {});

/// A share of one: 0.004 is 0.4 %.
[[nodiscard]] Measure percent(double share);

/// Facts side by side: "cpu 3 %, 2 GB".
[[nodiscard]] QString joined(const QStringList &facts);

/// The time of day of an instant on this machine: 14:31:52.
[[nodiscard]] QString timeOfDay(std::chrono::milliseconds sinceEpoch);

} // namespace weftline::ui::widgets
