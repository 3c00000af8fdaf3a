// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The example, over the files that every Debian machine has.

#include <QtCore/QDir>
#include <QtCore/QFile>
#include <QtCore/QJsonArray>

#include "tests/integration/facts.h"
#include "tests/support/test_main.h"

using namespace weftline::test;

namespace {

const QString example = QStringLiteral(WEFTLINE_SOURCE_DIR "/resources/examples/license-words.weft");
const QString licences = QStringLiteral("/usr/share/common-licenses");

/// What a shell says.
QByteArray shell(const QString &command, const QString &folder)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral("sh"), {QStringLiteral("-c"), command, QStringLiteral("sh"), folder});
    process.waitForFinished();
    return process.readAllStandardOutput().trimmed();
}

qint64 wordsOf(const QString &folder)
{
    return shell(QStringLiteral("find \"$1\" -type f -exec cat {} + | wc -w"), folder).toLongLong();
}

QJsonObject outputsOf(const Outcome &run) { return lastLine(run.out).value(QLatin1String("outputs")).toObject(); }

} // namespace

class LicenseWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsTheWordsOfAllFiles()
    {
        const Place place;
        const Outcome run = weft(place, {QStringLiteral("run"), example, QStringLiteral("--workers"), QStringLiteral("2"), QStringLiteral("--json")});
        QVERIFY2(run.exitCode == 0, run.err.constData());
        QVERIFY(wordsOf(licences) > 1000);
        QCOMPARE(outputsOf(run).value(QLatin1String("words")).toInteger(), wordsOf(licences));
        QCOMPARE(lastLine(run.out).value(QLatin1String("workers")).toInt(), 2);
        const int files = shell(QStringLiteral("find \"$1\" -type f | wc -l"), licences).toInt();
        QCOMPARE(lastLine(run.out).value(QLatin1String("tasks")).toObject().value(QLatin1String("total")).toInt(), 2 * files + 3);
        QVERIFY2(waitUntil([&] { return place.processes().empty(); }), "it left processes behind");
    }

    void findsTheWordsThatMostFilesShare()
    {
        const Place place;
        const Outcome run = weft(place, {QStringLiteral("run"), example, QStringLiteral("--workers"), QStringLiteral("2"), QStringLiteral("--json")});
        const QJsonArray table = outputsOf(run).value(QLatin1String("table")).toArray();
        QCOMPARE(table.size(), 20);
        int before = shell(QStringLiteral("find \"$1\" -type f | wc -l"), licences).toInt();
        for (const QJsonValue &row : table) {
            const QString word = row[QLatin1String("word")].toString();
            const int files = row[QLatin1String("files")].toInt();
            QVERIFY2(files > 0 && files <= before, qPrintable(word));
            before = files;
            const QString command = QStringLiteral("find \"$1\" -type f -exec env LC_ALL=C grep -liE '(^|[^A-Za-z])%1([^A-Za-z]|$)' {} + | wc -l").arg(word);
            QCOMPARE(files, shell(command, licences).toInt());
        }
    }

    void seesOneWordMore()
    {
        const Place place;
        const QString copy = place.path(QStringLiteral("licences, copied"));
        QCOMPARE(shell(QStringLiteral("cp -a /usr/share/common-licenses \"$1\" && find \"$1\" -type f | head -n 1 | while read -r f; do printf ' weft\\n' >>\"$f\"; done; echo $?"), copy),
                 QByteArray("0"));
        const Outcome run = weft(place, {QStringLiteral("run"), example, QStringLiteral("--workers"), QStringLiteral("2"),
                                         QStringLiteral("-p"), QStringLiteral("folder=") + copy, QStringLiteral("--json")});
        QVERIFY2(run.exitCode == 0, run.err.constData());
        QCOMPARE(outputsOf(run).value(QLatin1String("words")).toInteger(), wordsOf(licences) + 1);
    }

    void tellsPeopleAndKeepsTheRun()
    {
        const Place place;
        const QString journal = place.path(QStringLiteral("words.journal"));
        const Outcome run = weft(place, {QStringLiteral("run"), example, QStringLiteral("--workers"), QStringLiteral("2"), QStringLiteral("--journal"), journal});
        QVERIFY2(run.exitCode == 0, run.err.constData());
        QVERIFY2(run.out.contains("words: " + QByteArray::number(wordsOf(licences))), run.out.constData());
        QVERIFY2(run.err.contains("count: succeeded"), run.err.constData());
        const Outcome shown = weft(place, {QStringLiteral("show"), QStringLiteral("last"), QStringLiteral("--journal"), journal, QStringLiteral("--json")});
        QVERIFY2(shown.exitCode == 0, shown.err.constData());
        QCOMPARE(outputsOf(shown).value(QLatin1String("words")).toInteger(), wordsOf(licences));
        QCOMPARE(weft(place, {QStringLiteral("verify"), journal}).exitCode, 0);
    }

    void failsWithTheReasonOfTheNode()
    {
        const Place place;
        const Outcome run = weft(place, {QStringLiteral("run"), example, QStringLiteral("--workers"), QStringLiteral("1"),
                                         QStringLiteral("-p"), QStringLiteral("folder=/nowhere"), QStringLiteral("--json")});
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(lastLine(run.out).value(QLatin1String("state")).toString(), QStringLiteral("failed"));
    }

    void refusesAParameterThatItDoesNotHave()
    {
        const Place place;
        const Outcome run = weft(place, {QStringLiteral("run"), example, QStringLiteral("-p"), QStringLiteral("foldre=/tmp")});
        QCOMPARE(run.exitCode, 2);
        QVERIFY2(run.err.contains("\"foldre\""), run.err.constData());
    }
};

WEFTLINE_TEST(LicenseWordsTest)
#include "tst_license_words.moc"
