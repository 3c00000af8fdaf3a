// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtTest/QTest>

#include "engine/journal/chain.h"
#include "tests/support/test_main.h"
#include "tests/unit/journal/events.h"

#include <chrono>

using namespace weftline;
using namespace weftline::journal;

class EventCodecTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTypeComesBackAsItWas();
    void aBatchSaysWhereItStands();
    void aCutBatchIsRefusedAtEveryByte();
    void garbageIsRefusedOrReadAndNeverCrashes();
    void anAlteredRowIsToldFromTheOneThatWasWritten();
    void measuresEncodingAndDecoding();
};

void EventCodecTest::everyTypeComesBackAsItWas()
{
    std::mt19937_64 random(1);
    for (std::size_t type = 0; type < std::variant_size_v<scheduler::Fact>; ++type) {
        std::vector<scheduler::Event> events;
        for (int i = 0; i < 200; ++i)
            events.push_back(test::randomEvent(random, type, {static_cast<std::int64_t>(random() >> 8U)}));
        Bytes bytes;
        encodeBatch(17, events, bytes);
        std::vector<scheduler::Event> back;
        const auto head = decodeBatch(bytes, back);
        QVERIFY2(head.has_value(), head ? "" : head.error().message.c_str());
        QVERIFY2(back == events, std::string(scheduler::typeName(type)).c_str());
    }
}

void EventCodecTest::aBatchSaysWhereItStands()
{
    const auto events = test::randomEvents(2, 50);
    Bytes bytes;
    encodeBatch(1234567, events, bytes);
    const auto head = decodeBatchHead(bytes);
    QVERIFY(head.has_value());
    QCOMPARE(head->first, std::uint64_t{1234567});
    QCOMPARE(head->count, std::uint64_t{50});
    QCOMPARE(head->at.us, events.front().at.us);
}

void EventCodecTest::aCutBatchIsRefusedAtEveryByte()
{
    const auto events = test::smallRun();
    Bytes bytes;
    encodeBatch(1, events, bytes);
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        std::vector<scheduler::Event> back;
        const auto head = decodeBatch(BytesView(bytes).substr(0, size), back);
        QVERIFY2(!head.has_value(), std::to_string(size).c_str());
        QVERIFY(back.size() < events.size());
        QVERIFY(std::equal(back.begin(), back.end(), events.begin()));
    }
    std::vector<scheduler::Event> back;
    QVERIFY(!decodeBatch(bytes + "\xc0", back).has_value()); // and none may follow
}

void EventCodecTest::garbageIsRefusedOrReadAndNeverCrashes()
{
    std::mt19937_64 random(3);
    int refused = 0;
    for (int round = 0; round < 3000; ++round) {
        Bytes bytes;
        if (round % 3 == 0) {
            bytes.resize(random() % 300);
            for (char &c : bytes)
                c = static_cast<char>(random());
        } else {
            encodeBatch(1, round % 3 == 1 ? test::randomEvents(random(), 4) : test::smallRun(), bytes);
            for (std::uint64_t flips = random() % 4 + 1; flips > 0; --flips)
                bytes[random() % bytes.size()] = static_cast<char>(random());
        }
        std::vector<scheduler::Event> back;
        const auto head = decodeBatch(bytes, back);
        QVERIFY(back.size() <= bytes.size());
        if (!head) {
            ++refused;
            QCOMPARE(head.error().code, ErrorCode::Corrupt);
            QVERIFY(!head.error().message.empty());
        }
    }
    QVERIFY(refused > 1000);
}

void EventCodecTest::anAlteredRowIsToldFromTheOneThatWasWritten()
{
    Head head;
    Row row{1, 50, {}, {}};
    appendRow(head, test::randomEvents(4, 50), row.bytes);
    row.hash = head.hash;
    QCOMPARE(checkLink(Head{}, row), std::string());
    QCOMPARE(head.position, std::uint64_t{50});

    for (std::size_t byte = 0; byte < row.bytes.size(); byte += 97) {
        Row altered = row;
        altered.bytes[byte] = static_cast<char>(altered.bytes[byte] ^ 1);
        QVERIFY(!checkLink(Head{}, altered).empty());
    }
    Row counted = row;
    counted.count = 49;
    QVERIFY(!checkLink(Head{}, counted).empty());
    QVERIFY(!checkLink(head, row).empty()); // a second time
    QVERIFY(!checkLink(Head{0, head.hash, {}}, row).empty()); // behind another row
}

void EventCodecTest::measuresEncodingAndDecoding()
{
    const auto events = test::manyTasks(100'000);
    Bytes bytes;
    bytes.reserve(32U << 20U);
    const auto t0 = std::chrono::steady_clock::now();
    encodeBatch(1, events, bytes);
    const auto t1 = std::chrono::steady_clock::now();
    std::vector<scheduler::Event> back;
    back.reserve(events.size());
    QVERIFY(decodeBatch(bytes, back).has_value());
    const auto t2 = std::chrono::steady_clock::now();
    QVERIFY(back == events);
    const auto rate = [&](auto a, auto b) {
        return static_cast<double>(events.size()) / std::chrono::duration<double>(b - a).count() / 1e6;
    };
    qInfo("%.1f bytes an event, %.1f million events/s encoded, %.1f decoded",
          static_cast<double>(bytes.size()) / static_cast<double>(events.size()), rate(t0, t1), rate(t1, t2));
    QVERIFY(bytes.size() < events.size() * 30);
}

WEFTLINE_TEST(EventCodecTest)

#include "tst_event_codec.moc"
