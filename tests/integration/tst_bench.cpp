// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The benchmarks, small: what they print makes sense, and their journals hold what they say. No time is judged.

#include <cmath>
#include <csignal>

#include "tests/integration/facts.h"
#include "tests/support/test_main.h"

using namespace weftline::test;

class BenchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void printsItsFigures_data()
    {
        QTest::addColumn<QString>("arguments");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QString>("event"); ///< Of which the journal holds `count`.
        QTest::addColumn<int>("count");
        const auto row = [](const char *arguments, const char *unit, const char *event, int count) {
            QTest::newRow(arguments) << QString::fromUtf8(arguments) << QString::fromUtf8(unit) << QString::fromUtf8(event) << count;
        };
        row("dispatch --workers 2 --tasks 3000", "tasks/s", "task_finished", 3000);
        row("dispatch --workers 2 --tasks 3000 --curve", "tasks/s", "task_finished", 3000);
        row("chain --tasks 100", "µs", "task_finished", 100);
        row("commands --tasks 40 --workers 2", "tasks/s", "task_finished", 40);
        row("memory --tasks 2000 --nodes 100 --finished-runs 20 --workers 2", "bytes/task", "task_finished", 2000);
        row("windmill --light 3 --heavy 1 --many 6 --workers 2", "s", "task_finished", 6);
        row("failover --rounds 2 --tasks 4 --engine-rounds 1 --in-flight 12", "ms", "attempt_lost", 8);
    }

    void printsItsFigures()
    {
        QFETCH(QString, arguments);
        QFETCH(QString, unit);
        QFETCH(QString, event);
        QFETCH(int, count);
        const Place place;
        const QString journal = place.path(QStringLiteral("bench.journal"));
        QStringList all = QStringLiteral("bench %1").arg(arguments).split(u' ');
        all << QStringLiteral("--json") << QStringLiteral("--journal") << journal;
        const Outcome outcome = weft(place, all);
        QVERIFY2(outcome.exitCode == 0, outcome.err.constData());
        const QJsonObject figures = lastLine(outcome.out);
        const double value = figures.value(QLatin1String("value")).toDouble();
        const QJsonObject reference = figures.value(QLatin1String("reference")).toObject();
        const double beside = reference.value(QLatin1String("value")).toDouble();
        QCOMPARE(figures.value(QLatin1String("bench")).toString(), all[1]);
        QCOMPARE(figures.value(QLatin1String("unit")).toString(), unit);
        QCOMPARE(reference.value(QLatin1String("unit")).toString(), unit);
        QVERIFY(!reference.value(QLatin1String("what")).toString().isEmpty());
        QVERIFY2(beside > 0, outcome.out.constData());
        QVERIFY2(std::isfinite(value) && (value > 0 || unit == u"bytes/task"), outcome.out.constData()); // little memory is lost among the rest
        const double ratio = figures.value(QLatin1String("ratio")).toDouble();
        QVERIFY2(std::abs(ratio - value / beside) <= 0.002 * std::abs(ratio) + 1e-9, outcome.out.constData());
        const Outcome verified = weft(place, {QStringLiteral("verify"), journal, QStringLiteral("--json")});
        QVERIFY2(verified.exitCode == 0, verified.out.constData());
        const QJsonObject counts = lastLine(verified.out).value(QLatin1String("by_type")).toObject();
        QCOMPARE(counts.value(event).toInt(), count);
    }

    /// Nor where it is ended in the middle: the workers of its engine hold tasks then, and would wait for another engine.
    void takesItsProcessesWithIt()
    {
        Place place;
        place.set(QStringLiteral("TMPDIR"), place.path(QString())); // what it leaves there goes with the test
        const QString journal = place.path(QStringLiteral("bench.journal"));
        Program bench(place, QStringLiteral("bench"),
                      {QStringLiteral("bench"), QStringLiteral("commands"), QStringLiteral("--tasks"), QStringLiteral("4000"),
                       QStringLiteral("--workers"), QStringLiteral("2"), QStringLiteral("--journal"), journal});
        const auto works = [&] { return QFile::exists(journal) && !JournalEvents::read(place, journal).of("attempt_started").empty(); };
        QVERIFY2(waitUntil([&] { return works() || bench.hasEnded(); }, runMax), bench.err().constData());
        QVERIFY2(!bench.hasEnded(), (bench.out() + bench.err()).constData());
        bench.signal(SIGTERM);
        QVERIFY(waitUntil([&] { return place.processes().empty(); }));
    }

    void leavesNoProcessBehind()
    {
        const Place place;
        const Outcome outcome = weft(place, {QStringLiteral("bench"), QStringLiteral("dispatch"), QStringLiteral("--workers"), QStringLiteral("2"),
                                             QStringLiteral("--tasks"), QStringLiteral("100"),
                                             QStringLiteral("--journal"), QStringLiteral("memory")});
        QVERIFY2(outcome.exitCode == 0, outcome.err.constData());
        QVERIFY2(outcome.out.contains("dispatch: ") && outcome.out.contains("durable: false"), outcome.out.constData());
        QVERIFY(waitUntil([&] { return place.processes().empty(); }));
    }
};

WEFTLINE_TEST(BenchTest)
#include "tst_bench.moc"
