// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// One JSON value in a line of a field.

#pragma once

#include <QtCore/QString>

#include <optional>

#include "engine/base/value.h"

namespace weftline::ui::fields {

/// The text of a JSON string, quotes included; nothing where it is none.
[[nodiscard]] std::optional<QString> readJsonString(const QString &text);

/// Any JSON value of at most 1 MB; nothing where it is none.
[[nodiscard]] std::optional<Value> readJsonValue(const QString &text);

} // namespace weftline::ui::fields
