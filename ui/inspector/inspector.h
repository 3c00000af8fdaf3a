// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The inspector: fields of the selected nodes, or of the workflow when nothing is selected; and of a watched run, the selected
// node's inputs, outputs and attempts. Changes only the document, and asks the engine without waiting.

#pragma once

#include <QtCore/QHash>
#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

#include <string>
#include <vector>

#include "engine/client/engine_client.h"
#include "engine/workflow/workflow.h"

class QScrollArea;
class QStackedWidget;
class QTabBar;

namespace weftline::ui::document {
class Document;
}

namespace weftline::ui::inspector {

class AttemptsPage;
class NodePage;
class ValuePage;
class WorkflowPage;

class Inspector final : public QWidget
{
    Q_OBJECT

public:
    enum Tab { Parameters, Input, Output, Attempts };

    explicit Inspector(QWidget *parent = nullptr);

    /// May be nothing; may go at any time.
    void setDocument(document::Document *document);
    /// Parameters can be read only: they are those of a run.
    void setReadOnly(bool readOnly);
    void setSelection(const QStringList &nodes);
    [[nodiscard]] QStringList selection() const;

    /// The run whose values and attempts are shown; an empty id shows none. The caller watches it.
    void setRun(client::EngineClient *client, const std::string &run);

    void setTab(Tab tab);
    [[nodiscard]] Tab tab() const;
    /// Shows the field that a problem is about: `where` is its JSON pointer.
    void goToField(const QString &where);

protected:
    void paintEvent(QPaintEvent *event) override;

Q_SIGNALS:
    /// A person asks for another node.
    void nodeRequested(const QString &node);
    /// A person asks for one of the workflow's alert rules, or for a further one.
    void ruleRequested(const QString &rule);
    void newRuleRequested();

private:
    void rebuild();
    void nodesChanged(const QStringList &ids);
    void problemsChanged();
    void runChanged(const std::string &id, const client::RunChange &change);
    void showRun(bool mayHaveChanged);
    void readNodesOfRun(const client::RunView &run);
    [[nodiscard]] QString whyNoRun() const;

    QPointer<document::Document> m_document;
    std::vector<workflow::NodeId> m_selection;
    QPointer<client::EngineClient> m_client;
    std::string m_run;
    bool m_readOnly = false;
    QHash<QString, std::uint32_t> m_nodesOfRun; ///< Id to place: the run's workflow may be an older one.
    QHash<QString, bool> m_open;
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    QScrollArea *m_scroll;
    QPointer<NodePage> m_nodePage;
    QPointer<WorkflowPage> m_workflowPage;
    ValuePage *m_input;
    ValuePage *m_output;
    AttemptsPage *m_attempts;
};

} // namespace weftline::ui::inspector
