// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Chance without a random number: every draw is a hash of what it is for, so a replay draws the same.

#pragma once

#include <cstdint>

namespace weftline {

/// What a draw is for; two purposes never share a number.
enum class DrawPurpose : std::uint64_t { Jitter = 1, Balance = 2 };

/// Mixes all bits of `x` (the finalizer of SplitMix64, Steele, Lea and Flood 2014).
[[nodiscard]] constexpr std::uint64_t mixBits(std::uint64_t x)
{
    x += 0x9e3779b97f4a7c15ULL;
    x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27U)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31U);
}

/// 64 evenly spread bits that depend on all four arguments and on nothing else.
[[nodiscard]] constexpr std::uint64_t hashDraw(std::uint64_t seed, std::uint64_t task, std::uint64_t attempt,
                                               DrawPurpose purpose)
{
    return mixBits(mixBits(mixBits(mixBits(seed) ^ task) ^ attempt) ^ static_cast<std::uint64_t>(purpose));
}

} // namespace weftline
