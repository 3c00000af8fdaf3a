// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Names and sentences of kinds and their parameters in the language of the window. What is not known here is shown as the
// engine's table has it.

#pragma once

#include <QtCore/QString>

#include "engine/workflow/kind.h"

namespace weftline::ui::inspector {

/// "command, runs a program on a worker": the line under a node's name.
[[nodiscard]] QString kindSentence(workflow::Kind kind);
[[nodiscard]] QString fieldLabel(const QString &field);
[[nodiscard]] QString fieldHelp(const QString &field, const QString &otherwise);
[[nodiscard]] QString fieldPlaceholder(const QString &field);
[[nodiscard]] QString choiceWord(const QString &choice);
[[nodiscard]] QString portTypeWord(workflow::PortType type);

} // namespace weftline::ui::inspector
