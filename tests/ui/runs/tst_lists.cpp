// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The models of runs, attempts and log lines, and the pages around them.

#include <QtCore/QAbstractItemModel>
#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QEvent>
#include <QtCore/QModelIndex>
#include <QtCore/QPersistentModelIndex>
#include <QtCore/QRect>
#include <QtCore/QString>
#include <QtGui/QImage>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListView>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QTableView>
#include <QtWidgets/QWidget>

#include "tests/support/fake_engine_client.h"
#include "tests/support/sample_views.h"
#include "tests/support/test_main.h"
#include "tests/ui/runs/pictures.h"
#include "ui/runs/attempt_table.h"
#include "ui/runs/log_view.h"
#include "ui/runs/run_list.h"
#include "ui/widgets/theme.h"

using namespace weftline;
using namespace weftline::ui::runs;
namespace widgets = weftline::ui::widgets;

namespace {

const std::string listedRun = "run-418";

client::LogLine lineOf(int number)
{
    client::LogLine line;
    line.at = test::sampleStart + std::chrono::milliseconds(number);
    line.task = std::uint32_t(100 + number % 17);
    line.taskName = "count[" + std::to_string(number % 17) + "]";
    line.attempt = 1;
    line.isError = number % 40 == 39;
    line.text = line.isError ? "wc: cannot read: permission denied" : "counted " + std::to_string(number) + " words in /usr/share/common-licenses/GPL-3";
    return line;
}

std::vector<client::LogLine> linesOf(int count)
{
    std::vector<client::LogLine> lines;
    for (int i = 0; i < count; ++i)
        lines.push_back(lineOf(i));
    return lines;
}

} // namespace

class RunListsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_client = std::make_unique<test::FakeEngineClient>();
        m_client->setEngine(test::sampleEngine());
        m_client->setRun(test::sampleRun());
    }

    void theNewestRunStandsFirst()
    {
        RunListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto runs = test::sampleEngine().runs;
        model.update(runs, test::sampleEngine().at);
        QCOMPARE(model.rowCount(), 6);
        QCOMPARE(model.index(0).data().toString(), QStringLiteral("Run 418"));
        QCOMPARE(model.index(0).data(RunListModel::DurationRole).toString(), QStringLiteral("0:15"));
        QCOMPARE(model.index(3).data(RunListModel::StateRole).toInt(), int(widgets::TaskState::Failed));
        QVERIFY(model.hasRunning());
        const QPersistentModelIndex failed = model.index(3);
        client::RunSummary next = runs.at(417);
        next.index = 418;
        next.id = "run-419";
        next.name = "Another";
        runs[418] = next;
        runs.erase(412);
        model.update(runs, test::sampleEngine().at);
        QCOMPARE(model.rowCount(), 6);
        QCOMPARE(failed.row(), 4); // Rows that stay are the same rows.
        model.update(runs, test::sampleEngine().at, "Another");
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.rowOf("run-419"), 0);
        model.update({}, {});
        QCOMPARE(model.rowCount(), 0);
    }

    void aClickOpensARun()
    {
        RunList list(m_client.get());
        list.setWorkflow(QStringLiteral("License report"));
        list.setCurrentRun(listedRun);
        list.resize(200, 220);
        list.show();
        QVERIFY(QTest::qWaitForWindowExposed(&list));
        QSignalSpy opened(&list, &RunList::runActivated);
        const QRect second = list.view()->visualRect(list.model()->index(1));
        QTest::mouseClick(list.view()->viewport(), Qt::LeftButton, {}, second.center());
        QCOMPARE(opened.size(), 1);
        QCOMPARE(opened[0][0].toString(), QStringLiteral("run-417"));
        list.setCurrentRun(listedRun);
        test::saveBoth(list, QStringLiteral("run-list"));
    }

    void attemptsKeepTheirRows()
    {
        AttemptModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        client::RunView run = test::sampleRun();
        model.update(run, test::sampleEngine(), std::nullopt);
        QCOMPARE(model.rowCount(), int(run.attempts.size()));
        QCOMPARE(model.index(24, AttemptModel::State).data().toString(), QStringLiteral("lost"));
        QCOMPARE(model.index(24, AttemptModel::Task).data().toString(), QStringLiteral("count[13]"));
        QCOMPARE(model.index(24, AttemptModel::Lasted).data().toString(), QStringLiteral("2.9 s"));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        run.attempts.erase(run.attempts.begin());
        run.attempts.at(29).state = client::AttemptState::Succeeded;
        client::AttemptView added = run.attempts.at(29);
        added.id = 99;
        run.attempts[99] = added;
        model.update(run, test::sampleEngine(), std::nullopt);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(reset.size(), 0);
        QCOMPARE(changed[0][0].toModelIndex().row(), 27);
        QCOMPARE(model.rowCount(), int(run.attempts.size()));
        model.update(run, test::sampleEngine(), 10);
        QCOMPARE(model.rowCount(), 2);
    }

    void theTableSortsByDuration()
    {
        AttemptTable table(m_client.get());
        table.resize(900, 260);
        table.setRun(listedRun);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        test::saveBoth(table, QStringLiteral("attempts"));
        table.table()->sortByColumn(AttemptModel::Lasted, Qt::DescendingOrder);
        const QModelIndex first = table.table()->model()->index(0, AttemptModel::Task);
        QCOMPARE(first.data().toString(), QStringLiteral("count[10]"));
        table.setNode(11);
        QVERIFY(!table.table()->isVisible());
    }

    void aLogIsReadPageByPage()
    {
        m_client->setLog(listedRun, linesOf(50'500));
        LogView view(m_client.get());
        const QAbstractItemModelTester tester(view.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        view.resize(900, 240);
        view.show();
        view.setRun(listedRun);
        QTRY_COMPARE(view.model()->rowCount(), 50'500);
        QVERIFY(m_client->logQueries().size() >= 51);
        QVERIFY(view.model()->line(50'499));
        QVERIFY2(!view.model()->line(0), "the text of early pages is not kept");
        view.setFollowing(false);
        view.table()->scrollToTop();
        QTRY_VERIFY(view.model()->line(0));
        QCOMPARE(view.model()->index(0, LogModel::Text).data().toString(), QString::fromStdString(lineOf(0).text));
        QVERIFY(view.model()->index(39, LogModel::Time).data(LogModel::IsErrorRole).toBool());
        view.table()->verticalScrollBar()->setValue(30);
        test::saveBoth(view, QStringLiteral("log"));
    }

    void aLogFollowsItsEnd()
    {
        m_client->setLog(listedRun, linesOf(200));
        LogView view(m_client.get());
        view.resize(700, 200);
        view.show();
        view.setRun(listedRun);
        QTRY_COMPARE(view.model()->rowCount(), 200);
        QScrollBar &bar = *view.table()->verticalScrollBar();
        QTRY_VERIFY(bar.maximum() > 100); // the table came in sight with the first lines
        QTRY_COMPARE(bar.value(), bar.maximum());
        m_client->appendLog(listedRun, lineOf(200));
        QTRY_COMPARE(view.model()->rowCount(), 201);
        QTRY_COMPARE(bar.value(), bar.maximum());
        view.resize(700, 120); // less room: still the end
        QTRY_COMPARE(bar.value(), bar.maximum());
        view.setFollowing(false);
        view.table()->scrollToTop();
        m_client->appendLog(listedRun, lineOf(201));
        QTRY_COMPARE(view.model()->rowCount(), 202);
        QCOMPARE(bar.value(), 0);
    }

    void aLogIsFilteredByTextAndNode()
    {
        m_client->setLog(listedRun, linesOf(400));
        LogView view(m_client.get());
        view.resize(700, 200);
        view.show();
        view.setRun(listedRun);
        QTRY_COMPARE(view.model()->rowCount(), 400);
        view.filter()->setText(QStringLiteral("PERMISSION"));
        QTRY_COMPARE(view.model()->rowCount(), 10);
        QCOMPARE(m_client->logQueries().back().contains, std::string("PERMISSION"));
        view.filter()->setText(QStringLiteral("no such text"));
        QTRY_COMPARE(view.model()->rowCount(), 0);
        QVERIFY(!view.table()->isVisible());
        view.filter()->clear();
        view.setNode(7, QStringLiteral("plan"));
        QTRY_COMPARE(view.model()->rowCount(), 0);
        QCOMPARE(m_client->logQueries().back().node, std::optional<std::uint32_t>(7));
        view.setNode(1, QStringLiteral("count"));
        QTRY_COMPARE(view.model()->rowCount(), 400);
    }

private:
    std::unique_ptr<test::FakeEngineClient> m_client;
};

WEFTLINE_TEST(RunListsTest)
#include "tst_lists.moc"
