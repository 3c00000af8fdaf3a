// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the inspector shows when nothing is selected: the workflow's own name, description, parameters and outputs.

#pragma once

#include <QtWidgets/QWidget>

#include <vector>

namespace weftline::ui::document {
class Document;
}
namespace weftline::ui::widgets {
class TextLabel;
}

namespace weftline::ui::fields {
class FieldRow;
class ProblemLine;
}

namespace weftline::ui::inspector {

class RulesList;

class WorkflowPage final : public QWidget
{
    Q_OBJECT

public:
    WorkflowPage(document::Document &document, QWidget *parent);

    void refresh();
    void refreshCounts();
    void showProblems();

Q_SIGNALS:
    void ruleRequested(const QString &rule);
    void newRuleRequested();

private:
    document::Document &m_document;
    widgets::TextLabel *m_counts;
    fields::ProblemLine *m_otherProblems;
    RulesList *m_rules;
    std::vector<fields::FieldRow *> m_rows;
};

} // namespace weftline::ui::inspector
