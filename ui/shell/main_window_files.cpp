// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// New, open, save, close.

#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtGui/QCloseEvent>
#include <QtGui/QUndoGroup>
#include <QtWidgets/QFileDialog>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTabBar>

#include "ui/designer/designer_page.h"
#include "ui/document/document.h"
#include "ui/shell/examples.h"
#include "ui/shell/main_window.h"
#include "ui/shell/start_page.h"
#include "ui/shell/workflow_tab.h"
#include "ui/widgets/icons.h"

namespace weftline::ui::shell {

constexpr qsizetype recentMax = 8;

WorkflowTab *MainWindow::addWorkflowTab()
{
    auto *tab = new WorkflowTab(m_client);
    m_undo->addStack(&tab->document().undoStack());
    connect(tab, &WorkflowTab::titleChanged, this, [this, tab] { refreshTab(tab); });
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
    for (int i = 0; i < m_pages->count(); ++i) {
        const auto *open = qobject_cast<WorkflowTab *>(m_pages->widget(i));
        if (open && open->document().path() == whole) {
            showTab(i);
            if (run)
                runCurrent();
            return;
        }
    }
    WorkflowTab *tab = addWorkflowTab();
    showTab(m_pages->indexOf(tab));
    const QPointer<WorkflowTab> guard(tab);
    tab->document().load(whole, [this, guard, whole, run](const Result<Done> &done) {
        if (!guard)
            return;
        if (!done) {
            dropTab(guard);
            showError(document::toQString(done.error().message));
            return;
        }
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
    WorkflowTab *tab = addWorkflowTab();
    tab->document().setWorkflow(std::move(example->workflow));
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
                showError(document::toQString(done.error().message));
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

void MainWindow::askToSave(WorkflowTab &tab, std::function<void()> goOn)
{
    auto *question = new QMessageBox(QMessageBox::NoIcon, tr("Weftline"),
                                     tr("“%1” has changes that are not saved.").arg(tab.plainTitle()),
                                     QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel, this);
    question->setObjectName(QStringLiteral("askToSave"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    const QPointer<WorkflowTab> guard(&tab);
    connect(question, &QMessageBox::finished, this, [this, guard, goOn](int answer) {
        if (guard && answer == QMessageBox::Save)
            save(*guard, false, goOn);
        else if (guard && answer == QMessageBox::Discard)
            goOn();
    });
    question->open();
}

void MainWindow::closeTab(int index)
{
    QWidget *page = m_pages->widget(index);
    if (!page || page == m_start)
        return;
    auto *tab = qobject_cast<WorkflowTab *>(page);
    if (tab && tab->document().isModified()) {
        askToSave(*tab, [this, guard = QPointer<QWidget>(page)] {
            if (guard)
                dropTab(guard);
        });
        return;
    }
    dropTab(page);
}

void MainWindow::dropTab(QWidget *page)
{
    if (auto *tab = qobject_cast<WorkflowTab *>(page))
        dropRulesOf(*tab);
    const int index = m_pages->indexOf(page);
    if (index < 0)
        return;
    if (page == currentTab()) // whoever shows it lets go of it before it is gone
        showTab(index > 1 ? index - 1 : index + 1 < m_pages->count() ? index + 1 : 0);
    if (auto *tab = qobject_cast<WorkflowTab *>(page))
        m_undo->removeStack(&tab->document().undoStack());
    m_pages->removeWidget(page);
    {
        const QSignalBlocker quiet(m_tabs);
        m_tabs->removeTab(index);
        m_tabs->setCurrentIndex(m_pages->currentIndex());
    }
    delete page;
    watchShownRun();
}

void MainWindow::rememberFile(const QString &path)
{
    QStringList files = m_settings.value(QStringLiteral("recent")).toStringList();
    files.removeAll(path);
    files.prepend(path);
    files = files.mid(0, recentMax);
    m_settings.setValue(QStringLiteral("recent"), files);
    m_settings.setValue(QStringLiteral("folder"), QFileInfo(path).absolutePath());
    m_start->setRecent(files);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    for (int i = 0; i < m_pages->count() && !m_closing; ++i) {
        auto *tab = qobject_cast<WorkflowTab *>(m_pages->widget(i));
        if (!tab || !tab->document().isModified())
            continue;
        event->ignore();
        showTab(i);
        askToSave(*tab, [this, guard = QPointer<WorkflowTab>(tab)] {
            if (guard)
                dropTab(guard);
            close();
        });
        return;
    }
    m_settings.setValue(QStringLiteral("geometry"), saveGeometry());
    event->accept();
}

} // namespace weftline::ui::shell
