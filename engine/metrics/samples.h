// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A series of numbers measured now and then, and what windows make of it: to the last bit what Prometheus 2.42 makes of the
// same samples, looking back 5 minutes, ends of series and resets of counters included. tests/integration/alerts compares.

#pragma once

#include <cmath>
#include <cstdint>
#include <deque>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/time.h"
#include "engine/workflow/alert_rule.h"

namespace weftline::metrics {

using Labels = std::map<std::string, std::string>;

/// One value of an instant.
struct Sample
{
    Labels labels;
    double value = 0;
};

constexpr Duration lookback = std::chrono::minutes(5); ///< How old the latest sample of a series may be.

class Samples
{
public:
    /// Times rise.
    void add(Instant at, double value) { m_points.push_back({at, value, false}); }
    /// The series is over: nothing of it counts from here on, until it is measured again.
    void end(Instant at);
    /// Forgets what no window that long will look at.
    void forget(Instant now, Duration window);

    [[nodiscard]] bool isEmpty() const { return m_points.empty(); }
    [[nodiscard]] bool isOver() const { return m_points.empty() || m_points.back().isEnd; }
    [[nodiscard]] Instant lastAt() const { return m_points.empty() ? Instant{} : m_points.back().at; }

    /// What the function makes of [at - over, at]; nothing where there is nothing. Rate takes the samples for a counter.
    [[nodiscard]] std::optional<double> over(workflow::WindowFunction function, Instant at, Duration over, double quantile) const;

    /// Of a counter that never begins anew: what it grew by, exactly, and by how much a second from sample to sample.
    [[nodiscard]] std::optional<double> increase(Instant from, Instant to) const;
    [[nodiscard]] std::vector<double> slopes(Instant from, Instant to) const;

    static void members(auto &archive, auto &samples) { archive(samples.m_points); }

private:
    struct Point
    {
        Instant at;
        double value = 0;
        bool isEnd = false;

        static void members(auto &archive, auto &point) { archive(point.at, point.value, point.isEnd); }
    };

    [[nodiscard]] std::vector<Point> within(Instant from, Instant to) const;
    [[nodiscard]] std::optional<double> latest(Instant at) const;

    std::deque<Point> m_points;
};

} // namespace weftline::metrics
