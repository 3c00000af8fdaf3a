// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The window is killed at seeded moments while somebody edits. It comes back with all but the last gesture at most, and
// undo and redo go on, to the start and back.

#include <QtCore/QDebug>
#include <QtCore/QElapsedTimer>
#include <QtCore/QStandardPaths>
#include <QtCore/QString>
#include <QtTest/QTest>

#include "tests/support/test_main.h"
#include "tests/ui/xvfb/hands.h"

#include <csignal>
#include <future>
#include <thread>

using namespace weftline;
using test::Hands;
using test::Sight;

class KillsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_desk = std::make_unique<test::Desk>();
        if (!m_desk->isReady() || QStandardPaths::findExecutable(QStringLiteral("xdotool")).isEmpty())
            QSKIP("This needs Xvfb and xdotool.");
    }
    void cleanupTestCase() { m_desk.reset(); }

    void killsLoseTheLastGestureAtMost();

private:
    /// True where the gesture was whole before.
    bool killDuringAGesture(Hands &hands, std::chrono::milliseconds after);

    std::unique_ptr<test::Desk> m_desk;
};

bool KillsTest::killDuringAGesture(Hands &hands, std::chrono::milliseconds after)
{
    const auto pid = static_cast<pid_t>(m_desk->windowPid());
    // A moment is a time: nothing tells this one from another, that is the point of it.
    std::thread killer([pid, after] {
        std::promise<void> never;
        static_cast<void>(never.get_future().wait_for(after));
        ::kill(pid, SIGKILL);
    });
    const bool isWhole = hands.gesture();
    killer.join();
    m_desk->awaitWindowsEnd();
    return isWhole;
}

void KillsTest::killsLoseTheLastGestureAtMost()
{
    const bool isLong = qEnvironmentVariableIsSet("WEFTLINE_LONG"); // fifty take minutes: packaging/test --long
    const int kills = isLong ? 50 : 10;
    constexpr unsigned seed = 20'261'125;
    QElapsedTimer since;
    since.start();
    std::mt19937 random(seed);
    Hands hands(*m_desk, seed);
    int lost = 0;
    int gestures = 0;
    int wholes = 0;
    qint64 inWhole = 0; ///< Milliseconds that those took.
    m_desk->openWindow({});
    m_desk->click(QStringLiteral("start:file.new"));
    QTRY_VERIFY(hands.sight().step == 0);
    m_desk->focusWindow();
    hands.look();
    for (int kill = 1; kill <= kills; ++kill) {
        for (auto whole = kill == 1 ? 2 : random() % 3; whole > 0; --whole, ++gestures) {
            QElapsedTimer one;
            one.start();
            QVERIFY2(hands.gesture(), qPrintable(hands.trouble()));
            inWhole += one.elapsed();
            ++wholes;
        }
        // From the gesture's begin until half as long after its end.
        const bool isWhole = killDuringAGesture(hands, std::chrono::milliseconds(static_cast<qint64>(random() % 1000) * inWhole * 3 / (2 * wholes * 1000)));
        QVERIFY2(hands.trouble().isEmpty(), qPrintable(hands.trouble()));
        ++gestures;

        m_desk->openWindow({});
        QTRY_VERIFY_WITH_TIMEOUT(hands.sight().step >= 0, 20'000);
        const Sight back = hands.sight();
        QVERIFY2(hands.whyNotAfterKill(back).isEmpty(), qPrintable(hands.whyNotAfterKill(back)));
        lost += !isWhole && hands.isAsBefore(back) ? 1 : 0;
        hands.goOnFrom(back);
        m_desk->focusWindow();
        if (kill % 10 == 0)
            QVERIFY2(hands.walk(kill == kills), qPrintable(hands.trouble()));
    }
    qInfo() << kills << "kills in" << gestures << "gestures," << since.elapsed() / 1000 << "s;" << lost << "last gestures lost";
    for (const auto &[name, count] : hands.counts())
        qInfo() << qPrintable(name) << count;
    QVERIFY(!isLong || hands.counts().size() >= 8); // each sort of gesture was there
}

WEFTLINE_TEST(KillsTest)
#include "tst_kills.moc"
