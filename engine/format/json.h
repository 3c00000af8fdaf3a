// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// JSON text (RFC 8259) to values, strictly: no doubled keys, no comments, no trailing commas, valid UTF-8 only.
// Why not QJsonDocument: docs/decisions/json-parser.md.

#pragma once

#include "engine/base/result.h"
#include "engine/base/value.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weftline::format {

constexpr std::size_t jsonSizeMax = 64ULL << 20U;
constexpr int jsonDepthMax = 64;

/// Both count from 1; a column is a character, not a byte.
struct LineColumn
{
    int line = 1;
    int column = 1;

    bool operator==(const LineColumn &) const = default;
};

[[nodiscard]] LineColumn lineColumnOf(std::string_view text, std::size_t offset);

/// Where a text stops being JSON, why, and what to do.
struct JsonFault
{
    std::size_t offset = 0; ///< In bytes.
    std::string message;
    std::string fix;
};

/// Where each value of a text starts, in the order of the text: a list or object is followed by its members.
struct JsonMark
{
    std::uint32_t key = 0; ///< Offset of the quote before the member's name; of the value itself in a list.
    std::uint32_t value = 0;
    std::uint32_t next = 0; ///< Position of the mark after this value and all in it.
};

/// Whole numbers that fit become int64, all others double. With `marks` not null, fills it.
[[nodiscard]] tl::expected<Value, JsonFault> readJson(std::string_view text, std::vector<JsonMark> *marks = nullptr);

/// The same for those who want a sentence: "… (line 3, column 9)."
[[nodiscard]] Result<Value> parseJson(std::string_view text);

/// The text between the quotes at `offset`, unescaped. Only for texts that readJson has accepted.
[[nodiscard]] std::string jsonStringAt(std::string_view text, std::size_t offset);

} // namespace weftline::format
