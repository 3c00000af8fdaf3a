// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The worker's side of docs/protocol.md as a pure step: what happens goes in, what is to be done comes out. No clock, no
// socket, no process, no chance: the same inputs give the same effects, so the simulation runs this very code.
//
// The caller gives each input to step(), calls flush() when nothing more has come in for now, carries out the effects in
// their order, and gives TimePassed at nextTimer().

#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/wire/message.h"
#include "engine/worker/session_state.h"

namespace weftline::worker {

// Inputs

struct Connected
{
};

struct Disconnected
{
};

struct Received
{
    wire::Message message;
};

/// The attempt runs; `pid` is 0 where no process does it.
struct ProcessStarted
{
    wire::AttemptKey key;
    std::int64_t pid = 0;
};

/// The attempt is over. `result.output` holds the bytes, whatever their size; a result that names artefacts comes with theirs.
struct ProcessEnded
{
    wire::AttemptResult result;
    bool killed = false; ///< By a signal nobody can refuse, or by our own stop: it did not end by itself.
    std::vector<Bytes> artefacts; ///< None of them empty.
};

struct LogRead
{
    wire::AttemptKey key;
    wire::Stream stream = wire::Stream::Out;
    std::string text; ///< UTF-8, at most 64 KiB.
};

struct Measured
{
    wire::HostMetrics metrics;
};

/// Somebody wants the worker to end: when it holds nothing, or at once.
struct DrainRequested
{
    bool atOnce = false;
};

struct TimePassed
{
};

using Cause = std::variant<Connected, Disconnected, Received, ProcessStarted, ProcessEnded, LogRead, Measured, DrainRequested,
                           TimePassed>;

struct Input
{
    Instant at; ///< Never before that of the input before it.
    Cause what;
};

// Effects

struct Send
{
    wire::Message message;
};

/// Carry it out. Answered by ProcessStarted, LogRead and exactly one ProcessEnded. `task.with` holds its bytes.
struct Start
{
    wire::Task task;
};

struct Stop
{
    wire::AttemptKey key;
    bool atOnce = false; ///< Else politely first.
};

/// Ends every process of every attempt at once.
struct StopAll
{
};

/// Attempts may run until then; the watchdog ends them if this process cannot.
struct SetLease
{
    Instant until;
};

/// The engine has given this session up. Come back with a new transport, that is with a fresh session id.
struct FreshSession
{
};

struct Leave
{
    int exitCode = 0;
    std::string reason; ///< A sentence; empty when all is well.
};

using Effect = std::variant<Send, Start, Stop, StopAll, SetLease, FreshSession, Leave>;
using Effects = std::vector<Effect>;

/// Changes `state` by `input` and appends what is to be done. After Leave it does nothing any more.
void step(SessionState &state, Input &&input, Effects &effects);

/// Sends the results that have gathered since the last call, many in one message.
void flush(SessionState &state, Effects &effects);

/// When TimePassed is due, if at all.
[[nodiscard]] std::optional<Instant> nextTimer(const SessionState &state);

} // namespace weftline::worker
