// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Engines that are killed in the middle of a run, and started again on the same journal.

#include <QtCore/QElapsedTimer>

#include <algorithm>
#include <memory>
#include <random>

#include "tests/integration/facts.h"
#include "tests/support/test_main.h"

using namespace weftline::test;

namespace {

constexpr int enginesLost = 20;
constexpr int workersOfLoss = 4;
constexpr double workMade = 6; ///< Seconds of work in a run.

} // namespace

class EngineLossTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_recorded = recorded(largestShape());
        m_file = imported(m_place, largestShape(), m_recorded, workMade / m_recorded.runtimes);
        QVERIFY(!m_file.isEmpty());
        if (!m_recorded.isReal)
            qInfo("The recorded workflow is not there; this is one of the same shape.");
    }

    void goesOnWithTheSameWorkers_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= enginesLost; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

    void goesOnWithTheSameWorkers()
    {
        QFETCH(unsigned, seed);
        const auto tasks = static_cast<int>(largestShape().tasks);
        // What has been printed lags behind what is done by some dozen tasks.
        std::mt19937 random(seed);
        const int killFrom = std::uniform_int_distribution<int>(tasks / 10, tasks * 8 / 10)(random);
        const QString journal = m_place.path(QStringLiteral("%1.journal").arg(seed));
        QString endpoint;
        auto engine = startEngine(m_place, QStringLiteral("engine-1"), journal, endpoint);
        QVERIFY(!engine->hasEnded());
        std::vector<std::unique_ptr<Program>> hands;
        for (int i = 1; i <= workersOfLoss; ++i) {
            const QString name = QStringLiteral("worker-%1").arg(i);
            hands.push_back(startWorker(m_place, name, name, 1, endpoint));
        }
        Program run(m_place, QStringLiteral("run"), {QStringLiteral("run"), m_file, QStringLiteral("--engine"), endpoint, QStringLiteral("--json")});
        QVERIFY(waitUntil([&] { return run.hasEnded() || doneSoFar(run.out()) >= killFrom; }, runMax));
        QVERIFY2(!run.hasEnded(), run.err().constData());
        engine->kill();
        QString again;
        engine = startEngine(m_place, QStringLiteral("engine-2"), journal, again);
        QVERIFY(!engine->hasEnded());
        QCOMPARE(again, endpoint);
        QVERIFY2(waitUntil([&] { return run.hasEnded(); }, runMax), run.out().right(500).constData());
        QCOMPARE(whatIsWrong(Outcome{run.exitCode(), run.out(), run.err()}, largestShape()), QString());
        for (const auto &worker : hands)
            QVERIFY2(!worker->hasEnded(), worker->err().constData());
        look(journal);
    }

    void attemptsOutlivedTheirEngine()
    {
        std::sort(m_killedAt.begin(), m_killedAt.end());
        std::sort(m_pauses.begin(), m_pauses.end());
        qInfo("%d runs: %d attempts of one epoch finished in the next, %d adopted; result_offered_again %d; result_refused %d", enginesLost,
              m_outlived, m_adopted, m_offeredAgain, m_refused);
        qInfo("engines were killed with %d to %d tasks done; from the last event before to the next start of an attempt: median %.0f ms, maximum %.0f ms",
              m_killedAt.value(0), m_killedAt.isEmpty() ? 0 : m_killedAt.last(), m_pauses.value(m_pauses.size() / 2), m_pauses.isEmpty() ? 0 : m_pauses.last());
        QVERIFY(m_outlived >= 1);
        QVERIFY(m_offeredAgain >= 1);
    }

private:
    void look(const QString &journal)
    {
        const Outcome verified = weft(m_place, {QStringLiteral("verify"), journal});
        QVERIFY2(verified.exitCode == 0, (verified.out + verified.err).constData());
        const JournalEvents events = JournalEvents::read(m_place, journal);
        QCOMPARE(whatIsWrong(events, m_recorded), QString());
        QCOMPARE(events.count("engine_started"), 2);
        QHash<QString, int> dispatchedIn; // by task and attempt
        int finishedBefore = 0;
        qint64 lastOfFirst = 0;
        bool hasStarted = false;
        for (const JournalEvent &event : events.all()) {
            const QString attempt = event.text("task") + QLatin1Char('#') + event.body.value(QLatin1String("attempt")).toVariant().toString();
            if (event.epoch == 1)
                lastOfFirst = event.at;
            if (event.type == QLatin1String("attempt_dispatched") && !event.body.contains(QLatin1String("purpose"))) {
                dispatchedIn.insert(attempt, event.epoch);
            } else if (event.type == QLatin1String("task_finished")) {
                finishedBefore += event.epoch == 1 ? 1 : 0;
                m_outlived += dispatchedIn.value(attempt) < event.epoch ? 1 : 0;
            } else if (event.type == QLatin1String("attempt_started") && event.epoch == 2 && !std::exchange(hasStarted, true)) {
                m_pauses.push_back(static_cast<double>(event.at - lastOfFirst) / 1000);
            }
        }
        m_adopted += events.count("attempt_adopted");
        m_offeredAgain += events.count("result_offered_again");
        m_refused += events.count("result_refused");
        m_killedAt.push_back(finishedBefore);
        const auto tasks = static_cast<int>(largestShape().tasks);
        QVERIFY2(finishedBefore >= tasks / 10 && finishedBefore <= tasks * 9 / 10, qPrintable(QString::number(finishedBefore)));
    }

    const Place m_place;
    Recorded m_recorded;
    QString m_file;
    int m_outlived = 0;
    int m_adopted = 0;
    int m_offeredAgain = 0;
    int m_refused = 0;
    QList<int> m_killedAt;
    QList<double> m_pauses;
};

WEFTLINE_TEST(EngineLossTest)
#include "tst_engine_loss.moc"
