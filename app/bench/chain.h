// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `weft bench chain`: empty tasks, each after the one before; beside it, in the same call, a bare message there and back.

#pragma once

#include <string>

#include "engine/base/result.h"
#include "engine/base/value.h"

namespace weftline::bench {

struct ChainOptions
{
    std::uint32_t tasks = 2000;
    std::uint32_t workers = 1;
    std::string journal; ///< Kept where it is named.
    std::string program; ///< `weft`.
};

[[nodiscard]] Result<Value> benchChain(const ChainOptions &options);

} // namespace weftline::bench
