// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a watch is made of, for snapshots of it: said once, for writing and for reading (engine/encoding/members.h). Whoever
// gives it a member adds it here, and raises the number in engine/service/snapshot.cpp.
//
// Rules are left out: they stand in the runs' workflows.

#pragma once

#include "engine/alerts/watch.h"
#include "engine/base/members_of.h"

namespace weftline::alerts {

void members(auto &archive, Of<Active> auto &active)
{
    archive(active.state, active.activeAt, active.missingSince);
}

void members(auto &archive, Of<Notice> auto &notice)
{
    archive(notice.change, notice.channel, notice.run, notice.runId, notice.workflow, notice.rule, notice.title, notice.summary,
            notice.labels, notice.state, notice.value, notice.startedAt, notice.at);
}

/// Of the runs that it watches already. Values and troubles are the present's alone.
template <class Archive>
void Watch::members(Archive &archive, auto &watch)
{
    archive(watch.m_budget->left, watch.m_owed, watch.m_away, watch.m_lastEvent, watch.m_lastSample);
    for (auto &[index, run] : watch.m_runs) {
        auto count = static_cast<std::uint64_t>(run.rules.size());
        archive(run.finishedAt, count);
        if constexpr (Archive::reads)
            if (count != run.rules.size()) {
                archive.fail("other alert rules than the run's");
                return;
            }
        for (auto &watched : run.rules)
            archive(*watched.source, watched.book, watched.startedAt, watched.droppedNotices);
    }
}

} // namespace weftline::alerts
