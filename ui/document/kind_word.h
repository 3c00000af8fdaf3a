// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a kind of node is called in the language of the window. Files, ids and icons have the engine's name of it.

#pragma once

#include <QtCore/QString>

#include "engine/workflow/kind.h"

namespace weftline::ui::document {

[[nodiscard]] QString kindWord(workflow::Kind kind);

} // namespace weftline::ui::document
