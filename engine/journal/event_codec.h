// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Events as the bytes of a commit, and back. A batch says where it stands, so that the chain of hashes vouches for that
// too: [first position, number of events, instant], then one MessagePack array an event: type, microseconds since the
// event before it, members in the order of event.h.
//
// Bytes may come from a damaged file: decoding them never crashes and never takes memory out of proportion to them.

#pragma once

#include "engine/base/bytes.h"
#include "engine/base/result.h"
#include "engine/scheduler/event.h"

#include <span>
#include <vector>

namespace weftline::journal {

/// Of the bytes and of the file. Another one is refused.
constexpr int formatVersion = 1;
/// Of a file whose first rows are in archives (archive.h): programs that know nothing of that refuse it.
constexpr int cutFormatVersion = 2;

/// Appends to `out`, whose memory may be used for one batch after the other.
void encodeBatch(scheduler::Position first, std::span<const scheduler::Event> events, Bytes &out);

struct BatchHead
{
    scheduler::Position first = 0;
    std::uint64_t count = 0;
    Instant at; ///< Of the first event.
};

/// What a batch says of itself, without reading its events.
[[nodiscard]] Result<BatchHead> decodeBatchHead(BytesView bytes);

/// Appends the batch's events to `events`. Fails with the event and the byte at which it is not one; what was read
/// before that is there.
[[nodiscard]] Result<BatchHead> decodeBatch(BytesView bytes, std::vector<scheduler::Event> &events);

} // namespace weftline::journal
