// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/metrics/series.h"

#include <algorithm>

namespace weftline::metrics {
namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t hour = 3600 * second;
constexpr std::int64_t day = 24 * hour;

struct Level
{
    std::int64_t width;
    std::int64_t keptFor; ///< Older points of this width are merged into the next level, or dropped.
};
constexpr Level levels[] = {{second, hour}, {10 * second, day}, {60 * second, 30 * day}};

/// What one event adds. No Point: that would need memory of its own, and there are millions.
struct Ending
{
    bool finished = false;
    bool attempt = false;
    bool failed = false;
    bool lost = false;
    Duration latency{0};
};

std::optional<Ending> endingIn(const scheduler::Event &event)
{
    Ending ending;
    if (const auto *finished = std::get_if<scheduler::TaskFinished>(&event.fact)) {
        if (finished->number == 0 || finished->state == scheduler::TaskState::Cancelled
            || finished->state == scheduler::TaskState::Quarantined)
            return std::nullopt;
        ending.finished = ending.attempt = true;
        ending.failed = finished->state == scheduler::TaskState::Failed;
        ending.latency = finished->waited + finished->dispatching + finished->ran + finished->returned;
    } else if (std::holds_alternative<scheduler::AttemptFailed>(event.fact)) {
        ending.attempt = ending.failed = true;
    } else if (const auto *lost = std::get_if<scheduler::AttemptLost>(&event.fact); lost && lost->purpose == scheduler::Purpose::Run) {
        ending.lost = true;
    } else {
        return std::nullopt;
    }
    return ending;
}

void count(Point &point, const Ending &ending)
{
    point.finished += ending.finished ? 1 : 0;
    point.attempts += ending.attempt ? 1 : 0;
    point.failed += ending.failed ? 1 : 0;
    point.lost += ending.lost ? 1 : 0;
    if (ending.finished)
        point.latency.record(ending.latency);
}

} // namespace

void Point::add(const Point &other)
{
    finished += other.finished;
    attempts += other.attempts;
    failed += other.failed;
    lost += other.lost;
    latency.add(other.latency);
}

Point &Series::pointAt(Instant at)
{
    const std::int64_t start = at.us - at.us % second;
    const auto [found, isNew] = m_points.try_emplace(start);
    if (!isNew)
        return found->second;
    retain(at);
    return m_points.at(start);
}

std::optional<Instant> Series::add(const scheduler::Event &event)
{
    const std::optional<Ending> ending = endingIn(event);
    if (!ending)
        return std::nullopt;
    count(pointAt(event.at), *ending);
    count(m_total, *ending);
    return Instant{event.at.us - event.at.us % second};
}

const Point *Series::at(Instant start) const
{
    const auto found = m_points.find(start.us);
    return found == m_points.end() ? nullptr : &found->second;
}

Point Series::window(Instant from, Instant to) const
{
    Point sum;
    sum.width = to - from;
    for (auto at = m_points.lower_bound(from.us); at != m_points.end() && at->first < to.us; ++at)
        sum.add(at->second);
    return sum;
}

/// Merges what is too old for its width, at most once a minute.
void Series::retain(Instant now)
{
    if (now.us - m_retained < 60 * second)
        return;
    m_retained = now.us;
    for (std::size_t level = 0; level < std::size(levels); ++level) {
        const std::int64_t limit = now.us - levels[level].keptFor;
        for (auto at = m_points.begin(); at != m_points.end() && at->first < limit;) {
            if (at->second.width.count() > levels[level].width) {
                ++at;
                continue;
            }
            if (level + 1 < std::size(levels)) {
                const std::int64_t width = levels[level + 1].width;
                const std::int64_t start = at->first - at->first % width;
                Point old = std::move(at->second);
                at = m_points.erase(at);
                Point &merged = m_points[start];
                merged.add(old);
                merged.width = Duration{width};
                at = m_points.upper_bound(start);
            } else {
                at = m_points.erase(at);
            }
        }
    }
}

} // namespace weftline::metrics
