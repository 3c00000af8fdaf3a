// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The fields of one stage of a rule.

#pragma once

#include <QtWidgets/QWidget>

#include <string>
#include <vector>

#include "engine/client/views.h"
#include "ui/alerts/stage_fields.h"

namespace weftline::ui::fields {
class FieldRow;
class ProblemLine;
}
namespace weftline::ui::widgets {
class FigureLabel;
class TextLabel;
}

namespace weftline::ui::alerts {

class StageHeader;

class StagePage final : public QWidget
{
    Q_OBJECT

public:
    /// The rule and the node are there; whoever made this page drops it when they go.
    StagePage(document::Document &document, const std::string &rule, const workflow::AlertNode &node, QWidget *parent);

    void refresh();
    void showProblems();
    /// What the rule says now; nullptr: nothing is known.
    void showAlert(const client::AlertView *alert);
    void goTo(const QString &path);

private:
    struct Row
    {
        StageField field;
        fields::FieldRow *row;
    };
    void build(const workflow::AlertRule &rule);
    [[nodiscard]] const workflow::AlertNode *node() const;

    document::Document &m_document;
    std::string m_rule;
    workflow::NodeId m_node;
    workflow::AlertKind m_kind;
    std::string m_metric; ///< For which the fields were made: units and functions depend on it.
    StageHeader *m_header;
    QWidget *m_now;
    widgets::FigureLabel *m_value;
    widgets::TextLabel *m_state;
    fields::ProblemLine *m_otherProblems;
    QWidget *m_fields = nullptr;
    std::vector<Row> m_rows;
};

} // namespace weftline::ui::alerts
