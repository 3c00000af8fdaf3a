// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The watchdog with a real worker-like process that is killed or halted.

#include <QtCore/QByteArray>
#include <QtCore/QElapsedTimer>
#include <QtCore/QProcess>
#include <QtCore/QString>
#include <QtCore/QUuid>
#include <QtTest/QTest>

#include <csignal>

#include "tests/support/processes.h"
#include "tests/support/test_main.h"

using namespace weftline;

namespace {

/// A guarded process whose children carry a name in their command line that occurs nowhere else.
struct Guarded
{
    QString mark = QUuid::createUuid().toString(QUuid::WithoutBraces);
    QProcess worker;
    int watchdog = 0;

    explicit Guarded(const QString &script, int leaseMs = 60'000)
    {
        const QString program = QStringLiteral(WEFTLINE_BINARY_DIR "/bin/weftline_test_worker");
        const QString marked = QString(script).replace(QStringLiteral("NAP"), QStringLiteral("sh -c 'sleep 600; : %1'").arg(mark));
        worker.start(program, {QStringLiteral("guard"), QString::number(leaseMs), marked});
    }
    ~Guarded()
    {
        if (worker.state() != QProcess::NotRunning)
            ::kill(pid(), SIGKILL);
        worker.waitForFinished();
    }

    [[nodiscard]] pid_t pid() const { return static_cast<pid_t>(worker.processId()); }

    bool isReady()
    {
        return test::waitUntil([&] {
            const QByteArray line = worker.peek(1000);
            watchdog = line.split(' ').value(0).toInt();
            return line.contains("ready\n");
        });
    }
    /// The worker's own command line holds the mark too, and is not meant.
    [[nodiscard]] int naps() const
    {
        int count = 0;
        for (const test::LivingProcess &process : test::livingProcesses())
            count += process.pid != pid() && process.commandLine.find(mark.toStdString()) != std::string::npos ? 1 : 0;
        return count;
    }
};

const QString naps = QStringLiteral("trap '' TERM; NAP & NAP & echo ready; NAP");
const QString escaped = QStringLiteral("setsid NAP & NAP & echo ready; NAP");

} // namespace

class WatchdogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killsWhatAKilledWorkerLeaves_data()
    {
        QTest::addColumn<QString>("script");
        QTest::newRow("in its group") << naps;
        QTest::newRow("with one that has left its group") << escaped;
    }

    void killsWhatAKilledWorkerLeaves()
    {
        QFETCH(QString, script);
        Guarded guarded(script);
        QVERIFY(guarded.isReady());
        QVERIFY(test::waitUntil([&] { return guarded.naps() >= 3; })); // one that becomes another program has no command line for a moment
        QElapsedTimer timer;
        timer.start();
        ::kill(guarded.pid(), SIGKILL);
        QVERIFY(test::waitUntil([&] { return guarded.naps() == 0; }));
        qInfo("nothing is left after %lld ms", timer.elapsed());
        QVERIFY(test::waitUntil([&] { return test::livingInGroup(guarded.watchdog) == 0; })); // and it goes too
    }

    void killsWhatAHaltedWorkerHoldsWhenItsLeaseEnds()
    {
        constexpr int leaseMs = 400;
        Guarded guarded(naps, leaseMs);
        QVERIFY(guarded.isReady());
        QElapsedTimer timer;
        timer.start();
        ::kill(guarded.pid(), SIGSTOP);
        QVERIFY(test::waitUntil([&] { return guarded.naps() == 0; }));
        qInfo("nothing is left after %lld ms, with a lease of %d ms", timer.elapsed(), leaseMs);
        QVERIFY(timer.elapsed() >= leaseMs / 2); // not before its end
        ::kill(guarded.pid(), SIGCONT);
        QVERIFY(test::waitUntil([&] { return guarded.worker.peek(1000).contains("ended\n"); }));
    }

    void leavesAloneWhatHasALease()
    {
        Guarded guarded(naps, 200);
        QVERIFY(guarded.isReady());
        constexpr int all = 4; // the shell and three naps; the last one begins after "ready" was said
        QVERIFY(test::waitUntil([&] { return guarded.naps() == all; }));
        QElapsedTimer timer;
        timer.start();
        QVERIFY(test::waitUntil([&] { return timer.elapsed() > 1000; })); // five leases, each renewed in time
        QCOMPARE(guarded.naps(), all);
    }

    void doesNotEndWithTheTerminal()
    {
        Guarded guarded(naps);
        QVERIFY(guarded.isReady());
        for (const int number : {SIGTERM, SIGINT, SIGHUP})
            ::kill(guarded.watchdog, number);
        ::kill(guarded.pid(), SIGKILL);
        QVERIFY(test::waitUntil([&] { return guarded.naps() == 0; }));
    }
};

WEFTLINE_TEST(WatchdogTest)
#include "tst_watchdog.moc"
