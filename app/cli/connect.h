// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Finds the engine that a subcommand talks to.

#pragma once

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "engine/client/wire_client.h"

namespace weftline::cli {

/// `urls`: "ipc://…" or "weft://…", or several with commas between: an engine and its standby, of which one answers. Returns at
/// once; the connection follows.
[[nodiscard]] Result<std::unique_ptr<client::WireClient>> connectTo(const std::string &urls);

/// An --engine that may be given several times, into one text for connectTo().
CLI::Option *addEngineOption(CLI::App &command, std::string &urls, const std::string &help);

} // namespace weftline::cli
