// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A workflow's file as the command line sees it: read, checked with its expressions, its problems printed with their places.

#pragma once

#include <string>
#include <vector>

#include "engine/format/weft_file.h"

namespace weftline::cli {

/// Reads a file and adds the problems of its expressions.
[[nodiscard]] format::ReadOutcome readChecked(const std::string &file);

/// "flow.weft:12:9: error: … fix" on standard error, one line a problem.
void printProblems(const std::string &file, const std::vector<format::Located> &problems);
[[nodiscard]] Value toValue(const std::vector<format::Located> &problems);

} // namespace weftline::cli
