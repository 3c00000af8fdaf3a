// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QString>
#include <QtTest/QTest>

#include "engine/base/bytes.h"
#include "engine/base/hash_draw.h"
#include "engine/base/shared_text.h"
#include "engine/base/time.h"
#include "engine/base/value.h"
#include "tests/support/test_main.h"
#include "tests/support/text.h"

#include <cmath>
#include <limits>

using namespace weftline;
using weftline::test::q;

class BaseTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsDurations_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("us");
        const auto row = [](const char *text, qint64 us) { QTest::newRow(text) << q(text) << us; };
        row("250us", 250);
        row("40ms", 40'000);
        row("2s", 2'000'000);
        row("1.5s", 1'500'000);
        row("3m", 180'000'000);
        row("2h", 7'200'000'000);
        row("1d", 86'400'000'000);
        row("7", 7'000'000);
        row("0s", 0);
        row("3650d", 315'360'000'000'000);
        for (const char *const bad : {"", "s", "-1s", "1 s", "1w", "3651d", "nan", "inf", "1e3s", "1s2", "+1s"})
            row(bad, -1);
    }
    void readsDurations()
    {
        QFETCH(QString, text);
        QFETCH(qint64, us);
        const Result<Duration> duration = parseDuration(text.toStdString());
        QCOMPARE(duration ? qint64(duration->count()) : -1, us);
        if (duration)
            QCOMPARE(*parseDuration(formatDuration(*duration)), *duration);
    }

    void sharesATextAsLongAsItIsTheSame()
    {
        SharedText text;
        QVERIFY(text.view().empty() && text == SharedText(std::string_view()));
        text = "a run";
        const SharedText copy = text;
        text = "a run";
        QCOMPARE(static_cast<const void *>(text.view().data()), static_cast<const void *>(copy.view().data()));
        text = "another";
        QCOMPARE(copy.view(), std::string_view("a run"));
        QVERIFY(text != copy && copy == SharedText("a run"));
        text = "";
        QVERIFY(text == SharedText());
    }

    void writesDurationsShort()
    {
        QCOMPARE(q(formatDuration(std::chrono::seconds(90))), q("90s"));
        QCOMPARE(q(formatDuration(std::chrono::minutes(120))), q("2h"));
        QCOMPARE(q(formatDuration(std::chrono::milliseconds(1500))), q("1500ms"));
        QCOMPARE(q(formatDuration(Duration{0})), q("0s"));
    }

    void readsInstants_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("us");
        const auto row = [](const char *text, qint64 us) { QTest::newRow(text) << q(text) << us; };
        row("1970-01-01T00:00:00Z", 0);
        row("2026-03-01T08:00:00.000250Z", 1'772'352'000'000'250);
        row("2026-03-01T16:00:00.00025+08:00", 1'772'352'000'000'250);
        row("2026-03-01 02:30:00-05:30", 1'772'352'000'000'000);
        row("2026-03-01T08:00:00.9999999Z", 1'772'352'000'999'999);
        row("1969-12-31T23:59:59.999999Z", -1);
        for (const char *const bad : {"", "2026-03-01", "2026-03-01T08:00Z", "2026-03-01T08:00:00", "2026-02-30T08:00:00Z",
                                      "2026-03-01T24:00:00Z", "2026-03-01T08:00:00.Z", "2026-03-01T08:00:00Z ", "26-03-01T08:00:00Z",
                                      "2026-03-01T08:00:00+0800", "-026-03-01T08:00:00Z"})
            row(bad, -2);
    }
    void readsInstants()
    {
        QFETCH(QString, text);
        QFETCH(qint64, us);
        const Result<Instant> at = parseRfc3339(text.toStdString());
        QCOMPARE(at ? at->us : -2, us);
        if (at)
            QCOMPARE(*parseRfc3339(toRfc3339(*at)), *at);
    }

    void writesInstantsInUtc()
    {
        QCOMPARE(q(toRfc3339({0})), q("1970-01-01T00:00:00.000000Z"));
        QCOMPARE(q(toRfc3339({1'772'352'000'000'250})), q("2026-03-01T08:00:00.000250Z"));
        QCOMPARE(q(toRfc3339({-1})), q("1969-12-31T23:59:59.999999Z"));
    }

    void writesJsonThatReadsBackTheSame()
    {
        for (const double d : {0.1, 1.0, -0.0, 1e21, 5e-324, std::numeric_limits<double>::max(), 1.0 / 3}) {
            const std::string text = toJson(d);
            QCOMPARE(std::strtod(text.c_str(), nullptr), d);
            QVERIFY(text.find_first_of(".eE") != std::string::npos); // else it would come back as a whole number
        }
        QCOMPARE(q(toJson(std::nan(""))), q("null"));
        QCOMPARE(q(toJson(Object{{"a\"\n\x01", List{nullptr, true, std::numeric_limits<std::int64_t>::min()}}})),
                 q("{\"a\\\"\\n\\u0001\":[null,true,-9223372036854775808]}"));
    }

    void breaksLongJsonIntoLines()
    {
        List list;
        for (int i = 0; i < 30; ++i)
            list.push_back("item " + std::to_string(i));
        const std::string text = toPrettyJson(Object{{"short", List{1, 2}}, {"long", list}});
        for (const QString &line : q(text).split(QLatin1Char('\n')))
            QVERIFY(line.size() <= 100);
        QVERIFY(text.find("\"short\": [1, 2],\n") != std::string::npos);
    }

    void setsAndFindsMembers()
    {
        Value value;
        value.set("b", 1);
        value.set("a", 2);
        value.set("b", 3);
        QCOMPARE(q(toJson(value)), q("{\"b\":3,\"a\":2}"));
        QVERIFY(value.find("c") == nullptr);
        QVERIFY(Value(1).find("a") == nullptr);
        QVERIFY(!(Value(1) == Value(1.0)));
    }

    void readsHexadecimalBytes()
    {
        QCOMPARE(q(toHex(BytesView("\x00\xff\x1a", 3))), q("00ff1a"));
        QVERIFY(fromHex("00FF1a") == Bytes("\x00\xff\x1a", 3));
        QVERIFY(!fromHex("abc") && !fromHex("zz"));
    }

    void drawsEvenlyAndAlwaysTheSame()
    {
        QCOMPARE(hashDraw(1, 2, 3, DrawPurpose::Jitter), hashDraw(1, 2, 3, DrawPurpose::Jitter));
        QVERIFY(hashDraw(1, 2, 3, DrawPurpose::Jitter) != hashDraw(1, 2, 3, DrawPurpose::Balance));
        QVERIFY(hashDraw(1, 2, 3, DrawPurpose::Jitter) != hashDraw(2, 1, 3, DrawPurpose::Jitter));
        int buckets[16] = {};
        for (std::uint64_t task = 0; task < 16'000; ++task)
            ++buckets[hashDraw(7, task, 1, DrawPurpose::Jitter) >> 60U];
        for (const int count : buckets)
            QVERIFY2(count > 850 && count < 1150, std::to_string(count).c_str());
    }
};

WEFTLINE_TEST(BaseTest)

#include "tst_base.moc"
