// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtTest/QTest>

#include "tests/support/test_main.h"
#include "tests/unit/worker/session_table.h"

using namespace weftline;
using namespace weftline::worker;
using namespace std::chrono_literals;

using Numbers = std::vector<std::uint32_t>;

class SessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysHelloFirst()
    {
        SessionTable t(2);
        t.give(Connected{});
        QCOMPARE(t.effects.size(), std::size_t(1));
        const wire::Hello hello = t.sent<wire::Hello>().at(0);
        QCOMPARE(hello.name, std::string("lab-1"));
        QCOMPARE(hello.slots, 2U);
        QVERIFY(hello.held.empty());
    }

    void runsAsManyAsItHasSlotsAndInOrder()
    {
        SessionTable t(2);
        t.join();
        t.grant({5, 3, 4});
        QCOMPARE(t.started(), (Numbers{5, 3}));
        t.end(t.key(3));
        QCOMPARE(t.started(), (Numbers{5, 3, 4}));
    }

    void startsNothingBeforeItIsWelcome()
    {
        SessionTable t;
        t.give(Connected{});
        t.grant({1}, 4); // overtook the Welcome
        QVERIFY(t.started().empty());
        t.hear(wire::Welcome{4, 1s, 250ms, "1"});
        QCOMPARE(t.started(), (Numbers{1}));
    }

    void saysStartedOnlyForProcesses()
    {
        SessionTable t(2);
        t.join();
        t.grant({1, 2});
        t.give(ProcessStarted{t.key(1), 77});
        t.end(t.key(2));
        const auto started = t.sent<wire::Started>();
        QCOMPARE(started.size(), std::size_t(1));
        QCOMPARE(started[0].key, t.key(1));
        QCOMPARE(started[0].pid, 77);
    }

    void ignoresATaskThatIsSaidTwice()
    {
        SessionTable t(2);
        t.join();
        t.grant({1});
        t.grant({1});
        QCOMPARE(t.started(), (Numbers{1}));
        QCOMPARE(t.state.held.size(), std::size_t(1));
    }

    void failsAKindThatItDoesNotCarryOut()
    {
        SessionTable t;
        t.join();
        t.hear(wire::Tasks{{t.task(1, 1, "http")}});
        QVERIFY(t.started().empty());
        QCOMPARE(t.results().at(0).outcome, wire::Outcome::Failed);
        QVERIFY(t.results()[0].reason.starts_with("Worker \"lab-1\" does not carry out \"http\"."));
    }

    void keepsAResultUntilItIsAcknowledged()
    {
        SessionTable t;
        t.join();
        t.grant({1});
        t.end(t.key(1));
        QCOMPARE(t.results().size(), std::size_t(1));
        QVERIFY(!t.results()[0].again);
        QCOMPARE(t.state.held.size(), std::size_t(1));
        t.acknowledge(t.key(1));
        QVERIFY(t.state.held.empty());
    }

    void offersAResultAgainAfterAReconnect()
    {
        SessionTable t;
        t.join();
        t.grant({1});
        t.end(t.key(1));
        t.give(Disconnected{});
        t.effects.clear();
        t.give(Connected{});
        const auto held = t.sent<wire::Hello>().at(0).held;
        QCOMPARE(held, (std::vector<wire::HeldAttempt>{{t.key(1), true, true}}));
        QVERIFY(t.results().empty()); // not before the Welcome
        t.hear(wire::Welcome{2, 1s, 250ms, "1"});
        QCOMPARE(t.results().size(), std::size_t(1));
        QVERIFY(t.results()[0].again);
        t.acknowledge(t.key(1), "another attempt was first");
        QVERIFY(t.state.held.empty());
    }

    void doesNotSayAgainForWhatEndedWhileItWasAlone()
    {
        SessionTable t;
        t.join();
        t.grant({1});
        t.give(Disconnected{});
        t.end(t.key(1));
        QVERIFY(t.results().empty());
        t.give(Connected{});
        t.hear(wire::Welcome{1, 1s, 250ms, "1"});
        QCOMPARE(t.results().size(), std::size_t(1));
        QVERIFY(!t.results()[0].again);
    }

    void namesAllThatItHoldsInHello()
    {
        SessionTable t(1);
        t.join();
        t.grant({1, 2, 3});
        t.end(t.key(1));
        t.give(ProcessStarted{t.key(2), 9});
        t.give(Disconnected{});
        t.give(Connected{});
        const std::vector<wire::HeldAttempt> expected{
            {t.key(1), true, true}, {t.key(2), false, true}, {t.key(3), false, false}};
        QCOMPARE(t.sent<wire::Hello>().at(0).held, expected);
    }

    void tellsAStartThatHappenedWhileItWasAlone()
    {
        SessionTable t;
        t.join();
        t.grant({1});
        t.give(Disconnected{});
        t.give(Connected{}); // Hello says: not started
        t.give(ProcessStarted{t.key(1), 9});
        QVERIFY(t.sent<wire::Started>().empty());
        t.hear(wire::Welcome{1, 1s, 250ms, "1"});
        QCOMPARE(t.sent<wire::Started>().size(), std::size_t(1));
    }

    void putsSeveralResultsIntoOneMessage()
    {
        SessionTable t(300);
        t.join();
        wire::Tasks tasks;
        for (std::uint32_t i = 0; i < 256; ++i)
            tasks.tasks.push_back(t.task(i));
        t.hear(tasks);
        t.grant({300, 301});
        t.effects.clear();
        for (std::uint32_t i = 0; i < 302; i = i == 255 ? 300 : i + 1) {
            wire::AttemptResult result;
            result.key = t.key(i);
            step(t.state, {t.now, ProcessEnded{result, false, {}}}, t.effects);
        }
        QVERIFY(t.results().empty());
        flush(t.state, t.effects);
        const auto messages = t.sent<wire::Results>();
        QCOMPARE(messages.size(), std::size_t(2));
        QCOMPARE(messages[0].results.size(), std::size_t(256));
        QCOMPARE(messages[1].results.size(), std::size_t(2));
    }

    void cancelsPolitelyWhatRuns()
    {
        SessionTable t;
        t.join();
        t.grant({1});
        t.hear(wire::CancelAttempt{t.key(1), "The run was cancelled."});
        QCOMPARE(t.all<Stop>().size(), std::size_t(1));
        QVERIFY(!t.all<Stop>()[0].atOnce);
        t.end(t.key(1), true, {}, wire::Outcome::Failed);
        QCOMPARE(t.results().at(0).outcome, wire::Outcome::Cancelled);
        QCOMPARE(t.results()[0].reason, std::string("The run was cancelled."));
    }

    void cancelsAtOnceWhatWaits()
    {
        SessionTable t;
        t.join();
        t.grant({1, 2});
        t.hear(wire::CancelAttempt{t.key(2), "No."});
        QVERIFY(t.all<Stop>().empty());
        QCOMPARE(t.results().at(0).key, t.key(2));
        QCOMPARE(t.results()[0].outcome, wire::Outcome::Cancelled);
        t.end(t.key(1));
        QCOMPARE(t.started(), (Numbers{1}));
    }

    void keepsASuccessThatCrossedItsCancel()
    {
        SessionTable t;
        t.join();
        t.grant({1});
        t.hear(wire::CancelAttempt{t.key(1), "No."});
        t.end(t.key(1));
        QCOMPARE(t.results().at(0).outcome, wire::Outcome::Succeeded);
    }

    void refusesAnEngineThatWasReplaced()
    {
        SessionTable t;
        t.join(7);
        t.give(Disconnected{});
        t.effects.clear();
        t.give(Connected{});
        t.hear(wire::Welcome{6, 1s, 250ms, "1"});
        QCOMPARE(t.sent<wire::Disconnect>().size(), std::size_t(1));
        t.grant({1}, 6);
        t.grant({2}, 8); // nothing from this connection counts
        QVERIFY(t.state.held.empty());
        t.give(Disconnected{});
        t.give(Connected{});
        t.hear(wire::Welcome{8, 1s, 250ms, "1"});
        t.grant({2}, 8);
        QCOMPARE(t.started(), (Numbers{2}));
    }

    void refusesTasksOfALowerEpoch()
    {
        SessionTable t(2);
        t.join(7);
        t.grant({1}, 6);
        t.grant({2}, 7);
        QCOMPARE(t.started(), (Numbers{2}));
    }

    void drainsAndSaysGoodbye()
    {
        SessionTable t;
        t.join();
        t.grant({1});
        t.give(DrainRequested{});
        QCOMPARE(t.sent<wire::Drain>().size(), std::size_t(1));
        t.end(t.key(1));
        QVERIFY(t.all<Leave>().empty()); // its result is not acknowledged
        t.acknowledge(t.key(1));
        QCOMPARE(t.sent<wire::Bye>().size(), std::size_t(1));
        QCOMPARE(t.all<Leave>().at(0).exitCode, 0);
        QVERIFY(!nextTimer(t.state));
    }

    void leavesAtOnceWhenToldTwice()
    {
        SessionTable t;
        t.join();
        t.grant({1});
        t.give(DrainRequested{true});
        QCOMPARE(t.all<StopAll>().size(), std::size_t(1));
        QCOMPARE(t.all<Leave>().at(0).exitCode, 130);
    }

    void leavesWhenTheEngineRefusesIt()
    {
        SessionTable t;
        t.give(Connected{});
        t.hear(wire::Disconnect{"This key may not join as a worker.", false});
        QCOMPARE(t.all<Leave>().at(0).exitCode, 3);
        QCOMPARE(t.all<Leave>()[0].reason, std::string("This key may not join as a worker."));
        t.give(Connected{});
        QCOMPARE(t.sent<wire::Hello>().size(), std::size_t(1)); // nothing after leaving
    }

    void handlesAnAcknowledgementOfNothing()
    {
        SessionTable t;
        t.join();
        t.acknowledge(t.key(9));
        t.hear(wire::CancelAttempt{t.key(9), "No."});
        t.end(t.key(9));
        QVERIFY(t.effects.empty());
    }
};

WEFTLINE_TEST(SessionTest)
#include "tst_session.moc"
