// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The alert rules of a workflow, each a row that opens it.

#pragma once

#include <QtWidgets/QWidget>

class QVBoxLayout;

namespace weftline::ui::document {
class Document;
}

namespace weftline::ui::inspector {

class RulesList final : public QWidget
{
    Q_OBJECT

public:
    RulesList(const document::Document &document, QWidget *parent);

    void refresh();

Q_SIGNALS:
    void ruleRequested(const QString &rule);
    void newRuleRequested();

private:
    const document::Document &m_document;
    QVBoxLayout *m_rows;
    QStringList m_shown;
    bool m_isBuilt = false;
};

} // namespace weftline::ui::inspector
