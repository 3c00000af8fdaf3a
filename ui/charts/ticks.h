// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where an axis has its lines and what stands beside them. Pure.

#pragma once

#include <QtCore/QString>

#include <vector>

#include "engine/base/time.h"

namespace weftline::ui::charts {

struct Tick
{
    double at = 0;
    QString label;

    bool operator==(const Tick &) const = default;
};

/// Round steps from 0 to at least `max`: four to six ticks, the last of which is the axis' end.
[[nodiscard]] std::vector<double> linearTicks(double max);

/// Ones and threes of every decade from below `low` to above `high` (both > 0), the ones alone where those would be too
/// many. First and last are the axis' ends.
[[nodiscard]] std::vector<double> logarithmicTicks(double low, double high);

/// Round times of day between `from` and `to`, which are seconds after `origin`, at least `stepMin` seconds apart. The
/// first label is the whole time, the following ones only what changes.
[[nodiscard]] std::vector<Tick> timeTicks(Instant origin, double from, double to, double stepMin);

} // namespace weftline::ui::charts
