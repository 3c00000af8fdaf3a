// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the views are made of that a fold keeps, for snapshots of it: see engine/encoding/members.h.

#pragma once

#include "engine/base/members_of.h"
#include "engine/client/views.h"

namespace weftline::client {

[[nodiscard]] constexpr std::uint64_t countOf(AttemptState)
{
    return attemptStateCount;
}
[[nodiscard]] constexpr std::uint64_t countOf(AlertState)
{
    return alertStateCount;
}

void members(auto &archive, Of<AttemptView> auto &attempt)
{
    archive(attempt.id, attempt.node, attempt.task, attempt.item, attempt.number, attempt.worker, attempt.state, attempt.dispatchedAt,
            attempt.startedAt, attempt.endedAt, attempt.reason, attempt.use);
}

void members(auto &archive, Of<AlertView> auto &alert)
{
    archive(alert.id, alert.run, alert.rule, alert.title, alert.labels, alert.state, alert.since, alert.resolvedAt, alert.value,
            alert.trouble);
}

void members(auto &archive, Of<AlertSpan> auto &span)
{
    archive(span.rule, span.labels, span.state, span.from, span.to, span.value);
}

} // namespace weftline::client
