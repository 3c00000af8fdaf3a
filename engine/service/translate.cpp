// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/service/translate.h"

#include "engine/workflow/kind.h"

namespace weftline::service {

static_assert(static_cast<int>(wire::Outcome::Cancelled) == static_cast<int>(scheduler::Outcome::Cancelled));
static_assert(wire::outcomeCount == scheduler::outcomeCount);

std::uint32_t kindMask(const std::vector<std::string> &names)
{
    std::uint32_t mask = 0;
    for (const std::string &name : names)
        if (const auto kind = workflow::kindNamed(name))
            mask |= 1U << static_cast<unsigned>(*kind);
    return mask;
}

scheduler::Greeted greeted(const wire::Hello &hello, const SessionId &session, bool local, std::int64_t pid)
{
    scheduler::Greeted greeted;
    greeted.who.session = session;
    greeted.who.name = hello.name;
    greeted.who.pool = hello.pool;
    greeted.who.host = hello.host;
    greeted.who.pid = local && pid != 0 ? pid : hello.pid;
    greeted.who.slots = hello.slots;
    greeted.who.kinds = kindMask(hello.kinds);
    greeted.who.local = local;
    for (const wire::HeldAttempt &held : hello.held)
        greeted.held.push_back({nameOf(held.key), held.finished, held.started});
    return greeted;
}

void fill(scheduler::Ended &ended, wire::AttemptResult &&result, const SessionId &session)
{
    ended.session = session;
    ended.attempt = nameOf(result.key);
    ended.outcome = static_cast<scheduler::Outcome>(result.outcome);
    ended.reason = std::move(result.reason);
    ended.started = result.started;
    ended.ended = result.ended;
    ended.output = std::move(result.output);
    ended.again = result.again;
    ended.use += result.use.model; // within the limits of its numbers
}

} // namespace weftline::service
