// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the window's key may not do at its engine, in words for a tool tip.

#pragma once

#include <QtCore/QString>

#include <string_view>

#include "engine/client/views.h"

namespace weftline::ui::pools {

/// "Worker", "Viewer", …, as a person reads it; what is unknown as it is.
[[nodiscard]] QString roleWord(const std::string &role);

/// Why a request ("cancel") cannot be made with this key; empty where it can.
[[nodiscard]] QString whyNot(const client::EngineView &engine, std::string_view request);

} // namespace weftline::ui::pools
