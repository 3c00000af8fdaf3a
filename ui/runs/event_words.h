// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What the types of events are called in the language of the window.

#pragma once

#include <QtCore/QString>

#include <string>

namespace weftline::ui::runs {

/// "attempt started" for attempt_started; one that is not known here without its underscores.
[[nodiscard]] QString eventWord(const std::string &type);

/// The type that eventWord() calls so; empty: none.
[[nodiscard]] std::string eventNamed(const QString &word);

} // namespace weftline::ui::runs
