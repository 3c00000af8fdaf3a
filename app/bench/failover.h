// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `weft bench failover`: how soon the tasks of a killed worker run elsewhere, and how soon a killed engine's successor, started
// then or standing by, has all that is in flight.

#pragma once

#include <string>

#include "engine/base/result.h"
#include "engine/base/value.h"

namespace weftline::bench {

struct FailoverOptions
{
    std::uint32_t rounds = 50; ///< Workers that are killed.
    std::uint32_t tasks = 100; ///< That each of them carries out then.
    std::uint32_t engineRounds = 3; ///< Times that the engine is killed, and then another started.
    std::uint32_t standbyRounds = 3; ///< Times that it is killed while a standby waits.
    std::uint32_t inFlight = 10'000; ///< Tasks that are carried out then.
    std::string journal; ///< Of the killed workers; kept where it is named.
    std::string program; ///< `weft`.
};

[[nodiscard]] Result<Value> benchFailover(const FailoverOptions &options);

} // namespace weftline::bench
