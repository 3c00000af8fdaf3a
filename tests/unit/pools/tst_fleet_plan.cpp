// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtTest/QTest>

#include "engine/pools/fleet_plan.h"
#include "tests/support/test_main.h"

using namespace weftline;
using namespace weftline::pools;
using namespace std::chrono_literals;

using Numbers = std::vector<std::uint32_t>;

class FleetPlanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsWhatIsWantedAtOnce()
    {
        FleetPlan plan;
        QCOMPARE(grow(plan, 3, t0), 3U);
        QCOMPARE(due(plan, t0), (Numbers{1, 2, 3}));
        started(plan, 1, 11, t0);
        QCOMPARE(due(plan, t0), (Numbers{2, 3}));
    }

    void waitsLongerEachTimeOneDiesYoung_data()
    {
        QTest::addColumn<std::uint32_t>("failures");
        QTest::addColumn<qint64>("ms");
        QTest::newRow("first") << 1U << qint64(100);
        QTest::newRow("second") << 2U << qint64(200);
        QTest::newRow("sixth") << 6U << qint64(3200);
        QTest::newRow("seventh is at the limit") << 7U << qint64(5000);
        QTest::newRow("far beyond") << 4'000'000'000U << qint64(5000);
    }

    void waitsLongerEachTimeOneDiesYoung()
    {
        QFETCH(std::uint32_t, failures);
        QFETCH(qint64, ms);
        QCOMPARE(pauseAfter(failures), Duration(std::chrono::milliseconds(ms)));
    }

    void followsOneThatDied()
    {
        FleetPlan plan;
        grow(plan, 1, t0);
        started(plan, 1, 11, t0);
        QVERIFY(!nextTimer(plan));
        exited(plan, 11, t0 + 1s);
        QVERIFY(due(plan, t0 + 1s).empty());
        QCOMPARE(nextTimer(plan), std::optional(t0 + 1100ms));
        QCOMPARE(due(plan, t0 + 1100ms), (Numbers{1}));
        started(plan, 1, 12, t0 + 1100ms);
        exited(plan, 12, t0 + 2s);
        QCOMPARE(nextTimer(plan), std::optional(t0 + 2200ms));
    }

    void forgetsEarlyEndsAfterALongLife()
    {
        FleetPlan plan;
        grow(plan, 1, t0);
        for (std::int64_t pid = 1; pid <= 5; ++pid) {
            started(plan, 1, pid, t0);
            exited(plan, pid, t0);
        }
        started(plan, 1, 6, t0);
        exited(plan, 6, t0 + 10s);
        QCOMPARE(nextTimer(plan), std::optional(t0 + 10s + 100ms));
    }

    void triesAgainWhatCouldNotStart()
    {
        FleetPlan plan;
        grow(plan, 1, t0);
        couldNotStart(plan, 1, t0);
        couldNotStart(plan, 1, t0);
        QCOMPARE(nextTimer(plan), std::optional(t0 + 200ms));
    }

    void nobodyFollowsOneThatLeaves()
    {
        FleetPlan plan;
        grow(plan, 2, t0);
        started(plan, 1, 11, t0);
        started(plan, 2, 12, t0);
        QVERIFY(leave(plan, 11));
        QVERIFY(!leave(plan, 99));
        exited(plan, 11, t0 + 1s);
        QCOMPARE(plan.places.size(), std::size_t(1));
        QCOMPARE(grow(plan, 1, t0 + 2s), 1U); // takes the number that is free
        QCOMPARE(due(plan, t0 + 2s), (Numbers{1}));
    }

    void allLeaveTogether()
    {
        FleetPlan plan;
        grow(plan, 3, t0);
        started(plan, 1, 11, t0);
        leaveAll(plan);
        QVERIFY(!nextTimer(plan));
        exited(plan, 11, t0);
        QVERIFY(plan.places.empty());
    }

    void hasALimit()
    {
        FleetPlan plan;
        QCOMPARE(grow(plan, 1000, t0), placesMax);
        QCOMPARE(grow(plan, 1, t0), 0U);
    }

    void knowsNothingOfStrangers()
    {
        FleetPlan plan;
        grow(plan, 1, t0);
        const FleetPlan before = plan;
        exited(plan, 77, t0);
        exited(plan, 0, t0); // an empty place has no process
        started(plan, 9, 77, t0);
        QCOMPARE(plan == before, true);
    }

private:
    static constexpr Instant t0{1'000'000'000};
};

WEFTLINE_TEST(FleetPlanTest)
#include "tst_fleet_plan.moc"
