// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a quick fix is called on a button.

#pragma once

#include <QtCore/QStringList>

#include <vector>

#include "engine/workflow/problem.h"

namespace weftline::ui::document {

[[nodiscard]] QString wordsOf(const workflow::QuickFix &fix);
[[nodiscard]] QStringList wordsOf(const std::vector<workflow::QuickFix> &fixes);

} // namespace weftline::ui::document
