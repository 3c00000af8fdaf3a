// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The docks: on the left what one adds and who works, on the right what is selected and how it goes, below what happened.

#include <QtGui/QAction>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QTabWidget>
#include <QtWidgets/QVBoxLayout>

#include "ui/alerts/alerts_view.h"
#include "ui/alerts/rule_inspector.h"
#include "ui/alerts/stage_palette.h"
#include "ui/charts/live_charts.h"
#include "ui/designer/designer_page.h"
#include "ui/designer/palette.h"
#include "ui/designer/run_page.h"
#include "ui/document/document.h"
#include "ui/inspector/inspector.h"
#include "ui/pools/workers_page.h"
#include "ui/runs/data_view.h"
#include "ui/runs/events_view.h"
#include "ui/runs/log_view.h"
#include "ui/runs/run_list.h"
#include "ui/runs/timeline.h"
#include "ui/shell/main_window.h"
#include "ui/shell/problems_view.h"
#include "ui/shell/workflow_tab.h"
#include "ui/widgets/labels.h"

namespace weftline::ui::shell {
namespace {

constexpr int leftWidth = 200;
constexpr int rightWidth = 312;
constexpr int bottomHeight = 208;

} // namespace

QDockWidget *MainWindow::addDock(const QString &name, const QString &title, QWidget *content, Qt::DockWidgetArea area)
{
    auto *dock = new QDockWidget(title, this);
    dock->setObjectName(QStringLiteral("dock:") + name);
    dock->setWidget(content);
    dock->setFeatures(QDockWidget::DockWidgetMovable);
    dock->setTitleBarWidget(new QWidget(dock)); // its tab names it
    addDockWidget(area, dock);
    for (QDockWidget *other : std::as_const(m_docks)) {
        if (dockWidgetArea(other) == area) {
            tabifyDockWidget(other, dock);
            break;
        }
    }
    m_docks.insert(name, dock);
    return dock;
}

QDockWidget *MainWindow::dock(const QString &name) const { return m_docks.value(name); }

void MainWindow::buildDocks()
{
    setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    setDockOptions(AnimatedDocks | AllowTabbedDocks);
    setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    m_palette = new designer::Palette;
    m_inspector = new inspector::Inspector;
    m_ruleInspector = new alerts::RuleInspector;
    m_inspectors = new QStackedWidget;
    m_inspectors->addWidget(m_inspector);
    m_inspectors->addWidget(m_ruleInspector);
    m_stages = new alerts::StagePalette;
    m_palettes = new QStackedWidget;
    m_palettes->addWidget(m_palette);
    m_palettes->addWidget(m_stages);
    m_alerts = new alerts::AlertsView(m_client);
    m_charts = new charts::LiveCharts(m_client);
    m_problems = new ProblemsView;
    m_timeline = new runs::Timeline(m_client);
    m_data = new runs::DataView(m_client);
    m_log = new runs::LogView(m_client);
    m_events = new runs::EventsView(m_client);
    m_runList = new runs::RunList(m_client);
    m_workers = new pools::WorkersPage(m_client);
    auto *workers = new QWidget;
    auto *column = new QVBoxLayout(workers);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_workers, 3);
    column->addWidget(new widgets::Hairline);
    column->addWidget(m_runList, 2);
    addDock(QStringLiteral("palette"), tr("Palette"), m_palettes, Qt::LeftDockWidgetArea);
    addDock(QStringLiteral("workers"), tr("Workers"), workers, Qt::LeftDockWidgetArea);
    addDock(QStringLiteral("inspector"), tr("Inspector"), m_inspectors, Qt::RightDockWidgetArea);
    addDock(QStringLiteral("live"), tr("Live"), m_charts, Qt::RightDockWidgetArea);
    addDock(QStringLiteral("problems"), tr("Problems"), m_problems, Qt::BottomDockWidgetArea);
    addDock(QStringLiteral("timeline"), tr("Timeline"), m_timeline, Qt::BottomDockWidgetArea);
    addDock(QStringLiteral("data"), tr("Data"), m_data, Qt::BottomDockWidgetArea);
    addDock(QStringLiteral("log"), tr("Log"), m_log, Qt::BottomDockWidgetArea);
    addDock(QStringLiteral("alerts"), tr("Alerts"), m_alerts, Qt::BottomDockWidgetArea);
    addDock(QStringLiteral("events"), tr("Events"), m_events, Qt::BottomDockWidgetArea);
    resetLayout();

    connect(m_palette, &designer::Palette::addRequested, this, [this](workflow::Kind kind) {
        if (designer::DesignerPage *page = currentPage())
            page->addKind(kind);
    });
    connect(m_problems, &ProblemsView::problemActivated, this, &MainWindow::goToProblem);
    connect(m_problems, &ProblemsView::refused, this, &MainWindow::showError);
    connect(m_problems, &ProblemsView::countChanged, this, [this](int count) {
        dock(QStringLiteral("problems"))->setWindowTitle(count == 0 ? tr("Problems") : tr("Problems (%1)").arg(count));
    });
    connect(m_inspector, &inspector::Inspector::nodeRequested, this, [this](const QString &node) {
        if (designer::DesignerPage *page = currentPage())
            page->selectNode(node);
    });
    connect(m_runList, &runs::RunList::runActivated, this, [this](const QString &run) { openRun(run.toStdString()); });
    connect(m_timeline, &runs::Timeline::attemptSelected, this, [this](std::uint32_t node, std::uint32_t, std::uint64_t) {
        designer::DesignerPage *page = currentPage();
        if (page && node < page->document().workflow().nodes.size())
            page->selectNode(document::toQString(page->document().workflow().nodes[node].id));
    });
    connectLooking();
    connect(m_charts, &charts::LiveCharts::failed, this, &MainWindow::showError);
}

void MainWindow::showDocks(bool shown)
{
    m_docksShown = shown;
    for (QDockWidget *each : std::as_const(m_docks))
        each->setVisible(shown && !m_hiddenAreas.contains(int(dockWidgetArea(each))));
}

void MainWindow::setAreaShown(Qt::DockWidgetArea area, bool shown)
{
    if (shown)
        m_hiddenAreas.remove(int(area));
    else
        m_hiddenAreas.insert(int(area));
    showDocks(m_docksShown);
    setPerspective(m_perspective);
}

void MainWindow::setPerspective(Perspective perspective)
{
    m_perspective = perspective;
    sessionChanged();
    const bool isRun = perspective == Perspective::Run;
    // The main window makes these bars when docks come to lie on each other, and cuts their texts unless told.
    for (QTabBar *bar : findChildren<QTabBar *>(QString(), Qt::FindDirectChildrenOnly)) {
        bar->setElideMode(Qt::ElideNone);
        bar->setExpanding(false);
        bar->setUsesScrollButtons(false);
    }
    dock(isRun ? QStringLiteral("workers") : QStringLiteral("palette"))->raise();
    dock(isRun ? QStringLiteral("live") : QStringLiteral("inspector"))->raise();
    dock(isRun ? QStringLiteral("timeline") : QStringLiteral("problems"))->raise();
}

void MainWindow::resetLayout()
{
    const std::pair<Qt::DockWidgetArea, QStringList> areas[] = {
        {Qt::LeftDockWidgetArea, {QStringLiteral("palette"), QStringLiteral("workers")}},
        {Qt::RightDockWidgetArea, {QStringLiteral("inspector"), QStringLiteral("live")}},
        {Qt::BottomDockWidgetArea,
         {QStringLiteral("problems"), QStringLiteral("timeline"), QStringLiteral("data"), QStringLiteral("log"),
          QStringLiteral("alerts"), QStringLiteral("events")}},
    };
    m_hiddenAreas.clear();
    for (const auto &[area, names] : areas) {
        QDockWidget *first = nullptr;
        for (const QString &name : names) {
            QDockWidget *each = dock(name);
            addDockWidget(area, each);
            if (first)
                tabifyDockWidget(first, each);
            else
                first = each;
        }
    }
    for (const char *id : {"view.left", "view.right", "view.bottom"})
        if (QAction *action = m_actions->find(QLatin1String(id)))
            action->setChecked(true);
    showDocks(m_docksShown);
    resizeDocks({dock(QStringLiteral("palette")), dock(QStringLiteral("inspector"))}, {leftWidth, rightWidth}, Qt::Horizontal);
    resizeDocks({dock(QStringLiteral("problems"))}, {bottomHeight}, Qt::Vertical);
    setPerspective(m_perspective);
}

void MainWindow::watchShownRun()
{
    const std::string run = shownRun();
    if (run != m_watched) {
        const bool hasPage = [&] {
            for (int i = 0; i < m_tabs->count(); ++i)
                if (const auto *page = qobject_cast<designer::RunPage *>(m_pages->widget(i)); page && page->run() == m_watched)
                    return true;
            return false;
        }();
        if (!m_watched.empty() && !hasPage)
            m_client->unwatchRun(m_watched);
        m_watched = run;
    }
    if (!run.empty())
        m_client->watchRun(run);
    m_inspector->setRun(m_client, run);
    m_charts->setRun(run);
    m_timeline->setRun(run);
    m_data->setRun(run);
    m_log->setRun(run);
    m_events->setRun(run);
    m_runList->setCurrentRun(run);
    m_workers->setRun(run);
}

} // namespace weftline::ui::shell
