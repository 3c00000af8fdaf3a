// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which run a person means.

#pragma once

#include <string_view>

#include "engine/base/result.h"
#include "engine/scheduler/state.h"

namespace weftline::history {

/// By id, by number ("1" is the first), by the beginning of an id that no other run has, or "last" for the newest. Fails with
/// the runs that come near, or with those that there are.
[[nodiscard]] Result<const scheduler::Run *> chooseRun(const scheduler::State &state, std::string_view which);

} // namespace weftline::history
