// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// For lists of members that serve writing and reading: the type, const or not.

#pragma once

#include <concepts>
#include <type_traits>

namespace weftline {

template <typename Maybe, typename T>
concept Of = std::same_as<std::remove_const_t<Maybe>, T>;

} // namespace weftline
