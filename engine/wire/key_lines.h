// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How the small text files of keys and tickets are taken apart. For this folder only.

#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace weftline::wire {

constexpr std::size_t keyNameMax = 100;

/// The first word, and `line` without it and the space behind it.
[[nodiscard]] std::string_view takeWord(std::string_view &line);
[[nodiscard]] std::vector<std::string_view> linesOf(std::string_view text);
/// 1 to 100 characters of UTF-8 on one line, with no space at either end.
[[nodiscard]] bool isKeyName(std::string_view name);

} // namespace weftline::wire
