// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is old goes to the archive, by hand or when an engine starts, and nobody knows less than before.

#include <QtCore/QDir>
#include <QtCore/QJsonArray>

#include <csignal>

#include "tests/integration/facts.h"
#include "tests/integration/many_runs.h"
#include "tests/support/test_main.h"

using namespace weftline;
using namespace weftline::test;

namespace {

constexpr int oldRuns = 2000; ///< One an hour: 83 days.

void endEngine(Program &engine)
{
    engine.signal(SIGTERM);
    QVERIFY(engine.waitForEnd());
    QCOMPARE(engine.exitCode(), 0);
}

} // namespace

class ArchiveTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_journal = m_place.path(QStringLiteral("old.journal"));
        writeFinishedRuns(m_journal, oldRuns, std::chrono::hours(1));
    }

    void whatIsOldIsStillFound()
    {
        const QByteArray listed = said({QStringLiteral("runs"), QStringLiteral("--journal"), m_journal, QStringLiteral("--limit"),
                                        QStringLiteral("5000"), QStringLiteral("--json")});
        const QByteArray events = said({QStringLiteral("events"), m_journal});
        const QStringList show{QStringLiteral("show"), QStringLiteral("17"), QStringLiteral("--journal"), m_journal, QStringLiteral("--json")};
        const QByteArray shown = said(show);
        const Outcome archived = weft(m_place, {QStringLiteral("archive"), m_journal, QStringLiteral("--json")});
        QVERIFY2(archived.exitCode == 0, archived.err.constData());
        const QJsonObject told = lastLine(archived.out);
        m_upTo = told.value(QLatin1String("position")).toInteger();
        QVERIFY(m_upTo > 5 * oldRuns / 2 && m_upTo < 5 * (oldRuns - 24 * 29));
        QVERIFY(told.value(QLatin1String("files")).toArray().size() >= 2);
        QCOMPARE(said({QStringLiteral("runs"), QStringLiteral("--journal"), m_journal, QStringLiteral("--limit"), QStringLiteral("5000"),
                       QStringLiteral("--json")}), listed);
        QCOMPARE(said({QStringLiteral("events"), m_journal}), events);
        QCOMPARE(said(show), shown);
        QVERIFY(said({QStringLiteral("verify"), m_journal}).contains("was read in its archives"));
        for (const QJsonValue &file : told.value(QLatin1String("files")).toArray())
            QCOMPARE(weft(m_place, {QStringLiteral("verify"), file.toString()}).exitCode, 0);
    }

    void anEngineGoesOnWithTheRest()
    {
        QString endpoint;
        const auto engine = startEngine(m_place, QStringLiteral("rest"), m_journal, endpoint);
        QVERIFY2(!engine->hasEnded(), engine->err().constData());
        const QJsonObject shown = lastLine(said({QStringLiteral("show"), QStringLiteral("17"), QStringLiteral("--engine"), endpoint,
                                                 QStringLiteral("--json")}));
        QCOMPARE(shown.value(QLatin1String("run")).toString(), QStringLiteral("run-16"));
        const Outcome refused = weft(m_place, {QStringLiteral("archive"), m_journal});
        QVERIFY(refused.exitCode != 0);
        QVERIFY2(refused.err.contains("is held by another engine"), refused.err.constData());
        endEngine(*engine);
        QCOMPARE(weft(m_place, {QStringLiteral("verify"), m_journal}).exitCode, 0);
    }

    void anArchiveThatIsAwayIsMissed()
    {
        const QString folder = m_journal + QStringLiteral(".d/archive");
        QVERIFY(QDir().rename(folder, folder + QStringLiteral("-away")));
        QString endpoint;
        const auto engine = startEngine(m_place, QStringLiteral("away"), m_journal, endpoint);
        QVERIFY2(!engine->hasEnded(), engine->err().constData());
        const QStringList show{QStringLiteral("show"), QStringLiteral("17"), QStringLiteral("--json")};
        const QJsonObject shown = lastLine(said(show + QStringList{QStringLiteral("--engine"), endpoint})); // all but its workflow
        QCOMPARE(shown.value(QLatin1String("run")).toString(), QStringLiteral("run-16"));
        QCOMPARE(shown.value(QLatin1String("state")).toString(), QStringLiteral("succeeded"));
        endEngine(*engine);
        QVERIFY(said(show + QStringList{QStringLiteral("--journal"), m_journal}).contains("were moved to an archive that is not in"));
        const Outcome events = weft(m_place, {QStringLiteral("events"), m_journal});
        QVERIFY(events.exitCode != 0);
        QVERIFY2(events.err.contains("were moved to an archive that is not in"), events.err.constData());
        QVERIFY(said({QStringLiteral("verify"), m_journal}).contains("It begins behind position " + QByteArray::number(m_upTo)));
        QVERIFY(QDir().rename(folder + QStringLiteral("-away"), folder));
        QCOMPARE(weft(m_place, {QStringLiteral("events"), m_journal}).exitCode, 0);
    }

    /// Wherever it was, the next one goes on from there.
    void killedAtAnyMomentItLosesNothing()
    {
        const QString journal = m_place.path(QStringLiteral("killed.journal"));
        writeFinishedRuns(journal, oldRuns, std::chrono::hours(1));
        const QByteArray events = said({QStringLiteral("events"), journal});
        int kills = 0;
        int killsInBetween = 0; // something was copied, and nothing cut
        for (int wait = 1; kills < 200; wait += 2) {
            Program archive(m_place, QStringLiteral("archive"), {QStringLiteral("archive"), journal});
            if (archive.waitForEnd(wait))
                break;
            archive.kill();
            ++kills;
            const Outcome verified = weft(m_place, {QStringLiteral("verify"), journal});
            QVERIFY2(verified.exitCode == 0, verified.err.constData());
            const bool isCopied = !QDir(journal + QStringLiteral(".d/archive")).entryList({QStringLiteral("*.journal")}).isEmpty();
            killsInBetween += isCopied && !verified.out.contains("was read in its archives") ? 1 : 0;
        }
        QVERIFY(kills > 3);
        qInfo("killed %d times, %d of them between the copies and the cut", kills, killsInBetween);
        QCOMPARE(weft(m_place, {QStringLiteral("archive"), journal}).exitCode, 0);
        QCOMPARE(said({QStringLiteral("events"), journal}), events);
        QVERIFY(said({QStringLiteral("verify"), journal}).contains("was read in its archives"));
    }

    void anEngineDoesItWhenItStarts()
    {
        const QString journal = m_place.path(QStringLiteral("own.journal"));
        writeFinishedRuns(journal, oldRuns, std::chrono::hours(1));
        QString endpoint;
        auto engine = startEngine(m_place, QStringLiteral("keeps"), journal, endpoint, {QStringLiteral("--older"), QStringLiteral("365d")});
        endEngine(*engine);
        QVERIFY(!QDir(journal + QStringLiteral(".d/archive")).exists());
        engine = startEngine(m_place, QStringLiteral("archives"), journal, endpoint, {QStringLiteral("--older"), QStringLiteral("20d")});
        QVERIFY2(!engine->hasEnded(), engine->err().constData());
        QVERIFY(!QDir(journal + QStringLiteral(".d/archive")).entryList({QStringLiteral("*.journal")}).isEmpty());
        endEngine(*engine);
        QVERIFY(said({QStringLiteral("verify"), journal}).contains("was read in its archives"));
    }

private:
    [[nodiscard]] QByteArray said(const QStringList &arguments) const
    {
        const Outcome outcome = weft(m_place, arguments);
        return outcome.exitCode == 0 ? outcome.out : outcome.err;
    }

    const Place m_place;
    QString m_journal;
    qint64 m_upTo = 0;
};

WEFTLINE_TEST(ArchiveTest)

#include "tst_archive.moc"
