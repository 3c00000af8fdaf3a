// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Between the words of the wire and those of the scheduler.

#pragma once

#include "engine/scheduler/input.h"
#include "engine/wire/message.h"

namespace weftline::service {

[[nodiscard]] inline scheduler::AttemptName nameOf(const wire::AttemptKey &key)
{
    return {key.run, key.task, key.number, key.epoch, scheduler::Purpose::Run};
}

[[nodiscard]] inline wire::AttemptKey keyOf(const scheduler::AttemptName &name)
{
    return {name.run, name.task, name.number, name.epoch};
}

/// The mask of the kinds named; names that this engine does not know are left out.
[[nodiscard]] std::uint32_t kindMask(const std::vector<std::string> &names);

[[nodiscard]] scheduler::Greeted greeted(const wire::Hello &hello, const SessionId &session, bool local, std::int64_t pid);
/// Into a fresh one.
void fill(scheduler::Ended &ended, wire::AttemptResult &&result, const SessionId &session);

} // namespace weftline::service
