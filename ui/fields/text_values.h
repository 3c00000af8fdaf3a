// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Values of fields as people write them, and back. What cannot be read is an error that says what can.

#pragma once

#include <QtCore/QString>

#include <optional>

#include "engine/base/result.h"
#include "engine/base/time.h"
#include "engine/base/value.h"

namespace weftline::ui::fields {

/// "30 s"; spaces do not matter, "min" is a minute, a plain number is seconds.
[[nodiscard]] Result<Duration> readDuration(const QString &text);
[[nodiscard]] QString writeDuration(Duration duration);

[[nodiscard]] Result<int> readWhole(const QString &text, int least, int most);
[[nodiscard]] Result<double> readNumber(const QString &text, double least, double most);

/// Arguments, one a line; an argument with line ends in it, or one that starts with a quote, stands as a JSON string.
[[nodiscard]] QString writeLines(const Value &value);
[[nodiscard]] Result<Value> readLines(const QString &text);

/// Whole numbers with commas or spaces between.
[[nodiscard]] QString writeCodes(const Value &value);
[[nodiscard]] Result<Value> readCodes(const QString &text);

/// A number without the zeros at its end.
[[nodiscard]] QString writeNumber(double number);

} // namespace weftline::ui::fields
