// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The bytes that an attempt gives, as a value. Pure.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/payload.h"
#include "engine/base/result.h"
#include "engine/base/value.h"

namespace weftline::worker {

enum class OutputForm : std::uint8_t { Text, Lines, Json };

/// The same text as a sentence begins with it.
[[nodiscard]] std::string capital(std::string text);

/// `who` is the one that gave them, in a sentence: `"wc"`, or `the Bash script`.
[[nodiscard]] Result<Value> outputOf(OutputForm form, std::string_view bytes, std::string_view who);

/// Encoded; fails above the size of a value. `what` begins the sentence: `What "wc" wrote`.
[[nodiscard]] Result<Payload> payloadOf(const Value &value, std::string_view what);

/// The position of the first byte that belongs to no character; the size where all do.
[[nodiscard]] std::size_t firstInvalid(std::string_view text);

} // namespace weftline::worker
