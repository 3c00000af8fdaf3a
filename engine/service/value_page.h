// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Looks into a value of a task without sending all of it.

#pragma once

#include "engine/client/pages.h"
#include "engine/service/values.h"

namespace weftline::service {

[[nodiscard]] Result<client::ValuePage> valuePage(const scheduler::State &state, Values &values, const client::ValueQuery &query);

} // namespace weftline::service
