// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What may reach the scheduler. Each input carries its own time; the scheduler has no other.

#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/scheduler/event.h"

namespace weftline::scheduler {

/// This engine takes office. The first input after a replay, and never a second time.
struct TakeOffice
{
    std::uint32_t epoch = 0;
    std::string version;
};

/// Whoever asked is answered when the answer's batch is durable.
struct Asker
{
    SessionId session;
    std::uint64_t request = 0;
    std::string name; ///< For the journal.
};

struct Submit
{
    Asker asker;
    std::string id;
    std::uint64_t seed = 0;
    std::shared_ptr<const workflow::Plan> plan;
    Object parameters;
};

struct Cancel
{
    Asker asker;
    std::string id;
};

/// A new run of what did not succeed in an earlier one.
struct Retry
{
    Asker asker;
    std::string id; ///< Of the new run.
    std::string of; ///< Of the earlier one.
    std::uint64_t seed = 0;
};

struct Held
{
    AttemptName attempt;
    bool finished = false;
    bool started = false;
};

/// A worker said Hello: for the first time, or again with what it still holds.
struct Greeted
{
    WorkerJoined who; ///< `worker` is not looked at.
    std::vector<Held> held;
};

struct Drained
{
    SessionId session;
};

struct ConnectionClosed
{
    SessionId session;
};

/// The worker is no more, or must be taken for it.
struct Gone
{
    SessionId session;
    NoticedBy noticedBy = NoticedBy::Exit;
    std::string reason;
    bool onPurpose = false; ///< A person or the launcher ended it.
};

struct Started
{
    SessionId session;
    AttemptName attempt;
    std::int64_t pid = 0;
};

struct Ended
{
    SessionId session;
    AttemptName attempt;
    Outcome outcome = Outcome::Succeeded;
    std::string reason;
    Instant started; ///< Worker's clock, as `ended`.
    Instant ended;
    Payload output; ///< The output; for Expand the list; for Prepare the parameters.
    std::uint32_t count = 0; ///< Expand: the list's length. Run of a branch: the place of the port it takes.
    Duration wait{0}; ///< Prepare of a delay: how long it waits.
    bool again = false;
    ModelUse use;
};

/// Time has passed and a timer of nextTimer() is due.
struct TimePassed
{
};

/// A fact from outside that decides nothing: a sample, a command for the audit, what alert rules say.
struct Note
{
    std::variant<Sampled, CommandReceived, AlertChanged, NoticeSent, NoticeFailed, EngineAlive> what;
    std::uint64_t number = 0; ///< Somebody waits until it is durable: Noted tells; 0: nobody does.
};

using Cause = std::variant<TakeOffice, Submit, Cancel, Greeted, Drained, ConnectionClosed, Gone, Started, Ended, TimePassed, Note,
                           Retry>;

struct Input
{
    Instant at;
    Cause what;
};

} // namespace weftline::scheduler
