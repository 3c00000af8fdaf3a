// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Text on the wire is UTF-8, as RFC 3629 says it: no surrogates, nothing longer than needed, nothing above U+10FFFF.

#pragma once

#include <cstddef>
#include <string_view>

namespace weftline::wire {

[[nodiscard]] bool isUtf8(std::string_view text);

/// The longest beginning of at most `size` bytes that ends between two characters.
[[nodiscard]] std::string_view utf8Prefix(std::string_view text, std::size_t size);

} // namespace weftline::wire
