// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The bare reference of what goes through an engine: a ROUTER and some DEALER processes that send every message back. The
// same topology, transport and payload as an engine with its workers, and nothing else.

#pragma once

#include <string>

#include "engine/base/result.h"
#include "engine/base/time.h"

namespace weftline::bench {

struct EchoOptions
{
    std::uint32_t workers = 4;
    std::size_t payload = 200; ///< Bytes.
    int window = 256; ///< Messages under way to each worker.
    bool curve = false; ///< Over TCP with CURVE; else over ipc.
    Duration duration = std::chrono::seconds(2);
    std::string program; ///< This one; its hidden subcommand `bench-echo` is the other end.
};

struct Echo
{
    double perSecond = 0; ///< Messages that came back.
    double roundTripUs = 0; ///< The median from one message that came back to the next: of a window of 1, what it took.
};

[[nodiscard]] Result<Echo> bareEcho(const EchoOptions &options);

/// The other end: `bench-echo ENDPOINT [SERVERKEY]`. Ends when its parent does.
int echoMain(int argc, char **argv);

} // namespace weftline::bench
