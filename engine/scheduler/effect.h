// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What has to be done outside because of an input. Dispatches may leave at once; all others wait until the events of
// their batch are durable, because somebody will rely on them.

#pragma once

#include <string>
#include <variant>

#include "engine/scheduler/input.h"

namespace weftline::scheduler {

/// Give the attempt to the worker. If the engine dies before the commit, the next one does not know it and cancels it.
struct Dispatch
{
    WorkerIndex worker = 0;
    AttemptName attempt;
};

struct StopAttempt
{
    SessionId session;
    AttemptName attempt;
    std::string reason;
};

struct Acknowledge
{
    SessionId session;
    AttemptName attempt;
    std::string refused; ///< Empty: it counted.
};

/// The worker is known and may work.
struct Welcome
{
    SessionId session;
};

/// The worker is not wanted under this session; it may come back with a fresh Hello.
struct SendAway
{
    SessionId session;
    std::string reason;
    bool helloAgain = true;
};

/// The answer to a Submit or Cancel.
struct Answer
{
    Asker asker;
    std::string id; ///< Of the run.
    std::optional<Error> error;
};

/// The Note of this number is durable.
struct Noted
{
    std::uint64_t number = 0;
};

using Effect = std::variant<Dispatch, StopAttempt, Acknowledge, Welcome, SendAway, Answer, Noted>;

} // namespace weftline::scheduler
