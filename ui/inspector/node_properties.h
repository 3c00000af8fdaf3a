// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Every field of a node: what its text is, what a text makes of it, and in which editor it stands.

#pragma once

#include <QtCore/QString>

#include <functional>
#include <memory>
#include <vector>

#include "engine/base/result.h"
#include "engine/workflow/workflow.h"
#include "ui/fields/field_row.h"

namespace weftline::ui::document {
class Document;
}

namespace weftline::ui::inspector {

struct NodeField
{
    QString path; ///< In the node's JSON: "with/argv", "retry/max".
    QString label;
    QString hint;
    QString help;
    fields::EditorSpec editor;
    std::function<QString(const workflow::Node &)> read;
    /// Changes the node, or says why this text cannot be and leaves it.
    std::function<Result<Done>(workflow::Node &, const QString &)> write;
};

/// The parameters that a kind has, in the order of its table.
[[nodiscard]] std::vector<NodeField> kindFields(workflow::Kind kind);

/// Where a parameter of a kind stands: what it does, in the open; two figures beside each other; the rest in sections.
enum class FieldPlace { Open, Beside, Section };
[[nodiscard]] FieldPlace placeOf(workflow::Kind kind, const NodeField &field);

/// Of what is typed into the field at this path; empty where that is the editor's own affair.
[[nodiscard]] QString languageOf(const workflow::Node &node, const QString &path);

[[nodiscard]] NodeField titleField();
[[nodiscard]] NodeField mapField();
[[nodiscard]] std::vector<NodeField> retryFields();
[[nodiscard]] NodeField timeoutField();
[[nodiscard]] NodeField priorityField();
[[nodiscard]] NodeField poolField();
[[nodiscard]] NodeField lossesField();
[[nodiscard]] NodeField lockField();
[[nodiscard]] NodeField onceField();
[[nodiscard]] NodeField disabledField();

/// The nodes that a page shows; one list for all of its parts, so that a node that gets another id is still the same one.
using ShownNodes = std::shared_ptr<std::vector<workflow::NodeId>>;

/// Binds a field to nodes of a document: each edit is a step of its undo stack.
[[nodiscard]] fields::FieldSpec bindField(document::Document &document, const ShownNodes &nodes, const NodeField &field);

} // namespace weftline::ui::inspector
