// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Views with enough in them to be looked at: a run in which a worker dies.

#pragma once

#include "engine/client/views.h"

namespace weftline::test {

/// When the sample run was accepted.
constexpr Instant sampleStart{1'795'962'716'000'000};

/// Four workers of pool "lab"; lab-03 was lost 12.4 s into the sample run and the engine is at 15.2 s.
[[nodiscard]] client::EngineView sampleEngine();

/// 15.2 s into a run of twelve nodes: an attempt of count[13] was lost with lab-03 and goes on as attempt 2 on lab-01.
[[nodiscard]] client::RunView sampleRun();

/// Gives `run` `seconds` seconds of series that look like real ones, with a fall and an error peak after 80 % of them.
void addSeries(client::RunView &run, int seconds);

[[nodiscard]] SessionId sampleSession(std::uint8_t number);

} // namespace weftline::test
