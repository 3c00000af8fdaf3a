// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/workflow/names.h"

#include <fmt/format.h>

#include <numeric>

namespace weftline::workflow {
namespace {

constexpr std::size_t comparedMax = 64; // longer names are not compared letter by letter

/// How many letters have to be added, dropped or changed (Levenshtein).
std::size_t distance(std::string_view a, std::string_view b)
{
    std::array<std::size_t, comparedMax + 1> row{};
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row[b.size()];
}

} // namespace

std::string_view nearest(std::string_view name, std::span<const std::string_view> known)
{
    std::string_view best;
    std::size_t bestDistance = std::min<std::size_t>(3, std::max<std::size_t>(1, name.size() / 3)) + 1;
    for (const std::string_view candidate : known) {
        const std::size_t longer = std::max(name.size(), candidate.size());
        const std::size_t shorter = std::min(name.size(), candidate.size());
        if (longer > comparedMax || longer - shorter >= bestDistance)
            continue;
        if (const std::size_t d = distance(name, candidate); d < bestDistance) {
            best = candidate;
            bestDistance = d;
        }
    }
    return best;
}

std::string didYouMean(std::string_view name, std::span<const std::string_view> known)
{
    const std::string_view near = nearest(name, known);
    return near.empty() ? std::string() : fmt::format("Did you mean \"{}\"? ", near);
}

std::string quotedList(std::span<const std::string_view> names)
{
    std::string out;
    for (std::size_t i = 0; i < names.size(); ++i)
        out += fmt::format("{}\"{}\"", i == 0 ? "" : i + 1 == names.size() ? " and " : ", ", names[i]);
    return out;
}

} // namespace weftline::workflow
