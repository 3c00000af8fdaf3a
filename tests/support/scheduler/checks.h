// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What must hold of every scheduler state between two inputs, whatever happened before.

#pragma once

#include <span>
#include <string>

#include "engine/scheduler/state.h"

namespace weftline::test {

/// The first promise that `state` breaks, as a sentence; empty when it keeps all. Linear in the state.
[[nodiscard]] std::string brokenPromise(const scheduler::State &state);

/// The state that the events give, from nothing.
[[nodiscard]] scheduler::State replayed(std::span<const scheduler::Event> events);

} // namespace weftline::test
