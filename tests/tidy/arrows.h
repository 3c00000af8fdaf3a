// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which folder may include which, read from the tables of docs/architecture.md. A row counts whose first cell is one
// folder in backticks; its last cell is "–", "all of GROUP", or folders in backticks, of the same group when they have
// no slash. A row without a slash limits what every folder of that group may include of other groups.

#pragma once

#include "tests/tidy/tree.h"

#include <map>
#include <set>

namespace weftline::tidy {

class Arrows
{
public:
    /// Reads the tables of `page`; what is wrong with them is added to `findings`.
    Arrows(const File &page, std::vector<Finding> &findings);

    /// True for a folder that has a row, such as "engine/base".
    [[nodiscard]] bool knows(const QString &folder) const { return m_direct.contains(folder); }

    [[nodiscard]] bool allows(const QString &from, const QString &to) const;

private:
    void readRow(const File &page, qsizetype line, std::vector<Finding> &findings);
    void check(const File &page, std::vector<Finding> &findings) const;
    [[nodiscard]] std::set<QString> engineReach(const QString &from) const;

    std::map<QString, std::set<QString>> m_direct; // "engine/wire" → "engine/encoding"; "all of ui" is "ui"
    std::map<QString, std::set<QString>> m_limits; // "ui" → what its folders may see elsewhere
    std::map<QString, qsizetype> m_lines;
};

/// True for two different folders of ui/ that are both pages.
[[nodiscard]] bool arePages(const QString &from, const QString &to);

} // namespace weftline::tidy
