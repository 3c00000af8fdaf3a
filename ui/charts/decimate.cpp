// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/charts/decimate.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace weftline::ui::charts {
namespace {

// The points of one column that say all of it, in the order of time.
void keepColumn(Points::const_iterator begin, Points::const_iterator end, Points &piece)
{
    if (end - begin <= 4) {
        piece.insert(piece.end(), begin, end);
        return;
    }
    const auto lower = [](const QPointF &a, const QPointF &b) { return a.y() < b.y(); };
    const auto [least, greatest] = std::minmax_element(begin, end, lower);
    std::array kept{begin, least, greatest, end - 1};
    std::sort(kept.begin(), kept.end());
    const auto last = std::unique(kept.begin(), kept.end());
    for (auto it = kept.begin(); it != last; ++it)
        piece.push_back(**it);
}

} // namespace

std::vector<Points> decimate(const Points &points, double from, double to, int columns, double gap)
{
    std::vector<Points> pieces;
    if (points.empty() || !(to > from) || columns < 1)
        return pieces;
    const auto before = [](const QPointF &a, double x) { return a.x() < x; };
    auto begin = std::lower_bound(points.begin(), points.end(), from, before);
    auto end = std::lower_bound(begin, points.end(), to, before);
    if (begin != points.begin())
        --begin;
    if (end != points.end())
        ++end;
    const double width = (to - from) / columns;
    const auto columnOf = [&](const QPointF &point) { return std::floor((point.x() - from) / width); };
    const double apart = std::max(gap, 1.5 * width);
    while (begin != end) {
        auto next = std::next(begin);
        const double column = columnOf(*begin);
        if (pieces.empty() || begin->x() - pieces.back().back().x() > apart)
            pieces.emplace_back();
        while (next != end && columnOf(*next) == column && next->x() - std::prev(next)->x() <= apart)
            ++next;
        keepColumn(begin, next, pieces.back());
        begin = next;
    }
    return pieces;
}

} // namespace weftline::ui::charts
