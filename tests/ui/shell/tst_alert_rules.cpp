// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Alert rules in the window: made from the menu and from a chart, each in a tab beside its workflow, and seen while they fire.

#include <QtCore/QCoreApplication>
#include <QtCore/QSettings>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QTemporaryDir>
#include <QtGui/QAction>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QDockWidget>
#include <QtWidgets/QListView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>

#include "engine/workflow/codec.h"
#include "tests/support/fake_engine_client.h"
#include "tests/support/test_main.h"
#include "tests/ui/alerts/alert_views.h"
#include "ui/alerts/alert_banner.h"
#include "ui/alerts/rule_inspector.h"
#include "ui/alerts/rule_page.h"
#include "ui/alerts/stage_palette.h"
#include "ui/canvas/canvas_view.h"
#include "ui/charts/live_charts.h"
#include "ui/designer/designer_page.h"
#include "ui/designer/run_page.h"
#include "ui/document/document.h"
#include "ui/inspector/inspector.h"
#include "ui/shell/main_window.h"
#include "ui/shell/workflow_tab.h"

using namespace weftline;
using namespace weftline::ui;
using alerts::RulePage;
using client::AlertState;
using shell::MainWindow;

class AlertRulesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QCoreApplication::setOrganizationName(QStringLiteral("weftline-test"));
        QCoreApplication::setApplicationName(QStringLiteral("tst_ui_shell"));
        QVERIFY(m_folder.isValid());
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder.path());
    }

    void init()
    {
        QSettings().clear();
        m_client = std::make_unique<test::FakeEngineClient>();
        m_client->setEngine(client::EngineView());
        m_window = std::make_unique<MainWindow>(m_client.get());
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    void cleanup()
    {
        m_window.reset();
        m_client.reset();
    }

    void theMenuMakesARuleFromATemplate()
    {
        m_window->actions().find(QStringLiteral("file.new"))->trigger();
        document::Document &document = *m_window->currentDocument();
        make("latency");
        RulePage *page = rulePage();
        QVERIFY(page);
        QCOMPARE(page->rule(), std::string("latency"));
        QCOMPARE(m_window->tabs()->currentIndex(), 2); // beside the workflow
        QCOMPARE(m_window->tabs()->tabText(2), QStringLiteral("p99 latency"));
        QCOMPARE(page->view().selectedNodes(), QStringList({QStringLiteral("condition")}));
        QCOMPARE(document.undoStack().count(), 1);
        QVERIFY(m_window->findChild<alerts::RuleInspector *>()->isVisible());
        QVERIFY(m_window->findChild<alerts::StagePalette *>()->isVisible());
        QVERIFY(!m_window->actions().find(QStringLiteral("edit.paste"))->isEnabled());
        QVERIFY(m_window->actions().find(QStringLiteral("file.save"))->isEnabled());
        // Undo takes it away, and its tab with it; redo and the list bring it back.
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(m_window->tabs()->count(), 2);
        QVERIFY(m_window->findChild<inspector::Inspector *>()->isVisible());
        QTest::keyClick(m_window.get(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        auto *row = m_window->findChild<QAbstractButton *>(QStringLiteral("rule:latency"));
        QVERIFY(row);
        QTRY_VERIFY(row->isVisible());
        QTest::mouseClick(row, Qt::LeftButton);
        QVERIFY(rulePage());
    }

    void whatFiredBeforeTheWindowWasThereIsCounted()
    {
        m_client->setEngine(test::engineWith({test::alertOf(1, "error-rate", AlertState::Firing)}));
        const MainWindow window(m_client.get());
        QCOMPARE(window.findChild<QToolButton *>(QStringLiteral("tool:alerts"))->text(), QStringLiteral("1"));
        QCOMPARE(window.dock(QStringLiteral("alerts"))->windowTitle(), QStringLiteral("Alerts (1)"));
    }

    void theMenuListsTheRulesOfTheWorkflow()
    {
        m_window->actions().find(QStringLiteral("file.new"))->trigger();
        make("error-rate");
        make("worker-lost");
        QMenu *menu = alertMenu();
        Q_EMIT menu->aboutToShow();
        QStringList names;
        for (const QAction *action : menu->actions())
            if (action->property("rule").isValid())
                names << action->text();
        QCOMPARE(names, QStringList({QStringLiteral("Error rate"), QStringLiteral("Worker lost")}));
        menu->actions().at(menu->actions().size() - 2)->trigger();
        QCOMPARE(rulePage()->rule(), std::string("error-rate"));
        QCOMPARE(m_window->tabs()->count(), 4);
    }

    void deleteActsOnTheRuleThatIsInFront()
    {
        m_window->actions().find(QStringLiteral("file.new"))->trigger();
        make("error-rate");
        RulePage *page = rulePage();
        m_window->actions().find(QStringLiteral("edit.delete"))->trigger();
        QCOMPARE(page->document().workflow().alerts[0].nodes.size(), std::size_t(4));
        auto *stages = m_window->findChild<QListView *>(QStringLiteral("stages"));
        stages->setCurrentIndex(stages->model()->index(2, 0));
        stages->setFocus();
        QTest::keyClick(stages, Qt::Key_Return);
        QCOMPARE(page->document().workflow().alerts[0].nodes.size(), std::size_t(5));
    }

    void closingTheWorkflowClosesItsRules()
    {
        m_window->actions().find(QStringLiteral("file.new"))->trigger();
        make("error-rate");
        make("worker-lost");
        QCOMPARE(m_window->tabs()->count(), 4);
        rulePage()->document().undoStack().setClean();
        m_window->tabs()->setCurrentIndex(1);
        m_window->actions().find(QStringLiteral("file.close"))->trigger();
        QTRY_COMPARE(m_window->tabs()->count(), 1);
    }

    void alertWhenOpensTheWorkflowOfTheRunAndMakesOneStep()
    {
        openRun({});
        auto *charts = m_window->findChild<charts::LiveCharts *>();
        Q_EMIT charts->alertAsked({workflow::AlertMetric::ErrorRate, workflow::WindowFunction::Average, 0.025});
        RulePage *page = rulePage();
        QVERIFY(page);
        QCOMPARE(page->document().workflow().nodes.size(), std::size_t(12)); // that of the run
        QCOMPARE(page->document().undoStack().count(), 1);
        const workflow::AlertNode *condition = page->document().workflow().alerts.back().find(workflow::AlertKind::Condition);
        QCOMPARE(*find(condition->with, "value"), Value(0.025));
        QCOMPARE(page->view().selectedNodes(), QStringList({QStringLiteral("condition")}));
        const int tabs = m_window->tabs()->count();
        m_window->openRun("run-418");
        Q_EMIT charts->alertAsked({workflow::AlertMetric::Latency, workflow::WindowFunction::Quantile, 2000});
        QCOMPARE(m_window->tabs()->count(), tabs + 1); // the workflow is open now
        QCOMPARE(rulePage()->document().workflow().alerts.size(), std::size_t(3));
    }

    void aFiringAlertIsSeenOverTheRunOnItsNodeInTheListAndOnTheBell()
    {
        openRun({});
        auto *banner = m_window->findChild<alerts::AlertBanner *>();
        QVERIFY(banner->isHidden());
        QSignalSpy noticed(m_window.get(), &MainWindow::noticed);
        client::AlertView alert = test::alertOf(1, "error-rate", AlertState::Firing);
        alert.labels = {{"node", "count"}};
        client::EngineView engine = test::engineWith({alert});
        engine.notices = {{7, "run-418", "error-rate", "Error rate", "Too many fail.", true}};
        m_client->setEngine(engine);
        QVERIFY(banner->isVisible());
        QCOMPARE(noticed.size(), 1);
        const canvas::GraphModel *graph = m_window->currentPage()->view().model();
        QCOMPARE(graph->node(QStringLiteral("count"))->alert, widgets::AlertMark::Firing);
        QCOMPARE(graph->node(QStringLiteral("list"))->alert, widgets::AlertMark::None);
        QTest::mouseClick(banner->findChild<QPushButton *>(QStringLiteral("bannerNode")), Qt::LeftButton);
        QCOMPARE(m_window->currentPage()->selectedNodes(), QStringList({QStringLiteral("count")}));
        QTRY_COMPARE(m_window->dock(QStringLiteral("alerts"))->windowTitle(), QStringLiteral("Alerts (1)"));
        auto *bell = m_window->findChild<QToolButton *>(QStringLiteral("tool:alerts"));
        QCOMPARE(bell->text(), QStringLiteral("1"));
        QTest::mouseClick(bell, Qt::LeftButton);
        auto *table = m_window->findChild<QTableView *>(QStringLiteral("alertsTable"));
        QTRY_VERIFY(m_window->rect().contains(m_window->dock(QStringLiteral("alerts"))->geometry().center()));
        table->setCurrentIndex(table->model()->index(0, 0));
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Return);
        QVERIFY(rulePage()); // that of the run's workflow
        QCOMPARE(rulePage()->rule(), std::string("error-rate"));
        QVERIFY(banner->isHidden()); // it belongs to the run
        alert.state = AlertState::Resolved;
        m_client->setEngine(test::engineWith({alert}));
        QTRY_COMPARE(bell->text(), QString());
    }

private:
    void make(const char *id)
    {
        auto *action = m_window->findChild<QAction *>(QStringLiteral("newRule.") + QLatin1String(id));
        QVERIFY(action);
        action->trigger();
    }
    RulePage *rulePage() const { return qobject_cast<RulePage *>(m_window->currentTab()); }
    QMenu *alertMenu() const { return qobject_cast<QMenu *>(m_window->findChild<QMenu *>(QStringLiteral("newRuleMenu"))->parentWidget()); }

    /// A run of twelve nodes with the rule of the error rate.
    void openRun(std::vector<client::AlertView> alerts)
    {
        client::RunView run = test::sampleRun();
        workflow::Problems problems;
        run.workflow.set("weft", Value(1));
        workflow::Workflow drawn = workflow::fromValue(run.workflow, problems);
        drawn.alerts.push_back(ui::alerts::ruleFrom(ui::alerts::ruleTemplates().front()));
        run.workflow = workflow::toValue(drawn);
        m_client->setRun(run);
        m_client->setEngine(test::engineWith(std::move(alerts)));
        m_window->openRun("run-418");
        QTRY_COMPARE(m_window->currentDocument()->workflow().nodes.size(), std::size_t(12));
    }

    QTemporaryDir m_folder;
    std::unique_ptr<test::FakeEngineClient> m_client;
    std::unique_ptr<MainWindow> m_window;
};

WEFTLINE_TEST(AlertRulesTest)
#include "tst_alert_rules.moc"
