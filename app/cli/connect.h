// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Finds the engine that a subcommand talks to.

#pragma once

#include <memory>
#include <string>

#include "engine/client/wire_client.h"

namespace weftline::cli {

/// `url`: "ipc://…" or "weft://…". Returns at once; the connection follows.
[[nodiscard]] Result<std::unique_ptr<client::WireClient>> connectTo(const std::string &url);

} // namespace weftline::cli
