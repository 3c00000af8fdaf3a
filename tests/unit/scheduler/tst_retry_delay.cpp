// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/test_main.h"

#include "engine/scheduler/retry.h"

#include <set>

using namespace std::chrono_literals;
using weftline::Duration;
using weftline::scheduler::retryDelay;

class RetryDelayTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void growsUntilTheLimit_data()
    {
        QTest::addColumn<quint32>("retry");
        QTest::addColumn<double>("factor");
        QTest::addColumn<qint64>("us");

        QTest::newRow("the first waits the backoff") << 1U << 2.0 << qint64{500'000};
        QTest::newRow("the second waits twice that") << 2U << 2.0 << qint64{1'000'000};
        QTest::newRow("the fourth waits eight times that") << 4U << 2.0 << qint64{4'000'000};
        QTest::newRow("a late one waits no longer than the limit") << 8U << 2.0 << qint64{60'000'000};
        QTest::newRow("the last of a thousand waits the limit") << 1000U << 100.0 << qint64{60'000'000};
        QTest::newRow("a factor of one keeps the backoff") << 1000U << 1.0 << qint64{500'000};
    }

    void growsUntilTheLimit()
    {
        QFETCH(quint32, retry);
        QFETCH(double, factor);
        QFETCH(qint64, us);
        const weftline::workflow::Retry policy{.max = 1000, .backoff = 500ms, .factor = factor, .delayMax = 60s, .jitter = false};
        QCOMPARE(qint64{retryDelay(policy, retry, 12345).count()}, us);
    }

    void aBackoffBeyondTheLimitIsCut()
    {
        QVERIFY(retryDelay({.max = 1, .backoff = 10s, .factor = 2, .delayMax = 1s, .jitter = false}, 1, 0) == Duration(1s));
    }

    void noBackoffIsNoWait()
    {
        QVERIFY(retryDelay({.max = 1, .backoff = 0s, .factor = 2, .delayMax = 1s, .jitter = true}, 3, 77) == Duration(0));
    }

    void jitterDrawsEvenlyFromTheUpperHalf()
    {
        const weftline::workflow::Retry policy{.max = 1, .backoff = 10us, .factor = 2, .delayMax = 1s, .jitter = true};
        std::set<std::int64_t> seen;
        for (std::uint64_t draw = 0; draw < 600; ++draw)
            seen.insert(retryDelay(policy, 1, draw).count());
        QVERIFY((seen == std::set<std::int64_t>{5, 6, 7, 8, 9, 10}));
    }
};

WEFTLINE_TEST(RetryDelayTest)

#include "tst_retry_delay.moc"
