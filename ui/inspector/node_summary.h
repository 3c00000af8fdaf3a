// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a folded section holds, in a few words.

#pragma once

#include <QtCore/QString>

#include "engine/workflow/workflow.h"

namespace weftline::ui::inspector {

/// `section` is the name that NodePage gives it.
[[nodiscard]] QString sectionSummary(const QString &section, const workflow::Node &node);

} // namespace weftline::ui::inspector
