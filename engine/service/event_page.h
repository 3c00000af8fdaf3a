// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A page of events, read from the journal. Looks at some thousands of them at most, whatever it finds.

#pragma once

#include "engine/client/pages.h"
#include "engine/history/fold.h"
#include "engine/journal/journal.h"

namespace weftline::service {

[[nodiscard]] Result<client::EventPage> eventPage(const scheduler::State &state, const history::Fold &fold, const journal::Reader &journal,
                                                  const client::EventQuery &query);

} // namespace weftline::service
