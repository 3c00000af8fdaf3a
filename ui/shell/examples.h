// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The workflows that come with the program.

#pragma once

#include <QtCore/QString>

#include <optional>
#include <vector>

#include "engine/workflow/workflow.h"

namespace weftline::ui::shell {

struct Example
{
    QString name; ///< Of its file, without the ending.
    QString title; ///< In the language of the window; the workflow keeps its own name.
    QString about;
    workflow::Workflow workflow;
};

/// All of them, the one to try first.
[[nodiscard]] std::vector<Example> examples();
[[nodiscard]] std::optional<Example> exampleNamed(const QString &name);

} // namespace weftline::ui::shell
