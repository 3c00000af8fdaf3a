// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A histogram of durations that can be added to another without loss: HdrHistogram's shape (Tene, hdrhistogram.org), log-linear
// with 128 steps to each doubling, so that a quantile is at most 1 % off. Sparse: only buckets that are not zero.
//
// Windows are sums of histograms and then the quantile; percentiles are never averaged.

#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/time.h"

namespace weftline::metrics {

class Histogram
{
public:
    /// Counts a duration. Negative ones count as 0, those above 100 days as 100 days.
    void record(Duration duration);
    void add(const Histogram &other);

    [[nodiscard]] std::uint64_t count() const { return m_count; }
    [[nodiscard]] Duration max() const { return m_max; } ///< Exact. 0 when empty.
    /// The smallest recorded duration, to 1 %, that at least `share` (0 to 1) of all do not exceed. 0 when empty.
    [[nodiscard]] Duration quantile(double share) const;
    [[nodiscard]] Duration mean() const; ///< To 1 %. 0 when empty.
    [[nodiscard]] std::size_t bucketCount() const { return m_buckets.size(); }

    bool operator==(const Histogram &) const = default;
    static void members(auto &archive, auto &histogram) { archive(histogram.m_buckets, histogram.m_count, histogram.m_max); }

private:
    struct Bucket
    {
        std::uint16_t index = 0;
        std::uint32_t count = 0;

        bool operator==(const Bucket &) const = default;
        static void members(auto &archive, auto &bucket) { archive(bucket.index, bucket.count); }
    };

    void addTo(std::uint16_t index, std::uint32_t count);

    std::vector<Bucket> m_buckets; ///< Ascending.
    std::uint64_t m_count = 0;
    Duration m_max{0};
};

} // namespace weftline::metrics
