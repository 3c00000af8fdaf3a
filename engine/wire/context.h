// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// ZeroMQ's context: one a process, handed to every transport. It ends when the last of them is gone.

#pragma once

#include <memory>

namespace zmq {
class context_t;
}

namespace weftline::wire {

using Context = std::shared_ptr<zmq::context_t>;

/// The process's context, made at the first call. Any thread. Not to be carried through a fork.
[[nodiscard]] Context processContext();

} // namespace weftline::wire
