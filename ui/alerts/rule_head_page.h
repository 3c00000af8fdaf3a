// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the inspector shows of a rule when no stage is selected: its name, its switch, its chain, what is wrong with it.

#pragma once

#include <QtWidgets/QWidget>

#include <string>
#include <vector>

#include "engine/client/views.h"
#include "ui/widgets/alert_mark.h"

namespace weftline::ui::document {
class Document;
}
namespace weftline::ui::fields {
class FieldRow;
class ProblemLine;
}
namespace weftline::ui::widgets {
class TextLabel;
}

namespace weftline::ui::alerts {

class RuleHeadPage final : public QWidget
{
    Q_OBJECT

public:
    RuleHeadPage(document::Document &document, const std::string &rule, QWidget *parent);

    void refresh();
    void showProblems();
    void showAlert(const client::AlertView *alert);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    document::Document &m_document;
    std::string m_rule;
    widgets::TextLabel *m_title;
    widgets::TextLabel *m_state;
    widgets::TextLabel *m_chain;
    fields::ProblemLine *m_problems;
    std::vector<fields::FieldRow *> m_rows;
    widgets::TextLabel *m_trouble;
    widgets::AlertMark m_mark = widgets::AlertMark::Inactive;
};

} // namespace weftline::ui::alerts
