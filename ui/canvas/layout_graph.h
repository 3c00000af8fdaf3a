// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A graph as those see it who find places for its nodes: sizes, and edges between numbers. Whatever finds them, they stand
// in columns from left to right, on the grid, and no two overlap.

#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QPointF>
#include <QtCore/QSizeF>

#include <atomic>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace weftline::ui::canvas {

inline constexpr double columnPitch = 216;
inline constexpr double rowPitch = 88;

struct LayoutGraph
{
    std::vector<QSizeF> nodes;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges; ///< From, to: places in `nodes`. May hold cycles and doubles.
};

/// Top left corners, one a node.
using LayoutPlaces = std::vector<QPointF>;

/// Our own layout, for any size. Pure: the same graph gives the same places. Where `stop` becomes true it ends early, and what
/// it returns is of no use.
[[nodiscard]] LayoutPlaces layeredLayout(const LayoutGraph &graph, const std::atomic<bool> *stop = nullptr);

/// The graph for Graphviz' `dot`, and what `dot -Tplain` made of it; nothing where that cannot be read.
[[nodiscard]] QByteArray dotText(const LayoutGraph &graph);
[[nodiscard]] std::optional<LayoutPlaces> placesFromPlain(const LayoutGraph &graph, const QByteArray &plain);

/// The corners of nodes that stand in these columns with their middles at these heights. Starts at (0, 0).
[[nodiscard]] LayoutPlaces placesInColumns(const LayoutGraph &graph, const std::vector<std::size_t> &columns,
                                           const std::vector<double> &middles);

} // namespace weftline::ui::canvas
