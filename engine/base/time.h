// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Instants and durations. Whole microseconds everywhere, so that a replay computes what the live engine computed.

#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace weftline {

using Duration = std::chrono::microseconds;

/// A point in time: microseconds since 1970-01-01 00:00 UTC. Who makes one says by which clock.
struct Instant
{
    std::int64_t us = 0;

    constexpr auto operator<=>(const Instant &) const = default;
};

constexpr Instant operator+(Instant at, Duration by) { return {at.us + by.count()}; }
constexpr Instant operator-(Instant at, Duration by) { return {at.us - by.count()}; }
constexpr Duration operator-(Instant later, Instant earlier) { return Duration{later.us - earlier.us}; }

/// RFC 3339 in UTC with microseconds: "2026-03-01T08:00:00.000250Z".
[[nodiscard]] std::string toRfc3339(Instant at);

/// Reads such a one: to the second or finer, in UTC ("Z") or with an offset ("+08:00").
[[nodiscard]] Result<Instant> parseRfc3339(std::string_view text);

/// Reads "250us", "40ms", "2s", "1.5s", "3m", "2h", "1d"; a plain number is seconds. Not negative, at most 3650 days.
[[nodiscard]] Result<Duration> parseDuration(std::string_view text);

/// The shortest text that parseDuration reads back to the same duration.
[[nodiscard]] std::string formatDuration(Duration duration);

} // namespace weftline
