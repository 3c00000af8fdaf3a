// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtTest/QTest>

#include "engine/journal/event_json.h"
#include "tests/support/test_main.h"
#include "tests/unit/journal/events.h"

using namespace weftline;
using namespace weftline::journal;

class EventJsonTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eventsNameThingsInsteadOfCountingThem();
    void eventsWithoutTheirPastAreToldAllTheSame();
};

void EventJsonTest::eventsNameThingsInsteadOfCountingThem()
{
    NameTable names;
    std::vector<std::string> lines;
    for (const auto &event : test::smallRun()) {
        names.take(event);
        lines.push_back(toJson(eventToJson(event, lines.size() + 1, names)));
    }
    const auto expect = [&](std::size_t seq, const std::string &rest) {
        const std::string wanted = "{\"seq\":" + std::to_string(seq) + ",\"at\":\"2026-02-02T02:40:00."
            + (seq < 10 ? "00" : "0") + std::to_string(seq) + "000Z\",\"epoch\":1," + rest;
        QVERIFY2(lines[seq - 1] == wanted, lines[seq - 1].c_str());
    };
    const std::string w1 = "\"worker\":\"w1\",\"session\":\"01000000000000000000000000000000\"";
    const std::string w2 = "\"worker\":\"w2\",\"session\":\"02000000000000000000000000000000\"";
    expect(5,
           "\"type\":\"run_accepted\",\"run\":\"run-a\",\"workflow\":\"small\",\"by\":\"me\",\"nodes\":3,"
           "\"parameters\":{}}");
    expect(7,
           "\"type\":\"attempt_started\",\"run\":\"run-a\",\"node\":\"list\",\"task\":\"list\",\"attempt\":1," + w1
               + ",\"pid\":5001}");
    expect(10, "\"type\":\"node_expanded\",\"run\":\"run-a\",\"node\":\"count\",\"count\":2,\"list_bytes\":3}");
    expect(13,
           "\"type\":\"attempt_dispatched\",\"run\":\"run-a\",\"node\":\"count\",\"task\":\"count[1]\",\"attempt\":1,"
               + w1 + "}");
    expect(16, "\"type\":\"worker_lost\"," + w1 + ",\"noticed_by\":\"exit\"}");
    expect(21,
           "\"type\":\"attempt_failed\",\"run\":\"run-a\",\"node\":\"count\",\"task\":\"count[0]\",\"attempt\":2," + w2
               + ",\"state\":\"failed\",\"ran_s\":1e-05,\"reason\":\"It "
                 "failed.\",\"retry_at\":\"2026-02-02T02:40:00.021000Z\"}");
    expect(29,
           "\"type\":\"task_finished\",\"run\":\"run-a\",\"node\":\"total\",\"task\":\"total\",\"attempt\":1," + w2
               + ",\"state\":\"succeeded\",\"waited_s\":0.0001,\"dispatching_s\":0.0,\"ran_s\":0.002,\"returned_s\":0."
                 "0,\"output_bytes\":6}");
    expect(30, "\"type\":\"run_finished\",\"run\":\"run-a\",\"state\":\"succeeded\"}");
}

void EventJsonTest::eventsWithoutTheirPastAreToldAllTheSame()
{
    const NameTable names;
    for (const auto &event : test::randomEvents(1, 2000)) {
        const Value json = eventToJson(event, 1, names);
        QCOMPARE(*json.find("type")->asString(), std::string(scheduler::typeName(event.fact)));
        QVERIFY(!toJson(json).empty());
    }
}

WEFTLINE_TEST(EventJsonTest)

#include "tst_event_json.moc"
