// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Runs: started, shown, ended, and found again by a window that was opened later.

#include <QtCore/QPointer>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTabBar>

#include "engine/workflow/validate.h"
#include "ui/designer/designer_page.h"
#include "ui/designer/run_page.h"
#include "ui/document/document.h"
#include "ui/runs/run_list.h"
#include "ui/shell/main_window.h"
#include "ui/shell/message_bar.h"
#include "ui/shell/status_line.h"
#include "ui/shell/workflow_tab.h"
#include "ui/widgets/engine_words.h"

namespace weftline::ui::shell {

using client::RunState;

constexpr std::uint32_t workersAtFirst = 2;
constexpr int earlierRunsMax = 3;
constexpr std::size_t checkedHereMax = 10'000;

void MainWindow::runCurrent()
{
    if (WorkflowTab *tab = currentWorkflow())
        startRun(tab);
}

QCoro::Task<> MainWindow::startRun(QPointer<WorkflowTab> tab)
{
    const QPointer<MainWindow> self(this);
    m_message->clear();
    if (!m_client->isConnected() || m_client->engine().position == 0) {
        m_waitsToRun = tab;
        m_message->tell(tr("Waiting for the engine"), tr("“%1” runs as soon as it is there.").arg(tab->plainTitle()));
        co_return;
    }
    // What the list of problems says may be older than what was typed last. Of a huge workflow the engine says it.
    const workflow::Workflow &drawn = tab->document().workflow();
    if (drawn.nodes.size() <= checkedHereMax && workflow::hasErrors(workflow::validate(drawn))) {
        dock(QStringLiteral("problems"))->raise();
        showError(tr("Cannot run “%1”: it has errors. The list of problems says where and what to do.").arg(tab->plainTitle()));
        co_return;
    }
    const workflow::Workflow workflow = tab->document().workflow();
    const std::string run = client::newRunId();
    if (countWorkers(m_client->engine()).active == 0)
        startWorkers(workersAtFirst);
    m_client->watchRun(run);
    const Result<Done> submitted = co_await m_client->submit(run, workflow, {});
    if (!self)
        co_return;
    if (!submitted) {
        m_client->unwatchRun(run);
        showError(widgets::inWords(submitted.error().message));
        co_return;
    }
    if (tab)
        tab->setLastRun(run);
    openRun(run);
}

QCoro::Task<> MainWindow::cancelRun(std::string run)
{
    const QPointer<MainWindow> self(this);
    const Result<Done> done = co_await m_client->cancelRun(std::move(run));
    if (self && !done)
        showError(widgets::inWords(done.error().message));
}

QCoro::Task<> MainWindow::startWorkers(std::uint32_t count)
{
    const QPointer<MainWindow> self(this);
    const Result<Done> done = co_await m_client->startWorkers(count);
    if (self && !done)
        showError(widgets::inWords(done.error().message));
}

designer::RunPage *MainWindow::openRun(const std::string &run, bool inFront, int at)
{
    designer::RunPage *page = nullptr;
    for (int i = 0; i < m_pages->count() && !page; ++i)
        if (auto *open = qobject_cast<designer::RunPage *>(m_pages->widget(i)); open && open->run() == run)
            page = open;
    if (!page) {
        page = new designer::RunPage(m_client, run);
        connect(page, &designer::RunPage::summaryChanged, this, [this, page] { runSummaryChanged(page); });
        connect(&page->page(), &designer::DesignerPage::selectionChanged, this, [this, page](const QStringList &nodes, const QStringList &edges) {
            if (currentTab() == page)
                selectionChanged(nodes, edges);
        });
        connect(&page->page(), &designer::DesignerPage::nodeActivated, this,
                [this] { dock(QStringLiteral("inspector"))->raise(); });
        addTab(page, tr("Run"), widgets::stateIcon(widgets::TaskState::Waiting), at);
        runSummaryChanged(page);
    }
    if (inFront)
        showTab(m_pages->indexOf(page));
    return page;
}

void MainWindow::runSummaryChanged(designer::RunPage *page)
{
    refreshTab(page);
    updateActions();
    const client::RunView *view = page->view();
    if (currentTab() == page && view)
        m_runList->setWorkflow(QString::fromStdString(view->summary.name));
    if (!view || view->summary.state != RunState::Failed || !m_ended.insert(page->run()).second)
        return;
    if (currentTab() == page)
        m_message->say(tr("Run %1 failed").arg(view->summary.index + 1), widgets::inWords(view->summary.reason),
                       tr("Retry what failed"), [this, run = page->run()] { retryRun(run); });
}

std::string MainWindow::shownRun() const
{
    if (const auto *page = qobject_cast<designer::RunPage *>(currentTab()))
        return page->run();
    if (const WorkflowTab *tab = currentWorkflow())
        return tab->lastRun();
    return {};
}

void MainWindow::showEarlierRuns()
{
    // The newest first, those that still run; a window that was closed or killed comes back to them.
    int shown = 0;
    const auto &all = m_client->engine().runs;
    for (auto run = all.rbegin(); run != all.rend() && shown < earlierRunsMax; ++run) {
        if (run->second.state == RunState::Running) {
            openRun(run->second.id, shown == 0 && (currentTab() == nullptr || m_pages->currentIndex() == 0));
            ++shown;
        }
    }
    for (int i = 0; i < m_pages->count(); ++i)
        if (auto *tab = qobject_cast<WorkflowTab *>(m_pages->widget(i)))
            showRunOf(*tab);
}

void MainWindow::showRunOf(WorkflowTab &tab)
{
    const std::string &name = tab.document().workflow().name;
    if (!tab.lastRun().empty() || name.empty())
        return;
    const auto &all = m_client->engine().runs;
    for (auto run = all.rbegin(); run != all.rend(); ++run) {
        if (run->second.name != name)
            continue;
        tab.setLastRun(run->second.id);
        openRun(run->second.id, run->second.state == RunState::Running && currentTab() == &tab);
        watchShownRun();
        return;
    }
}

} // namespace weftline::ui::shell
