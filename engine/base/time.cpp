// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/base/time.h"

#include <array>
#include <charconv>
#include <cmath>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace weftline {
namespace {

struct Unit
{
    std::string_view name;
    std::int64_t us;
};

constexpr std::array<Unit, 6> units{{{"d", 86'400'000'000},
                                     {"h", 3'600'000'000},
                                     {"m", 60'000'000},
                                     {"s", 1'000'000},
                                     {"ms", 1'000},
                                     {"us", 1}}};

constexpr std::int64_t durationMax = 3650LL * 86'400'000'000;

} // namespace

std::string toRfc3339(Instant at)
{
    std::int64_t seconds = at.us / 1'000'000;
    std::int64_t micros = at.us % 1'000'000;
    if (micros < 0) {
        micros += 1'000'000;
        --seconds;
    }
    return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:06}Z", fmt::gmtime(static_cast<std::time_t>(seconds)), micros);
}

Result<Duration> parseDuration(std::string_view text)
{
    double number = 0;
    const char *const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, number, std::chars_format::fixed);
    const std::string_view unit(rest, static_cast<std::size_t>(end - rest));
    std::int64_t factor = unit.empty() ? 1'000'000 : 0;
    for (const Unit &known : units)
        if (known.name == unit)
            factor = known.us;
    const double us = number * static_cast<double>(factor);
    if (error != std::errc() || factor == 0 || number < 0)
        return failure(ErrorCode::InvalidInput,
                       fmt::format("\"{}\" is not a duration. Write a number and a unit: 250ms, 2s, 5m, 1h.", text));
    if (!(us <= static_cast<double>(durationMax)))
        return failure(ErrorCode::InvalidInput, fmt::format("\"{}\" is longer than 3650 days.", text));
    return Duration{std::llround(us)};
}

std::string formatDuration(Duration duration)
{
    for (const Unit &unit : units)
        if (duration.count() != 0 && duration.count() % unit.us == 0)
            return fmt::format("{}{}", duration.count() / unit.us, unit.name);
    return "0s";
}

} // namespace weftline
