// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Locks: who holds one, and the nodes that wait for it. docs/decisions/locks.md
//
// Used by apply() alone, and by what it consists of.

#pragma once

#include "engine/scheduler/state.h"

namespace weftline::scheduler {

/// The places of the run's locks among all.
void findLocks(State &state, Run &run);

/// The node may run from now on: it wants its lock, where it needs one.
void wantLock(State &state, const Run &run, NodeIndex node);
/// It is done.
void wantLockNoMore(State &state, const Run &run, NodeIndex node);

/// The attempt gets the lock of the node, where it needs one. Nodes that want it wait.
void takeLock(State &state, const Run &run, NodeIndex node, AttemptIndex attempt);
/// The attempt is no more.
void freeLock(State &state, const Run &run, NodeIndex node);

} // namespace weftline::scheduler
