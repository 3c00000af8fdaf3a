// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How long what is over stays in a journal, as people say it.

#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "engine/service/retention.h"

namespace weftline::cli {

void addRetentionOptions(CLI::App &command, std::string &older, std::string &keep);

/// Fails with the name of the option.
[[nodiscard]] Result<service::Retention> retentionOf(const std::string &older, const std::string &keep);

} // namespace weftline::cli
