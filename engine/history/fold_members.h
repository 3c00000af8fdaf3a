// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What a fold is made of, for snapshots of it: said once, for writing and for reading (engine/encoding/members.h). Whoever gives
// it a member adds it here, and raises the number in engine/service/snapshot.cpp.

#pragma once

#include "engine/client/view_members.h"
#include "engine/history/fold.h"
#include "engine/journal/name_members.h"

namespace weftline::history {

void Fold::members(auto &archive, auto &fold)
{
    archive(fold.m_runs, fold.m_workers, fold.m_runChanges, fold.m_names, fold.m_engine, fold.m_engineChanged, fold.m_alerts,
            fold.m_nextAlert);
}

} // namespace weftline::history
