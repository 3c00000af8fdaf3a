// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/metrics/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace weftline::metrics {
namespace {

constexpr unsigned stepBits = 7;
constexpr std::uint64_t steps = 1U << stepBits;
constexpr std::int64_t durationMax = 100LL * 86'400'000'000;

/// Below `steps` a bucket is one microsecond wide; above, each doubling has `steps` buckets.
std::uint16_t indexOf(std::uint64_t us)
{
    if (us < steps)
        return static_cast<std::uint16_t>(us);
    const auto exponent = static_cast<unsigned>(std::bit_width(us)) - stepBits - 1;
    return static_cast<std::uint16_t>((exponent + 1) * steps + ((us >> exponent) - steps));
}

/// The middle of a bucket.
std::uint64_t valueOf(std::uint16_t index)
{
    if (index < steps)
        return index;
    const unsigned exponent = static_cast<unsigned>(index / steps) - 1;
    const std::uint64_t lowest = (steps + index % steps) << exponent;
    return lowest + ((std::uint64_t{1} << exponent) - 1) / 2;
}

} // namespace

void Histogram::addTo(std::uint16_t index, std::uint32_t count)
{
    const auto at = std::lower_bound(m_buckets.begin(), m_buckets.end(), index,
                                     [](const Bucket &bucket, std::uint16_t wanted) { return bucket.index < wanted; });
    if (at != m_buckets.end() && at->index == index)
        at->count += count;
    else
        m_buckets.insert(at, Bucket{index, count});
}

void Histogram::record(Duration duration)
{
    const std::int64_t us = std::clamp<std::int64_t>(duration.count(), 0, durationMax);
    addTo(indexOf(static_cast<std::uint64_t>(us)), 1);
    ++m_count;
    m_max = std::max(m_max, Duration{us});
}

void Histogram::add(const Histogram &other)
{
    for (const Bucket &bucket : other.m_buckets)
        addTo(bucket.index, bucket.count);
    m_count += other.m_count;
    m_max = std::max(m_max, other.m_max);
}

Duration Histogram::mean() const
{
    double sum = 0;
    for (const Bucket &bucket : m_buckets)
        sum += static_cast<double>(valueOf(bucket.index)) * bucket.count;
    return Duration{m_count == 0 ? 0 : std::llround(sum / static_cast<double>(m_count))};
}

Duration Histogram::quantile(double share) const
{
    if (m_count == 0)
        return Duration{0};
    const auto wanted = static_cast<std::uint64_t>(std::ceil(std::clamp(share, 0.0, 1.0) * static_cast<double>(m_count)));
    std::uint64_t seen = 0;
    for (const Bucket &bucket : m_buckets) {
        seen += bucket.count;
        if (seen >= std::max<std::uint64_t>(wanted, 1))
            return std::min(Duration{static_cast<std::int64_t>(valueOf(bucket.index))}, m_max);
    }
    return m_max;
}

} // namespace weftline::metrics
