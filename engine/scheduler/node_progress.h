// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// How a node comes from waiting to its end, and what that means for those behind it. Parts of apply(): used by the .cpp
// files of this folder only.

#pragma once

#include "engine/scheduler/state.h"

namespace weftline::scheduler {

/// Puts the node into the queues it belongs to and out of the others. Called after whatever may have changed that.
void refreshQueues(State &state, Run &run, NodeIndex index);

void setTaskState(Run &run, NodeIndex node, Task &task, TaskState to);

/// All before it is done: its tasks may run, or it is to be skipped.
void openNode(State &state, Instant at, Run &run, NodeIndex index);

/// All of its tasks have ended: those behind it may be next, or the run is at its end.
void finishNode(State &state, Instant at, Run &run, NodeIndex index);

/// The node's tasks have ended in the earlier run. Nobody waits for them any more, and their values are those of then.
void takeOver(const Run &earlier, Instant at, Run &run, NodeIndex index);

} // namespace weftline::scheduler
