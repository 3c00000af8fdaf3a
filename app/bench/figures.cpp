// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/figures.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>

#include <fmt/format.h>
#include <unistd.h>

namespace weftline::bench {

double rounded(double number)
{
    if (number == 0 || !std::isfinite(number))
        return 0;
    const double scale = std::pow(10, 3 - std::floor(std::log10(std::abs(number))));
    return std::round(number * scale) / scale;
}

double seconds(Duration duration) { return static_cast<double>(duration.count()) / 1e6; }

double median(std::vector<double> numbers) { return quantile(std::move(numbers), 0.5); }

double quantile(std::vector<double> numbers, double share)
{
    if (numbers.empty())
        return 0;
    const double wanted = std::ceil(share * static_cast<double>(numbers.size())) - 1;
    const auto at = numbers.begin() + static_cast<std::ptrdiff_t>(std::max(wanted, 0.0));
    std::nth_element(numbers.begin(), at, numbers.end());
    return *at;
}

Object report(std::string_view bench, double value, std::string_view unit, const Reference &reference, Object more)
{
    Object all{{"bench", bench},
               {"value", rounded(value)},
               {"unit", unit},
               {"reference", Object{{"what", reference.what}, {"value", rounded(reference.value)}, {"unit", unit}}},
               {"ratio", reference.value > 0 ? Value(rounded(value / reference.value)) : Value()}};
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    return all;
}

void say(std::string_view what) { fmt::print(stderr, "{}\n", what); }

std::uint64_t residentBytes(std::int64_t pid)
{
    std::ifstream file(fmt::format("/proc/{}/statm", pid));
    std::uint64_t size = 0;
    std::uint64_t resident = 0;
    if (!(file >> size >> resident))
        return 0;
    return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
}

} // namespace weftline::bench
