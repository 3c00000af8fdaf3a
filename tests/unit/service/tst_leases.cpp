// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/service/leases.h"
#include "tests/support/test_main.h"

using namespace weftline;
using service::Leases;

namespace {

constexpr Duration lease = std::chrono::seconds(1);
constexpr Instant start{1'000'000'000};

SessionId sessionOf(std::uint8_t byte)
{
    SessionId session;
    session.bytes.fill(byte);
    return session;
}

wire::Heartbeat heartbeat(std::uint64_t number, std::uint64_t echo = 0)
{
    wire::Heartbeat beat;
    beat.number = number;
    beat.echo = echo;
    return beat;
}

} // namespace

class LeasesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void endAfterTheWorkersOwn()
    {
        Leases leases(lease);
        QVERIFY(!leases.nextEnd());
        leases.begin(sessionOf(1), start);
        QVERIFY(leases.nextEnd() == start + lease + lease / 10);
        QVERIFY(leases.over(start + lease).empty()); // the worker stops now, we wait a little longer
        QCOMPARE(leases.over(*leases.nextEnd()).size(), std::size_t{1});
    }

    void areExtendedByHeartbeats_data()
    {
        QTest::addColumn<int>("second");
        QTest::addColumn<bool>("counts");
        QTest::newRow("the next") << 2 << true;
        QTest::newRow("one was lost") << 9 << true;
        QTest::newRow("the same again") << 1 << false;
        QTest::newRow("an older one") << 0 << false;
    }
    void areExtendedByHeartbeats()
    {
        QFETCH(int, second);
        QFETCH(bool, counts);
        Leases leases(lease);
        leases.begin(sessionOf(1), start);
        leases.heard(sessionOf(1), start + lease / 2, heartbeat(1));
        const Instant before = leases.find(sessionOf(1))->endsAt;
        QVERIFY(before == start + lease / 2 + lease + lease / 10);
        leases.heard(sessionOf(1), start + lease, heartbeat(static_cast<std::uint64_t>(second)));
        QCOMPARE(leases.find(sessionOf(1))->endsAt > before, counts);
    }

    void ofStrangersDoNotBegin()
    {
        Leases leases(lease);
        leases.heard(sessionOf(1), start, heartbeat(1));
        leases.sent(sessionOf(1), start);
        QVERIFY(!leases.find(sessionOf(1)));
    }

    void giveThoseOfAPredecessorTime()
    {
        Leases leases(lease);
        leases.begin(sessionOf(1), start, std::chrono::seconds(3));
        leases.begin(sessionOf(1), start); // it says Hello: what it was given is not taken away
        QVERIFY(leases.over(start + std::chrono::seconds(4)).empty());
        QCOMPARE(leases.over(start + std::chrono::milliseconds(4100)).size(), std::size_t{1});
    }

    void nameOnlyThoseThatAreOver()
    {
        Leases leases(lease);
        leases.begin(sessionOf(1), start);
        leases.begin(sessionOf(2), start + lease);
        leases.begin(sessionOf(3), start + lease * 2);
        QVERIFY(leases.nextEnd() == leases.find(sessionOf(1))->endsAt);
        QVERIFY(leases.over(start + lease * 2 + lease / 2) == (std::vector{sessionOf(1), sessionOf(2)}));
        leases.end(sessionOf(1));
        QVERIFY(leases.over(start + lease * 2 + lease / 2) == std::vector{sessionOf(2)});
        QVERIFY(leases.nextEnd() == leases.find(sessionOf(2))->endsAt);
    }

    void measureTheWayThereAndBack()
    {
        Leases leases(lease);
        leases.begin(sessionOf(1), start);
        leases.heard(sessionOf(1), start, heartbeat(1));
        leases.sent(sessionOf(1), start);
        QCOMPARE(leases.find(sessionOf(1))->sent, std::uint64_t{1});
        leases.heard(sessionOf(1), start + std::chrono::milliseconds(7), heartbeat(2, 1));
        QVERIFY(leases.find(sessionOf(1))->roundTrip == Duration{7000});
        leases.sent(sessionOf(1), start + std::chrono::milliseconds(10));
        leases.heard(sessionOf(1), start + std::chrono::milliseconds(900), heartbeat(3, 1)); // an echo of the one before
        QVERIFY(leases.find(sessionOf(1))->roundTrip == Duration{7000});
    }
};

WEFTLINE_TEST(LeasesTest)

#include "tst_leases.moc"
