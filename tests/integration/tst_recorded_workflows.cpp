// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Workflows of real laboratories, faster than they were.

#include "tests/integration/facts.h"
#include "tests/support/test_main.h"

using namespace weftline::test;

Q_DECLARE_METATYPE(const RecordedShape *)

class RecordedWorkflowsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTaskRunsOnceAndAfterItsParents_data()
    {
        QTest::addColumn<const RecordedShape *>("shape");
        for (const RecordedShape &shape : recordedShapes())
            QTest::newRow(shape.name.c_str()) << &shape;
    }

    void everyTaskRunsOnceAndAfterItsParents()
    {
        QFETCH(const RecordedShape *, shape);
        constexpr double seconds = 1.2; // what no schedule on four workers can do faster
        const Place place;
        const Recorded recorded = weftline::test::recorded(*shape);
        QCOMPARE(static_cast<std::size_t>(recorded.parents.size()), shape->tasks);
        QCOMPARE(static_cast<std::size_t>(recorded.edges), shape->edges);
        const QString file = imported(place, *shape, recorded, seconds / std::max(recorded.longestPath, recorded.runtimes / 4));
        QVERIFY(!file.isEmpty());
        const QString journal = place.path(QStringLiteral("run.journal"));
        const Outcome run = weft(place, {QStringLiteral("run"), file, QStringLiteral("--workers"), QStringLiteral("4"),
                                         QStringLiteral("--journal"), journal, QStringLiteral("--json")});
        QCOMPARE(whatIsWrong(run, *shape), QString());
        const JournalEvents events = JournalEvents::read(place, journal);
        QCOMPARE(whatIsWrong(events, recorded), QString());
        const double wall = lastLine(run.out).value(QLatin1String("wall_s")).toDouble();
        qInfo("%zu tasks, %zu edges%s: %.2f s", shape->tasks, shape->edges, recorded.isReal ? "" : " (generated, same shape)", wall);
        QVERIFY(wall >= seconds * 0.9);
        if (shape->tasks >= 900)
            allWorkersTookPart(events);
    }

private:
    static void allWorkersTookPart(const JournalEvents &events)
    {
        QHash<QString, int> tasks;
        for (const JournalEvent &finished : events.of("task_finished"))
            ++tasks[finished.text("session")];
        QSet<int> pids;
        for (const JournalEvent &joined : events.of("worker_joined")) {
            if (joined.body.contains(QLatin1String("evaluator")))
                continue;
            pids.insert(joined.body.value(QLatin1String("pid")).toInt());
            qInfo("worker %s, process %d: %d tasks", qPrintable(joined.text("worker")), joined.body.value(QLatin1String("pid")).toInt(),
                  tasks.value(joined.text("session")));
            QVERIFY(tasks.value(joined.text("session")) >= 100);
        }
        QCOMPARE(pids.size(), 4);
    }
};

WEFTLINE_TEST(RecordedWorkflowsTest)
#include "tst_recorded_workflows.moc"
