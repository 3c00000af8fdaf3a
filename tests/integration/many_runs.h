// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Journals with very many finished runs, made in a moment.

#pragma once

#include <QtCore/QString>

#include "engine/base/time.h"

namespace weftline::test {

/// As an engine would have written it, by the scheduler itself: each run is three nodes that are skipped at once, and one commit. The
/// last one is accepted five minutes ago. Runs are called "run-0", "run-1", …
void writeFinishedRuns(const QString &file, int runs, Duration apart);

} // namespace weftline::test
