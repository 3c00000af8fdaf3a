// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The lists of an `llm` node as rows of a table (joinRows() in field_editor.h), and back. What has no column stays with its row:
// `before` is the list that the table was written from, and a row that is still there, by its cells or else by its place in a
// table as long as before, keeps its further members.

#pragma once

#include <QtCore/QString>

#include "engine/base/result.h"
#include "engine/base/value.h"

namespace weftline::ui::fields {

/// Role and content. A content that is no text stands as JSON; an expression that gives the list, alone in the second column.
[[nodiscard]] QString writeMessages(const Value &messages);
[[nodiscard]] Result<Value> readMessages(const QString &text, const Value &before);

/// Content, tokens in, tokens out.
[[nodiscard]] QString writeRecorded(const Value &recorded);
[[nodiscard]] Result<Value> readRecorded(const QString &text, const Value &before);

} // namespace weftline::ui::fields
