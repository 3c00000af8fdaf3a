// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/wire/utf8.h"

#include <cstdint>
#include <cstring>

namespace weftline::wire {
namespace {

/// Bytes of the well-formed character at the beginning of `text`, 0 where there is none.
std::size_t characterSize(std::string_view text)
{
    const auto at = [&](std::size_t i) -> unsigned { return i < text.size() ? static_cast<std::uint8_t>(text[i]) : 0U; };
    const auto tail = [&](std::size_t i) { return (at(i) & 0xc0U) == 0x80; };
    const unsigned first = at(0);
    const unsigned second = at(1);
    if (first < 0x80)
        return 1;
    if (first >= 0xc2 && first <= 0xdf)
        return tail(1) ? 2 : 0;
    if (first >= 0xe0 && first <= 0xef) {
        const bool tooLong = first == 0xe0 && second < 0xa0;
        const bool surrogate = first == 0xed && second > 0x9f;
        return tail(1) && tail(2) && !tooLong && !surrogate ? 3 : 0;
    }
    if (first >= 0xf0 && first <= 0xf4) {
        const bool tooLong = first == 0xf0 && second < 0x90;
        const bool tooHigh = first == 0xf4 && second > 0x8f;
        return tail(1) && tail(2) && tail(3) && !tooLong && !tooHigh ? 4 : 0;
    }
    return 0;
}

} // namespace

bool isUtf8(std::string_view text)
{
    constexpr std::uint64_t high = 0x8080808080808080ULL;
    while (!text.empty()) {
        std::uint64_t words[4];
        if (text.size() >= sizeof words) {
            std::memcpy(words, text.data(), sizeof words);
            if (((words[0] | words[1] | words[2] | words[3]) & high) == 0) {
                text.remove_prefix(sizeof words);
                continue;
            }
        }
        if (text.size() >= sizeof words[0]) {
            std::memcpy(words, text.data(), sizeof words[0]);
            if ((words[0] & high) == 0) {
                text.remove_prefix(sizeof words[0]);
                continue;
            }
        }
        const std::size_t size = static_cast<std::uint8_t>(text.front()) < 0x80 ? 1 : characterSize(text);
        if (size == 0)
            return false;
        text.remove_prefix(size);
    }
    return true;
}

std::string_view utf8Prefix(std::string_view text, std::size_t size)
{
    if (text.size() <= size)
        return text;
    while (size > 0 && (static_cast<std::uint8_t>(text[size]) & 0xc0U) == 0x80)
        --size;
    return text.substr(0, size);
}

} // namespace weftline::wire
