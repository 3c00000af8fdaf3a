// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The tabs of last time, and what was not saved in them: kept while one works, and brought back at the start, whether the last
// window was closed or killed.

#include <QtCore/QPointer>
#include <QtGui/QAction>
#include <QtGui/QMoveEvent>
#include <QtGui/QResizeEvent>
#include <QtWidgets/QMainWindow>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTabBar>

#include "ui/alerts/rule_page.h"
#include "ui/designer/run_page.h"
#include "ui/document/background.h"
#include "ui/document/document.h"
#include "ui/drafts/draft.h"
#include "ui/drafts/found_drafts.h"
#include "ui/shell/main_window.h"
#include "ui/shell/message_bar.h"
#include "ui/shell/session.h"
#include "ui/shell/workflow_tab.h"
#include "ui/widgets/engine_words.h"

#include <algorithm>

namespace weftline::ui::shell {

void MainWindow::keepSession(const QString &folder)
{
    m_drafts = std::make_unique<drafts::DraftStore>(folder);
    m_sessionFile = std::make_shared<SessionFile>(folder);
    m_bringingBack = true;
    using Found = std::pair<std::optional<Session>, drafts::FoundDrafts>;
    document::inBackground<Found>(
        this, [folder, file = m_sessionFile] { return Found(file->read(), drafts::findDrafts(folder)); },
        [this](Found found) { bringBack(found.first.value_or(Session()), std::move(found.second)); }, &m_drafts->pool());
}

void MainWindow::keepDraft(WorkflowTab &tab)
{
    if (m_drafts)
        tab.keepDraft(*m_drafts);
}

void MainWindow::bringBack(const Session &session, drafts::FoundDrafts found)
{
    m_bringingBack = false;
    const bool isFresh = m_pages->count() == 1; // otherwise the person has been faster
    const int current = session.tabs.empty() ? 0 : session.current; // without a session at least what was recovered is seen
    if (!session.geometry.isEmpty())
        restoreGeometry(session.geometry);
    for (const int area : session.hiddenAreas)
        for (const char *id : {"view.left", "view.right", "view.bottom"})
            if (QAction *action = m_actions->find(QLatin1String(id)); action && action->data().toInt() == area && action->isChecked())
                action->trigger();
    std::vector<SessionTab> tabs = session.tabs;
    const auto isIn = [&](const drafts::FoundDraft &draft, const SessionTab &tab) {
        return tab.draft == draft.name || (!tab.file.isEmpty() && tab.file == draft.content.path);
    };
    for (const drafts::FoundDraft &draft : found.drafts)
        if (std::none_of(tabs.begin(), tabs.end(), [&](const SessionTab &tab) { return isIn(draft, tab); }))
            tabs.push_back({draft.content.path, draft.name, {}, {}});
    QWidget *front = nullptr;
    for (std::size_t i = 0; i < tabs.size(); ++i) {
        const bool isFront = isFresh && int(i) == current;
        if (!tabs[i].run.isEmpty()) {
            m_runsToBringBack.emplace_back(int(i) + 1, tabs[i].run.toStdString());
            m_runInFront = isFront ? int(i) + 1 : m_runInFront;
            continue;
        }
        const auto draft = std::find_if(found.drafts.begin(), found.drafts.end(),
                                        [&](const drafts::FoundDraft &one) { return one.file && isIn(one, tabs[i]); });
        if (draft == found.drafts.end() && tabs[i].file.isEmpty())
            continue; // its draft is not to be had
        WorkflowTab *page = addWorkflowTab();
        front = isFront ? page : front;
        const auto addRules = [this, page, rules = tabs[i].rules, inFront = isFront ? session.currentRule : QString()] {
            bringBackRules(*page, rules, inFront);
        };
        if (draft == found.drafts.end()) {
            bringBackFile(*page, tabs[i].file, addRules);
            continue;
        }
        page->recover(*m_drafts, std::move(*draft));
        found.drafts.erase(draft);
        addRules();
    }
    if (front && m_pages->currentIndex() == 0)
        showTab(m_pages->indexOf(front));
    if (front && session.showsRun)
        setPerspective(Perspective::Run);
    if (m_sawEngine)
        showEarlierRuns();
    bringBackRuns();
    if (!found.troubles.isEmpty())
        m_message->say(tr("A draft cannot be recovered whole"), found.troubles.join(QLatin1Char(' ')));
    for (const auto &then : std::exchange(m_afterBringingBack, {}))
        then();
    sessionChanged();
}

void MainWindow::bringBackFile(WorkflowTab &tab, const QString &path, const std::function<void()> &then)
{
    tab.load(path, [this, guard = QPointer<WorkflowTab>(&tab), then](const Result<Done> &done) {
        if (!guard)
            return;
        if (!done) {
            dropTab(guard);
            showError(widgets::inWords(done.error().message));
            return;
        }
        keepDraft(*guard);
        showRunOf(*guard);
        then();
    });
}

void MainWindow::bringBackRules(WorkflowTab &tab, const QStringList &rules, const QString &inFront)
{
    QWidget *before = currentTab();
    for (const QString &rule : rules) {
        openRule(tab, rule.toStdString());
        if (rule != inFront)
            showTab(m_pages->indexOf(before));
        else
            before = currentTab();
    }
}

void MainWindow::bringBackRuns()
{
    if (m_bringingBack || m_runsToBringBack.empty() || m_client->engine().position == 0)
        return;
    QWidget *before = currentTab();
    const auto &runs = m_client->engine().runs;
    for (const auto &[at, id] : std::exchange(m_runsToBringBack, {})) {
        if (std::none_of(runs.begin(), runs.end(), [&, run = &id](const auto &one) { return one.second.id == *run; }))
            continue;
        designer::RunPage *page = openRun(id, false, at);
        if (at == m_runInFront && before == m_pages->widget(0))
            showTab(m_pages->indexOf(page));
    }
    m_runInFront = -1;
}

Session MainWindow::session() const
{
    Session session;
    for (int i = 1; i < m_pages->count(); ++i) {
        QWidget *page = m_pages->widget(i);
        const bool isFront = page == currentTab();
        if (const auto *tab = qobject_cast<WorkflowTab *>(page)) {
            session.tabs.push_back({tab->document().path(), tab->draft() ? tab->draft()->name() : QString(), {}, {}});
        } else if (const auto *run = qobject_cast<designer::RunPage *>(page)) {
            session.tabs.push_back({{}, {}, {}, QString::fromStdString(run->run())});
        } else if (const auto *rule = qobject_cast<alerts::RulePage *>(page); rule && !session.tabs.empty()) {
            session.tabs.back().rules << QString::fromStdString(rule->rule()); // it stands behind its workflow
            session.currentRule = isFront ? session.tabs.back().rules.back() : session.currentRule;
        }
        if (isFront)
            session.current = int(session.tabs.size()) - 1;
    }
    session.showsRun = m_perspective == Perspective::Run;
    for (const int area : m_hiddenAreas)
        session.hiddenAreas.push_back(area);
    std::sort(session.hiddenAreas.begin(), session.hiddenAreas.end());
    session.geometry = saveGeometry();
    return session;
}

void MainWindow::sessionChanged()
{
    if (m_sessionFile && !m_bringingBack && !m_sessionSoon.isActive())
        m_sessionSoon.start();
}

void MainWindow::writeSession()
{
    if (!m_sessionFile || m_bringingBack)
        return;
    Session now = session();
    if (m_writtenSession && *m_writtenSession == now)
        return;
    m_writtenSession = std::make_unique<Session>(now);
    m_drafts->pool().start([file = m_sessionFile, now = std::move(now)] { file->write(now); });
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    sessionChanged();
}

void MainWindow::moveEvent(QMoveEvent *event)
{
    QMainWindow::moveEvent(event);
    sessionChanged();
}

} // namespace weftline::ui::shell
