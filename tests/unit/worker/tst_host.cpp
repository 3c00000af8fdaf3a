// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A whole worker process over a real socket, with the test as its engine.

#include <QtCore/QElapsedTimer>
#include <QtCore/QProcess>
#include <QtTest/QTest>

#include <algorithm>
#include <csignal>

#include "engine/encoding/reader.h"
#include "tests/support/test_main.h"
#include "tests/unit/worker/played_engine.h"

using namespace weftline;
using weftline::test::PlayedEngine;
using weftline::test::WorkerProcess;
using namespace std::chrono_literals;

namespace {

int watchdogOf(const WorkerProcess &worker)
{
    for (const test::LivingProcess &process : test::livingProcesses())
        if (process.parent == worker.process.processId() && process.commandLine.ends_with(" watchdog "))
            return process.pid;
    return 0;
}

} // namespace

class HostTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void carriesOutACommand()
    {
        PlayedEngine engine;
        WorkerProcess worker(engine, 2);
        QVERIFY(test::waitUntil([&] { return engine.hellos.size() == 1; }));
        QCOMPARE(engine.hellos[0].pid, worker.process.processId());
        QCOMPARE(engine.hellos[0].slots, 2U);
        engine.say(wire::Tasks{{engine.command(1, {"sh", "-c", "echo out; echo err >&2"})}});
        QVERIFY(engine.hears(1));
        QCOMPARE(engine.results[0].outcome, wire::Outcome::Succeeded);
        encoding::Reader reader(engine.results[0].output.bytes);
        QCOMPARE(reader.value(), Value("out"));
        QCOMPARE(engine.started.size(), std::size_t(1));
        QVERIFY(engine.started[0].pid > 0);
        QCOMPARE(engine.logs, std::string("out\nerr\n")); // ahead of the result
        QVERIFY(engine.results[0].ended >= engine.results[0].started);
    }

    void carriesOutManyEmptyTasksInFewMessages()
    {
        PlayedEngine engine;
        WorkerProcess worker(engine, 1);
        QVERIFY(test::waitUntil([&] { return engine.hellos.size() == 1; }));
        wire::Tasks tasks;
        for (std::uint32_t i = 0; i < 256; ++i) {
            wire::Task task;
            task.key = {0, i, 1, 1};
            task.kind = "empty";
            tasks.tasks.push_back(task);
        }
        engine.say(tasks);
        QVERIFY(engine.hears(256));
        QVERIFY(engine.started.empty());
    }

    void sendsALargeOutputInPieces()
    {
        PlayedEngine engine;
        WorkerProcess worker(engine, 1);
        QVERIFY(test::waitUntil([&] { return engine.hellos.size() == 1; }));
        engine.say(wire::Tasks{{engine.command(1, {"sh", "-c", "head -c 5000000 /dev/zero | tr '\\0' x"})}});
        QVERIFY(engine.hears(1));
        Bytes arrived;
        for (const wire::Chunk &chunk : engine.chunks)
            arrived += chunk.bytes;
        QCOMPARE(arrived.size(), std::size_t(engine.results[0].output.size));
        encoding::Reader reader(arrived);
        QCOMPARE(reader.value(), Value(std::string(5'000'000, 'x')));
    }

    void goesOnThroughAnEngineThatRestarts()
    {
        PlayedEngine engine;
        WorkerProcess worker(engine, 2);
        QVERIFY(test::waitUntil([&] { return engine.hellos.size() == 1; }));
        engine.say(wire::Tasks{{engine.command(1, {"true"}), engine.command(2, {"sh", "-c", "read line < /dev/tty; sleep 0.4"})}});
        QVERIFY(engine.hears(1)); // and is not acknowledged
        const SessionId session = engine.peer->session;
        engine.transport.reset();
        engine.results.clear();
        engine.epoch = 2;
        engine.open();
        QVERIFY(test::waitUntil([&] { return engine.hellos.size() == 2; }));
        QVERIFY(engine.peer->session == session);
        QCOMPARE(engine.hellos[1].held.size(), std::size_t(2));
        QVERIFY(engine.hears(2));
        for (const wire::AttemptResult &result : engine.results)
            QCOMPARE(result.again, result.key.task == 1);
    }

    void leavesWhenItIsAskedTo()
    {
        PlayedEngine engine;
        WorkerProcess worker(engine, 1);
        QVERIFY(test::waitUntil([&] { return engine.hellos.size() == 1; }));
        engine.say(wire::Tasks{{engine.command(1, {"sh", "-c", "echo ready; sleep 0.2"})}});
        QVERIFY(test::waitUntil([&] { return engine.logs == "ready\n"; }));
        worker.signal(SIGTERM);
        QVERIFY(engine.hears(1));
        engine.acknowledge(engine.results[0].key);
        QVERIFY(worker.ends());
        QCOMPARE(worker.process.exitCode(), 0);
        QVERIFY(test::waitUntil([&] { return engine.byes == 1; }));
    }

    void leavesAtOnceWhenItIsAskedTwice()
    {
        PlayedEngine engine;
        WorkerProcess worker(engine, 1);
        QVERIFY(test::waitUntil([&] { return engine.hellos.size() == 1; }));
        engine.say(wire::Tasks{{engine.command(1, {"sleep", "600"})}});
        QVERIFY(test::waitUntil([&] { return engine.started.size() == 1; }));
        const std::int64_t group = engine.started[0].pid;
        worker.signal(SIGTERM);
        worker.signal(SIGINT);
        QVERIFY(worker.ends());
        QCOMPARE(worker.process.exitCode(), 130);
        QCOMPARE(test::livingInGroup(group), 0);
    }

    void leavesWhenTheEngineRefusesIt()
    {
        PlayedEngine engine;
        WorkerProcess worker(engine, 1);
        QVERIFY(test::waitUntil([&] { return engine.hellos.size() == 1; }));
        engine.say(wire::Disconnect{"No.", false});
        QVERIFY(worker.ends());
        QCOMPARE(worker.process.exitCode(), 3);
    }

    void leavesNothingWhenItIsKilled()
    {
        PlayedEngine engine;
        WorkerProcess worker(engine, 1);
        QVERIFY(test::waitUntil([&] { return engine.hellos.size() == 1; }));
        engine.say(wire::Tasks{{engine.command(1, {"sh", "-c", "trap '' TERM; sleep 600 & sleep 600"})}});
        QVERIFY(test::waitUntil([&] { return engine.started.size() == 1 && test::livingInGroup(engine.started[0].pid) >= 3; }));
        QElapsedTimer timer;
        timer.start();
        worker.signal(SIGKILL);
        QVERIFY(test::waitUntil([&] { return test::livingInGroup(engine.started[0].pid) == 0; }));
        qInfo("nothing is left after %lld ms", timer.elapsed());
        QVERIFY(test::waitUntil([&] { return engine.closed == 1; }));
    }

    void startsAnotherWatchdogForOneThatWasKilled()
    {
        PlayedEngine engine;
        WorkerProcess worker(engine, 1);
        QVERIFY(test::waitUntil([&] { return engine.hellos.size() == 1; }));
        engine.say(wire::Tasks{{engine.command(1, {"sleep", "600"})}});
        QVERIFY(test::waitUntil([&] { return engine.started.size() == 1; }));
        const int first = watchdogOf(worker);
        QVERIFY(first > 0);
        ::kill(first, SIGKILL);
        QVERIFY(test::waitUntil([&] { return watchdogOf(worker) > 0 && watchdogOf(worker) != first; }));
        QCOMPARE(test::livingInGroup(engine.started[0].pid), 1);
        worker.signal(SIGKILL);
        QVERIFY(test::waitUntil([&] { return test::livingInGroup(engine.started[0].pid) == 0; }));
    }

    void stopsWhenItsLeaseEndsAndComesBack()
    {
        PlayedEngine engine;
        WorkerProcess worker(engine, 1);
        QVERIFY(test::waitUntil([&] { return engine.hellos.size() == 1; }));
        engine.say(wire::Tasks{{engine.command(1, {"sleep", "600"})}});
        QVERIFY(test::waitUntil([&] { return engine.started.size() == 1; }));
        engine.answers = false;
        QVERIFY(test::waitUntil([&] { return test::livingInGroup(engine.started[0].pid) == 0; }));
        QVERIFY(test::waitUntil([&] { return engine.hellos.size() == 2; }));
        QVERIFY(engine.hellos[1].held.empty());
        engine.answers = true;
        engine.say(wire::Tasks{{engine.command(2, {"true"})}});
        QVERIFY(engine.hears(1));
        QCOMPARE(engine.results[0].key.task, 2U);
    }

    void takesAFreshSessionWhenItWasTakenForLost()
    {
        PlayedEngine engine;
        WorkerProcess worker(engine, 1);
        QVERIFY(test::waitUntil([&] { return engine.hellos.size() == 1; }));
        engine.lost = engine.peer->session;
        engine.say(wire::Disconnect{"This session was taken for lost.", true});
        QVERIFY(test::waitUntil([&] { return engine.peer->session != engine.lost; }));
        engine.say(wire::Tasks{{engine.command(1, {"true"})}});
        QVERIFY(engine.hears(1));
        QCOMPARE(worker.process.state(), QProcess::Running);
    }

    void haltedAttemptsEndWithTheLease()
    {
        PlayedEngine engine;
        WorkerProcess worker(engine, 1);
        QVERIFY(test::waitUntil([&] { return engine.hellos.size() == 1; }));
        engine.say(wire::Tasks{{engine.command(1, {"sleep", "600"})}});
        QVERIFY(test::waitUntil([&] { return engine.started.size() == 1; }));
        QElapsedTimer timer;
        timer.start();
        worker.signal(SIGSTOP);
        QVERIFY(test::waitUntil([&] { return test::livingInGroup(engine.started[0].pid) == 0; }));
        qInfo("nothing is left after %lld ms, with a lease of 1000 ms", timer.elapsed());
        worker.signal(SIGCONT);
        QVERIFY(test::waitUntil([&] { return engine.hellos.size() >= 2; }));
        QVERIFY(engine.hellos[1].held.empty());
        QVERIFY(engine.results.empty()); // nobody wants to hear of it
    }

    /// Starting a thousand programs takes longer than the time between two heartbeats, on some machines longer than the lease.
    void sendsHeartbeatsWhileItBeginsManyTasks()
    {
        constexpr std::uint32_t count = 1000;
        PlayedEngine engine;
        WorkerProcess worker(engine, int(count));
        QVERIFY(test::waitUntil([&] { return engine.hellos.size() == 1; }));
        for (std::uint32_t number = 1; number <= count;) {
            wire::Tasks tasks;
            for (int i = 0; i < 200; ++i)
                tasks.tasks.push_back(engine.command(number++, {"true"}));
            engine.say(tasks);
        }
        QVERIFY2(test::waitUntil([&] { return engine.results.size() == count; }, 60'000), std::to_string(engine.results.size()).c_str());
        const std::size_t first = engine.heardAtBeats.empty() ? 0 : engine.heardAtBeats[0];
        const auto between = std::count_if(engine.heardAtBeats.begin(), engine.heardAtBeats.end(),
                                           [&](std::size_t heard) { return heard > first && heard < count; });
        QVERIFY2(between > 0, "it was silent until all had begun");
        QCOMPARE(engine.hellos.size(), std::size_t(1));
    }

    void refusesWrongOptions()
    {
        const PlayedEngine engine;
        WorkerProcess worker(engine, 0);
        QVERIFY(worker.ends());
        QCOMPARE(worker.process.exitCode(), 2);
    }
};

WEFTLINE_TEST(HostTest)
#include "tst_host.moc"
