// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/inspector/inspector.h"

#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QFrame>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

#include "ui/document/document.h"
#include "ui/fields/field_editor.h"
#include "ui/inspector/attempts_page.h"
#include "ui/inspector/node_header.h"
#include "ui/inspector/node_page.h"
#include "ui/inspector/value_page.h"
#include "ui/inspector/workflow_page.h"
#include "ui/widgets/theme.h"

namespace weftline::ui::inspector {

using document::Document;
using document::toQString;
using fields::FieldEditor;

Inspector::Inspector(QWidget *parent)
    : QWidget(parent),
      m_tabs(new QTabBar(this)),
      m_pages(new QStackedWidget(this)),
      m_scroll(new QScrollArea(m_pages)),
      m_input(new ValuePage(client::TaskPart::Inputs, m_pages)),
      m_output(new ValuePage(client::TaskPart::Output, m_pages)),
      m_attempts(new AttemptsPage(m_pages))
{
    setMinimumWidth(260);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_tabs);
    column->addWidget(m_pages, 1);
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(false);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const std::pair<QString, QWidget *> tabs[] = {
        {tr("Parameters"), m_scroll}, {tr("Input"), m_input}, {tr("Output"), m_output}, {tr("Attempts"), m_attempts}};
    for (const auto &[title, page] : tabs) {
        m_tabs->addTab(title);
        m_pages->addWidget(page);
    }
    connect(m_tabs, &QTabBar::currentChanged, m_pages, &QStackedWidget::setCurrentIndex);
    rebuild();
}

void Inspector::setDocument(Document *document)
{
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    m_selection.clear();
    if (document) {
        connect(document, &Document::nodesChanged, this, &Inspector::nodesChanged);
        connect(document, &Document::nodeRenamed, this, [this](const QString &from, const QString &to) {
            std::replace(m_selection.begin(), m_selection.end(), from.toStdString(), to.toStdString());
            if (m_nodePage)
                m_nodePage->nodeRenamed(from.toStdString(), to.toStdString());
        });
        connect(document, &Document::edgesChanged, this, [this] {
            if (m_nodePage)
                m_nodePage->refreshInputs();
            if (m_workflowPage)
                m_workflowPage->refreshCounts();
        });
        connect(document, &Document::headChanged, this, [this] {
            if (m_workflowPage)
                m_workflowPage->refresh();
        });
        connect(document, &Document::rulesChanged, this, [this] {
            if (m_workflowPage)
                m_workflowPage->refresh();
        });
        connect(document, &Document::reset, this, [this] {
            m_selection.clear();
            rebuild();
        });
        connect(document, &Document::problemsChanged, this, &Inspector::problemsChanged);
        connect(document, &QObject::destroyed, this, [this] {
            m_selection.clear();
            rebuild();
        });
    }
    rebuild();
}

void Inspector::setReadOnly(bool readOnly)
{
    if (m_readOnly == readOnly)
        return;
    m_readOnly = readOnly;
    rebuild();
}

void Inspector::setSelection(const QStringList &nodes)
{
    std::vector<workflow::NodeId> wanted;
    for (const QString &id : nodes)
        if (m_document && m_document->node(id.toStdString()))
            wanted.push_back(id.toStdString());
    if (wanted == m_selection)
        return;
    m_selection = std::move(wanted);
    rebuild();
}

QStringList Inspector::selection() const
{
    QStringList ids;
    for (const workflow::NodeId &id : m_selection)
        ids.push_back(toQString(id));
    return ids;
}

// The old page may be on the stack of a signal that led here, so it goes later.
void Inspector::rebuild()
{
    if (m_document)
        m_document->endStep();
    if (QWidget *old = m_scroll->takeWidget()) {
        old->hide();
        old->disconnect(this);
        old->setParent(nullptr);
        old->deleteLater();
    }
    m_nodePage = nullptr;
    m_workflowPage = nullptr;
    if (m_document && !m_selection.empty()) {
        m_nodePage = new NodePage(*m_document, m_selection, m_open, m_scroll);
        connect(m_nodePage, &NodePage::nodeRequested, this, &Inspector::nodeRequested);
        m_scroll->setWidget(m_nodePage);
    } else if (m_document) {
        m_workflowPage = new WorkflowPage(*m_document, m_scroll);
        connect(m_workflowPage, &WorkflowPage::ruleRequested, this, &Inspector::ruleRequested);
        connect(m_workflowPage, &WorkflowPage::newRuleRequested, this, &Inspector::newRuleRequested);
        m_scroll->setWidget(m_workflowPage);
    }
    if (m_readOnly && m_scroll->widget()) {
        for (FieldEditor *editor : m_scroll->widget()->findChildren<FieldEditor *>())
            editor->setEnabled(false);
        if (auto *add = m_scroll->widget()->findChild<QWidget *>(QStringLiteral("addRule")))
            add->hide();
        if (auto *header = m_scroll->widget()->findChild<NodeHeader *>())
            for (QLineEdit *name : header->findChildren<QLineEdit *>())
                name->setReadOnly(true);
    }
    showRun(true);
}

void Inspector::nodesChanged(const QStringList &ids)
{
    const std::size_t before = m_selection.size();
    std::erase_if(m_selection, [this](const workflow::NodeId &id) { return !m_document->node(id); });
    if (m_selection.size() != before)
        return rebuild();
    if (m_workflowPage)
        m_workflowPage->refreshCounts();
    if (!m_nodePage)
        return;
    const bool isShown = std::any_of(m_selection.begin(), m_selection.end(),
                                     [&](const workflow::NodeId &id) { return ids.contains(toQString(id)); });
    if (isShown)
        m_nodePage->refresh();
    else
        m_nodePage->refreshInputs();
}

void Inspector::problemsChanged()
{
    if (m_nodePage)
        m_nodePage->showProblems();
    if (m_workflowPage)
        m_workflowPage->showProblems();
}

// The hairline below the tabs goes on to the dock's edge.
void Inspector::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(QRect(0, m_tabs->geometry().bottom(), width(), 1), widgets::color(widgets::Token::Line));
}

void Inspector::setTab(Tab tab) { m_tabs->setCurrentIndex(tab); }

Inspector::Tab Inspector::tab() const { return Tab(m_tabs->currentIndex()); }

void Inspector::goToField(const QString &where)
{
    setTab(Parameters);
    if (m_nodePage && where.startsWith(QLatin1String("/nodes/")))
        m_nodePage->goTo(where.section(QLatin1Char('/'), 3));
}

} // namespace weftline::ui::inspector
