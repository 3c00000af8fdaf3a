// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The alerts of an engine as a list, as a banner over a run, and as notices.

#include <QtCore/QAbstractItemModel>
#include <QtCore/QList>
#include <QtCore/QPersistentModelIndex>
#include <QtCore/QRect>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtCore/QVariant>
#include <QtGui/QImage>
#include <QtGui/QPainter>
#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTableView>
#include <QtWidgets/QToolButton>

#include "tests/support/fake_engine_client.h"
#include "tests/support/test_main.h"
#include "tests/ui/alerts/alert_views.h"
#include "ui/alerts/alert_banner.h"
#include "ui/alerts/alert_notices.h"
#include "ui/alerts/alerts_view.h"
#include "ui/alerts/rule_words.h"
#include "ui/widgets/alert_mark.h"

using namespace std::chrono_literals;
using namespace weftline;
using namespace weftline::ui::alerts;
using client::AlertState;
using test::alertOf;
using test::engineWith;

class AlertViewsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_client = std::make_unique<test::FakeEngineClient>();
        m_client->setEngine(engineWith({}));
        m_client->setRun(test::runWithRule());
    }

    void whatFiresStandsFirst()
    {
        AlertsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.update(engineWith({alertOf(1, "a", AlertState::Inactive), alertOf(2, "b", AlertState::Pending), alertOf(3, "c", AlertState::Firing),
                                 alertOf(4, "d", AlertState::Resolved), alertOf(5, "e", AlertState::Firing)}));
        QCOMPARE(rules(model), QStringLiteral("e c b d a").split(QLatin1Char(' ')));
        QCOMPARE(model.firingCount(), 2);
        // One becomes worse, one is over, one is gone, one is new: rows move, and no row is another's.
        QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        QPersistentModelIndex b = model.index(2, 0);
        model.update(engineWith({alertOf(1, "a", AlertState::Inactive), alertOf(2, "b", AlertState::Firing), alertOf(3, "c", AlertState::Resolved),
                                 alertOf(5, "e", AlertState::Firing), alertOf(6, "f", AlertState::Pending)}));
        QCOMPARE(rules(model), QStringLiteral("e b f c a").split(QLatin1Char(' ')));
        QCOMPARE(b.data(AlertsModel::RuleRole).toString(), QStringLiteral("b"));
        QVERIFY(!moved.isEmpty());
        QVERIFY(resets.isEmpty());
        model.update(engineWith({}));
        QCOMPARE(model.rowCount(), 0);
    }

    void aRowSaysStateWordSinceValueAndRun()
    {
        AlertsView view(m_client.get());
        QAbstractItemModelTester tester(&view.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        client::AlertView alert = alertOf(1, "error-rate", AlertState::Firing);
        alert.labels = {{"node", "count"}};
        m_client->setEngine(engineWith({alert}));
        QTRY_COMPARE(view.model().rowCount(), 1);
        const auto cell = [&](int column) { return view.model().index(0, column).data().toString(); };
        QCOMPARE(cell(AlertsModel::StateColumn), QStringLiteral("fires"));
        QCOMPARE(view.model().index(0, 0).data(AlertsModel::MarkRole).toInt(), int(ui::widgets::AlertMark::Firing));
        QCOMPARE(cell(AlertsModel::RuleColumn), QStringLiteral("Error rate"));
        QCOMPARE(cell(AlertsModel::LabelsColumn), QStringLiteral("node count"));
        QCOMPARE(cell(AlertsModel::ValueColumn), QStringLiteral("12 %")); // by the metric of its rule
        QCOMPARE(cell(AlertsModel::RunColumn), QStringLiteral("Run 418"));
        alert.state = AlertState::Inactive;
        alert.trouble = "Its series collapse.";
        m_client->setEngine(engineWith({alert}));
        QTRY_COMPARE(cell(AlertsModel::StateColumn), QStringLiteral("trouble"));
        QCOMPARE(cell(AlertsModel::LabelsColumn), QStringLiteral("Its series collapse."));
    }

    void anAlertLeadsToItsRuleAndItsRun()
    {
        AlertsView view(m_client.get());
        view.resize(900, 200);
        view.show();
        QSignalSpy made(&view, &AlertsView::newRuleRequested);
        auto *next = view.findChild<QPushButton *>(QStringLiteral("newRule"));
        QVERIFY(next && next->isVisible()); // empty, and it says what to do
        QTest::mouseClick(next, Qt::LeftButton);
        QCOMPARE(made.size(), 1);
        m_client->setEngine(engineWith({alertOf(1, "error-rate", AlertState::Firing)}));
        QSignalSpy firing(&view, &AlertsView::firingChanged);
        QTRY_VERIFY(view.table()->isVisible());
        QCOMPARE(firing.value(0).value(0).toInt(), 1);
        QSignalSpy rules(&view, &AlertsView::ruleRequested);
        view.table()->setCurrentIndex(view.model().index(0, 0));
        view.table()->setFocus();
        QTest::keyClick(view.table(), Qt::Key_Return);
        QCOMPARE(rules.size(), 1);
        QCOMPARE(rules[0][0].toString(), QStringLiteral("run-418"));
        QCOMPARE(rules[0][1].toString(), QStringLiteral("error-rate"));
        QSignalSpy runs(&view, &AlertsView::runRequested);
        const QRect cell = view.table()->visualRect(view.model().index(0, AlertsModel::RunColumn));
        QTest::mouseClick(view.table()->viewport(), Qt::LeftButton, {}, cell.center());
        QCOMPARE(runs.size(), 1);
    }

    void theBannerSaysWhatFiresAndThatItIsOver()
    {
        AlertBanner banner(m_client.get());
        banner.resize(1000, 38);
        banner.setRun("run-418");
        QVERIFY(banner.isHidden());
        client::AlertView alert = alertOf(1, "error-rate", AlertState::Pending);
        m_client->setEngine(engineWith({alert}));
        QVERIFY(banner.isHidden()); // not yet
        alert.state = AlertState::Firing;
        alert.labels = {{"node", "count"}};
        m_client->setEngine(engineWith({alert}));
        QVERIFY(!banner.isHidden());
        QCOMPARE(banner.height(), 38);
        QCOMPARE(banner.head(), QStringLiteral("Error rate"));
        QVERIFY(banner.sentence().startsWith(QStringLiteral("error rate 12 % for count since ")));
        QSignalSpy nodes(&banner, &AlertBanner::nodeRequested);
        QTest::mouseClick(banner.findChild<QPushButton *>(QStringLiteral("bannerNode")), Qt::LeftButton);
        QCOMPARE(nodes.value(0).value(0).toString(), QStringLiteral("count"));
        QSignalSpy rules(&banner, &AlertBanner::ruleRequested);
        QTest::mouseClick(banner.findChild<QPushButton *>(QStringLiteral("bannerOpen")), Qt::LeftButton);
        QCOMPARE(rules.value(0).value(1).toString(), QStringLiteral("error-rate"));
        m_client->setEngine(engineWith({alert, alertOf(2, "latency", AlertState::Firing)}));
        QCOMPARE(banner.head(), QStringLiteral("2 alerts fire"));
        QSignalSpy all(&banner, &AlertBanner::alertsRequested);
        QTest::mouseClick(banner.findChild<QPushButton *>(QStringLiteral("bannerOpen")), Qt::LeftButton);
        QCOMPARE(all.size(), 1);
        banner.setFarewell(1ms);
        alert.state = AlertState::Resolved;
        m_client->setEngine(engineWith({alert}));
        QVERIFY(banner.sentence().contains(QStringLiteral("It is over.")));
        QTRY_VERIFY(banner.isHidden());
    }

    void aLostWorkerIsSaidToBeGone()
    {
        const workflow::AlertRule rule =
            workflow::newAlertRule("worker-lost", workflow::AlertMetric::WorkersLost, workflow::WindowFunction::Sum, 0);
        client::AlertView alert = alertOf(1, "worker-lost", AlertState::Firing, 1);
        alert.labels = {{"worker", "lab-03"}};
        const QString sentence = sentenceOf(alert, &rule);
        QVERIFY2(sentence.startsWith(QStringLiteral("lab-03 has been gone since ")) && !sentence.contains(QStringLiteral("/s")), qPrintable(sentence));
    }

    void aClosedBannerComesBackForAnotherAlertOnly()
    {
        AlertBanner banner(m_client.get());
        banner.setRun("run-418");
        client::AlertView alert = alertOf(1, "error-rate", AlertState::Firing);
        m_client->setEngine(engineWith({alert}));
        QTest::mouseClick(banner.findChild<QToolButton *>(QStringLiteral("bannerClose")), Qt::LeftButton);
        QVERIFY(banner.isHidden());
        alert.value = 0.5;
        m_client->setEngine(engineWith({alert}));
        QVERIFY(banner.isHidden());
        m_client->setEngine(engineWith({alert, alertOf(2, "latency", AlertState::Firing)}));
        QVERIFY(!banner.isHidden());
        banner.setRun("run-417");
        QVERIFY(banner.isHidden());
    }

    void eachAlertIsNoticedOnceAndItsEndToo()
    {
        AlertNotices notices(m_client.get());
        QSignalSpy noticed(&notices, &AlertNotices::noticed);
        client::EngineView engine = engineWith({alertOf(1, "error-rate", AlertState::Firing)});
        m_client->setEngine(engine);
        QCOMPARE(noticed.size(), 0); // a rule that tells nobody
        engine.notices = {{7, "run-418", "error-rate", "Error rate", "Too many fail.", true}};
        m_client->setEngine(engine);
        m_client->setEngine(engine); // the engine has not heard yet
        QCOMPARE(noticed.size(), 1);
        QCOMPARE(noticed[0], (QList<QVariant>{QStringLiteral("Error rate"), QStringLiteral("Too many fail."), false}));
        QCOMPARE(m_client->noticesShown(), std::vector<std::uint64_t>{7});
        engine.notices = {{9, "run-418", "error-rate", "Error rate", "It is over.", false}};
        m_client->setEngine(engine);
        QCOMPARE(noticed.size(), 2);
        QCOMPARE(noticed[1][2].toBool(), true);
        QCOMPARE(m_client->noticesShown(), (std::vector<std::uint64_t>{7, 9}));
    }

    void eachStateHasABellOfItsOwn()
    {
        std::vector<QImage> shapes;
        for (int mark = int(ui::widgets::AlertMark::Inactive); mark <= int(ui::widgets::AlertMark::Trouble); ++mark) {
            QImage picture(64, 64, QImage::Format_ARGB32_Premultiplied);
            picture.fill(Qt::transparent);
            {
                QPainter painter(&picture);
                ui::widgets::paintAlertMark(painter, QRectF(0, 0, 64, 64), ui::widgets::AlertMark(mark));
            }
            const QImage shape = picture.convertToFormat(QImage::Format_Alpha8); // without its colour
            for (const QImage &other : shapes)
                QVERIFY(differing(shape, other) > 40);
            shapes.push_back(shape);
            QVERIFY(!ui::widgets::alertWord(ui::widgets::AlertMark(mark)).isEmpty());
        }
    }

private:
    static QStringList rules(const AlertsModel &model)
    {
        QStringList all;
        for (int row = 0; row < model.rowCount(); ++row)
            all << model.index(row, 0).data(AlertsModel::RuleRole).toString();
        return all;
    }
    static int differing(const QImage &one, const QImage &other)
    {
        int count = 0;
        for (int y = 0; y < one.height(); ++y)
            for (int x = 0; x < one.width(); ++x)
                count += std::abs(int(one.scanLine(y)[x]) - int(other.scanLine(y)[x])) > 128 ? 1 : 0;
        return count;
    }

    std::unique_ptr<test::FakeEngineClient> m_client;
};

WEFTLINE_TEST(AlertViewsTest)
#include "tst_alert_views.moc"
