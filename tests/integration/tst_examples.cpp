// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Every example that comes with the program does what its description says, without network and without keys.

#include <QtCore/QCryptographicHash>
#include <QtCore/QDirIterator>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>

#include "tests/integration/facts.h"
#include "tests/support/test_main.h"

using namespace weftline::test;

namespace {

const QString licencesFolder = QStringLiteral("/usr/share/common-licenses");

struct Ran
{
    Outcome run;
    QJsonObject last; ///< The last line of `weft run --json`.
    JournalEvents events;

    [[nodiscard]] QJsonValue output(const char *name) const
    {
        return last.value(QLatin1String("outputs")).toObject().value(QLatin1String(name));
    }
    [[nodiscard]] int tasks(const char *state) const
    {
        return last.value(QLatin1String("tasks")).toObject().value(QLatin1String(state)).toInt();
    }
};

Ran ran(const Place &place, const QString &example, const QStringList &more = {})
{
    const QString journal = place.path(QStringLiteral("run.journal"));
    Ran result;
    result.run = weft(place, QStringList{QStringLiteral("run"), QStringLiteral(WEFTLINE_SOURCE_DIR "/resources/examples/%1.weft").arg(example),
                                         QStringLiteral("--workers"), QStringLiteral("2"), QStringLiteral("--journal"), journal,
                                         QStringLiteral("--json")}
                                 + more);
    result.last = lastLine(result.run.out);
    result.events = JournalEvents::read(place, journal);
    return result;
}

/// As `find FOLDER -type f | LC_ALL=C sort`, by Qt.
QStringList filesIn(const QString &folder)
{
    QStringList files;
    for (QDirIterator all(folder, QDir::Files | QDir::NoSymLinks | QDir::Hidden, QDirIterator::Subdirectories); all.hasNext();)
        files << all.next();
    files.sort();
    return files;
}

} // namespace

class ExamplesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parallelChecksumsGiveTheSameDigestInSpiteOfTheTrouble()
    {
        const Place place;
        const Ran checksums = ran(place, QStringLiteral("parallel-checksums"));
        QVERIFY2(checksums.run.exitCode == 0, checksums.run.err.constData());
        const QStringList files = filesIn(licencesFolder);
        QVERIFY(files.size() > 5);
        QCryptographicHash all(QCryptographicHash::Sha256);
        for (const QString &path : files) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            all.addData(QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex() + "  " + path.toUtf8() + "\n");
        }
        QCOMPARE(checksums.output("sha256").toString().toLatin1(), all.result().toHex());
        QCOMPARE(checksums.output("files").toInt(), int(files.size()));
        QCOMPARE(checksums.last.value(QLatin1String("retries")).toInt(), int(files.size() + 2) / 3); // every third file, once
        QCOMPARE(checksums.tasks("succeeded"), int(files.size()) + 3);
    }

    void theWatchedServiceFailsForAWhileAndTheAlertFiresAndClears()
    {
        const Place place;
        const Ran watch = ran(place, QStringLiteral("service-watch"));
        QVERIFY2(watch.run.exitCode == 0, watch.run.err.constData());
        QCOMPARE(watch.output("answers").toInt(), 36);
        QCOMPARE(watch.output("refused").toInt(), 16);
        QCOMPARE(watch.output("requests").toInt(), 52);
        QCOMPARE(watch.last.value(QLatin1String("retries")).toInt(), 16);
        QVERIFY(watch.last.value(QLatin1String("wall_s")).toDouble() >= 20);
        QStringList states;
        for (const JournalEvent &changed : watch.events.of("alert_changed")) {
            QCOMPARE(changed.text("rule"), QStringLiteral("errors"));
            states << changed.text("state");
        }
        QCOMPARE(states.join(u' '), QStringLiteral("pending firing resolved"));
        // The server is gone, and so is its folder.
        QVERIFY2(waitUntil([&] { return place.processes().empty(); }), "it left processes behind");
    }

    void theRecordedModelPlansDraftsAndRefines()
    {
        const Place place;
        const Ran article = ran(place, QStringLiteral("plan-draft-criticise"));
        QVERIFY2(article.run.exitCode == 0, article.run.err.constData());
        QCOMPARE(article.output("title").toString(), QStringLiteral("How a loom works"));
        QCOMPARE(article.output("verdict").toString(), QStringLiteral("refine"));
        QVERIFY(article.output("text").toString().endsWith(QLatin1String("and that is cloth.")));
        QCOMPARE(article.tasks("succeeded"), 7); // three drafts
        QCOMPARE(article.tasks("skipped"), 1); // what was not accepted
        const Outcome log = weft(place, {QStringLiteral("logs"), QStringLiteral("last"), QStringLiteral("--journal"),
                                         place.path(QStringLiteral("run.journal"))});
        QVERIFY2(log.out.contains("recorded"), (log.out + log.err).constData());
    }

    void aThousandTasksAddUp()
    {
        const Place place;
        const Ran thousand = ran(place, QStringLiteral("thousand-tasks"));
        QVERIFY2(thousand.run.exitCode == 0, thousand.run.err.constData());
        QCOMPARE(thousand.output("sum").toInt(), 333'833'500);
        QVERIFY(thousand.tasks("succeeded") >= 1000);
    }

    void theFlakyServiceAnswersInTheEnd()
    {
        const Place place;
        const Ran flaky = ran(place, QStringLiteral("flaky-service"));
        QVERIFY2(flaky.run.exitCode == 0, flaky.run.err.constData());
        QCOMPARE(flaky.output("answer").toString(), QStringLiteral("answered"));
    }

    void oneOfTwoWaysIsTaken_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<bool>("isThere");
        QTest::newRow("there") << QStringLiteral("/etc/passwd") << true;
        QTest::newRow("not there") << QStringLiteral("/nowhere/at/all") << false;
    }
    void oneOfTwoWaysIsTaken()
    {
        QFETCH(QString, file);
        QFETCH(bool, isThere);
        const Place place;
        const Ran ways = ran(place, QStringLiteral("two-ways"), {QStringLiteral("-p"), QStringLiteral("file=") + file});
        QVERIFY2(ways.run.exitCode == 0, ways.run.err.constData());
        QCOMPARE(ways.tasks("succeeded"), isThere ? 3 : 2);
        QCOMPARE(ways.tasks("failed"), isThere ? 0 : 1);
        QCOMPARE(ways.tasks("skipped"), 1);
    }

    void noneIsWithoutATest()
    {
        QStringList names = QDir(QStringLiteral(WEFTLINE_SOURCE_DIR "/resources/examples")).entryList({QStringLiteral("*.weft")}, QDir::Files, QDir::Name);
        QCOMPARE(names.join(u' '), QStringLiteral("flaky-service.weft license-words.weft parallel-checksums.weft plan-draft-criticise.weft "
                                                  "service-watch.weft thousand-tasks.weft two-ways.weft")); // license-words: LicenseWordsTest
    }
};

WEFTLINE_TEST(ExamplesTest)
#include "tst_examples.moc"
