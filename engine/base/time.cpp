// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/base/time.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

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

/// Takes digits off the front of `text`: as many as said, or nothing.
std::optional<int> takeNumber(std::string_view &text, std::size_t digits)
{
    int number = 0;
    const char *const end = text.data() + std::min(digits, text.size());
    const auto [rest, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc() || text.size() < digits || rest != end || text.front() == '-')
        return std::nullopt;
    text.remove_prefix(digits);
    return number;
}

bool takeOne(std::string_view &text, std::string_view of)
{
    const bool isThere = !text.empty() && of.find(text.front()) != of.npos;
    if (isThere)
        text.remove_prefix(1);
    return isThere;
}

/// Microseconds of ".5", ".000250"; finer digits are left out.
std::optional<std::int64_t> takeFraction(std::string_view &text)
{
    if (!takeOne(text, "."))
        return 0;
    std::int64_t us = 0;
    std::int64_t unit = 100'000;
    const std::size_t before = text.size();
    for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; unit /= 10, text.remove_prefix(1))
        us += (text.front() - '0') * unit;
    return text.size() < before ? std::optional(us) : std::nullopt;
}

/// Of "Z", "+08:00": what the clock there is ahead.
std::optional<std::chrono::minutes> takeOffset(std::string_view &text)
{
    if (takeOne(text, "Zz"))
        return std::chrono::minutes{0};
    const int sign = text.starts_with('-') ? -1 : 1;
    if (!takeOne(text, "+-"))
        return std::nullopt;
    const auto hours = takeNumber(text, 2);
    const bool hasColon = takeOne(text, ":");
    const auto minutes = takeNumber(text, 2);
    if (!hours || !hasColon || !minutes || *hours > 23 || *minutes > 59)
        return std::nullopt;
    return std::chrono::minutes{sign * (*hours * 60 + *minutes)};
}

std::optional<Instant> instantOf(std::string_view text)
{
    const auto year = takeNumber(text, 4);
    const auto month = takeOne(text, "-") ? takeNumber(text, 2) : std::nullopt;
    const auto day = takeOne(text, "-") ? takeNumber(text, 2) : std::nullopt;
    const auto hour = takeOne(text, "Tt ") ? takeNumber(text, 2) : std::nullopt;
    const auto minute = takeOne(text, ":") ? takeNumber(text, 2) : std::nullopt;
    const auto second = takeOne(text, ":") ? takeNumber(text, 2) : std::nullopt;
    const auto fraction = second ? takeFraction(text) : std::nullopt;
    const auto ahead = fraction ? takeOffset(text) : std::nullopt;
    if (!year || !month || !day || !ahead || !text.empty() || *hour > 23 || *minute > 59 || *second > 60)
        return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                           std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok())
        return std::nullopt;
    const auto at = std::chrono::sys_days{date} + std::chrono::hours{*hour} + std::chrono::minutes{*minute}
        + std::chrono::seconds{*second} - *ahead;
    return Instant{std::chrono::duration_cast<Duration>(at.time_since_epoch()).count() + *fraction};
}

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

Result<Instant> parseRfc3339(std::string_view text)
{
    const auto at = instantOf(text);
    if (!at)
        return failure(ErrorCode::InvalidInput,
                       fmt::format("\"{}\" is not a time. Write it as 2026-03-01T08:00:00Z or 2026-03-01T16:00:00.25+08:00.", text));
    return *at;
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
