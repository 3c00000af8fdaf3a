// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// As many points as a picture can show, and lines that break where nothing was measured. Pure.

#pragma once

#include <QtCore/QPointF>

#include <vector>

namespace weftline::ui::charts {

using Points = std::vector<QPointF>;

/// The pieces of the curve that lie between `from` and `to`, each drawn as one line. Where more than two points fall
/// into one of `columns` equal columns, the first, the least, the greatest and the last are kept. Points further apart
/// than `gap`, and by more than a column, are not joined. One point beyond either end is kept, so that lines go on to the border.
[[nodiscard]] std::vector<Points> decimate(const Points &points, double from, double to, int columns, double gap);

} // namespace weftline::ui::charts
