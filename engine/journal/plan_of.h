// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The plan of any run: of one that ended long ago from the journal, where it stands with its acceptance.

#pragma once

#include "engine/journal/journal.h"
#include "engine/scheduler/state.h"

namespace weftline::journal {

/// Never null. Fails where the journal cannot be read there.
[[nodiscard]] Result<std::shared_ptr<const workflow::Plan>> planOf(const Reader &journal, const scheduler::Run &run);

/// That of a workflow as events hold it. Fails with a part of a sentence.
[[nodiscard]] Result<std::shared_ptr<const workflow::Plan>> planFrom(const Value &workflow);

} // namespace weftline::journal
