// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How `weft` speaks: results on standard output, troubles on standard error.

#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/base/value.h"

namespace weftline::cli {

/// One line on standard output, at once.
void print(std::string_view line);
/// A trouble, in whole sentences.
void complain(std::string_view sentence);
/// Prints a failure and returns the exit code that fits it.
int failed(const Error &error);
/// The exit code that fits a failure.
[[nodiscard]] int exitCodeOf(const Error &error);

[[nodiscard]] bool isTerminal();
/// Columns of the terminal; 80 where it does not say.
[[nodiscard]] int terminalColumns();
/// Its lines; 24 where it does not say.
[[nodiscard]] int terminalRows();
/// Who runs this, for the engine's journal.
[[nodiscard]] std::string userName();
/// This program's own file, for starting workers and the evaluator from it.
[[nodiscard]] std::string ownProgram();

} // namespace weftline::cli
