// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Workers that are killed and frozen in the middle of their work.

#include <QtCore/QElapsedTimer>

#include <algorithm>
#include <csignal>
#include <optional>
#include <random>

#include "tests/integration/facts.h"
#include "tests/support/test_main.h"

using namespace weftline::test;

namespace {

constexpr int rounds = 20;
constexpr double runtimesMade = 16; ///< Seconds of work in a run: it must outlast the one that is frozen.
constexpr qint64 frozenMs = 5000;
constexpr qint64 leftAfterMs = 200; ///< No process of a dead worker's attempts lives longer.
constexpr double lostGoalMs = 50;
constexpr double nextGoalMs = 100;
constexpr const char *guard = "WEFT_GUARD"; ///< In the environment of a worker's attempts; another value for each worker.

/// A worker that carries out an attempt.
struct BusyWorker
{
    int pid = 0;
    QByteArray guard;
};

/// Those among the direct children of `engine`, but for the one with pid `except`.
std::vector<BusyWorker> busyWorkers(int engine, int except)
{
    const std::vector<LivingProcess> all = livingProcesses();
    std::vector<BusyWorker> busy;
    for (const LivingProcess &worker : all) {
        if (worker.parent != engine || worker.pid == except || worker.commandLine.find("weft worker") == std::string::npos)
            continue;
        for (const LivingProcess &attempt : all)
            if (const QByteArray mark = attempt.parent == worker.pid ? environmentOf(attempt.pid, guard) : QByteArray(); !mark.isEmpty()) {
                busy.push_back({worker.pid, mark});
                break;
            }
    }
    return busy;
}

int livingWithGuard(const QByteArray &mark)
{
    int count = 0;
    for (const LivingProcess &process : livingProcesses())
        count += environmentOf(process.pid, guard) == mark ? 1 : 0;
    return count;
}

double middle(QList<double> values)
{
    std::sort(values.begin(), values.end());
    return values.isEmpty() ? -1 : values[values.size() / 2];
}

double largest(const QList<double> &values)
{
    return values.isEmpty() ? -1 : *std::max_element(values.begin(), values.end());
}

/// What one round did, and what its journal says.
struct WorkerRound
{
    std::optional<BusyWorker> killed;
    qint64 killedAt = 0;
    int left = -1; ///< Processes of its attempts, 200 ms later.
    std::optional<BusyWorker> frozen;
    int doneWhenFrozen = 0;
    bool wentOn = false;
};

/// Kills one worker and freezes another, each when so many tasks are done.
class WorkerTrouble
{
public:
    WorkerTrouble(const Program &run, unsigned seed, int tasks) : m_run(run), m_random(seed)
    {
        m_freezeFrom = pick(tasks / 50, tasks / 8);
        m_killFrom = pick(tasks / 50, tasks * 6 / 10);
    }

    [[nodiscard]] const WorkerRound &round() const { return m_round; }

    void turn()
    {
        const int done = doneSoFar(m_run.out());
        if (!m_round.frozen && done >= m_freezeFrom) {
            if (const auto worker = choose(m_round.killed)) {
                m_round.doneWhenFrozen = doneSoFar(m_run.out());
                ::kill(worker->pid, SIGSTOP);
                m_round.frozen = worker;
                m_sinceFrozen.start();
            }
        }
        if (!m_round.killed && done >= m_killFrom) {
            if (const auto worker = choose(m_round.frozen)) {
                m_round.killedAt = wallClock();
                ::kill(worker->pid, SIGKILL);
                m_round.killed = worker;
                m_sinceKilled.start();
            }
        }
        if (m_round.killed && m_round.left < 0 && m_sinceKilled.elapsed() >= leftAfterMs)
            m_round.left = livingWithGuard(m_round.killed->guard);
        if (m_round.frozen && !m_round.wentOn && m_sinceFrozen.elapsed() >= frozenMs)
            m_round.wentOn = ::kill(m_round.frozen->pid, SIGCONT) == 0;
    }

private:
    int pick(int from, int to) { return std::uniform_int_distribution<int>(from, to)(m_random); }

    std::optional<BusyWorker> choose(const std::optional<BusyWorker> &except)
    {
        const auto busy = busyWorkers(m_run.pid(), except ? except->pid : 0);
        if (busy.empty())
            return std::nullopt;
        return busy[static_cast<std::size_t>(pick(0, static_cast<int>(busy.size()) - 1))];
    }

    const Program &m_run;
    std::mt19937 m_random;
    int m_freezeFrom = 0;
    int m_killFrom = 0;
    WorkerRound m_round;
    QElapsedTimer m_sinceFrozen;
    QElapsedTimer m_sinceKilled;
};

} // namespace

class WorkerLossTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_recorded = recorded(largestShape());
        m_file = imported(m_place, largestShape(), m_recorded, runtimesMade / m_recorded.runtimes);
        QVERIFY(!m_file.isEmpty());
        if (!m_recorded.isReal)
            qInfo("The recorded workflow is not there; this is one of the same shape.");
    }

    void losesAWorkerAndFreezesAnother_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= rounds; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

    void losesAWorkerAndFreezesAnother()
    {
        QFETCH(unsigned, seed);
        const QString journal = m_place.path(QStringLiteral("%1.journal").arg(seed));
        Program run(m_place, QStringLiteral("run"), {QStringLiteral("run"), m_file, QStringLiteral("--workers"), QStringLiteral("4"),
                                                     QStringLiteral("--journal"), journal, QStringLiteral("--json")});
        WorkerTrouble trouble(run, seed, static_cast<int>(largestShape().tasks));
        const bool ended = waitUntil([&] {
            trouble.turn();
            return run.hasEnded();
        }, runMax);
        QVERIFY2(ended, run.out().right(500).constData());
        QCOMPARE(whatIsWrong(Outcome{run.exitCode(), run.out(), run.err()}, largestShape()), QString());
        const WorkerRound &round = trouble.round();
        QVERIFY2(round.killed && round.frozen, "no worker was busy when one was looked for");
        QVERIFY(round.doneWhenFrozen < static_cast<int>(largestShape().tasks / 2));
        const JournalEvents events = JournalEvents::read(m_place, journal);
        QCOMPARE(whatIsWrong(events, m_recorded), QString());
        QCOMPARE(weft(m_place, {QStringLiteral("verify"), journal}).exitCode, 0);
        take(events, round);
        QCOMPARE(round.left, 0);
        QVERIFY2(waitUntil([&] { return m_place.processes().empty(); }), "it left processes behind");
    }

    void everyLossWasNoticedInTime()
    {
        qInfo("%d runs: worker_lost by exit %d, by lease %d; result_refused %d; %d frozen workers went on before their run ended", rounds,
              m_byExit, m_byLease, m_refused, m_wentOn);
        qInfo("kill -> worker_lost: median %.1f ms, maximum %.1f ms, of %d (goal %.0f)", middle(m_toLost), largest(m_toLost),
              static_cast<int>(m_toLost.size()), lostGoalMs);
        qInfo("kill -> next attempt_started of the lost task: median %.1f ms, maximum %.1f ms, of %d (goal %.0f)", middle(m_toNext),
              largest(m_toNext), static_cast<int>(m_toNext.size()), nextGoalMs);
        QVERIFY(m_byExit >= rounds);
        QVERIFY(m_byLease >= rounds * 3 / 4);
        QVERIFY(m_refused >= 1);
        QCOMPARE(m_toLost.size(), rounds);
        QVERIFY(m_toNext.size() >= rounds / 2);
        QVERIFY(largest(m_toLost) <= 10 * lostGoalMs);
        QVERIFY(largest(m_toNext) <= 10 * nextGoalMs);
    }

private:
    void take(const JournalEvents &events, const WorkerRound &round)
    {
        for (const JournalEvent &lost : events.of("worker_lost")) {
            m_byExit += lost.text("noticed_by") == QLatin1String("exit") ? 1 : 0;
            m_byLease += lost.text("noticed_by") == QLatin1String("lease") ? 1 : 0;
        }
        m_refused += events.count("result_refused");
        m_wentOn += round.wentOn ? 1 : 0;
        const QString session = events.sessionOf(round.killed->pid);
        QSet<QString> lostTasks;
        for (const JournalEvent &event : events.all()) {
            if (event.type == QLatin1String("worker_lost") && event.text("session") == session)
                m_toLost.push_back(static_cast<double>(event.at - round.killedAt) / 1000);
            else if (event.type == QLatin1String("attempt_lost") && event.text("session") == session)
                lostTasks.insert(event.text("task"));
            else if (event.type == QLatin1String("attempt_started") && lostTasks.remove(event.text("task")))
                m_toNext.push_back(static_cast<double>(event.at - round.killedAt) / 1000);
        }
    }

    const Place m_place;
    Recorded m_recorded;
    QString m_file;
    int m_byExit = 0;
    int m_byLease = 0;
    int m_refused = 0;
    int m_wentOn = 0;
    QList<double> m_toLost;
    QList<double> m_toNext;
};

WEFTLINE_TEST(WorkerLossTest)
#include "tst_worker_loss.moc"
