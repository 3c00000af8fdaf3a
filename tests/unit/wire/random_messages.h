// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Messages with random contents, within all limits: for round trips and for damaging them.

#pragma once

#include <random>

#include "engine/wire/message.h"

namespace weftline::test {

/// One of the given kind: its place in the variant.
[[nodiscard]] wire::Message randomMessage(std::size_t index, std::mt19937_64 &random);

} // namespace weftline::test
