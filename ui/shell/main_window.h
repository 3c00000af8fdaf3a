// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The window: joins the pages of open workflows and runs with the docks around them. Knows an engine only as an
// EngineClient, and waits for nothing.

#pragma once

#include <QCoro/QCoroTask>

#include <QtCore/QPointer>
#include <QtCore/QSettings>
#include <QtCore/QTimer>
#include <QtWidgets/QMainWindow>

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "engine/client/engine_client.h"
#include "engine/workflow/workflow.h"
#include "ui/widgets/actions.h"

class QDockWidget;
class QLabel;
class QMenu;
class QStackedWidget;
class QTabBar;
class QToolBar;
class QUndoGroup;

namespace weftline::ui::alerts {
class AlertBanner;
class AlertsView;
class RuleInspector;
class RulePage;
class StagePalette;
}
namespace weftline::ui::canvas {
class CanvasView;
}
namespace weftline::ui::charts {
struct AlertWish;
class LiveCharts;
}
namespace weftline::ui::designer {
class DesignerPage;
class Palette;
class RunPage;
}
namespace weftline::ui::document {
class Document;
}
namespace weftline::ui::drafts {
class DraftStore;
struct FoundDrafts;
}
namespace weftline::ui::inspector {
class Inspector;
}
namespace weftline::ui::pools {
class WorkersPage;
}
namespace weftline::ui::runs {
class DataView;
class EventsView;
class LogView;
class RunList;
class RunsPage;
class Timeline;
}

namespace weftline::ui::shell {

class ConnectEngine;
class MessageBar;
class ProblemsView;
class StartPage;
class StatusLine;
class SessionFile;
class WorkflowTab;
struct Session;

class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    /// `client` outlives the window.
    explicit MainWindow(client::EngineClient *client, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Brings back the tabs of last time and what was not saved in them, and keeps both in `folder` from now on. What is to be
    /// opened meanwhile opens beside them. Without this nothing is kept.
    void keepSession(const QString &folder);

    /// Opens a file in a tab of its own; with `run` starts it once it is read.
    void openFile(const QString &path, bool run = false);
    void openExample(const QString &name, bool run);
    /// Opens the page of a run, watched, in front; its tab is new at the end or at `at`.
    designer::RunPage *openRun(const std::string &run, bool inFront = true, int at = -1);

    /// Opens an alert rule beside its workflow, in front; nullptr where there is no such rule.
    alerts::RulePage *openRule(WorkflowTab &tab, const std::string &rule);

    /// Says in a bar what went wrong.
    void showError(const QString &sentence);
    /// What keeps the engine away, while it is: "starting the engine".
    void setEngineWaiting(const QString &words);
    /// Addresses of engines that Engine ▸ Connect… offers, the newest first.
    void setEngines(const QStringList &addresses);
    /// Says, where it was asked for, why the engine that was chosen cannot be had.
    void showEngineTrouble(const QString &sentence);
    [[nodiscard]] ConnectEngine *connectWindow() const;

    enum class Perspective { Design, Run };
    void setPerspective(Perspective perspective);

    [[nodiscard]] const widgets::ActionRegistry &actions() const { return *m_actions; }
    [[nodiscard]] designer::DesignerPage *currentPage() const;
    [[nodiscard]] document::Document *currentDocument() const;
    /// The canvas in front, whatever it shows.
    [[nodiscard]] canvas::CanvasView *currentView() const;
    /// The open workflow in front, also that of a rule which is in front.
    [[nodiscard]] WorkflowTab *currentWorkflow() const;
    [[nodiscard]] QTabBar *tabs() const { return m_tabs; }
    [[nodiscard]] QWidget *currentTab() const;
    [[nodiscard]] QDockWidget *dock(const QString &name) const;

Q_SIGNALS:
    /// So many alerts of the engine fire.
    void firingChanged(int count);
    /// An alert fires or, with `isOver`, does no more: for the desktop.
    void noticed(const QString &head, const QString &sentence, bool isOver);
    /// Another engine is wanted: "weft://…", perhaps with a ticket; empty: this machine's own.
    void engineAsked(const QString &address);
    void engineForgotten(const QString &address);

protected:
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void moveEvent(QMoveEvent *event) override;

private:
    // main_window.cpp
    void buildCentre();
    /// At the end, or before the tab at `at`.
    int addTab(QWidget *page, const QString &title, const QIcon &icon, int at = -1);
    void showTab(int index);
    void currentTabChanged();
    void refreshTab(QWidget *page);
    void updateActions();
    void selectionChanged(const QStringList &nodes, const QStringList &edges = {});
    void goToProblem(const QString &node, const QString &where);
    void connectEngine();

    // main_window_actions.cpp
    void addAction(const QString &id, const QString &text, const QString &icon, const QKeySequence &keys, const QString &hint,
                   std::function<void()> run);
    void addFileActions();
    void addEditActions();
    void addViewActions();
    void addRunActions();
    void buildMenus();
    void buildLanguageMenu(QMenu &settings); // main_window_language.cpp
    void buildToolBar();
    void undoOrRedo(void (QUndoGroup::*step)());
    void onPage(void (designer::DesignerPage::*what)());

    // main_window_engine.cpp
    void addEngineActions();
    void showConnect();
    [[nodiscard]] QString engineWords() const;
    void followEngine();
    void forgetEngine();
    void refuseByRole();

    // main_window_files.cpp
    void newWorkflow();
    void askOpen();
    void save(WorkflowTab &tab, bool askWhere, std::function<void()> saved = {});
    WorkflowTab *addWorkflowTab();

    // main_window_close.cpp
    void closeTab(int index);
    void dropTab(QWidget *page);
    void askToSave(const QList<QPointer<WorkflowTab>> &tabs, const std::function<void()> &goOn);
    void saveAll(QList<QPointer<WorkflowTab>> tabs, const std::function<void()> &goOn);
    [[nodiscard]] QList<QPointer<WorkflowTab>> modifiedTabs() const;
    void leave();

    // main_window_recent.cpp
    void rememberFile(const QString &path);
    void setRecent(const QStringList &files);
    void fillRecentMenu();

    // main_window_session.cpp
    void keepDraft(WorkflowTab &tab);
    void bringBack(const Session &session, drafts::FoundDrafts found);
    void bringBackFile(WorkflowTab &tab, const QString &path, const std::function<void()> &then);
    void bringBackRules(WorkflowTab &tab, const QStringList &rules, const QString &inFront);
    void bringBackRuns();
    void sessionChanged();
    void writeSession();
    [[nodiscard]] Session session() const;

    // main_window_runs.cpp
    QCoro::Task<> startRun(QPointer<WorkflowTab> tab);
    QCoro::Task<> cancelRun(std::string run);
    QCoro::Task<> startWorkers(std::uint32_t count);
    void runCurrent();
    void runSummaryChanged(designer::RunPage *page);
    void showEarlierRuns();
    void showRunOf(WorkflowTab &tab);
    [[nodiscard]] std::string shownRun() const;

    // main_window_alerts.cpp
    void addAlertActions();
    void buildAlertMenu();
    void buildAlerts();
    void addAlertBell(QToolBar &bar);
    void showAlertParts();
    void newRule(const workflow::AlertRule &rule);
    void alertWhen(const charts::AlertWish &wish);
    void openRuleOfRun(const std::string &run, const std::string &rule);
    void refreshRuleTab(alerts::RulePage *page);
    void dropRulesOf(const WorkflowTab &tab);
    [[nodiscard]] WorkflowTab *workflowOfRun(const std::string &run, bool open);
    [[nodiscard]] bool goToRuleProblem(const QString &where);

    // main_window_looking.cpp
    void addLookingActions();
    void connectLooking();
    void lookAt(const QStringList &nodes, const QStringList &edges);
    void showRuns();
    QCoro::Task<> retryRun(std::string earlier);
    QCoro::Task<> startAnew(std::string earlier);

    // main_window_docks.cpp
    void buildDocks();
    QDockWidget *addDock(const QString &name, const QString &title, QWidget *content, Qt::DockWidgetArea area);
    void showDocks(bool shown);
    void setAreaShown(Qt::DockWidgetArea area, bool shown);
    void resetLayout();
    void watchShownRun();

    client::EngineClient *m_client;
    QSettings m_settings;
    widgets::ActionRegistry *m_actions;
    QUndoGroup *m_undo;
    QTabBar *m_tabs = nullptr;
    QStackedWidget *m_pages = nullptr;
    MessageBar *m_message = nullptr;
    StartPage *m_start = nullptr;
    StatusLine *m_status = nullptr;
    QLabel *m_saved = nullptr;
    QLabel *m_engineName = nullptr;

    QHash<QString, QDockWidget *> m_docks;
    QSet<int> m_hiddenAreas; ///< That the person has put away.
    bool m_docksShown = true;
    Perspective m_perspective = Perspective::Design;
    designer::Palette *m_palette = nullptr;
    inspector::Inspector *m_inspector = nullptr;
    alerts::RuleInspector *m_ruleInspector = nullptr;
    QStackedWidget *m_inspectors = nullptr; ///< Of nodes and of rules.
    alerts::StagePalette *m_stages = nullptr;
    QStackedWidget *m_palettes = nullptr;
    alerts::AlertsView *m_alerts = nullptr;
    alerts::AlertBanner *m_banner = nullptr;
    charts::LiveCharts *m_charts = nullptr;
    ProblemsView *m_problems = nullptr;
    runs::Timeline *m_timeline = nullptr;
    runs::DataView *m_data = nullptr;
    runs::LogView *m_log = nullptr;
    runs::EventsView *m_events = nullptr;
    QPointer<runs::RunsPage> m_runsPage;
    runs::RunList *m_runList = nullptr;
    pools::WorkersPage *m_workers = nullptr;

    std::string m_watched; ///< The run that the docks show and this window watches for them.
    std::set<std::string> m_ended; ///< Runs whose end has been told.
    QPointer<WorkflowTab> m_waitsToRun; ///< For the engine.
    QPointer<ConnectEngine> m_connect;
    QStringList m_engines;
    QString m_engineWaiting;
    client::Role m_role = client::Role::Admin; ///< The one that the actions were set for.
    bool m_sawEngine = false;
    bool m_closing = false;

    std::unique_ptr<drafts::DraftStore> m_drafts; ///< None: nothing is kept.
    std::shared_ptr<SessionFile> m_sessionFile;
    std::unique_ptr<Session> m_writtenSession;
    QTimer m_sessionSoon;
    bool m_bringingBack = false;
    std::vector<std::function<void()>> m_afterBringingBack;
    std::vector<std::pair<int, std::string>> m_runsToBringBack; ///< With the places of their tabs.
    int m_runInFront = -1; ///< The one of them that was in front.
    QMenu *m_recentMenu = nullptr;
    QSet<QString> m_goneFiles;
};

} // namespace weftline::ui::shell
