// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `weft bench windmill`: the workload on which workflow engines compare themselves in public
// (windmill.dev/docs/misc/benchmarks/competitors): Fibonacci numbers by recursion in Python, small and large, one after another
// and many at once. Beside it, in the same call, the same programs without an engine; and what others publish.

#pragma once

#include <string>

#include "engine/base/result.h"
#include "engine/base/value.h"

namespace weftline::bench {

struct WindmillOptions
{
    std::uint32_t light = 40; ///< Tasks of about 10 ms, one after another.
    std::uint32_t heavy = 10; ///< Long tasks, one after another.
    std::uint32_t many = 400; ///< Tasks of about 10 ms, as many at once as there are workers.
    std::uint32_t workers = 10;
    std::string journal; ///< Of the many tasks at once; kept where it is named.
    std::string program; ///< `weft`.
};

[[nodiscard]] Result<Value> benchWindmill(const WindmillOptions &options);

} // namespace weftline::bench
