// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The only source of chance in a simulated world: streams of numbers that a seed and a name determine. Each part of the
// world has a stream of its own, so a change in one leaves the others' draws alone.

#pragma once

#include <cstdint>
#include <string_view>

#include "engine/base/hash_draw.h"
#include "engine/base/time.h"

namespace weftline::simulation {

class Chance
{
public:
    Chance(std::uint64_t seed, std::string_view stream) : m_state(mixBits(seed))
    {
        for (const char c : stream)
            m_state = mixBits(m_state ^ static_cast<unsigned char>(c));
    }

    std::uint64_t next() { return mixBits(m_state++); }
    /// 0 to `count` - 1. `count` is small beside 2^64, so no number is favoured noticeably.
    std::uint64_t below(std::uint64_t count) { return next() % count; }
    std::int64_t between(std::int64_t least, std::int64_t most)
    {
        return least + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(most - least) + 1));
    }
    bool perMille(std::uint64_t share) { return below(1000) < share; }
    Duration between(Duration least, Duration most) { return Duration{between(least.count(), most.count())}; }

private:
    std::uint64_t m_state;
};

} // namespace weftline::simulation
