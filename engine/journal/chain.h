// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The rows of a journal, one a commit, and the chain of hashes through them: each row's hash covers the hash before it
// and the row's bytes, which say where they stand. So a row that was changed, taken away, doubled or moved shows.

#pragma once

#include "engine/journal/event_codec.h"

#include <span>
#include <string>

namespace weftline::journal {

struct Row
{
    scheduler::Position first = 0; ///< Of its first event.
    std::uint64_t count = 0; ///< Of its events.
    Bytes bytes;
    Hash hash;

    bool operator==(const Row &) const = default;
};

/// The end of a journal.
struct Head
{
    scheduler::Position position = 0; ///< Of the last event; 0: none.
    Hash hash; ///< Of the last row; zeroes without one.
    Instant at; ///< Of the last event.

    bool operator==(const Head &) const = default;
};

/// The next row after `head`, encoded into `bytes`, whose memory is used again. Moves `head` on. `events` is not empty.
void appendRow(Head &head, std::span<const scheduler::Event> events, Bytes &bytes);

/// Whether `row` follows `head` in the chain: why not, as a sentence; empty when it does. Reads no event.
[[nodiscard]] std::string checkLink(const Head &head, const Row &row);

} // namespace weftline::journal
