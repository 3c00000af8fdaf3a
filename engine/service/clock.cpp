// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/service/clock.h"

#include <algorithm>
#include <ctime>

namespace weftline::service {
namespace {

std::int64_t read(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return time.tv_sec * 1'000'000 + time.tv_nsec / 1000;
}

} // namespace

BootClock::BootClock(Instant notBefore) : m_offset(std::max(read(CLOCK_REALTIME), notBefore.us + 1) - read(CLOCK_BOOTTIME)) { }

Instant BootClock::now() const { return {read(CLOCK_BOOTTIME) + m_offset}; }

} // namespace weftline::service
