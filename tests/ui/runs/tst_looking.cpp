// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Events, data and all runs: the models that are read page by page, and the pages around them.

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QEvent>
#include <QtCore/QModelIndex>
#include <QtCore/QString>
#include <QtGui/QImage>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QTableView>
#include <QtWidgets/QWidget>

#include <algorithm>

#include "tests/support/fake_engine_client.h"
#include "tests/support/sample_views.h"
#include "tests/support/test_main.h"
#include "tests/ui/runs/pictures.h"
#include "ui/runs/data_view.h"
#include "ui/runs/events_view.h"
#include "ui/runs/log_view.h"
#include "ui/runs/runs_page.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/units.h"

using namespace weftline;
using namespace weftline::ui::runs;
namespace widgets = weftline::ui::widgets;

namespace {

const std::string runId = "run-418";

client::EventRow eventOf(std::uint64_t position)
{
    const char *const types[] = {"attempt_dispatched", "attempt_started", "task_finished"};
    const std::string type = position % 50 == 0 ? "worker_lost" : types[position % 3];
    Object json{{"seq", static_cast<std::int64_t>(position)}, {"at", "2026-11-29T10:31:56Z"}, {"epoch", 1}, {"type", type}};
    if (type == "worker_lost") {
        json.emplace_back("worker", "lab-03");
        json.emplace_back("noticed_by", "exit");
    } else {
        json.emplace_back("run", runId);
        json.emplace_back("node", position % 7 == 0 ? "plan" : "count");
        json.emplace_back("task", "count[" + std::to_string(position % 17) + "]");
        json.emplace_back("attempt", 1);
        json.emplace_back("worker", "lab-0" + std::to_string(1 + position % 4));
        if (type == "task_finished") {
            json.emplace_back("state", position % 60 == 5 ? "failed" : "succeeded");
            json.emplace_back("ran_s", 0.25);
        }
    }
    return {position, test::sampleStart + std::chrono::milliseconds(position), type, Value(std::move(json))};
}

std::vector<client::EventRow> eventsOf(std::uint64_t from, std::uint64_t count)
{
    std::vector<client::EventRow> rows;
    for (std::uint64_t position = from; position < from + count; ++position)
        rows.push_back(eventOf(position));
    return rows;
}

std::vector<client::EventRow> backwards(std::vector<client::EventRow> rows)
{
    std::reverse(rows.begin(), rows.end());
    return rows;
}

Value itemOf(int number)
{
    return Object{{"file", "/usr/share/common-licenses/GPL-" + std::to_string(number)}, {"words", 5000 + number}, {"ok", number % 9 != 0}};
}

} // namespace

class LookingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_client = std::make_unique<test::FakeEngineClient>();
        m_client->setEngine(test::sampleEngine());
        m_client->setRun(test::sampleRun());
    }

    void aMillionEventsAreHeldAsTheFewThatAreShown()
    {
        constexpr std::uint64_t size = 500;
        EventsModel model;
        model.append(eventsOf(1'000'001, 10));
        for (std::uint64_t page = 0; page < 2000; ++page)
            model.prepend(backwards(eventsOf(1'000'001 - (page + 1) * size, size)));
        QCOMPARE(model.rowCount(), 1'000'010);
        QVERIFY(model.pagesHeld() <= EventsModel::pagesHeldMax);
        QCOMPARE(model.index(0, EventsModel::Type).data(EventsModel::PositionRole).toULongLong(), 1ULL);
        const int forgotten = 900'000;
        QVERIFY(!model.eventAt(forgotten));
        const auto place = model.missing(forgotten, forgotten);
        QVERIFY(place.has_value());
        model.restore(*place, eventsOf(model.placeOf(*place).from, size));
        QCOMPARE(model.eventAt(forgotten)->position, std::uint64_t{900'001});
        QVERIFY(model.pagesHeld() <= EventsModel::pagesHeldMax);
    }

    void eventsBeginWithTheNewestAndGoBackAsOneScrolls()
    {
        m_client->setEvents(eventsOf(1, 1800));
        EventsView view(m_client.get());
        const QAbstractItemModelTester tester(view.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        view.resize(1000, 240);
        view.show();
        view.setRun(runId);
        QTRY_COMPARE(view.model()->rowCount(), 500);
        QCOMPARE(m_client->eventQueries().back().run, runId);
        QVERIFY(m_client->eventQueries().back().isBackwards);
        QCOMPARE(view.model()->eventAt(499)->position, std::uint64_t{1799}); // 1800 is a worker's, and no run's
        QCOMPARE(view.table()->verticalScrollBar()->value(), view.table()->verticalScrollBar()->maximum());
        view.table()->verticalScrollBar()->setValue(0);
        QTRY_COMPARE(view.model()->rowCount(), 1000);
        QVERIFY2(view.table()->verticalScrollBar()->value() >= 480, "what was in view stays there");
        view.table()->verticalScrollBar()->setValue(0);
        view.table()->verticalScrollBar()->setValue(1);
        QTRY_VERIFY(view.model()->rowCount() > 1000);
        test::saveBoth(view, QStringLiteral("events"));
    }

    void eventsComeLive()
    {
        m_client->setEvents(eventsOf(1, 100));
        EventsView view(m_client.get());
        view.resize(1000, 240);
        view.show();
        QTRY_COMPARE(view.model()->rowCount(), 100); // no run: those of the engine
        for (std::uint64_t position = 101; position <= 130; ++position)
            m_client->appendEvent(eventOf(position));
        client::EngineView engine = test::sampleEngine();
        engine.position = 130;
        m_client->setEngine(engine);
        QTRY_COMPARE(view.model()->rowCount(), 130);
        QCOMPARE(view.model()->eventAt(129)->position, std::uint64_t{130});
        QTRY_COMPARE(view.table()->verticalScrollBar()->value(), view.table()->verticalScrollBar()->maximum());
    }

    void eventsAreFilteredByTypeTextAndNode()
    {
        m_client->setEvents(eventsOf(1, 700));
        EventsView view(m_client.get());
        view.resize(1000, 240);
        view.show();
        view.setRun(runId);
        QTRY_VERIFY(view.model()->rowCount() > 0);
        view.filter()->setText(QStringLiteral("FAILED"));
        QTRY_COMPARE(view.model()->rowCount(), 12);
        view.filter()->setText(QStringLiteral("no such text"));
        QTRY_VERIFY(!view.table()->isVisible());
        view.filter()->clear();
        view.setNode(QStringLiteral("plan"));
        QTRY_VERIFY(view.model()->rowCount() > 0 && view.model()->eventAt(0) && *view.model()->eventAt(0)->json.find("node")->asString() == "plan");
        QCOMPARE(m_client->eventQueries().back().node, std::string("plan"));
        view.setNode({});
        view.types()->setCurrentIndex(5);
        view.wholeEngine()->setChecked(true);
        QTRY_COMPARE(view.model()->rowCount(), 14);
        QCOMPARE(view.model()->eventAt(0)->type, std::string("worker_lost"));
        // What is read is the word; it is also what one may look for.
        const QModelIndex type = view.model()->index(0, EventsModel::Type);
        QCOMPARE(type.data().toString(), QStringLiteral("worker lost"));
        QCOMPARE(type.data(Qt::ToolTipRole).toString(), QStringLiteral("worker_lost"));
        view.types()->setCurrentIndex(0);
        view.filter()->setText(QStringLiteral("Worker lost"));
        QTRY_COMPARE(m_client->eventQueries().back().types, std::vector<std::string>{"worker_lost"});
        QCOMPARE(m_client->eventQueries().back().contains, std::string());
        QTRY_COMPARE(view.model()->rowCount(), 14);
    }

    void anEventLeadsToItsNode()
    {
        m_client->setEvents(eventsOf(7, 3));
        EventsView view(m_client.get());
        view.resize(1000, 240);
        view.show();
        view.setRun(runId);
        QTRY_COMPARE(view.model()->rowCount(), 3);
        QSignalSpy asked(&view, &EventsView::nodeRequested);
        view.table()->setCurrentIndex(view.model()->index(0, 0));
        QTest::keyClick(view.table(), Qt::Key_Return);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked.front().at(0).toString(), QString::fromStdString(runId));
        QCOMPARE(asked.front().at(1).toString(), QStringLiteral("plan"));
    }

    void dataOfAnEdgeIsATableATreeAndText()
    {
        List list;
        for (int i = 0; i < 10'000; ++i)
            list.push_back(itemOf(i));
        m_client->setValue(runId, 0, 0, Value(list), test::sampleStart);
        DataView view(m_client.get());
        const QAbstractItemModelTester table(view.table(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QAbstractItemModelTester tree(view.tree(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        view.resize(1000, 240);
        view.show();
        view.setRun(runId);
        view.showEdge(0, QStringLiteral("list"), QStringLiteral("count"));
        QTRY_VERIFY(view.table()->rowCount() >= 200);
        QCOMPARE(view.table()->columnCount(), 3);
        QCOMPARE(view.table()->headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("words"));
        QCOMPARE(view.table()->index(3, 1).data().toString(), QStringLiteral("5003"));
        QVERIFY2(view.brief().contains(QStringLiteral("10000 items")), qPrintable(view.brief()));
        QVERIFY2(view.table()->rowCount() < 10'000, "not all of a large value is asked for");
        const int before = view.table()->rowCount();
        view.table()->fetchMore({});
        QTRY_VERIFY(view.table()->rowCount() > before);
        test::saveBoth(view, QStringLiteral("data-table"));
        view.forms()->setCurrentIndex(1);
        const QModelIndex first = view.tree()->index(0, ValueTree::Name);
        view.tree()->fetchMore(first);
        QTRY_COMPARE(view.tree()->rowCount(first), 3);
        QCOMPARE(view.tree()->index(1, ValueTree::Content, first).data().toString(), QStringLiteral("5000"));
        test::saveBoth(view, QStringLiteral("data-tree"));
        view.forms()->setCurrentIndex(2);
        QVERIFY(view.text()->toPlainText().contains(QStringLiteral("GPL-7")));
        QVERIFY(view.text()->toPlainText().size() < 200'000);
        test::saveBoth(view, QStringLiteral("data-text"));
    }

    void dataOfAMapIsOfTheItemThatEndedLast()
    {
        for (std::uint32_t item = 0; item < 17; ++item)
            m_client->setValue(runId, 1, item, itemOf(static_cast<int>(item)));
        DataView view(m_client.get());
        view.resize(1000, 240);
        view.show();
        view.setRun(runId);
        view.showNode(1, QStringLiteral("count"));
        QTRY_COMPARE(view.table()->rowCount(), 3);
        QCOMPARE(view.item()->value(), 14);
        QCOMPARE(view.item()->maximum(), 16);
        QCOMPARE(view.table()->index(1, 1).data().toString(), QStringLiteral("5014"));
        view.item()->setValue(3);
        QTRY_COMPARE(view.table()->index(1, 1).data().toString(), QStringLiteral("5003"));
        QVERIFY(!view.latest()->isChecked());
        QVERIFY2(view.brief().contains(QStringLiteral("item 3 of 17")), qPrintable(view.brief()));
        view.parts()->setCurrentIndex(1);
        QTRY_COMPARE(m_client->valueQueries().back().part, std::string("inputs"));
        view.latest()->setChecked(true);
        QTRY_COMPARE(view.item()->value(), 14);
    }

    void wherePeopleSeeNoDataTheyAreToldWhatToDo()
    {
        DataView view(m_client.get());
        view.resize(900, 200);
        view.show();
        QVERIFY(view.emptySentence().contains(QStringLiteral("Run the workflow")));
        view.setRun(runId);
        QVERIFY(view.emptySentence().contains(QStringLiteral("Select an edge")));
        view.showNode(3, QStringLiteral("total"));
        QTRY_VERIFY(view.emptySentence().contains(QStringLiteral("when the task has ended")));
        m_client->setFailure(Error{ErrorCode::NotFound, "The values are not held any more.", {}});
        view.showNode(4, QStringLiteral("history"));
        QTRY_COMPARE(view.emptySentence(), QStringLiteral("The values are not held any more."));
        test::saveBoth(view, QStringLiteral("data-empty"));
    }

    void allRunsAreListedAlsoOldOnes()
    {
        std::vector<client::RunSummary> old;
        for (std::uint32_t index = 0; index < 412; ++index) {
            client::RunSummary run;
            run.index = index;
            run.id = "old-" + std::to_string(index + 1);
            run.name = index % 2 == 0 ? "Nightly" : "License report";
            run.state = index % 10 == 0 ? client::RunState::Failed : client::RunState::Succeeded;
            run.acceptedAt = test::sampleStart - std::chrono::hours(500 - index);
            run.finishedAt = run.acceptedAt + std::chrono::seconds(20);
            old.push_back(run);
        }
        m_client->setOldRuns(old);
        RunsPage page(m_client.get());
        const QAbstractItemModelTester tester(page.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        page.resize(1000, 400);
        page.show();
        QTRY_VERIFY(page.model()->rowCount() >= 6);
        QCOMPARE(page.model()->index(0, RunTableModel::Number).data().toString(), QStringLiteral("Run 418"));
        QCOMPARE(page.model()->index(0, RunTableModel::State).data().toString(), QStringLiteral("running"));
        QCOMPARE(page.model()->index(0, RunTableModel::Tasks).data().toString(), widgets::none()); // none is known of it
        const QVariant alignment = page.model()->index(0, RunTableModel::Tasks).data(Qt::TextAlignmentRole);
        QCOMPARE(page.model()->headerData(RunTableModel::Tasks, Qt::Horizontal, Qt::TextAlignmentRole), alignment);
        test::saveBoth(page, QStringLiteral("runs"));
        while (page.model()->canFetchMore({}))
            page.model()->fetchMore({});
        QTRY_COMPARE(page.model()->rowCount(), 418);
        page.filter()->setText(QStringLiteral("nightly"));
        while (page.model()->canFetchMore({}))
            page.model()->fetchMore({});
        QTRY_COMPARE(page.model()->rowCount(), 206);
        page.filter()->setText(QStringLiteral("418"));
        QTRY_COMPARE(page.model()->rowCount(), 1);
        page.filter()->setText(QStringLiteral("no such"));
        QTRY_VERIFY(!page.table()->isVisible());
    }

    void runsAreOpenedCancelledAndRetriedFromTheList()
    {
        RunsPage page(m_client.get());
        page.resize(1000, 400);
        page.show();
        QTRY_COMPARE(page.model()->rowCount(), 6);
        QVERIFY(!page.openButton()->isEnabled());
        QSignalSpy opened(&page, &RunsPage::runActivated);
        QSignalSpy cancelled(&page, &RunsPage::cancelRequested);
        QSignalSpy retried(&page, &RunsPage::retryRequested);
        page.table()->setCurrentIndex(page.model()->index(0, 0)); // it runs
        QVERIFY(page.cancelButton()->isEnabled() && !page.retryButton()->isEnabled());
        page.cancelButton()->click();
        QCOMPARE(cancelled.value(0).value(0).toString(), QStringLiteral("run-418"));
        page.table()->setCurrentIndex(page.model()->index(3, 0)); // it failed
        QVERIFY(!page.cancelButton()->isEnabled() && page.retryButton()->isEnabled());
        page.retryButton()->click();
        QCOMPARE(retried.value(0).value(0).toString(), QStringLiteral("run-415"));
        QTest::keyClick(page.table(), Qt::Key_Return);
        QCOMPARE(opened.value(0).value(0).toString(), QStringLiteral("run-415"));
        const std::unique_ptr<QMenu> menu(page.menuFor(4)); // cancelled: there is something left to do
        QCOMPARE(menu->actions().size(), 4);
        QVERIFY(!menu->actions().at(2)->isEnabled());
        menu->actions().at(3)->trigger();
        QCOMPARE(retried.value(1).value(0).toString(), QStringLiteral("run-414"));
    }

    void aTextIsFoundInALogWithoutLeavingOutTheRest()
    {
        std::vector<client::LogLine> lines;
        for (int i = 0; i < 40'000; ++i) {
            client::LogLine line;
            line.at = test::sampleStart;
            line.task = 1;
            line.taskName = "count";
            line.isError = i % 100 == 7;
            line.text = i == 120 || i == 35'000 ? "here is the Needle" : "line " + std::to_string(i);
            lines.push_back(line);
        }
        m_client->setLog(runId, lines);
        LogView view(m_client.get());
        view.resize(900, 240);
        view.show();
        view.setRun(runId);
        QTRY_COMPARE(view.model()->rowCount(), 40'000);
        view.search()->setText(QStringLiteral("needle"));
        view.findNext();
        QTRY_COMPARE(view.table()->currentIndex().row(), 120);
        view.findNext();
        QTRY_COMPARE(view.table()->currentIndex().row(), 35'000);
        view.findNext();
        QTRY_COMPARE(view.table()->currentIndex().row(), 120);
        view.findNext(-1);
        QTRY_COMPARE(view.table()->currentIndex().row(), 35'000);
        QCOMPARE(view.model()->rowCount(), 40'000);
        test::saveBoth(view, QStringLiteral("log-search"));
        view.search()->setText(QStringLiteral("no such text"));
        view.findNext();
        QTRY_COMPARE(view.searchState(), QStringLiteral("not found"));
        view.streams()->setCurrentIndex(2);
        QTRY_COMPARE(view.model()->rowCount(), 400);
        QCOMPARE(m_client->logQueries().back().isError, std::optional<bool>(true));
    }

private:
    std::unique_ptr<test::FakeEngineClient> m_client;
};

WEFTLINE_TEST(LookingTest)
#include "tst_looking.moc"
