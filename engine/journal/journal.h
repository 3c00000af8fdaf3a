// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The journal is the append-only record of everything that happened. A restarted engine rebuilds its state by reading
// it from the start and applying each event.
//
// An engine's loop is the only caller of a Journal; whoever only looks opens a Reader, also while an engine writes.

#pragma once

#include "engine/journal/chain.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace weftline::journal {

using scheduler::Position;

/// What can be asked of a journal.
class Reader
{
public:
    virtual ~Reader() = default;

    /// At most `countMax` events that follow `position`, oldest first; none at the end.
    [[nodiscard]] virtual Result<std::vector<scheduler::Event>> readAfter(Position position,
                                                                          std::size_t countMax) const = 0;

    /// The event at `position`: for values that a state refers to. Fast for those that were written or read lately.
    [[nodiscard]] virtual Result<scheduler::Event> read(Position position) const = 0;

    /// The end of what is durable.
    [[nodiscard]] virtual Head head() const = 0;

    /// The head that the journal had when `position` was its end; nothing where no row ends there.
    [[nodiscard]] virtual Result<std::optional<Head>> headAt(Position position) const = 0;

    /// Up to where its events were moved to archives; position 0: none were. They are read all the same where those are there.
    [[nodiscard]] virtual Head base() const { return {}; }
    /// What was left in their place, as snapshot_file.h encodes it; empty where nothing was.
    [[nodiscard]] virtual Result<Bytes> baseSnapshot() const { return Bytes(); }
};

class Journal : public Reader
{
public:
    using Done = std::function<void(Result<Position>)>;

    /// Stores all of `events` or none, behind those of the calls before. Calls `done` on the caller's loop, in the
    /// order of the calls, once they survive a crash of the program and of the machine: with the position of the last
    /// of them.
    ///
    /// When they cannot be stored (a full disk), `done` is told why, and they and all that come after them are kept and
    /// wait for retry(); `done` is called again each time that fails, and at last with the position.
    ///
    /// read() and readAfter() give them from now on, before they are durable.
    virtual void commit(std::vector<scheduler::Event> events, Done done) = 0;

    /// Tries again what could not be stored. Does nothing while all is well.
    virtual void retry() = 0;

    /// Of the last event handed over, durable or not.
    [[nodiscard]] virtual Position last() const = 0;
};

} // namespace weftline::journal
