// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A journal with ten thousand finished runs: who opens it reads its snapshot and what follows, and nothing is known less.

#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>

#include <csignal>

#include <sqlite3.h>

#include "tests/integration/facts.h"
#include "tests/integration/many_runs.h"
#include "tests/support/test_main.h"

using namespace weftline;
using namespace weftline::test;

namespace {

constexpr int runs = 10'000;

void hurtFirstRun(const QString &file)
{
    sqlite3 *database = nullptr;
    QCOMPARE(sqlite3_open(file.toUtf8().constData(), &database), SQLITE_OK);
    QCOMPARE(sqlite3_exec(database, "UPDATE commits SET bytes = CAST(substr(bytes, 1, length(bytes) - 1) || x'00' AS BLOB) WHERE first = 1",
                          nullptr, nullptr, nullptr), SQLITE_OK);
    QCOMPARE(sqlite3_changes(database), 1);
    sqlite3_close(database);
}

void end(Program &engine)
{
    engine.signal(SIGTERM);
    QVERIFY(engine.waitForEnd());
    QCOMPARE(engine.exitCode(), 0);
}

} // namespace

class SnapshotsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_journal = m_place.path(QStringLiteral("many.journal"));
        writeFinishedRuns(m_journal, runs, std::chrono::milliseconds(10));
    }

    void whoOpensItReadsWhatFollows()
    {
        const qint64 all = timeToOpen();
        const QByteArray before = listed();
        const Outcome made = weft(m_place, {QStringLiteral("snapshot"), m_journal, QStringLiteral("--json")});
        QVERIFY2(made.exitCode == 0, made.err.constData());
        const QJsonObject told = lastLine(made.out);
        QVERIFY(told.value(QLatin1String("position")).toInteger() > 5 * runs);
        QCOMPARE(told.value(QLatin1String("from")).toInteger(), 0);
        QCOMPARE(listed(), before);
        const qint64 fromSnapshot = timeToOpen();
        qInfo("%d finished runs, an engine listens after %lld ms, and after %lld ms with a snapshot of %lld bytes", runs,
              static_cast<long long>(all), static_cast<long long>(fromSnapshot), told.value(QLatin1String("bytes")).toInteger());
        const Outcome again = weft(m_place, {QStringLiteral("snapshot"), m_journal, QStringLiteral("--json")});
        QCOMPARE(lastLine(again.out).value(QLatin1String("from")).toInteger(), told.value(QLatin1String("position")).toInteger());
    }

    /// A run of long ago is still there, with its workflow, and one can be started beside it.
    void theEngineKnowsTheOldRuns()
    {
        QString endpoint;
        const auto engine = startEngine(m_place, QStringLiteral("knows"), m_journal, endpoint);
        const QJsonObject shown = lastLine(weft(m_place, {QStringLiteral("show"), QStringLiteral("17"), QStringLiteral("--engine"), endpoint,
                                                          QStringLiteral("--json")}).out);
        QCOMPARE(shown.value(QLatin1String("run")).toString(), QStringLiteral("run-16"));
        QCOMPARE(shown.value(QLatin1String("name")).toString(), QStringLiteral("tiny"));
        QCOMPARE(shown.value(QLatin1String("state")).toString(), QStringLiteral("succeeded"));
        end(*engine);
    }

    /// What lies before the snapshot's row is not read when an engine opens the journal, and read by `weft verify`.
    void rowsBeforeItAreNotRead()
    {
        hurtFirstRun(m_journal);
        QString endpoint;
        const auto engine = startEngine(m_place, QStringLiteral("trusts"), m_journal, endpoint);
        QVERIFY2(!engine->hasEnded(), engine->err().constData());
        end(*engine);
        QCOMPARE(weft(m_place, {QStringLiteral("verify"), m_journal}).exitCode, 1);
        QVERIFY(QFile::rename(snapshot(), snapshot() + QStringLiteral(".away")));
        const auto refused = startEngine(m_place, QStringLiteral("refuses"), m_journal, endpoint);
        QVERIFY(refused->waitForEnd());
        QVERIFY2(refused->err().contains("is damaged: row 1"), refused->err().constData());
        QVERIFY(QFile::rename(snapshot() + QStringLiteral(".away"), snapshot()));
    }

    /// A damaged snapshot is no reason to trust anything: the journal's first row is found out again.
    void aDamagedOneIsIgnored()
    {
        QFile bytes(snapshot());
        QVERIFY(bytes.open(QIODevice::ReadWrite) && bytes.seek(bytes.size() / 2));
        char byte = 0;
        QVERIFY(bytes.getChar(&byte) && bytes.seek(bytes.size() / 2) && bytes.putChar(static_cast<char>(byte ^ 1)));
        bytes.close();
        QString endpoint;
        const auto refused = startEngine(m_place, QStringLiteral("ignores"), m_journal, endpoint);
        QVERIFY(refused->waitForEnd());
        QVERIFY2(refused->err().contains("is damaged: row 1"), refused->err().constData());
    }

    void anEngineHasItsOwnMade()
    {
        const QString journal = m_place.path(QStringLiteral("own.journal"));
        writeFinishedRuns(journal, runs, std::chrono::milliseconds(10));
        QString endpoint;
        const auto engine = startEngine(m_place, QStringLiteral("keeps"), journal, endpoint,
                                        {QStringLiteral("--snapshot-every"), QStringLiteral("1000")});
        QVERIFY(waitUntil([&] { return QFile::exists(journal + QStringLiteral(".snapshot")); }, runMax));
        QVERIFY(!engine->hasEnded());
        end(*engine);
        QVERIFY(m_place.processes().empty());
    }

private:
    /// Milliseconds from its start until it says where it listens.
    qint64 timeToOpen()
    {
        QElapsedTimer timer;
        timer.start();
        QString endpoint;
        const auto engine = startEngine(m_place, QStringLiteral("timed"), m_journal, endpoint);
        const qint64 took = timer.elapsed();
        if (engine->hasEnded())
            qFatal("%s", engine->err().constData());
        end(*engine);
        return took;
    }

    [[nodiscard]] QByteArray listed() const
    {
        const Outcome all = weft(m_place, {QStringLiteral("runs"), QStringLiteral("--journal"), m_journal, QStringLiteral("--limit"),
                                           QStringLiteral("20000"), QStringLiteral("--json")});
        return all.exitCode == 0 ? all.out : all.err;
    }

    [[nodiscard]] QString snapshot() const { return m_journal + QStringLiteral(".snapshot"); }

    const Place m_place;
    QString m_journal;
};

WEFTLINE_TEST(SnapshotsTest)

#include "tst_snapshots.moc"
