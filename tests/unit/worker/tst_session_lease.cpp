// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Leases, heartbeats, sessions that are given up, and patience.

#include <QtTest/QTest>

#include "tests/support/test_main.h"
#include "tests/unit/worker/session_table.h"

using namespace weftline;
using namespace weftline::worker;
using namespace std::chrono_literals;

class SessionLeaseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beatsEveryIntervalWithRisingNumbersAndTheEnginesEcho()
    {
        SessionTable t;
        t.join();
        t.hear(wire::Heartbeat{41, 0, t.now, {}});
        t.passServed(1s - 1us);
        const auto beats = t.sent<wire::Heartbeat>();
        QCOMPARE(beats.size(), std::size_t(3));
        for (std::size_t i = 0; i < beats.size(); ++i) {
            QCOMPARE(beats[i].number, i + 2); // the first answers the Welcome
            QCOMPARE(beats[i].echo, std::uint64_t(41));
        }
    }

    void countsItsLeaseFromTheEchoedHeartbeat()
    {
        SessionTable t;
        t.join();
        t.pass(250ms);
        const Instant sentAt = t.now;
        t.pass(60ms);
        t.effects.clear();
        t.echo();
        QCOMPARE(t.all<SetLease>().at(0).until, sentAt + 1s);
        QCOMPARE(t.state.metrics.roundTrip, Duration(60ms));
    }

    void doesNotRenewItForAnOldEcho()
    {
        SessionTable t;
        t.join();
        t.pass(250ms);
        t.pass(250ms);
        t.echo();
        const auto end = t.state.leaseEnd;
        t.effects.clear();
        t.hear(wire::Heartbeat{9, 1, t.now, {}});
        t.hear(wire::Heartbeat{10, 1'000, t.now, {}}); // was never sent
        QVERIFY(t.all<SetLease>().empty());
        QCOMPARE(t.state.leaseEnd, end);
    }

    void stopsEverythingWhenItsLeaseEnds()
    {
        SessionTable t(1);
        t.join();
        t.grant({1, 2});
        t.effects.clear();
        t.passServed(1s);
        QCOMPARE(t.all<Stop>().size(), std::size_t(1));
        QVERIFY(t.all<Stop>()[0].atOnce);
        const auto hello = t.sent<wire::Hello>(); // says what is left, for the engine may not have lost it
        QCOMPARE(hello.size(), std::size_t(1));
        QVERIFY(hello[0].held.empty());
        t.end(t.key(1), true, {}, wire::Outcome::Failed);
        QVERIFY(t.state.held.empty());
        QVERIFY(t.results().empty());
        QCOMPARE(t.started().size(), std::size_t(0));
    }

    void keepsResultsBeyondItsLease()
    {
        SessionTable t(2);
        t.join();
        t.grant({1, 2});
        t.end(t.key(1));
        t.give(Disconnected{});
        t.passServed(3s);
        t.end(t.key(2)); // had ended by itself before it could be killed
        t.give(Connected{});
        t.effects.clear();
        t.hear(wire::Welcome{2, 1s, 250ms, "1"});
        QCOMPARE(t.results().size(), std::size_t(2));
    }

    void endsTheLeaseBeforeItBelievesWhatCameTooLate()
    {
        SessionTable t;
        t.join();
        t.grant({1});
        t.now = t.now + 5s; // halted all the while
        t.end(t.key(1), true, {}, wire::Outcome::Failed); // by the watchdog
        QVERIFY(t.state.held.empty());
        QVERIFY(t.results().empty());
    }

    void startsNothingWithoutALease()
    {
        SessionTable t;
        t.join();
        t.grant({1, 2});
        t.give(Disconnected{});
        t.end(t.key(1));
        QCOMPARE(t.started(), (std::vector<std::uint32_t>{1, 2})); // the lease goes on without a connection
        t.passServed(2s);
        t.end(t.key(2), true);
        t.give(Connected{});
        t.grant({3}, 2);
        QCOMPARE(t.started().size(), std::size_t(2));
    }

    void saysHelloAgainWhenTheEngineDoesNotKnowIt()
    {
        SessionTable t;
        t.join();
        t.grant({1});
        t.effects.clear();
        t.hear(wire::Disconnect{"Unknown.", true});
        QCOMPARE(t.sent<wire::Hello>().size(), std::size_t(1));
        QCOMPARE(t.sent<wire::Hello>()[0].held.size(), std::size_t(1));
        t.hear(wire::Welcome{2, 1s, 250ms, "1"});
        QVERIFY(t.all<Stop>().empty());
        QVERIFY(t.all<FreshSession>().empty());
    }

    void takesNoStrayDisconnectForAnAnswerToHello()
    {
        SessionTable t;
        t.join();
        for (int i = 0; i < 10; ++i) // ten messages had been sent before
            t.hear(wire::Disconnect{"Unknown.", true});
        QVERIFY(t.all<FreshSession>().empty());
        t.hear(wire::Welcome{2, 1s, 250ms, "1"});
        QCOMPARE(t.state.phase, Phase::Welcomed);
    }

    void takesAFreshSessionWhenItsHellosAreSentAway()
    {
        SessionTable t(2);
        t.join();
        t.grant({1, 2});
        t.end(t.key(1));
        t.effects.clear();
        for (int i = 0; i < 10 && t.all<FreshSession>().empty(); ++i) {
            t.hear(wire::Disconnect{"This session was taken for lost.", true});
            t.passServed(100ms);
        }
        QCOMPARE(t.all<FreshSession>().size(), std::size_t(1));
        QCOMPARE(t.all<Stop>().size(), std::size_t(1)); // what ran belonged to the old one
        QVERIFY(t.sent<wire::Hello>().size() >= 3);
        t.end(t.key(2), true);
        t.effects.clear();
        t.give(Connected{});
        QCOMPARE(t.sent<wire::Hello>().at(0).held, (std::vector<wire::HeldAttempt>{{t.key(1), true, true}}));
        t.hear(wire::Welcome{2, 1s, 250ms, "1"});
        QCOMPARE(t.sent<wire::Heartbeat>().at(0).number, std::uint64_t(1));
        QVERIFY(t.results().at(0).again); // to be refused, and listed
    }

    void repeatsAHelloThatNobodyAnswers()
    {
        SessionTable t;
        t.give(Connected{});
        t.passServed(3500ms);
        QCOMPARE(t.sent<wire::Hello>().size(), std::size_t(4));
    }

    void countsTheLeaseFromTheFirstUnansweredHello()
    {
        SessionTable t;
        t.give(Connected{});
        const Instant saidAt = t.now;
        t.now = t.now + 300ms;
        t.hear(wire::Welcome{1, 1s, 250ms, "1"});
        QCOMPARE(t.all<SetLease>().at(0).until, saidAt + 1s);
    }

    void waitsForAnEchoWhenTheWelcomeCameTooLate()
    {
        SessionTable t;
        t.give(Connected{});
        t.now = t.now + 1500ms;
        t.hear(wire::Welcome{1, 1s, 250ms, "1"});
        t.grant({1});
        QVERIFY(t.started().empty());
        t.echo();
        QCOMPARE(t.started().size(), std::size_t(1));
    }

    void anEphemeralOneEndsTenSecondsAfterItsEngine()
    {
        SessionTable t(1, true);
        t.join();
        t.give(Disconnected{});
        t.passServed(9'999ms);
        QVERIFY(t.all<Leave>().empty());
        t.passServed(1ms);
        QCOMPARE(t.all<Leave>().at(0).exitCode, 0);
    }

    void anEphemeralOneThatNeverFoundItsEngineEndsToo()
    {
        SessionTable t(1, true);
        t.give(TimePassed{});
        t.passServed(10s);
        QCOMPARE(t.all<Leave>().size(), std::size_t(1));
    }

    void anEphemeralOneWithAResultWaitsTenMinutes()
    {
        SessionTable t(1, true);
        t.join();
        t.grant({1});
        t.end(t.key(1));
        t.give(Disconnected{});
        t.passServed(10min - 1us);
        QVERIFY(t.all<Leave>().empty());
        t.passServed(1us);
        QCOMPARE(t.all<Leave>().size(), std::size_t(1));
    }

    void aPersonsWorkerStays()
    {
        SessionTable t(1, false);
        t.join();
        t.give(Disconnected{});
        t.passServed(1h);
        QVERIFY(t.all<Leave>().empty());
    }

    void anEnginesGoodbyeEndsItsIdleWorkers()
    {
        SessionTable t(1, true);
        t.join();
        t.hear(wire::Bye{"Done."});
        QCOMPARE(t.all<Leave>().size(), std::size_t(1));
    }

    void drainsWhenTheEngineSaysSo()
    {
        SessionTable t;
        t.join();
        t.hear(wire::Drain{});
        QCOMPARE(t.all<Leave>().at(0).exitCode, 0);
    }
};

WEFTLINE_TEST(SessionLeaseTest)
#include "tst_session_lease.moc"
