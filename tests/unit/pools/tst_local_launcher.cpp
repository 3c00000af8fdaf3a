// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The launcher with real processes: shells that play workers. "--name local-N" come as $1 and $2 behind the $0 below.

#include <QtCore/QByteArray>
#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QIODevice>
#include <QtCore/QString>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <csignal>

#include <sys/wait.h>

#include "engine/pools/local_launcher.h"
#include "tests/support/processes.h"
#include "tests/support/test_main.h"

using namespace weftline;
using namespace weftline::pools;

namespace {

struct Fleet
{
    std::vector<LocalExit> exits;
    std::vector<std::string> said;
    LocalLauncher launcher;

    explicit Fleet(std::string script, std::string log = {})
        : launcher({"/bin/sh", {"-c", std::move(script), "sh"}, std::move(log),
                    [this](const LocalExit &ended) { exits.push_back(ended); },
                    [this](const std::string &line) { said.push_back(line); }})
    {
    }
};

} // namespace

class LocalLauncherTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsAsManyAsWanted()
    {
        Fleet fleet("sleep 600");
        QVERIFY(fleet.launcher.start(3));
        const auto pids = fleet.launcher.pids();
        QCOMPARE(pids.size(), std::size_t(3));
        for (const std::int64_t pid : pids) {
            QVERIFY(fleet.launcher.manages(pid));
            QVERIFY(test::livingInGroup(pid) > 0); // each has a group of its own
        }
    }

    void noticesAnEndAtOnceAndStartsAnother()
    {
        Fleet fleet("exec sleep 600");
        QVERIFY(fleet.launcher.start(2));
        const std::int64_t victim = fleet.launcher.pids().front();
        QElapsedTimer timer;
        timer.start();
        QVERIFY(fleet.launcher.kill(victim));
        QVERIFY(test::waitUntil([&] { return !fleet.exits.empty(); }));
        qInfo("noticed after %.2f ms", static_cast<double>(timer.nsecsElapsed()) / 1e6);
        QCOMPARE(fleet.exits[0].pid, victim);
        QVERIFY(fleet.exits[0].name == "local-1" || fleet.exits[0].name == "local-2");
        QVERIFY(fleet.exits[0].onPurpose);
        QCOMPARE(WTERMSIG(fleet.exits[0].status), SIGKILL);
        QVERIFY(!fleet.launcher.manages(victim));
        QVERIFY(test::waitUntil([&] { return fleet.launcher.pids().size() == 2; }));
    }

    void followsOneThatSomebodyElseKilled()
    {
        Fleet fleet("exec sleep 600");
        QVERIFY(fleet.launcher.start(1));
        const std::int64_t victim = fleet.launcher.pids().front();
        ::kill(static_cast<pid_t>(victim), SIGKILL);
        QVERIFY(test::waitUntil([&] { return fleet.exits.size() == 1 && fleet.launcher.pids().size() == 1; }));
        QVERIFY(!fleet.exits[0].onPurpose);
        QVERIFY(fleet.launcher.pids().front() != victim);
    }

    void startsNobodyInThePlaceOfOneThatWasStopped()
    {
        Fleet fleet("exec sleep 600");
        QVERIFY(fleet.launcher.start(2));
        QVERIFY(fleet.launcher.stop(fleet.launcher.pids().front()));
        QVERIFY(test::waitUntil([&] { return fleet.launcher.pids().size() == 1; }));
        const std::int64_t other = fleet.launcher.pids().front();
        ::kill(static_cast<pid_t>(other), SIGKILL); // this one is followed, and its follower comes later than any other would
        QVERIFY(test::waitUntil([&] { return fleet.exits.size() == 2 && fleet.launcher.pids().size() == 1; }));
    }

    void doesNotStartOneThatDiesAtOnceInALoop()
    {
        Fleet fleet("exit 1");
        QElapsedTimer timer;
        timer.start();
        QVERIFY(fleet.launcher.start(1));
        QVERIFY(test::waitUntil([&] { return fleet.exits.size() == 3; }));
        QVERIFY(timer.elapsed() >= 300); // 100 and 200 ms between them
    }

    void stopsAll()
    {
        Fleet fleet("exec sleep 600");
        QVERIFY(fleet.launcher.start(3));
        bool done = false;
        QElapsedTimer timer;
        timer.start();
        fleet.launcher.stopAll([&] { done = true; });
        QVERIFY(test::waitUntil([&] { return done; }));
        QVERIFY(timer.elapsed() < LocalLauncher::politenessMs);
        QVERIFY(fleet.launcher.pids().empty());
        QCOMPARE(fleet.exits.size(), std::size_t(3));
    }

    void stopsThoseThatDoNotListenForGood()
    {
        const QTemporaryDir folder;
        const std::string log = folder.filePath(QStringLiteral("log")).toStdString();
        Fleet fleet("trap '' TERM; echo ready; while :; do sleep 600; done", log);
        QVERIFY(fleet.launcher.start(1));
        QVERIFY(test::waitUntil([&] {
            QFile file(QString::fromStdString(log));
            return file.open(QIODevice::ReadOnly) && file.readAll() == "ready\n";
        }));
        const std::int64_t group = fleet.launcher.pids().front();
        bool done = false;
        fleet.launcher.stopAll([&] { done = true; });
        QVERIFY(test::waitUntil([&] { return done; }));
        QCOMPARE(WTERMSIG(fleet.exits.at(0).status), SIGKILL);
        QVERIFY(test::waitUntil([&] { return test::livingInGroup(group) == 0; })); // the shell's own child too
    }

    void stopsNobodyQuickly()
    {
        Fleet fleet("true");
        bool done = false;
        fleet.launcher.stopAll([&] { done = true; });
        QVERIFY(!done); // never from within the call
        QVERIFY(test::waitUntil([&] { return done; }));
    }

    void leavesNobodyBehind()
    {
        std::int64_t pid = 0;
        {
            Fleet fleet("exec sleep 600");
            QVERIFY(fleet.launcher.start(1));
            pid = fleet.launcher.pids().front();
        }
        QCOMPARE(test::livingInGroup(pid), 0);
    }

    void saysWhatItCannotDo()
    {
        LocalLauncher missing({"/no/such/weft", {}, {}, nullptr, nullptr});
        const auto started = missing.start(1);
        QVERIFY(!started);
        QCOMPARE(started.error().message,
                 std::string("Workers cannot be started: \"/no/such/weft\": No such file or directory."));
        Fleet fleet("true");
        QCOMPARE(fleet.launcher.start(257).error().code, ErrorCode::Limit);
        QCOMPARE(fleet.launcher.kill(1).error().message, std::string("Process 1 is no worker that was started here."));
        QVERIFY(!fleet.launcher.stop(1));
    }

    void namesItsWorkers()
    {
        const QTemporaryDir folder;
        const std::string log = folder.filePath(QStringLiteral("log")).toStdString();
        Fleet fleet("echo $1 $2; exec sleep 600", log);
        QVERIFY(fleet.launcher.start(2));
        QVERIFY(test::waitUntil([&] {
            QFile file(QString::fromStdString(log));
            if (!file.open(QIODevice::ReadOnly))
                return false;
            const QByteArray text = file.readAll();
            return text.contains("--name local-1\n") && text.contains("--name local-2\n");
        }));
    }
};

WEFTLINE_TEST(LocalLauncherTest)
#include "tst_local_launcher.moc"
