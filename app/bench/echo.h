// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The bare reference beside `weft bench dispatch`: a ROUTER and some DEALER processes that send every message back. The
// same topology, transport and payload as an engine with local workers, and nothing else.

#pragma once

#include <string>

#include "engine/base/result.h"
#include "engine/base/time.h"

namespace weftline::bench {

struct EchoOptions
{
    int workers = 4;
    std::size_t payload = 200; ///< Bytes.
    int window = 256; ///< Messages under way to each worker.
    Duration duration = std::chrono::seconds(2);
    std::string program; ///< This one; its hidden subcommand `bench-echo` is the other end.
};

/// Messages that came back, a second.
[[nodiscard]] Result<double> bareEcho(const EchoOptions &options);

/// The other end: `bench-echo ENDPOINT`. Ends when its parent does.
int echoMain(int argc, char **argv);

} // namespace weftline::bench
