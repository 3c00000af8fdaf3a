// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/alerts/rule_inspector.h"

#include <QtWidgets/QFrame>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QVBoxLayout>

#include "ui/alerts/rule_graph_model.h"
#include "ui/alerts/rule_head_page.h"
#include "ui/alerts/rule_page.h"
#include "ui/alerts/stage_page.h"
#include "ui/document/document.h"

namespace weftline::ui::alerts {

using document::Document;
using document::toQString;

RuleInspector::RuleInspector(QWidget *parent) : QWidget(parent), m_scroll(new QScrollArea(this))
{
    setObjectName(QStringLiteral("ruleInspector"));
    setMinimumWidth(260);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_scroll);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

void RuleInspector::setPage(RulePage *page)
{
    if (m_page == page)
        return;
    if (m_page) {
        m_page->disconnect(this);
        m_page->model().disconnect(this);
        m_page->document().disconnect(this);
    }
    m_page = page;
    m_node.clear();
    if (page) {
        const auto follow = [this](const QStringList &nodes) {
            const std::string wanted = nodes.size() == 1 ? nodes.front().toStdString() : std::string();
            if (wanted == m_node)
                return;
            m_node = wanted;
            rebuild();
        };
        connect(page, &RulePage::selectionChanged, this, follow);
        connect(&page->document(), &Document::rulesChanged, this, &RuleInspector::rulesChanged);
        connect(&page->document(), &Document::problemsChanged, this, &RuleInspector::showProblems);
        connect(&page->model(), &RuleGraphModel::alertChanged, this, &RuleInspector::showAlert);
        connect(page, &QObject::destroyed, this, &RuleInspector::rebuild);
        const QStringList selected = page->view().selectedNodes();
        m_node = selected.size() == 1 ? selected.front().toStdString() : std::string();
    }
    rebuild();
}

// The old page may be on the stack of a signal that led here, so it goes later.
void RuleInspector::rebuild()
{
    if (QWidget *old = m_scroll->takeWidget()) {
        old->hide();
        old->disconnect(this);
        old->setParent(nullptr);
        old->deleteLater();
    }
    m_stage = nullptr;
    m_head = nullptr;
    const workflow::AlertRule *rule = m_page ? m_page->model().rule() : nullptr;
    if (!rule)
        return;
    m_page->document().endStep();
    if (const workflow::AlertNode *node = nodeOf(*rule, m_node)) {
        m_stage = new StagePage(m_page->document(), m_page->rule(), *node, m_scroll);
        m_scroll->setWidget(m_stage);
    } else {
        m_head = new RuleHeadPage(m_page->document(), m_page->rule(), m_scroll);
        m_scroll->setWidget(m_head);
    }
    showAlert();
}

void RuleInspector::rulesChanged(const QStringList &ids)
{
    const workflow::AlertRule *rule = m_page ? m_page->model().rule() : nullptr;
    if (!m_page || !ids.contains(toQString(m_page->rule())))
        return;
    if (!rule || (m_stage && !nodeOf(*rule, m_node)))
        return rebuild();
    if (m_stage)
        m_stage->refresh();
    if (m_head)
        m_head->refresh();
}

void RuleInspector::showProblems()
{
    if (m_stage)
        m_stage->showProblems();
    if (m_head)
        m_head->showProblems();
}

void RuleInspector::showAlert()
{
    const client::AlertView *alert = m_page ? m_page->model().alert() : nullptr;
    if (m_stage)
        m_stage->showAlert(alert);
    if (m_head)
        m_head->showAlert(alert);
}

void RuleInspector::goToField(const QString &where)
{
    if (m_stage)
        m_stage->goTo(where);
}

} // namespace weftline::ui::alerts
