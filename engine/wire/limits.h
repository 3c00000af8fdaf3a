// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How much one message may carry. Senders keep to these; a receiver answers what exceeds them with Disconnect.

#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/base/time.h"

namespace weftline::wire {

constexpr std::size_t frameMax = 32U << 20U; ///< Bytes of one frame; longer ones break the connection.
constexpr std::size_t framesMax = 2; ///< The head and the raw payload.

constexpr std::size_t tasksMax = 256; ///< In one Tasks.
constexpr std::size_t resultsMax = 256; ///< In one Results.
constexpr std::size_t acksMax = 1024; ///< In one ResultAcks.
constexpr std::size_t heldMax = 65'536; ///< Attempts named by one Hello.
constexpr std::size_t kindsMax = 256; ///< Kinds named by one Hello.

constexpr std::size_t nameMax = 4096; ///< Bytes of a name, an id, a kind, a version, a method or a topic.
constexpr std::size_t reasonMax = 16U << 10U; ///< Bytes of a sentence for people; the sender clips longer ones.
constexpr std::size_t logTextMax = 64U << 10U; ///< Bytes of one Log's text.
constexpr std::size_t valueMembersMax = 4U << 20U; ///< Members of all lists and objects of a Request's or Reply's value.

constexpr Duration durationMax = std::chrono::hours{24 * 3650};

} // namespace weftline::wire
