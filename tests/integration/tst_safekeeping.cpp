// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What people do so that nothing is lost: copies of a journal in use, looking at an earlier moment, mending what is damaged; and
// who notices when a journal is put in place that is older than what they know.

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>

#include <algorithm>
#include <csignal>

#include "tests/integration/facts.h"
#include "tests/support/test_main.h"

using namespace weftline::test;

namespace {

constexpr int mappedKeeping = 150;
constexpr int tasksKept = mappedKeeping + 2;

/// Its values are so large that they lie in the store, and the last node needs all of them.
constexpr const char *keepingFlow = R"json({ "weft": 1, "name": "Keeping", "nodes": [
  { "id": "list", "kind": "transform", "with": { "expression": "Array.from({ length: 150 }, (_, i) => i)" } },
  { "id": "large", "kind": "command", "map": "${list.output}", "with": { "argv": ["sh", "-c", "sleep 0.02; printf %06000d ${item}"] } },
  { "id": "sum", "kind": "transform", "with": { "expression": "large.output.reduce((sum, one) => sum + one.length, 0)" } }
], "edges": [["list", "large"], ["large", "sum"]] }
)json";

QJsonObject told(const Outcome &outcome) { return lastLine(outcome.out); }

int succeeded(const QJsonObject &run)
{
    return run.value(QLatin1String("tasks")).toObject().value(QLatin1String("succeeded")).toInt();
}

} // namespace

class SafekeepingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_flow = written(m_place, QStringLiteral("keeping.weft"), keepingFlow); }

    void copiesOfAJournalInUseGoOn()
    {
        const QString journal = m_place.path(QStringLiteral("used.journal"));
        QString endpoint;
        const auto engine = startEngine(m_place, QStringLiteral("engine"), journal, endpoint, {QStringLiteral("--workers"), QStringLiteral("2")});
        Program run(m_place, QStringLiteral("run"), runAt(endpoint));
        std::vector<QString> copies;
        for (const int percent : {20, 50, 80}) {
            QVERIFY(waitUntil([&] { return run.hasEnded() || finished(journal) >= mappedKeeping * percent / 100; }, runMax));
            QVERIFY(!run.hasEnded());
            copies.push_back(m_place.path(QStringLiteral("copy-%1.journal").arg(percent)));
            const Outcome copied = weft(m_place, {QStringLiteral("backup"), journal, copies.back(), QStringLiteral("--json")});
            QVERIFY2(copied.exitCode == 0, copied.err.constData());
            QVERIFY(told(copied).value(QLatin1String("values")).toInt() >= mappedKeeping * percent / 100);
        }
        QVERIFY(run.waitForEnd());
        QCOMPARE(run.exitCode(), 0);
        const Outcome again = weft(m_place, {QStringLiteral("backup"), journal, copies.back()});
        QCOMPARE(again.exitCode, 2);
        QVERIFY2(again.err.contains("already"), again.err.constData());
        for (const QString &copy : copies) {
            QCOMPARE(weft(m_place, {QStringLiteral("verify"), copy}).exitCode, 0);
            QVERIFY(finished(copy) < tasksKept);
            const Outcome resumed = weft(m_place, {QStringLiteral("run"), QStringLiteral("--resume"), copy, QStringLiteral("--workers"),
                                                   QStringLiteral("2"), QStringLiteral("--json")});
            QVERIFY2(resumed.exitCode == 0, resumed.err.constData());
            QCOMPARE(succeeded(told(resumed)), tasksKept);
            QCOMPARE(told(resumed).value(QLatin1String("outputs")).toObject().value(QLatin1String("sum")).toInt(), mappedKeeping * 6000);
            QCOMPARE(weft(m_place, {QStringLiteral("verify"), copy}).exitCode, 0);
        }
        QVERIFY(!engine->hasEnded());
    }

    void anyEarlierMomentCanBeSeen()
    {
        const QString journal = m_place.path(QStringLiteral("used.journal"));
        const JournalEvents events = JournalEvents::read(m_place, journal);
        int ended = 0;
        for (const JournalEvent &event : events.all()) {
            ended += event.type == QLatin1String("task_finished") ? 1 : 0;
            if (event.type != QLatin1String("task_finished") || ended % 50 != 0)
                continue;
            const QJsonObject byPosition = replay(journal, QString::number(event.seq));
            QCOMPARE(byPosition.value(QLatin1String("position")).toInteger(), event.seq);
            QCOMPARE(byPosition.value(QLatin1String("at")).toString(), event.text("at"));
            const QJsonObject run = byPosition.value(QLatin1String("runs")).toArray().first().toObject();
            QCOMPARE(succeeded(run), ended);
            QCOMPARE(run.value(QLatin1String("state")).toString(), QStringLiteral("running"));
            const auto last = std::find_if(events.all().crbegin(), events.all().crend(), [&](const JournalEvent &other) { return other.at == event.at; });
            QCOMPARE(replay(journal, event.text("at")).value(QLatin1String("position")).toInteger(), last->seq); // all of that microsecond
        }
        QCOMPARE(ended, tasksKept);
        QCOMPARE(replay(journal, QStringLiteral("0")).value(QLatin1String("runs")).toArray().size(), 0);
        const QJsonObject all = replay(journal, QStringLiteral("2100-01-01T00:00:00+08:00"));
        QCOMPARE(all.value(QLatin1String("position")).toInteger(), events.all().last().seq);
        QCOMPARE(all.value(QLatin1String("runs")).toArray().first().toObject().value(QLatin1String("state")).toString(), QStringLiteral("succeeded"));
        const Outcome said = weft(m_place, {QStringLiteral("replay"), journal});
        QVERIFY2(said.out.contains("Keeping: succeeded. 152 tasks: 152 succeeded"), said.out.constData());
        const Outcome refused = weft(m_place, {QStringLiteral("replay"), journal, QStringLiteral("--until"), QStringLiteral("yesterday")});
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(refused.err.contains("--until takes a position"), refused.err.constData());
    }

    void anOlderJournalInItsPlaceIsALoss()
    {
        const QString journal = m_place.path(QStringLiteral("replaced.journal"));
        replaceByOlder(journal);
        QString endpoint;
        const auto refused = startEngine(m_place, QStringLiteral("refused"), journal, endpoint);
        QVERIFY(refused->hasEnded());
        QCOMPARE(refused->exitCode(), 2);
        QVERIFY2(refused->err().contains(" events are lost") && refused->err().contains("--repair"), refused->err().constData());
        const Outcome verified = weft(m_place, {QStringLiteral("verify"), journal});
        QCOMPARE(verified.exitCode, 1);
        QVERIFY2(verified.out.contains("; ends at position ") && verified.err.contains(" events are lost"), (verified.out + verified.err).constData());
        const Outcome repaired = weft(m_place, {QStringLiteral("verify"), QStringLiteral("--repair"), journal});
        QCOMPARE(repaired.exitCode, 0);
        QVERIFY2(repaired.out.contains("Everything is kept up to position ") && repaired.out.contains(" events are lost"), repaired.out.constData());
        QVERIFY(!startEngine(m_place, QStringLiteral("engine"), journal, endpoint)->hasEnded());
    }

    void workersKnowThatAJournalIsOlder()
    {
        const QString journal = m_place.path(QStringLiteral("worker.journal"));
        QString endpoint;
        auto engine = startEngine(m_place, QStringLiteral("engine-1"), journal, endpoint);
        for (int epoch = 2; epoch <= 3; ++epoch) {
            end(*engine);
            if (epoch == 2)
                keepCopy(journal);
            engine = startEngine(m_place, QStringLiteral("engine-%1").arg(epoch), journal, endpoint);
        }
        const auto worker = startWorker(m_place, QStringLiteral("worker"), QStringLiteral("knows"), 1, endpoint);
        QVERIFY(waitUntil([&] { return JournalEvents::read(m_place, journal).count("worker_joined") > 3; })); // besides the evaluators
        end(*engine);
        putBack(journal);
        QFile::remove(journal + QStringLiteral(".position"));
        engine = startEngine(m_place, QStringLiteral("engine-4"), journal, endpoint);
        QVERIFY2(waitUntil([&] { return engine->err().contains("Worker \"knows\" has served a later term of office (3, yours is 2)"); }),
                 engine->err().constData());
        QVERIFY2(engine->err().contains("The journal may have lost its end"), engine->err().constData());
    }

    void clientsKnowThatAJournalIsOlder()
    {
        const QString journal = m_place.path(QStringLiteral("client.journal"));
        QString endpoint;
        auto engine = startEngine(m_place, QStringLiteral("engine-5"), journal, endpoint);
        end(*engine);
        keepCopy(journal);
        engine = startEngine(m_place, QStringLiteral("engine-6"), journal, endpoint);
        Program run(m_place, QStringLiteral("run-lost"), runAt(endpoint));
        QVERIFY(waitUntil([&] { return JournalEvents::read(m_place, journal).count("run_accepted") == 1 && run.out().contains("list"); }, runMax));
        engine->kill();
        putBack(journal);
        QFile::remove(journal + QStringLiteral(".position"));
        engine = startEngine(m_place, QStringLiteral("engine-7"), journal, endpoint);
        QVERIFY(run.waitForEnd());
        QCOMPARE(run.exitCode(), 1);
        QVERIFY2(run.err().contains("had accepted run ") && run.err().contains("does not know it any more"), run.err().constData());
    }

private:
    [[nodiscard]] QStringList runAt(const QString &endpoint) const
    {
        return {QStringLiteral("run"), m_flow, QStringLiteral("--engine"), endpoint, QStringLiteral("--json")};
    }

    [[nodiscard]] int finished(const QString &journal) const
    {
        const QJsonObject verified = told(weft(m_place, {QStringLiteral("verify"), journal, QStringLiteral("--json")}));
        return verified.value(QLatin1String("by_type")).toObject().value(QLatin1String("task_finished")).toInt();
    }

    [[nodiscard]] QJsonObject replay(const QString &journal, const QString &until) const
    {
        return told(weft(m_place, {QStringLiteral("replay"), journal, QStringLiteral("--until"), until, QStringLiteral("--json")}));
    }

    static void end(Program &engine)
    {
        engine.signal(SIGTERM);
        QVERIFY(engine.waitForEnd());
        QCOMPARE(engine.exitCode(), 0);
    }

    /// A journal of an engine that has ended is one file.
    static void keepCopy(const QString &journal) { QVERIFY(QFile::copy(journal, journal + QStringLiteral(".older"))); }

    static void putBack(const QString &journal)
    {
        for (const char *const beside : {"", "-wal", "-shm"})
            QFile::remove(journal + QLatin1String(beside));
        QVERIFY(QFile::copy(journal + QStringLiteral(".older"), journal));
    }

    /// An engine's journal as it was before its second term.
    void replaceByOlder(const QString &journal)
    {
        QString endpoint;
        auto engine = startEngine(m_place, QStringLiteral("first"), journal, endpoint);
        end(*engine);
        keepCopy(journal);
        engine = startEngine(m_place, QStringLiteral("second"), journal, endpoint);
        end(*engine);
        putBack(journal);
    }

    const Place m_place;
    QString m_flow;
};

WEFTLINE_TEST(SafekeepingTest)
#include "tst_safekeeping.moc"
