// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/main_window.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QSignalBlocker>
#include <QtGui/QUndoGroup>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QLabel>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QStatusBar>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QToolButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/alerts/rule_inspector.h"
#include "ui/alerts/rule_page.h"
#include "ui/canvas/canvas_view.h"
#include "ui/charts/live_charts.h"
#include "ui/designer/designer_page.h"
#include "ui/runs/names.h"
#include "ui/designer/run_page.h"
#include "ui/document/document.h"
#include "ui/drafts/draft.h"
#include "ui/inspector/inspector.h"
#include "ui/runs/log_view.h"
#include "ui/runs/run_list.h"
#include "ui/runs/runs_page.h"
#include "ui/runs/timeline.h"
#include "ui/shell/connect_engine.h"
#include "ui/shell/message_bar.h"
#include "ui/shell/problems_view.h"
#include "ui/shell/session.h"
#include "ui/shell/start_page.h"
#include "ui/shell/status_line.h"
#include "ui/shell/workflow_tab.h"
#include "ui/widgets/engine_words.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

namespace weftline::ui::shell {

MainWindow::MainWindow(client::EngineClient *client, QWidget *parent)
    : QMainWindow(parent)
    , m_client(client)
    , m_actions(new widgets::ActionRegistry(this))
    , m_undo(new QUndoGroup(this))
{
    setWindowTitle(QStringLiteral("Weftline"));
    m_sessionSoon.setSingleShot(true);
    m_sessionSoon.setInterval(150);
    connect(&m_sessionSoon, &QTimer::timeout, this, &MainWindow::writeSession);
    addFileActions();
    addEditActions();
    addViewActions();
    addRunActions();
    addAlertActions();
    addLookingActions();
    addEngineActions();
    buildMenus();
    buildToolBar();
    buildCentre();
    buildDocks();
    buildAlerts();
    m_status = new StatusLine(client);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_status, 1);
    m_saved = new widgets::TextLabel(widgets::TextRole::Small, widgets::Token::Text3);
    m_saved->setObjectName(QStringLiteral("saved"));
    m_saved->setContentsMargins(0, 0, 12, 0);
    statusBar()->addPermanentWidget(m_saved);
    connectEngine();
    followEngine();
    resize(1440, 900);
    restoreGeometry(m_settings.value(QStringLiteral("geometry")).toByteArray());
    setRecent(m_settings.value(QStringLiteral("recent")).toStringList());
    currentTabChanged();
}

MainWindow::~MainWindow()
{
    m_sessionSoon.stop();
    writeSession();
    m_sessionFile.reset();
    // Pages first: they show documents and runs, and tell this window when their selection goes.
    disconnect(m_tabs, nullptr, this, nullptr);
    m_client->disconnect(this);
    m_problems->setDocument(nullptr);
    m_inspector->setDocument(nullptr);
    m_ruleInspector->setPage(nullptr);
    for (int i = m_pages->count(); i-- > 1;) // rules before the documents they are of
        if (auto *rule = qobject_cast<alerts::RulePage *>(m_pages->widget(i))) {
            m_pages->removeWidget(rule);
            rule->disconnect(this);
            delete rule;
        }
    while (m_pages->count() > 1) {
        QWidget *page = m_pages->widget(1);
        m_pages->removeWidget(page);
        page->disconnect(this);
        delete page;
    }
}

void MainWindow::buildCentre()
{
    m_tabs = new QTabBar;
    m_tabs->setObjectName(QStringLiteral("tabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->setExpanding(false);
    m_pages = new QStackedWidget;
    m_message = new MessageBar;
    m_start = new StartPage(*m_actions, QCoreApplication::applicationVersion());
    auto *centre = new QWidget;
    auto *column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_tabs);
    column->addWidget(m_message);
    column->addWidget(m_pages, 1);
    setCentralWidget(centre);
    addTab(m_start, tr("Start"), {});
    connect(m_tabs, &QTabBar::currentChanged, this, [this](int index) {
        m_pages->setCurrentIndex(index);
        currentTabChanged();
    });
    connect(m_start, &StartPage::exampleRequested, this, &MainWindow::openExample);
    connect(m_start, &StartPage::fileRequested, this, [this](const QString &path) { openFile(path); });
    connect(m_start, &StartPage::clearRequested, this, [this] { setRecent({}); });
}

void MainWindow::connectEngine()
{
    const auto sayState = [this] {
        m_engineName->setText(m_client->name());
        m_start->setEngineWords(m_client->isConnected() ? tr("%1 ready").arg(m_client->name()) : tr("%1 not there yet").arg(m_client->name()));
    };
    connect(m_client, &client::EngineClient::connectionChanged, this, [this, sayState] {
        sayState();
        updateActions();
    });
    connect(m_client, &client::EngineClient::engineChanged, this, [this] {
        m_start->setRuns(m_client->engine());
        if (m_client->engine().position > 0 && !std::exchange(m_sawEngine, true))
            showEarlierRuns();
        bringBackRuns();
        if (m_waitsToRun && m_client->isConnected() && m_client->engine().position > 0)
            startRun(std::exchange(m_waitsToRun, nullptr));
    });
    sayState();
    if (m_client->engine().position > 0) {
        m_sawEngine = true;
        m_start->setRuns(m_client->engine());
        QMetaObject::invokeMethod(this, &MainWindow::showEarlierRuns, Qt::QueuedConnection);
    }
}

int MainWindow::addTab(QWidget *page, const QString &title, const QIcon &icon, int at)
{
    const QSignalBlocker quiet(m_tabs);
    const int index = m_tabs->insertTab(at < 0 ? m_tabs->count() : at, icon, title);
    m_pages->insertWidget(index, page);
    if (page != m_start) {
        auto *close = new QToolButton;
        close->setIcon(widgets::icon(QStringLiteral("close"), widgets::Token::Text3));
        close->setIconSize({12, 12});
        close->setFixedSize(18, 18);
        close->setAutoRaise(true);
        close->setFocusPolicy(Qt::NoFocus);
        close->setToolTip(tr("Close Tab"));
        connect(close, &QToolButton::clicked, this, [this, page] { closeTab(m_pages->indexOf(page)); });
        m_tabs->setTabButton(index, QTabBar::RightSide, close);
    }
    return index;
}

void MainWindow::showTab(int index)
{
    if (index < 0 || index >= m_tabs->count())
        return;
    if (index != m_tabs->currentIndex())
        m_tabs->setCurrentIndex(index);
    else if (m_pages->currentIndex() != index) {
        m_pages->setCurrentIndex(index);
        currentTabChanged();
    }
}

QWidget *MainWindow::currentTab() const { return m_pages->currentWidget(); }

designer::DesignerPage *MainWindow::currentPage() const
{
    if (const auto *tab = qobject_cast<WorkflowTab *>(currentTab()))
        return &tab->page();
    if (const auto *run = qobject_cast<designer::RunPage *>(currentTab()))
        return &run->page();
    return nullptr;
}

document::Document *MainWindow::currentDocument() const
{
    if (const auto *rule = qobject_cast<alerts::RulePage *>(currentTab()))
        return &rule->document();
    designer::DesignerPage *page = currentPage();
    return page ? &page->document() : nullptr;
}

void MainWindow::refreshTab(QWidget *page)
{
    const int index = m_pages->indexOf(page);
    if (index < 0)
        return;
    if (const auto *tab = qobject_cast<WorkflowTab *>(page)) {
        m_tabs->setTabText(index, tab->title());
        m_tabs->setTabToolTip(index, tab->document().path());
        if (tab == currentWorkflow())
            updateActions();
        sessionChanged();
        return;
    }
    const auto *run = qobject_cast<designer::RunPage *>(page);
    const client::RunView *view = run ? run->view() : nullptr;
    if (!view)
        return;
    m_tabs->setTabText(index, tr("Run %1").arg(view->summary.index + 1));
    m_tabs->setTabIcon(index, widgets::stateIcon(runs::markOf(view->summary.state)));
    m_tabs->setTabToolTip(index, QString::fromStdString(view->summary.name));
}

void MainWindow::currentTabChanged()
{
    WorkflowTab *tab = currentWorkflow();
    auto *run = qobject_cast<designer::RunPage *>(currentTab());
    m_message->clear();
    if (const bool hasPage = tab || run; hasPage != m_docksShown)
        showDocks(hasPage);
    m_undo->setActiveStack(tab ? &tab->document().undoStack() : nullptr);
    m_problems->setReadOnly(run != nullptr);
    m_problems->setDocument(currentDocument());
    m_inspector->setDocument(currentDocument());
    m_inspector->setReadOnly(run != nullptr);
    if (tab)
        m_runList->setWorkflow(QString::fromStdString(tab->document().workflow().name));
    if (tab || run)
        setPerspective(run ? Perspective::Run : Perspective::Design);
    watchShownRun();
    showAlertParts();
    selectionChanged(currentPage() ? currentPage()->selectedNodes() : QStringList(),
                     currentPage() ? currentPage()->view().selectedEdges() : QStringList());
    if (currentView())
        currentView()->setFocus();
    if (run)
        runSummaryChanged(run);
    updateActions();
    sessionChanged();
}

void MainWindow::updateActions()
{
    const WorkflowTab *tab = currentWorkflow();
    const auto *run = qobject_cast<designer::RunPage *>(currentTab());
    const bool isOpen = tab || run;
    const bool isRule = qobject_cast<alerts::RulePage *>(currentTab()) != nullptr;
    for (const char *id : {"edit.cut", "edit.paste", "edit.duplicate", "edit.heal", "insert.node", "palette.search"})
        m_actions->setEnabled(QLatin1String(id), tab && !isRule);
    for (const char *id : {"file.save", "file.saveAs", "edit.delete", "graph.tidy", "alerts.new", "problems.fix"})
        m_actions->setEnabled(QLatin1String(id), tab != nullptr);
    for (const char *id : {"file.close", "edit.copy", "edit.selectAll", "graph.fit", "view.zoomIn", "view.zoomOut", "view.zoomReset",
                           "view.design", "view.run", "view.left", "view.right", "view.bottom", "view.reset", "problems.next"})
        m_actions->setEnabled(QLatin1String(id), isOpen);
    for (const char *id : {"edit.find", "edit.findNext", "edit.findPrevious"})
        m_actions->setEnabled(QLatin1String(id), isOpen && !isRule);
    m_actions->setEnabled(QStringLiteral("edit.undo"), m_undo->canUndo());
    m_actions->setEnabled(QStringLiteral("edit.redo"), m_undo->canRedo());
    m_actions->setEnabled(QStringLiteral("run.start"), tab != nullptr);
    m_actions->setEnabled(QStringLiteral("run.latest"), tab && !tab->lastRun().empty());
    m_actions->setEnabled(QStringLiteral("workers.start"), m_client->isConnected());
    const std::string shown = shownRun();
    const client::RunView *view = shown.empty() ? nullptr : m_client->run(shown);
    m_actions->setEnabled(QStringLiteral("run.cancel"), view && view->summary.state == client::RunState::Running);
    m_actions->setEnabled(QStringLiteral("run.retry"), view && runs::mayBeRetried(view->summary.state));
    m_actions->setEnabled(QStringLiteral("file.close"), isOpen || qobject_cast<runs::RunsPage *>(currentTab()));
    refuseByRole();
    QString words;
    if (tab)
        words = tab->savedWords();
    else if (run && view)
        words = tr("run %1 of %2").arg(view->summary.index + 1).arg(QString::fromStdString(view->summary.name));
    m_saved->setText(words);
}

void MainWindow::selectionChanged(const QStringList &nodes, const QStringList &edges)
{
    m_inspector->setSelection(nodes);
    std::optional<std::uint32_t> node;
    QString title;
    if (const document::Document *document = currentDocument(); document && nodes.size() == 1) {
        if (const auto index = document->indexOf(nodes.front().toStdString()))
            node = std::uint32_t(*index);
        title = nodes.front();
    }
    const bool isRun = qobject_cast<designer::RunPage *>(currentTab()) != nullptr;
    m_timeline->selectNode(isRun ? node : std::nullopt);
    m_log->setNode(isRun ? node : std::nullopt, title);
    lookAt(nodes, edges);
}

void MainWindow::goToProblem(const QString &node, const QString &where)
{
    if (goToRuleProblem(where))
        return;
    designer::DesignerPage *page = currentPage();
    if (!page)
        return;
    if (node.isEmpty())
        page->view().clearSelection();
    else
        page->selectNode(node);
    dock(QStringLiteral("inspector"))->raise();
    m_inspector->goToField(where);
}

void MainWindow::showError(const QString &sentence) { m_message->say(tr("That did not work"), widgets::inWords(sentence)); }

void MainWindow::setEngineWaiting(const QString &words)
{
    m_engineWaiting = words;
    m_status->setWaiting(words);
    if (m_connect)
        m_connect->setState(m_client->name(), engineWords());
}

} // namespace weftline::ui::shell
