// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Tables for terminals, and texts that fit into so many columns.

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace weftline::cli {

/// Cuts to `width` columns, or fills up to them; a cut is shown by an ellipsis.
[[nodiscard]] std::string fitted(std::string_view text, std::size_t width);
/// Counts code points, which is what terminals mostly show as one column.
[[nodiscard]] std::size_t columnsOf(std::string_view text);

struct TableColumn
{
    std::string head;
    bool isNumber = false; ///< Stands to the right.
    int importance = 0; ///< Where not all fit, the least important ones are left out.
    std::size_t widthLeast = 0; ///< It may be cut to this; 0: it is never cut.
};

/// As lines, none wider than `width`.
[[nodiscard]] std::vector<std::string> tableLines(std::vector<TableColumn> columns, std::vector<std::vector<std::string>> rows,
                                                  std::size_t width);

} // namespace weftline::cli
