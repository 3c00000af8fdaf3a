// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Alert rules in the window: their tabs beside the workflow's, the menu that makes them, and the ways from an alert to its rule.

#include <QtCore/QPointer>
#include <QtGui/QAction>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QToolBar>
#include <QtWidgets/QToolButton>

#include "engine/workflow/codec.h"
#include "ui/alerts/alert_banner.h"
#include "ui/alerts/alert_notices.h"
#include "ui/alerts/alerts_view.h"
#include "ui/alerts/rule_graph_model.h"
#include "ui/alerts/rule_inspector.h"
#include "ui/alerts/rule_page.h"
#include "ui/alerts/rule_templates.h"
#include "ui/alerts/rule_words.h"
#include "ui/alerts/stage_palette.h"
#include "ui/charts/live_charts.h"
#include "ui/designer/designer_page.h"
#include "ui/designer/run_page.h"
#include "ui/document/document.h"
#include "ui/inspector/inspector.h"
#include "ui/shell/main_window.h"
#include "ui/shell/workflow_tab.h"
#include "ui/widgets/alert_mark.h"
#include "ui/widgets/icons.h"

namespace weftline::ui::shell {

using alerts::RulePage;
using document::toQString;
using widgets::AlertMark;

canvas::CanvasView *MainWindow::currentView() const
{
    if (const auto *rule = qobject_cast<RulePage *>(currentTab()))
        return &rule->view();
    designer::DesignerPage *page = currentPage();
    return page ? &page->view() : nullptr;
}

WorkflowTab *MainWindow::currentWorkflow() const
{
    if (auto *tab = qobject_cast<WorkflowTab *>(currentTab()))
        return tab;
    const auto *rule = qobject_cast<RulePage *>(currentTab());
    for (int i = 0; rule && i < m_pages->count(); ++i)
        if (auto *tab = qobject_cast<WorkflowTab *>(m_pages->widget(i)); tab && &tab->document() == &rule->document())
            return tab;
    return nullptr;
}

void MainWindow::addAlertActions()
{
    addAction(QStringLiteral("alerts.new"), tr("&New Rule"), QStringLiteral("bell"), {}, tr("Adds an alert rule for the error rate to the workflow"),
              [this] { newRule(alerts::ruleFrom(alerts::ruleTemplates().front())); });
    addAction(QStringLiteral("alerts.show"), tr("Show &Alerts"), {}, {}, tr("Shows what the rules of all runs say"), [this] {
        if (!m_docksShown) // nothing that has docks is open
            showDocks(true);
        dock(QStringLiteral("alerts"))->raise();
    });
}

void MainWindow::buildAlertMenu()
{
    QMenu *menu = menuBar()->addMenu(tr("&Alerts"));
    QMenu *made = menu->addMenu(widgets::icon(QStringLiteral("bell")), tr("&New Rule"));
    made->setObjectName(QStringLiteral("newRuleMenu"));
    for (const alerts::RuleTemplate &one : alerts::ruleTemplates()) {
        QAction *action = made->addAction(one.title, this, [this, one] { newRule(alerts::ruleFrom(one)); });
        action->setObjectName(QStringLiteral("newRule.") + QString::fromStdString(one.id));
    }
    m_actions->fill(*menu, {QStringLiteral("alerts.show"), QStringLiteral("|")});
    // The rules of the workflow in front, as they are when the menu opens.
    connect(menu, &QMenu::aboutToShow, this, [this, menu, made] {
        for (QAction *action : menu->actions())
            if (action->property("rule").isValid())
                delete action;
        const WorkflowTab *tab = currentWorkflow();
        made->setEnabled(tab != nullptr);
        if (!tab)
            return;
        for (const workflow::AlertRule &rule : tab->document().workflow().alerts) {
            QAction *action = menu->addAction(widgets::alertIcon(rule.enabled ? AlertMark::Inactive : AlertMark::Silenced), toQString(rule.name()),
                                              this, [this, id = rule.id] {
                                                  if (WorkflowTab *open = currentWorkflow())
                                                      openRule(*open, id);
                                              });
            action->setProperty("rule", toQString(rule.id));
        }
    });
}

void MainWindow::addAlertBell(QToolBar &bar)
{
    auto *bell = new QToolButton;
    bell->setObjectName(QStringLiteral("tool:alerts"));
    bell->setAutoRaise(true);
    bell->setFocusPolicy(Qt::NoFocus);
    bell->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(bell, &QToolButton::clicked, m_actions->find(QStringLiteral("alerts.show")), &QAction::trigger);
    bar.addWidget(bell);
    const auto show = [bell](int firing) {
        bell->setIcon(widgets::alertIcon(firing > 0 ? AlertMark::Firing : AlertMark::Inactive));
        bell->setText(firing > 0 ? QString::number(firing) : QString());
        bell->setToolTip(firing == 0       ? MainWindow::tr("No alert fires")
                             : firing == 1 ? MainWindow::tr("One alert fires")
                                           : MainWindow::tr("%n alerts fire", nullptr, firing));
    };
    show(0);
    connect(this, &MainWindow::firingChanged, bell, show);
}

void MainWindow::buildAlerts()
{
    m_banner = new alerts::AlertBanner(m_client);
    static_cast<QBoxLayout *>(centralWidget()->layout())->insertWidget(2, m_banner); // over the page, below what the window says
    connect(m_banner, &alerts::AlertBanner::ruleRequested, this,
            [this](const QString &run, const QString &rule) { openRuleOfRun(run.toStdString(), rule.toStdString()); });
    connect(m_banner, &alerts::AlertBanner::nodeRequested, this, [this](const QString &node) {
        if (designer::DesignerPage *page = currentPage())
            page->selectNode(node);
    });
    connect(m_banner, &alerts::AlertBanner::alertsRequested, m_actions->find(QStringLiteral("alerts.show")), &QAction::trigger);
    connect(m_alerts, &alerts::AlertsView::ruleRequested, this,
            [this](const QString &run, const QString &rule) { openRuleOfRun(run.toStdString(), rule.toStdString()); });
    connect(m_alerts, &alerts::AlertsView::runRequested, this, [this](const QString &run) {
        if (!run.isEmpty())
            openRun(run.toStdString());
    });
    connect(m_alerts, &alerts::AlertsView::newRuleRequested, m_actions->find(QStringLiteral("alerts.new")), &QAction::trigger);
    const auto sayFiring = [this](int count) {
        dock(QStringLiteral("alerts"))->setWindowTitle(count == 0 ? tr("Alerts") : tr("Alerts (%1)").arg(count));
        Q_EMIT firingChanged(count);
    };
    connect(m_alerts, &alerts::AlertsView::firingChanged, this, sayFiring);
    sayFiring(m_alerts->firingCount()); // one may have fired before this window was there
    connect(m_inspector, &inspector::Inspector::ruleRequested, this, [this](const QString &rule) {
        if (WorkflowTab *tab = currentWorkflow())
            openRule(*tab, rule.toStdString());
        else if (const std::string run = shownRun(); !run.empty())
            openRuleOfRun(run, rule.toStdString());
    });
    connect(m_inspector, &inspector::Inspector::newRuleRequested, m_actions->find(QStringLiteral("alerts.new")), &QAction::trigger);
    connect(m_stages, &alerts::StagePalette::addRequested, this, [this](workflow::AlertKind kind) {
        if (auto *rule = qobject_cast<RulePage *>(currentTab()))
            rule->addStage(kind);
    });
    auto *notices = new alerts::AlertNotices(m_client, this);
    connect(notices, &alerts::AlertNotices::noticed, this, &MainWindow::noticed);
    connect(m_charts, &charts::LiveCharts::alertAsked, this, &MainWindow::alertWhen);
}

// Palette, inspector and banner belong to what is in front.
void MainWindow::showAlertParts()
{
    auto *rule = qobject_cast<RulePage *>(currentTab());
    const auto *run = qobject_cast<designer::RunPage *>(currentTab());
    m_ruleInspector->setPage(rule);
    m_inspectors->setCurrentWidget(rule ? static_cast<QWidget *>(m_ruleInspector) : m_inspector);
    m_stages->setRule(rule ? rule->model().rule() : nullptr);
    m_palettes->setCurrentIndex(rule ? 1 : 0);
    m_banner->setRun(run ? run->run() : std::string());
    if (rule)
        rule->setRun(m_client, shownRun());
}

RulePage *MainWindow::openRule(WorkflowTab &tab, const std::string &rule)
{
    if (!tab.document().rule(rule))
        return nullptr;
    int behind = m_pages->indexOf(&tab) + 1;
    for (int i = 0; i < m_pages->count(); ++i) {
        auto *open = qobject_cast<RulePage *>(m_pages->widget(i));
        if (!open || &open->document() != &tab.document())
            continue;
        if (open->rule() == rule) {
            showTab(i);
            return open;
        }
        behind = i + 1;
    }
    auto *page = new RulePage(tab.document(), rule);
    connect(page, &RulePage::titleChanged, this, [this, page] { refreshRuleTab(page); });
    connect(page, &RulePage::refused, this, &MainWindow::showError);
    connect(page, &RulePage::nodeActivated, this, [this] { dock(QStringLiteral("inspector"))->raise(); });
    // An undo may have led here, through the page itself: it goes once that is done.
    connect(page, &RulePage::gone, this, [this, page] {
        QMetaObject::invokeMethod(this, [this, guard = QPointer<RulePage>(page)] {
            if (guard && !guard->document().rule(guard->rule()))
                dropTab(guard);
        }, Qt::QueuedConnection);
    });
    addTab(page, page->title(), widgets::alertIcon(AlertMark::Inactive), behind);
    refreshRuleTab(page);
    showTab(m_pages->indexOf(page));
    return page;
}

void MainWindow::refreshRuleTab(RulePage *page)
{
    const int index = m_pages->indexOf(page);
    const workflow::AlertRule *rule = page->model().rule();
    if (index < 0 || !rule)
        return;
    const client::AlertView *alert = page->model().alert();
    m_tabs->setTabText(index, page->title());
    m_tabs->setTabIcon(index, widgets::alertIcon(!rule->enabled ? AlertMark::Silenced : alert ? alerts::markOf(*alert) : AlertMark::Inactive));
    m_tabs->setTabToolTip(index, tr("Alert rule of “%1”").arg(toQString(page->document().workflow().name)));
    if (page == currentTab())
        m_stages->setRule(rule);
}

void MainWindow::newRule(const workflow::AlertRule &rule)
{
    WorkflowTab *tab = currentWorkflow();
    if (!tab)
        if (const std::string run = shownRun(); !run.empty())
            tab = workflowOfRun(run, true);
    if (!tab) {
        showError(tr("A rule belongs to a workflow. Open or make one first."));
        return;
    }
    if (RulePage *page = openRule(*tab, tab->document().addRule(rule)))
        page->selectStage(workflow::AlertKind::Condition);
}

void MainWindow::alertWhen(const charts::AlertWish &wish)
{
    newRule(alerts::ruleFor(wish.metric, wish.function, wish.threshold));
    dock(QStringLiteral("inspector"))->raise();
}

// A run belongs to the workflow that it was started from here, else to one of the same name, else to a copy of its own.
WorkflowTab *MainWindow::workflowOfRun(const std::string &run, bool open)
{
    const client::RunView *view = m_client->run(run);
    WorkflowTab *named = nullptr;
    for (int i = 0; i < m_pages->count(); ++i) {
        auto *tab = qobject_cast<WorkflowTab *>(m_pages->widget(i));
        if (tab && tab->lastRun() == run)
            return tab;
        if (tab && view && !view->summary.name.empty() && tab->document().workflow().name == view->summary.name)
            named = tab;
    }
    if (named || !open || !view)
        return named;
    workflow::Problems problems;
    WorkflowTab *tab = addWorkflowTab();
    tab->document().setWorkflow(workflow::fromValue(view->workflow, problems));
    tab->setLastRun(run);
    return tab;
}

void MainWindow::openRuleOfRun(const std::string &run, const std::string &rule)
{
    if (run.empty())
        return;
    WorkflowTab *tab = workflowOfRun(run, false);
    if (!tab || !tab->document().rule(rule))
        tab = workflowOfRun(run, true);
    if (tab && openRule(*tab, rule))
        return;
    openRun(run); // its workflow is told once it is watched
    showError(tr("The workflow in front has no rule “%1” any more. The run has it as it was.").arg(toQString(rule)));
}

void MainWindow::dropRulesOf(const WorkflowTab &tab)
{
    for (int i = m_pages->count(); i-- > 1;)
        if (auto *rule = qobject_cast<RulePage *>(m_pages->widget(i)); rule && &rule->document() == &tab.document())
            dropTab(rule);
}

bool MainWindow::goToRuleProblem(const QString &where)
{
    WorkflowTab *tab = currentWorkflow();
    if (!tab || !where.startsWith(QLatin1String("/alerts/")))
        return false;
    const auto &rules = tab->document().workflow().alerts;
    const std::size_t at = where.section(QLatin1Char('/'), 2, 2).toUInt();
    if (at >= rules.size())
        return false;
    const workflow::AlertRule rule = rules[at];
    RulePage *page = openRule(*tab, rule.id);
    const std::size_t node = where.section(QLatin1Char('/'), 4, 4).toUInt();
    const bool isNode = where.section(QLatin1Char('/'), 3, 3) == QLatin1String("nodes") && !where.section(QLatin1Char('/'), 4, 4).isEmpty();
    if (page && isNode && node < rule.nodes.size())
        page->selectNode(toQString(rule.nodes[node].id));
    dock(QStringLiteral("inspector"))->raise();
    m_ruleInspector->goToField(where.section(QLatin1Char('/'), 5));
    return true;
}

} // namespace weftline::ui::shell
