// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What happened second by second, of one run, worker or engine. Fed with outcomes by whoever knows which they belong to.
//
// Resolution: 1 s for the last hour, 10 s for the last day, 1 min for 30 days; coarser points are sums of finer ones, so the size is
// bounded (13,440 + 43,200 points at most) and a quantile over any window stays exact to 1 %.

#pragma once

#include <map>
#include <optional>

#include "engine/metrics/histogram.h"
#include "engine/scheduler/event.h"

namespace weftline::metrics {

/// One bucket of time. Those in which nothing happened do not exist: gaps are gaps.
struct Point
{
    Duration width{1'000'000};
    std::uint32_t finished = 0; ///< Tasks that an attempt ended for good.
    std::uint32_t attempts = 0; ///< Attempts that ended, with whatever outcome but being cancelled.
    std::uint32_t failed = 0; ///< Of those, the ones that failed or timed out.
    std::uint32_t lost = 0; ///< Attempts that went with their workers.
    Histogram latency; ///< From ready to finished, of the finished tasks.

    bool operator==(const Point &) const = default;
    void add(const Point &other);
    static void members(auto &archive, auto &point)
    {
        archive(point.width, point.finished, point.attempts, point.failed, point.lost, point.latency);
    }
};

class Series
{
public:
    /// Counts an event where it is one of an attempt's ends. Events come in the order of their times.
    /// Returns the start of the point that changed; nothing where the event is of no such kind.
    std::optional<Instant> add(const scheduler::Event &event);

    /// By start, in microseconds.
    [[nodiscard]] const std::map<std::int64_t, Point> &points() const { return m_points; }
    [[nodiscard]] const Point *at(Instant start) const;
    /// The sum over [from, to).
    [[nodiscard]] Point window(Instant from, Instant to) const;
    /// The sum over all time, whatever was merged since.
    [[nodiscard]] const Point &total() const { return m_total; }

    bool operator==(const Series &) const = default;
    static void members(auto &archive, auto &series) { archive(series.m_points, series.m_total, series.m_retained); }

private:
    Point &pointAt(Instant at);
    void retain(Instant now);

    std::map<std::int64_t, Point> m_points;
    Point m_total;
    std::int64_t m_retained = 0; ///< Up to where fine points were merged, for the two steps below.
};

} // namespace weftline::metrics
