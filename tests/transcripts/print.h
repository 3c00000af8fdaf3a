// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Events and effects as lines that anyone can read.

#pragma once

#include <string>

#include "engine/scheduler/effect.h"
#include "engine/scheduler/state.h"

namespace weftline::test {

[[nodiscard]] SessionId sessionOf(const std::string &worker);
[[nodiscard]] std::string workerOf(const SessionId &session);

/// Times are shown from `start` on. `state` is the one after the event.
[[nodiscard]] std::string toLine(const scheduler::State &state, Instant start, const scheduler::Event &event);
[[nodiscard]] std::string toLine(const scheduler::State &state, const scheduler::Effect &effect);

} // namespace weftline::test
