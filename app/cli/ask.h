// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Short conversations with an engine: connect, ask, leave.

#pragma once

#include <functional>
#include <string>

#include "engine/client/wire_client.h"

namespace weftline::cli {

/// Connects, calls `talk` once the engine answers, and runs until `done(exitCode)` is called; complains and returns the
/// fitting code when nobody answers within five seconds or the engine refuses.
int askEngine(const std::string &url, std::function<void(client::WireClient &, std::function<void(int)> done)> talk);

/// Calls `seen` once the view of run `id`, which the engine knows, is there, with what the run gives back.
void watchRun(client::WireClient &client, const std::string &id,
              std::function<void(const client::RunView &, const Value &outputs)> seen, std::function<void(int)> done);

} // namespace weftline::cli
