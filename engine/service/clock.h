// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The engine's clock: the wall clock at start, advanced by CLOCK_BOOTTIME, so that it never jumps and counts sleep; never
// before an instant it was told of, such as the journal's last.

#pragma once

#include "engine/base/time.h"

namespace weftline::service {

class BootClock
{
public:
    /// `notBefore`: the last instant that was journalled.
    explicit BootClock(Instant notBefore = {});

    [[nodiscard]] Instant now() const;

private:
    std::int64_t m_offset = 0; ///< Microseconds from CLOCK_BOOTTIME to ours.
};

} // namespace weftline::service
