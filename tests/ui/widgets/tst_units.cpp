// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QString>
#include <QtTest/QTest>

#include "tests/support/test_main.h"
#include "ui/widgets/units.h"

#include <limits>

using namespace weftline::ui::widgets;
using namespace std::chrono_literals;

class UnitsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aNumberHasAtMostThreeSignificantDigits_data()
    {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("nothing yet") << nan << QStringLiteral("–");
        QTest::newRow("zero") << 0.0 << QStringLiteral("0");
        QTest::newRow("tiny") << 0.00001 << QStringLiteral("< 0.001");
        QTest::newRow("small") << 0.042 << QStringLiteral("0.042");
        QTest::newRow("ones") << 6.44 << QStringLiteral("6.4");
        QTest::newRow("ones to tens") << 9.96 << QStringLiteral("10");
        QTest::newRow("hundreds") << 114.4 << QStringLiteral("114");
        QTest::newRow("hundreds to thousands") << 999.7 << QStringLiteral("1,000");
        QTest::newRow("thousands") << 52081.0 << QStringLiteral("52,100");
        QTest::newRow("negative") << -6.4 << QStringLiteral("-6.4");
    }

    void aNumberHasAtMostThreeSignificantDigits()
    {
        QFETCH(double, value);
        QFETCH(QString, text);
        QCOMPARE(number(value), text);
    }

    void aDurationHasTheUnitThatFits_data()
    {
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<QString>("text");
        QTest::newRow("unknown") << qint64(-1) << QStringLiteral("–");
        QTest::newRow("none") << qint64(0) << QStringLiteral("0 ms");
        QTest::newRow("microseconds") << qint64(40'000) << QStringLiteral("40 µs");
        QTest::newRow("part of a millisecond") << qint64(400'000) << QStringLiteral("400 µs");
        QTest::newRow("milliseconds") << qint64(310'000'000) << QStringLiteral("310 ms");
        QTest::newRow("nearly a second") << qint64(999'700'000) << QStringLiteral("1.0 s");
        QTest::newRow("seconds") << qint64(2'100'000'000) << QStringLiteral("2.1 s");
        QTest::newRow("minutes") << qint64(80'000'000'000) << QStringLiteral("1 min 20 s");
        QTest::newRow("whole minutes") << qint64(120'000'000'000) << QStringLiteral("2 min");
        QTest::newRow("hours") << qint64(79) * 60'000'000'000 << QStringLiteral("1 h 19 min");
        QTest::newRow("days") << qint64(76) * 3'600'000'000'000 << QStringLiteral("3 d 4 h");
    }

    void aDurationHasTheUnitThatFits()
    {
        QFETCH(qint64, ns);
        QFETCH(QString, text);
        QCOMPARE(duration(std::chrono::nanoseconds(ns)).text(), text);
    }

    void whatElseIsMeasuredIsWrittenTheSameWay()
    {
        QCOMPARE(count(52081), QStringLiteral("52,081"));
        QCOMPARE(size(812).text(), QStringLiteral("812 B"));
        QCOMPARE(size(1100).text(), QStringLiteral("1.1 KB"));
        QCOMPARE(size(999'999).text(), QStringLiteral("1.0 MB"));
        QCOMPARE(size(3'100'000'000).text(), QStringLiteral("3.1 GB"));
        QCOMPARE(size(-1).text(), none());
        QCOMPARE(percent(0.004).text(), QStringLiteral("0.4 %"));
        QCOMPARE(percent(0).text(), QStringLiteral("0.0 %"));
        QCOMPARE(percent(0.71).text(), QStringLiteral("71 %"));
        QCOMPARE(rate(114.2, QStringLiteral("tasks")).text(), QStringLiteral("114 tasks/s"));
        QCOMPARE(rate(1.2).text(), QStringLiteral("1.2 /s"));
        QCOMPARE(clock(15s), QStringLiteral("0:15"));
        QCOMPARE(clock(727s), QStringLiteral("12:07"));
        QCOMPARE(clock(3723s), QStringLiteral("1:02:03"));
    }
};

WEFTLINE_TEST(UnitsTest)
#include "tst_units.moc"
