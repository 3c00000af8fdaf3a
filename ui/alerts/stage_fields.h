// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The fields of a stage in the inspector: the engine's table, with words, units, and what one change means for other fields.

#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/workflow/alert_rule.h"
#include "ui/fields/field_row.h"

namespace weftline::ui::document {
class Document;
}

namespace weftline::ui::alerts {

struct StageField
{
    QString path; ///< Within its node: "with/value".
    QString label;
    QString help;
    fields::EditorSpec editor;
    std::function<QString(const workflow::AlertRule &, const workflow::AlertNode &)> read;
    /// Changes the node and what depends on it, or says why this text cannot be.
    std::function<Result<Done>(workflow::AlertRule &, workflow::AlertNode &, const QString &)> write;
    /// Whether it means anything now; a field that has a value is shown all the same.
    std::function<bool(const workflow::AlertRule &, const workflow::AlertNode &)> applies;
};

[[nodiscard]] std::vector<StageField> stageFields(workflow::AlertKind kind, const workflow::AlertRule &rule);

/// Binds a field to a node of a rule: each edit is a step of the document's undo stack.
[[nodiscard]] fields::FieldSpec bindField(document::Document &document, const std::string &rule, const workflow::NodeId &node,
                                          const StageField &field);

} // namespace weftline::ui::alerts
