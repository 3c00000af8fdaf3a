// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Closing tabs and the window: what is not saved is asked for, once, and what a person decides about a draft is done.

#include <QtCore/QPointer>
#include <QtCore/QSignalBlocker>
#include <QtGui/QCloseEvent>
#include <QtGui/QUndoGroup>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTabBar>

#include "ui/document/document.h"
#include "ui/drafts/draft.h"
#include "ui/shell/main_window.h"
#include "ui/shell/workflow_tab.h"

namespace weftline::ui::shell {

constexpr qsizetype listedMax = 10;

QList<QPointer<WorkflowTab>> MainWindow::modifiedTabs() const
{
    QList<QPointer<WorkflowTab>> tabs;
    for (int i = 0; i < m_pages->count(); ++i)
        if (auto *tab = qobject_cast<WorkflowTab *>(m_pages->widget(i)); tab && tab->document().isModified())
            tabs.push_back(tab);
    return tabs;
}

void MainWindow::askToSave(const QList<QPointer<WorkflowTab>> &tabs, const std::function<void()> &goOn)
{
    const bool isOne = tabs.size() == 1;
    auto *question = new QMessageBox(QMessageBox::NoIcon, tr("Weftline"), {}, QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel,
                                     this);
    question->setObjectName(QStringLiteral("askToSave"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    if (isOne) {
        question->setText(tr("“%1” has changes that are not saved.").arg(tabs.front()->plainTitle()));
    } else {
        question->setText(tr("%n workflows have changes that are not saved.", nullptr, int(tabs.size())));
        QStringList names;
        for (const auto &tab : tabs.mid(0, listedMax))
            names << tab->plainTitle();
        if (tabs.size() > listedMax)
            names << tr("and %n more", nullptr, int(tabs.size() - listedMax));
        question->setInformativeText(names.join(QLatin1Char('\n')));
        question->button(QMessageBox::Save)->setText(tr("&Save All"));
        question->button(QMessageBox::Discard)->setText(tr("&Discard All"));
    }
    connect(question, &QMessageBox::finished, this, [this, tabs, goOn](int answer) {
        if (answer == QMessageBox::Save)
            saveAll(tabs, goOn);
        else if (answer == QMessageBox::Discard)
            goOn();
    });
    question->open();
}

void MainWindow::saveAll(QList<QPointer<WorkflowTab>> tabs, const std::function<void()> &goOn)
{
    if (tabs.isEmpty()) {
        goOn();
        return;
    }
    const QPointer<WorkflowTab> tab = tabs.takeFirst();
    if (!tab) {
        saveAll(tabs, goOn);
        return;
    }
    if (tab->document().path().isEmpty())
        showTab(m_pages->indexOf(tab)); // the question for its name is about what one sees
    save(*tab, false, [this, tabs, goOn] { saveAll(tabs, goOn); });
}

void MainWindow::closeTab(int index)
{
    QWidget *page = m_pages->widget(index);
    if (!page || index == 0)
        return;
    auto *tab = qobject_cast<WorkflowTab *>(page);
    if (tab && tab->document().isModified()) {
        askToSave({tab}, [this, guard = QPointer<QWidget>(page)] {
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
    if (auto *tab = qobject_cast<WorkflowTab *>(page)) {
        m_undo->removeStack(&tab->document().undoStack());
        if (tab->draft())
            tab->draft()->discard();
    }
    m_pages->removeWidget(page);
    {
        const QSignalBlocker quiet(m_tabs);
        m_tabs->removeTab(index);
        m_tabs->setCurrentIndex(m_pages->currentIndex());
    }
    delete page;
    watchShownRun();
    sessionChanged();
}

/// The last look at everything, once nobody is to be asked any more.
void MainWindow::leave()
{
    for (const auto &tab : modifiedTabs())
        if (tab->document().path().isEmpty())
            dropTab(tab); // thrown away, and nothing to come back to
    for (int i = 0; i < m_pages->count(); ++i)
        if (auto *tab = qobject_cast<WorkflowTab *>(m_pages->widget(i)); tab && tab->draft() && !tab->document().path().isEmpty())
            tab->draft()->discard(); // the file has it, or the person did not want it
    m_settings.setValue(QStringLiteral("geometry"), saveGeometry());
    writeSession();
    m_sessionSoon.stop();
    m_sessionFile.reset(); // what closes from now on is closed by the window, not by a person
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (const auto modified = modifiedTabs(); !m_closing && !modified.isEmpty()) {
        event->ignore();
        if (!findChild<QMessageBox *>(QStringLiteral("askToSave")))
            askToSave(modified, [this] {
                m_closing = true;
                close();
            });
        return;
    }
    leave();
    event->accept();
}

} // namespace weftline::ui::shell
