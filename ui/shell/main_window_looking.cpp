// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Looking at runs: data and events of what is selected, the page of all runs, and a run that is done again.

#include <QtCore/QPointer>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTabBar>

#include "engine/workflow/codec.h"
#include "ui/designer/designer_page.h"
#include "ui/designer/run_page.h"
#include "ui/document/document.h"
#include "ui/runs/data_view.h"
#include "ui/runs/events_view.h"
#include "ui/runs/run_list.h"
#include "ui/runs/runs_page.h"
#include "ui/shell/main_window.h"
#include "ui/shell/message_bar.h"
#include "ui/shell/workflow_tab.h"
#include "ui/widgets/engine_words.h"
#include "ui/widgets/icons.h"

namespace weftline::ui::shell {

namespace {

std::optional<std::uint32_t> placeInRun(const client::RunView *run, const std::string &id)
{
    const Value *const nodes = run ? run->workflow.find("nodes") : nullptr;
    const List *const list = nodes ? nodes->asList() : nullptr;
    for (std::uint32_t n = 0; list && n < list->size(); ++n)
        if (const Value *own = (*list)[n].find("id"); own && own->asString() && *own->asString() == id)
            return n;
    return std::nullopt;
}

} // namespace

void MainWindow::addLookingActions()
{
    addAction(QStringLiteral("run.retry"), tr("Re&try What Failed"), QStringLiteral("retry"), QKeySequence(Qt::CTRL | Qt::Key_F5),
              tr("Starts a new run that takes over what succeeded in the run in front, and does the rest"), [this] {
                  if (const std::string run = shownRun(); !run.empty())
                      retryRun(run);
              });
    addAction(QStringLiteral("run.all"), tr("&All Runs"), QStringLiteral("history"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R),
              tr("Lists the runs of the engine, the newest first"), [this] { showRuns(); });
}

/// The tabs at the bottom that show what is selected.
void MainWindow::connectLooking()
{
    connect(m_events, &runs::EventsView::nodeRequested, this, [this](const QString &run, const QString &node) {
        if (!run.isEmpty() && run.toStdString() != shownRun())
            openRun(run.toStdString());
        if (designer::DesignerPage *page = currentPage())
            page->selectNode(node);
    });
    connect(m_runList, &runs::RunList::cancelRequested, this, [this](const QString &run) { cancelRun(run.toStdString()); });
    connect(m_runList, &runs::RunList::retryRequested, this, [this](const QString &run) { retryRun(run.toStdString()); });
}

void MainWindow::lookAt(const QStringList &nodes, const QStringList &edges)
{
    const document::Document *document = currentDocument();
    const bool isRun = qobject_cast<designer::RunPage *>(currentTab()) != nullptr;
    // A drawing may have changed since its last run: there the place in the run's own workflow counts.
    const auto indexOf = [&](const std::string &id) -> std::optional<std::uint32_t> {
        if (!isRun)
            return placeInRun(m_client->run(shownRun()), id);
        const auto index = document->indexOf(id);
        return index ? std::optional(static_cast<std::uint32_t>(*index)) : std::nullopt;
    };
    const auto titleOf = [&](const std::string &id) {
        const auto index = document->indexOf(id);
        const workflow::Node *node = index ? &document->workflow().nodes[*index] : nullptr;
        return document::toQString(!node || node->title.empty() ? id : node->title);
    };
    m_events->setNode(document && nodes.size() == 1 && isRun ? nodes.front() : QString());
    if (document && nodes.size() == 1) {
        const std::string id = nodes.front().toStdString();
        if (const auto node = indexOf(id)) {
            m_data->showNode(*node, titleOf(id));
            return;
        }
    }
    if (document && nodes.isEmpty() && edges.size() == 1) {
        const workflow::Edge *edge = document->edge(edges.front().toStdString());
        const auto from = edge ? indexOf(edge->from) : std::nullopt;
        const auto to = edge ? indexOf(edge->to) : std::nullopt;
        if (from && to) {
            m_data->showEdge(*from, titleOf(edge->from), titleOf(edge->to));
            if (isRun)
                dock(QStringLiteral("data"))->raise();
            return;
        }
    }
    m_data->showNothing();
}

void MainWindow::showRuns()
{
    if (!m_runsPage) {
        m_runsPage = new runs::RunsPage(m_client);
        connect(m_runsPage, &runs::RunsPage::runActivated, this, [this](const QString &run) { openRun(run.toStdString()); });
        connect(m_runsPage, &runs::RunsPage::cancelRequested, this, [this](const QString &run) { cancelRun(run.toStdString()); });
        connect(m_runsPage, &runs::RunsPage::retryRequested, this, [this](const QString &run) { retryRun(run.toStdString()); });
        addTab(m_runsPage, tr("Runs"), widgets::icon(QStringLiteral("history")));
    }
    showTab(m_pages->indexOf(m_runsPage));
}

QCoro::Task<> MainWindow::retryRun(std::string earlier)
{
    const QPointer<MainWindow> self(this);
    m_message->clear();
    const std::string run = client::newRunId();
    m_client->watchRun(run);
    const Result<Done> done = co_await m_client->retryRun(run, earlier);
    if (!self)
        co_return;
    if (done) {
        openRun(run);
        co_return;
    }
    m_client->unwatchRun(run);
    const QString sentence = widgets::inWords(done.error().message);
    if (done.error().code == ErrorCode::Limit) // too old: there is another way
        m_message->say(tr("That did not work"), sentence, tr("Start anew"), [this, earlier] { startAnew(earlier); });
    else
        showError(sentence);
}

/// With the workflow and the parameters of the earlier run, and nothing else of it.
QCoro::Task<> MainWindow::startAnew(std::string earlier)
{
    const QPointer<MainWindow> self(this);
    const client::RunView *view = m_client->run(earlier);
    if (!view) { // its page asks the engine for it
        openRun(earlier);
        m_message->say(tr("The run is being opened"), tr("Its workflow is not here yet. Start it anew once it is shown."), tr("Start anew"),
                       [this, earlier] { startAnew(earlier); });
        co_return;
    }
    workflow::Problems problems;
    workflow::Workflow workflow = workflow::fromValue(view->workflow, problems);
    Object parameters = view->parameters;
    const std::string run = client::newRunId();
    m_client->watchRun(run);
    const Result<Done> done = co_await m_client->submit(run, std::move(workflow), std::move(parameters));
    if (!self)
        co_return;
    if (done) {
        openRun(run);
    } else {
        m_client->unwatchRun(run);
        showError(widgets::inWords(done.error().message));
    }
}

} // namespace weftline::ui::shell
