// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// From a run to points: what is measured, what is a gap, how few points a picture needs.

#include <QtCore/QPoint>
#include <QtCore/QString>
#include <QtCore/QStringList>
#include <QtTest/QTest>

#include "tests/support/sample_views.h"
#include "tests/support/test_main.h"
#include "ui/charts/decimate.h"
#include "ui/charts/series_model.h"
#include "ui/charts/ticks.h"

#include <cmath>

using namespace weftline;
using namespace weftline::ui::charts;

namespace {

client::RunView runOf(std::initializer_list<std::pair<int, std::uint32_t>> finishedAtSecond)
{
    client::RunView run;
    run.summary.acceptedAt = test::sampleStart;
    for (const auto &[second, finished] : finishedAtSecond) {
        client::SeriesPoint point;
        point.at = test::sampleStart + std::chrono::seconds(second);
        point.finished = point.attempts = finished;
        point.p50 = point.p90 = point.p99 = point.max = 10;
        run.series[point.at.us] = point;
    }
    return run;
}

} // namespace

class SeriesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secondsWithoutPointsAreZeroThroughputButNoLatency()
    {
        client::RunView run = runOf({{0, 4}, {1, 6}, {4, 2}});
        SeriesModel model;
        model.setRun(&run, test::sampleStart + std::chrono::milliseconds(5500));
        QCOMPARE(model.pointCount(), 3);
        const Points &throughput = model.points(Curve::Throughput);
        QCOMPARE(throughput.size(), std::size_t(5));
        QCOMPARE(throughput[2], QPointF(2.5, 0));
        QCOMPARE(throughput[4], QPointF(4.5, 2));
        QCOMPARE(model.points(Curve::P99).size(), std::size_t(3));
        const auto pieces = decimate(model.points(Curve::P99), 0, 6, 600, 1.5);
        QCOMPARE(pieces.size(), std::size_t(2));
        QCOMPARE(pieces[0].size(), std::size_t(2));
        QCOMPARE(pieces[1].size(), std::size_t(1));
    }

    void theSecondThatIsNotOverIsNoThroughput()
    {
        client::RunView run = runOf({{0, 40}, {1, 50}, {2, 3}});
        SeriesModel model;
        model.setRun(&run, test::sampleStart + std::chrono::milliseconds(2200));
        QCOMPARE(model.points(Curve::Throughput).size(), std::size_t(2));
        QCOMPARE(model.figures().throughput, 50.0);
        QVERIFY(!model.figures().isMean);
    }

    void aFinishedRunHasAMean()
    {
        client::RunView run = runOf({{0, 40}, {1, 50}, {2, 10}});
        run.summary.state = client::RunState::Succeeded;
        run.summary.finishedAt = run.summary.acceptedAt + std::chrono::milliseconds(2500);
        run.series.begin()->second.failed = 5;
        SeriesModel model;
        model.setRun(&run, test::sampleStart + std::chrono::seconds(600));
        QCOMPARE(model.figures().throughput, 40.0);
        QVERIFY(model.figures().isMean);
        QCOMPARE(model.figures().finished, std::uint64_t(100));
        QCOMPARE(model.figures().errorRate, 0.05);
        QVERIFY(model.end() <= 3.0);
        model.setRun(nullptr, {});
        QVERIFY(model.isEmpty());
        QVERIFY(std::isnan(model.figures().throughput));
    }

    void decimationKeepsEveryExtreme()
    {
        Points points;
        for (int i = 0; i < 3600; ++i)
            points.emplace_back(i, i == 1234 ? 900 : i == 2345 ? -5 : 100 + i % 7);
        const auto pieces = decimate(points, 0, 3600, 200, 1.5);
        QCOMPARE(pieces.size(), std::size_t(1));
        QVERIFY2(pieces[0].size() <= 800, qPrintable(QString::number(pieces[0].size())));
        QVERIFY(std::find(pieces[0].begin(), pieces[0].end(), QPointF(1234, 900)) != pieces[0].end());
        QVERIFY(std::find(pieces[0].begin(), pieces[0].end(), QPointF(2345, -5)) != pieces[0].end());
        QVERIFY(std::is_sorted(pieces[0].begin(), pieces[0].end(),
                               [](const QPointF &a, const QPointF &b) { return a.x() < b.x(); }));
        QCOMPARE(pieces[0].front(), points.front());
        QCOMPARE(pieces[0].back(), points.back());
    }

    void aZoomedLineGoesOnToTheBorder()
    {
        Points points;
        for (int i = 0; i < 100; ++i)
            points.emplace_back(i + 0.5, i);
        const auto pieces = decimate(points, 10, 20, 300, 1.5);
        QCOMPARE(pieces.size(), std::size_t(1));
        QCOMPARE(pieces[0].front().x(), 9.5);
        QCOMPARE(pieces[0].back().x(), 20.5);
    }

    void ticksAreRound()
    {
        QCOMPARE(linearTicks(130), (std::vector<double>{0, 50, 100, 150}));
        QCOMPARE(linearTicks(2.8), (std::vector<double>{0, 1, 2, 3}));
        QCOMPARE(linearTicks(0).back(), 1.0);
        const auto ticks = logarithmicTicks(70, 3400);
        QCOMPARE(ticks.size(), std::size_t(6));
        QVERIFY(qFuzzyCompare(ticks.front(), 30.0));
        QVERIFY(ticks.front() <= 70 && ticks.back() >= 3400);
        QVERIFY(logarithmicTicks(50, 50).size() >= 3);
        QVERIFY(logarithmicTicks(0.001, 1e9).size() <= 15);
        const auto time = timeTicks(test::sampleStart, 0, 16, 4);
        QVERIFY(time.size() >= 3); // A zone may begin a day at any quarter of an hour.
        QCOMPARE(time[0].label.size(), 8);
        QCOMPARE(time[1].label.size(), 3);
        QVERIFY(timeTicks(test::sampleStart, 5, 5, 1).empty());
    }

    void theTableHasEverySecond()
    {
        client::RunView run = runOf({{0, 4}, {3, 6}});
        SeriesModel model;
        model.setRun(&run, test::sampleStart + std::chrono::seconds(5));
        const QStringList lines = model.toCsv().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[1].endsWith(QStringLiteral(",4,0,4,0,10,10,10,10")));
    }
};

WEFTLINE_TEST(SeriesTest)
#include "tst_series.moc"
