// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// `weft run` that is interrupted, killed and resumed.

#include <csignal>

#include "tests/integration/facts.h"
#include "tests/support/test_main.h"

using namespace weftline::test;

class InterruptionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_recorded = recorded(largestShape());
        m_file = imported(m_place, largestShape(), m_recorded, 6 / m_recorded.runtimes);
        QVERIFY(!m_file.isEmpty());
    }

    void cancelsWhenAskedPolitely()
    {
        const QString journal = m_place.path(QStringLiteral("cancelled.journal"));
        Program run(m_place, QStringLiteral("run"), arguments(journal));
        QVERIFY(waitUntil([&] { return doneSoFar(run.out()) > 50; }, runMax));
        run.signal(SIGINT);
        QVERIFY(run.waitForEnd());
        QCOMPARE(run.exitCode(), 130);
        QCOMPARE(lastLine(run.out()).value(QLatin1String("state")).toString(), QStringLiteral("cancelled"));
        QVERIFY2(waitUntil([&] { return m_place.processes().empty(); }), "it left processes behind");
        QCOMPARE(weft(m_place, {QStringLiteral("verify"), journal}).exitCode, 0);
        const Outcome again = weft(m_place, {QStringLiteral("run"), QStringLiteral("--resume"), journal});
        QCOMPARE(again.exitCode, 2);
        QVERIFY2(again.err.contains("Nothing is left to resume"), again.err.constData());
    }

    void leavesAtOnceWhenAskedTwice()
    {
        Program run(m_place, QStringLiteral("run"), arguments(m_place.path(QStringLiteral("left.journal"))));
        QVERIFY(waitUntil([&] { return doneSoFar(run.out()) > 50; }, runMax));
        run.signal(SIGTERM);
        run.signal(SIGINT);
        QVERIFY(run.waitForEnd());
        QCOMPARE(run.exitCode(), 130);
        QVERIFY2(waitUntil([&] { return m_place.processes().empty(); }), "it left processes behind");
    }

    void goesOnAfterItWasKilled()
    {
        const QString journal = m_place.path(QStringLiteral("killed.journal"));
        {
            Program run(m_place, QStringLiteral("run"), arguments(journal));
            QVERIFY(waitUntil([&] { return doneSoFar(run.out()) > 200; }, runMax));
            run.kill();
        }
        const Outcome refused = weft(m_place, arguments(journal));
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(refused.err.contains("--resume"), refused.err.constData());
        const Outcome run = weft(m_place, {QStringLiteral("run"), QStringLiteral("--resume"), journal, QStringLiteral("--workers"),
                                           QStringLiteral("4"), QStringLiteral("--json")});
        QCOMPARE(whatIsWrong(run, largestShape()), QString());
        QCOMPARE(whatIsWrong(JournalEvents::read(m_place, journal), m_recorded), QString());
        QCOMPARE(weft(m_place, {QStringLiteral("verify"), journal}).exitCode, 0);
        QVERIFY2(waitUntil([&] { return m_place.processes().empty(); }), "it left processes behind");
    }

    void sharesItsJournalWithNoOtherEngine()
    {
        const QString journal = m_place.path(QStringLiteral("held.journal"));
        Program engine(m_place, QStringLiteral("engine"), {QStringLiteral("engine"), QStringLiteral("--journal"), journal});
        QVERIFY(waitUntil([&] { return engine.out().contains('\n'); }));
        const Outcome second = weft(m_place, {QStringLiteral("engine"), QStringLiteral("--journal"), journal});
        QCOMPARE(second.exitCode, 2);
        QVERIFY2(second.err.contains("held by another engine (process " + QByteArray::number(engine.pid()) + ")"), second.err.constData());
        engine.signal(SIGTERM);
        QVERIFY(engine.waitForEnd());
        QCOMPARE(engine.exitCode(), 0);
    }

    void waitsForNoEngineThatIsNotThere()
    {
        Program run(m_place, QStringLiteral("run"), {QStringLiteral("run"), m_file, QStringLiteral("--engine"),
                                                     QStringLiteral("ipc://") + m_place.path(QStringLiteral("nobody.sock"))});
        QVERIFY(waitUntil([&] { return environmentOf(run.pid(), "HOME") == m_place.path(QStringLiteral("home")).toUtf8(); }));
        // Until its handler stands a signal ends it by itself, which is as good.
        QVERIFY(waitUntil([&] {
            run.signal(SIGINT);
            return run.hasEnded();
        }));
        QVERIFY(run.exitCode() == 130 || run.exitCode() == -1);
    }

private:
    [[nodiscard]] QStringList arguments(const QString &journal) const
    {
        return {QStringLiteral("run"), m_file, QStringLiteral("--workers"), QStringLiteral("4"), QStringLiteral("--journal"), journal,
                QStringLiteral("--json")};
    }

    const Place m_place;
    Recorded m_recorded;
    QString m_file;
};

WEFTLINE_TEST(InterruptionsTest)
#include "tst_interruptions.moc"
