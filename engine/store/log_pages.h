// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// From records to the lines that are asked for; the same for files and memory.

#pragma once

#include "engine/store/log_store.h"

namespace weftline::store {

/// Puts the lines of `record` that pass the filter at the end of the page.
void appendLines(const LogRecord &record, const LogFilter &filter, LogPage &page);

} // namespace weftline::store
