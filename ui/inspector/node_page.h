// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Tab "Parameters" of one node, or what several nodes have in common.

#pragma once

#include <QtCore/QHash>
#include <QtWidgets/QWidget>

#include <string>
#include <vector>

#include "engine/workflow/workflow.h"
#include "ui/inspector/node_properties.h"

class QVBoxLayout;

namespace weftline::ui::widgets {
class Section;
}

namespace weftline::ui::fields {
class FieldRow;
class ProblemLine;
}

namespace weftline::ui::inspector {

class NodeHeader;

class NodePage final : public QWidget
{
    Q_OBJECT

public:
    /// The nodes are there; whoever made this page drops it when they go. `open` keeps which sections are open.
    NodePage(document::Document &document, std::vector<workflow::NodeId> nodes, QHash<QString, bool> &open, QWidget *parent);

    /// After a change of the document.
    void refresh();
    /// A node that is shown has another id.
    void nodeRenamed(const workflow::NodeId &from, const workflow::NodeId &to);
    void showProblems();
    void refreshInputs();
    /// Opens the section of the field at this path and gives it the keys.
    void goTo(const QString &path);

Q_SIGNALS:
    /// A person asks for another node: one of its inputs.
    void nodeRequested(const QString &node);

private:
    [[nodiscard]] const workflow::Node *first() const;
    fields::FieldRow *add(QVBoxLayout &column, const NodeField &field);
    void addPair(QVBoxLayout &column, const NodeField &left, const NodeField &right);
    widgets::Section *addSection(const QString &name, const QString &title, const std::vector<NodeField> &fields);
    void addKindFields();
    void addSharedSections();
    [[nodiscard]] bool mayHoldALock(const workflow::NodeId &id) const;
    void addInputs();
    void updateSummaries();

    document::Document &m_document;
    ShownNodes m_nodes;
    QHash<QString, bool> &m_open;
    QVBoxLayout *m_column;
    NodeHeader *m_header = nullptr;
    fields::ProblemLine *m_otherProblems = nullptr;
    QWidget *m_inputs = nullptr;
    std::vector<fields::FieldRow *> m_rows;
    QHash<QString, widgets::Section *> m_sections; ///< By the name under which m_open keeps them.
};

} // namespace weftline::ui::inspector
