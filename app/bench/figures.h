// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What all benchmarks print: a figure, the reference beside it, and their ratio; and where the figures come from.

#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/time.h"
#include "engine/base/value.h"

namespace weftline::bench {

/// Four significant digits: no measurement here has more.
[[nodiscard]] double rounded(double number);
[[nodiscard]] double seconds(Duration duration);
/// The one in the middle; 0 where there are none.
[[nodiscard]] double median(std::vector<double> numbers);
/// The smallest of them that at least `share` of all do not exceed; 0 where there are none.
[[nodiscard]] double quantile(std::vector<double> numbers, double share);

struct Reference
{
    std::string what;
    double value = 0;
};

/// {"bench", "value", "unit", "reference": {"what", "value", "unit"}, "ratio"}; `more` follows.
[[nodiscard]] Object report(std::string_view bench, double value, std::string_view unit, const Reference &reference, Object more);

/// What is being done now, for who waits: a line on standard error.
void say(std::string_view what);

/// The resident set of a process in bytes; 0 where it is gone.
[[nodiscard]] std::uint64_t residentBytes(std::int64_t pid);

} // namespace weftline::bench
