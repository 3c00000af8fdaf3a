// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// New, open, save.

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QPointer>
#include <QtGui/QUndoGroup>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTabBar>

#include "ui/designer/designer_page.h"
#include "ui/document/document.h"
#include "ui/shell/examples.h"
#include "ui/shell/main_window.h"
#include "ui/shell/start_page.h"
#include "ui/shell/workflow_tab.h"
#include "ui/widgets/engine_words.h"
#include "ui/widgets/icons.h"

namespace weftline::ui::shell {

WorkflowTab *MainWindow::addWorkflowTab()
{
    auto *tab = new WorkflowTab(m_client);
    m_undo->addStack(&tab->document().undoStack());
    connect(tab, &WorkflowTab::titleChanged, this, [this, tab] { refreshTab(tab); });
    connect(tab, &WorkflowTab::draftChanged, this, [this, tab] { refreshTab(tab); });
    connect(&tab->page(), &designer::DesignerPage::selectionChanged, this, [this, tab](const QStringList &nodes, const QStringList &edges) {
        if (currentTab() == tab)
            selectionChanged(nodes, edges);
    });
    connect(&tab->page(), &designer::DesignerPage::refused, this, &MainWindow::showError);
    connect(&tab->page(), &designer::DesignerPage::nodeActivated, this,
            [this] { m_docks.value(QStringLiteral("inspector"))->raise(); });
    connect(&tab->document(), &document::Document::reset, this, &MainWindow::updateActions);
    addTab(tab, tab->title(), widgets::icon(QStringLiteral("tidy")));
    return tab;
}

void MainWindow::newWorkflow()
{
    WorkflowTab *tab = addWorkflowTab();
    keepDraft(*tab);
    showTab(m_pages->indexOf(tab));
}

void MainWindow::askOpen()
{
    auto *dialog = new QFileDialog(this, tr("Open Workflow"), m_settings.value(QStringLiteral("folder")).toString(),
                                   tr("Workflows (*.weft);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) { openFile(path); });
    dialog->open();
}

void MainWindow::openFile(const QString &path, bool run)
{
    const QString whole = QFileInfo(path).absoluteFilePath();
    if (m_bringingBack) {
        m_afterBringingBack.emplace_back([this, whole, run] { openFile(whole, run); });
        return;
    }
    for (int i = 0; i < m_pages->count(); ++i) {
        auto *open = qobject_cast<WorkflowTab *>(m_pages->widget(i));
        if (!open || !open->isOf(whole))
            continue;
        showTab(i);
        if (run && !open->isLoading())
            runCurrent();
        else if (run)
            connect(&open->document(), &document::Document::reset, this, [this, open] { startRun(open); }, Qt::SingleShotConnection);
        return;
    }
    WorkflowTab *tab = addWorkflowTab();
    showTab(m_pages->indexOf(tab));
    const QPointer<WorkflowTab> guard(tab);
    tab->load(whole, [this, guard, whole, run](const Result<Done> &done) {
        if (!guard)
            return;
        if (!done) {
            dropTab(guard);
            showError(widgets::inWords(done.error().message));
            return;
        }
        keepDraft(*guard);
        rememberFile(whole);
        showRunOf(*guard);
        if (run)
            startRun(guard);
    });
}

void MainWindow::openExample(const QString &name, bool run)
{
    std::optional<Example> example = exampleNamed(name);
    if (!example)
        return;
    if (m_bringingBack) {
        m_afterBringingBack.emplace_back([this, name, run] { openExample(name, run); });
        return;
    }
    WorkflowTab *tab = addWorkflowTab();
    tab->document().setWorkflow(std::move(example->workflow));
    keepDraft(*tab);
    showTab(m_pages->indexOf(tab));
    if (run)
        startRun(tab);
}

void MainWindow::save(WorkflowTab &tab, bool askWhere, std::function<void()> saved)
{
    const QPointer<WorkflowTab> guard(&tab);
    const auto write = [this, guard, saved](const QString &path) {
        if (!guard)
            return;
        guard->document().save(path, [this, guard, path, saved](const Result<Done> &done) {
            if (!done) {
                showError(widgets::inWords(done.error().message));
                return;
            }
            rememberFile(path);
            if (saved)
                saved();
        });
    };
    if (!askWhere && !tab.document().path().isEmpty()) {
        write(tab.document().path());
        return;
    }
    auto *dialog = new QFileDialog(this, tr("Save Workflow"), m_settings.value(QStringLiteral("folder")).toString(),
                                   tr("Workflows (*.weft)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("weft"));
    dialog->selectFile(tab.document().path().isEmpty() ? tab.plainTitle() + QStringLiteral(".weft") : tab.document().path());
    connect(dialog, &QFileDialog::fileSelected, this, write);
    dialog->open();
}

} // namespace weftline::ui::shell
