// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/cli/table.h"

#include <algorithm>
#include <numeric>

namespace weftline::cli {
namespace {

constexpr std::size_t gap = 2;

bool isStart(char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }

std::size_t sumOf(const std::vector<std::size_t> &widths)
{
    return std::accumulate(widths.begin(), widths.end(), widths.empty() ? std::size_t{0} : gap * (widths.size() - 1));
}

} // namespace

std::size_t columnsOf(std::string_view text) { return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), isStart)); }

std::string fitted(std::string_view text, std::size_t width)
{
    std::string out;
    std::size_t columns = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (isStart(text[i]) && ++columns > width) {
            while (!out.empty() && !isStart(out.back()))
                out.pop_back();
            if (!out.empty())
                out.pop_back();
            return width == 0 ? std::string() : out + "…";
        }
        out += text[i];
    }
    return out.append(columns < width ? width - columns : 0, ' ');
}

std::vector<std::string> tableLines(std::vector<TableColumn> columns, std::vector<std::vector<std::string>> rows, std::size_t width)
{
    std::vector<std::size_t> widths;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        std::size_t widest = columnsOf(columns[c].head);
        for (const auto &row : rows)
            widest = std::max(widest, columnsOf(row[c]));
        widths.push_back(widest);
    }
    const auto shrink = [&] {
        for (std::size_t c = 0; c < columns.size() && sumOf(widths) > width; ++c)
            if (columns[c].widthLeast > 0 && widths[c] > columns[c].widthLeast)
                widths[c] = std::max(columns[c].widthLeast, widths[c] - std::min(widths[c], sumOf(widths) - width));
    };
    shrink();
    while (sumOf(widths) > width && columns.size() > 1) {
        const auto least = std::min_element(columns.begin(), columns.end(),
                                            [](const TableColumn &a, const TableColumn &b) { return a.importance < b.importance; });
        const auto place = least - columns.begin();
        columns.erase(least);
        widths.erase(widths.begin() + place);
        for (auto &row : rows)
            row.erase(row.begin() + place);
        shrink();
    }
    std::vector<std::string> heads;
    for (const TableColumn &column : columns)
        heads.push_back(column.head);
    rows.insert(rows.begin(), heads);
    std::vector<std::string> lines;
    for (const auto &row : rows) {
        std::string line;
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const std::size_t size = columnsOf(row[c]);
            if (columns[c].isNumber && size < widths[c])
                line.append(widths[c] - size, ' ').append(row[c]);
            else
                line += fitted(row[c], widths[c]);
            line.append(gap, ' ');
        }
        while (!line.empty() && line.back() == ' ')
            line.pop_back();
        lines.push_back(fitted(line, std::min(columnsOf(line), width)));
    }
    return lines;
}

} // namespace weftline::cli
