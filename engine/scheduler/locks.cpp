// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/scheduler/locks.h"

#include <algorithm>
#include <cassert>

#include "engine/scheduler/node_progress.h"

namespace weftline::scheduler {
namespace {

Lock *lockOf(State &state, const Run &run, NodeIndex node)
{
    const std::uint32_t lock = run.planOf(node).lock;
    return lock == workflow::noLock ? nullptr : &state.locks[run.locks[lock]];
}

/// Whoever wants it stands in a queue while it is free.
void refreshWanted(State &state, const Lock &lock)
{
    for (const auto &[run, node] : lock.wanted)
        refreshQueues(state, state.runs[run], node);
}

} // namespace

void findLocks(State &state, Run &run)
{
    for (const std::string &name : run.plan->locks) {
        const auto found = std::find_if(state.locks.begin(), state.locks.end(), [&](const Lock &lock) { return lock.name == name; });
        run.locks.push_back(static_cast<std::uint32_t>(found - state.locks.begin()));
        if (found == state.locks.end())
            state.locks.push_back({name, none, 0, {}});
    }
}

void wantLock(State &state, const Run &run, NodeIndex node)
{
    if (Lock *lock = lockOf(state, run, node))
        lock->wanted.emplace(run.index, node);
}

void wantLockNoMore(State &state, const Run &run, NodeIndex node)
{
    if (Lock *lock = lockOf(state, run, node))
        lock->wanted.erase({run.index, node});
}

void takeLock(State &state, const Run &run, NodeIndex node, AttemptIndex attempt)
{
    Lock *lock = lockOf(state, run, node);
    if (!lock)
        return;
    assert(lock->holder == none);
    lock->holder = attempt;
    lock->fence = state.position;
    refreshWanted(state, *lock);
}

void freeLock(State &state, const Run &run, NodeIndex node)
{
    Lock *lock = lockOf(state, run, node);
    if (!lock)
        return;
    lock->holder = none;
    refreshWanted(state, *lock);
}

} // namespace weftline::scheduler
