// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rules of the house that a compiler does not know. Each looks at the whole tree and says what breaks it.

#pragma once

#include "tests/tidy/arrows.h"

namespace weftline::tidy {

using Findings = std::vector<Finding>;

struct Rule
{
    const char *name;
    Findings (*find)(const Tree &tree, const Arrows &arrows);
};

/// Every rule, in the order in which docs/architecture.md and CONTRIBUTING.md have them.
[[nodiscard]] const std::vector<Rule> &rules();

// layers.cpp
Findings includesAgainstTheArrows(const Tree &tree, const Arrows &arrows);
Findings linksAgainstTheArrows(const Tree &tree, const Arrows &arrows);
Findings foldersWithoutRow(const Tree &tree, const Arrows &arrows);
Findings windowInTheEngine(const Tree &tree, const Arrows &arrows);
Findings chartsOutsideTheirFolder(const Tree &tree, const Arrows &arrows);
Findings impureCode(const Tree &tree, const Arrows &arrows);

// text.cpp
Findings missingLicence(const Tree &tree, const Arrows &arrows);
Findings longFiles(const Tree &tree, const Arrows &arrows);
Findings leftOpen(const Tree &tree, const Arrows &arrows);
Findings waitsForATime(const Tree &tree, const Arrows &arrows);
Findings pathsOfOneMachine(const Tree &tree, const Arrows &arrows);
Findings missingReadme(const Tree &tree, const Arrows &arrows);
Findings wordsThatAreNotTranslated(const Tree &tree, const Arrows &arrows);

} // namespace weftline::tidy
