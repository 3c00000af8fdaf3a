// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QString>
#include <QtTest/QTest>

#include "engine/metrics/histogram.h"
#include "tests/support/test_main.h"

#include <algorithm>
#include <cmath>
#include <random>

using namespace weftline;
using metrics::Histogram;

namespace {

/// Durations as they come: around a centre, over several powers of ten, now and then far out.
std::vector<Duration> randomDurations(std::uint64_t seed, std::size_t count)
{
    std::mt19937_64 random(seed);
    std::lognormal_distribution<double> distribution(std::uniform_real_distribution<double>(0, 14)(random), 1.5);
    std::vector<Duration> durations;
    for (std::size_t i = 0; i < count; ++i)
        durations.emplace_back(static_cast<std::int64_t>(distribution(random)));
    return durations;
}

Histogram histogramOf(const std::vector<Duration> &durations)
{
    Histogram histogram;
    for (const Duration duration : durations)
        histogram.record(duration);
    return histogram;
}

} // namespace

class HistogramTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quantilesAreAtMostOnePercentOff();
    void sumsAreThoseOfAllRecords();
    void addingIsAssociativeAndCommutative();
    void smallCountsAreExact();
    void extremesStayInBounds();
};

void HistogramTest::quantilesAreAtMostOnePercentOff()
{
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        std::vector<Duration> durations = randomDurations(seed, 1 + seed * seed);
        const Histogram histogram = histogramOf(durations);
        std::sort(durations.begin(), durations.end());
        for (const double share : {0.0, 0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 1.0}) {
            const auto rank =
                static_cast<std::size_t>(std::max(1.0, std::ceil(share * static_cast<double>(durations.size()))));
            const auto exact = static_cast<double>(durations[rank - 1].count());
            const auto measured = static_cast<double>(histogram.quantile(share).count());
            QVERIFY2(std::abs(measured - exact) <= std::max(0.01 * exact, 0.0),
                     qPrintable(QStringLiteral("seed %1, share %2: %3 instead of %4")
                                    .arg(seed)
                                    .arg(share)
                                    .arg(measured)
                                    .arg(exact)));
        }
        QCOMPARE(histogram.max().count(), durations.back().count());
        QCOMPARE(histogram.count(), durations.size());
    }
}

void HistogramTest::sumsAreThoseOfAllRecords()
{
    Histogram sum;
    std::vector<Duration> all;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const auto part = randomDurations(seed, 500);
        all.insert(all.end(), part.begin(), part.end());
        sum.add(histogramOf(part));
    }
    QVERIFY(sum == histogramOf(all));
}

void HistogramTest::addingIsAssociativeAndCommutative()
{
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        const Histogram a = histogramOf(randomDurations(seed, 300));
        const Histogram b = histogramOf(randomDurations(seed + 100, 3));
        const Histogram c = histogramOf(randomDurations(seed + 200, seed % 2 * 100));
        Histogram left = a;
        left.add(b);
        left.add(c);
        Histogram right = c;
        right.add(b);
        Histogram both = a;
        both.add(right);
        QVERIFY(left == both);
        right.add(a);
        QVERIFY(left == right);
    }
}

void HistogramTest::smallCountsAreExact()
{
    Histogram histogram;
    QCOMPARE(histogram.quantile(0.5).count(), 0);
    histogram.record(Duration{90});
    QCOMPARE(histogram.quantile(0.01).count(), 90);
    QCOMPARE(histogram.quantile(0.99).count(), 90);
    histogram.record(Duration{10});
    QCOMPARE(histogram.quantile(0.5).count(), 10);
    QCOMPARE(histogram.quantile(0.51).count(), 90);
}

void HistogramTest::extremesStayInBounds()
{
    Histogram histogram;
    histogram.record(Duration{-5});
    histogram.record(Duration::max());
    histogram.record(Duration::min());
    QCOMPARE(histogram.count(), std::uint64_t{3});
    QCOMPARE(histogram.quantile(0.5).count(), 0);
    QCOMPARE(std::chrono::duration_cast<std::chrono::hours>(histogram.max()).count(), 2400);
    for (int i = 0; i < 1'000'000; ++i)
        histogram.record(Duration{i});
    QVERIFY(histogram.bucketCount() < 128 * 16);
}

WEFTLINE_TEST(HistogramTest)

#include "tst_histogram.moc"
