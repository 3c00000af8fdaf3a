// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtTest/QTest>

#include "engine/metrics/series.h"
#include "tests/support/test_main.h"

using namespace weftline;
using namespace weftline::scheduler;
using metrics::Point;
using metrics::Series;

namespace {

constexpr std::int64_t second = 1'000'000;
constexpr Instant start{1'770'000'000 * second};

Event finished(Instant at, TaskState state, std::int64_t ms, std::uint32_t number = 1)
{
    TaskFinished fact;
    fact.number = number;
    fact.state = state;
    fact.waited = Duration{ms * 250};
    fact.dispatching = Duration{ms * 250};
    fact.ran = Duration{ms * 250};
    fact.returned = Duration{ms * 250};
    return {at, fact};
}

Event retried(Instant at)
{
    return {at, AttemptFailed{}};
}

} // namespace

class SeriesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsWhatAttemptsEnded();
    void latencyIsAllOfItsParts();
    void secondsWithoutEventsAreGaps();
    void aWindowIsTheSumOfItsSeconds();
    void oldPointsAreMergedAndNothingIsLostForThirtyDays();
};

void SeriesTest::countsWhatAttemptsEnded()
{
    Series series;
    QVERIFY(series.add(finished(start, TaskState::Succeeded, 10)).has_value());
    QVERIFY(series.add(finished(start, TaskState::Failed, 10)).has_value());
    QVERIFY(series.add(retried(start)).has_value());
    QVERIFY(series.add({start, AttemptLost{}}).has_value());
    AttemptLost prepare;
    prepare.purpose = Purpose::Prepare;
    for (const Event &other :
         {finished(start, TaskState::Skipped, 0, 0), finished(start, TaskState::Cancelled, 5), Event{start, prepare},
          Event{start, AttemptDispatched{}}, Event{start, AttemptStarted{}}})
        QVERIFY(!series.add(other).has_value());
    const Point &point = *series.at(start);
    QCOMPARE(point.finished, 2U);
    QCOMPARE(point.attempts, 3U);
    QCOMPARE(point.failed, 2U);
    QCOMPARE(point.lost, 1U);
    QCOMPARE(point.latency.count(), std::uint64_t{2});
}

void SeriesTest::latencyIsAllOfItsParts()
{
    Series series;
    series.add(finished(start, TaskState::Succeeded, 400));
    QCOMPARE(series.total().latency.max().count(), 400'000);
}

void SeriesTest::secondsWithoutEventsAreGaps()
{
    Series series;
    QCOMPARE(series.add(finished(start + Duration{second - 1}, TaskState::Succeeded, 1))->us, start.us);
    QCOMPARE(series.add(finished(start + Duration{5 * second}, TaskState::Succeeded, 1))->us, start.us + 5 * second);
    QCOMPARE(series.points().size(), std::size_t{2});
    QVERIFY(series.at(start + Duration{second}) == nullptr);
}

void SeriesTest::aWindowIsTheSumOfItsSeconds()
{
    Series series;
    for (int s = 0; s < 10; ++s)
        for (int i = 0; i <= s; ++i)
            series.add(finished(start + Duration{s * second}, TaskState::Succeeded, 100 * (s + 1)));
    const Point window = series.window(start + Duration{2 * second}, start + Duration{5 * second});
    QCOMPARE(window.finished, 3U + 4U + 5U);
    QCOMPARE(window.latency.max().count(), 500'000);
    QVERIFY(std::abs(static_cast<double>(window.latency.quantile(0.5).count()) - 400'000.0)
            <= 4000); // no mean of medians
    QCOMPARE(series.window(start - Duration{second}, start).finished, 0U);
}

void SeriesTest::oldPointsAreMergedAndNothingIsLostForThirtyDays()
{
    Series series;
    std::uint64_t added = 0;
    const std::int64_t days = 3;
    for (std::int64_t s = 0; s < days * 86'400; s += 7, ++added)
        series.add(
            finished(start + Duration{s * second}, s % 2 == 0 ? TaskState::Succeeded : TaskState::Failed, 1 + s % 100));
    const Instant end = start + Duration{days * 86'400 * second};
    QCOMPARE(series.window(start - Duration{60 * second}, end).finished, added);
    QVERIFY(series.window(start - Duration{60 * second}, end).latency == series.total().latency);
    QVERIFY(series.points().size() < 1200 + 60 + 8640 + 10 + days * 1440 + 10);
    for (const auto &[at, point] : series.points()) {
        const std::int64_t age = end.us - at;
        const std::int64_t width = point.width.count();
        QVERIFY(width == second || width == 10 * second || width == 60 * second);
        QVERIFY(width > second || age <= 3600 * second + 70 * second);
        QVERIFY(width > 10 * second || age <= 86'400 * second + 70 * second);
        QVERIFY(at % width == 0);
    }
    series.add(finished(start + Duration{60 * 86'400 * second}, TaskState::Succeeded, 1));
    QCOMPARE(series.points().size(), std::size_t{1}); // older than 30 days
    QCOMPARE(series.total().finished, added + 1); // the sum over all time stays
}

WEFTLINE_TEST(SeriesTest)

#include "tst_series.moc"
