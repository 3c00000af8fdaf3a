// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The right dock while an alert rule is in front: the fields of the selected stage, or the rule's own name and switch. Changes
// only the document.

#pragma once

#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

#include <string>

#include "engine/workflow/alert_rule.h"

class QScrollArea;

namespace weftline::ui::alerts {

class RulePage;
class RuleHeadPage;
class StagePage;

class RuleInspector final : public QWidget
{
    Q_OBJECT

public:
    explicit RuleInspector(QWidget *parent = nullptr);

    /// Follows this page and its selection; may be nothing, may go at any time.
    void setPage(RulePage *page);
    /// Shows the field that a problem is about: what follows its node's place in the JSON pointer.
    void goToField(const QString &where);

private:
    void rebuild();
    void rulesChanged(const QStringList &ids);
    void showProblems();
    void showAlert();

    QPointer<RulePage> m_page;
    std::string m_node; ///< The stage that is shown; empty: the rule.
    QScrollArea *m_scroll;
    QPointer<StagePage> m_stage;
    QPointer<RuleHeadPage> m_head;
};

} // namespace weftline::ui::alerts
