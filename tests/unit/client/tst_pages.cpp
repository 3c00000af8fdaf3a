// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Questions and answers that come in pages: they arrive as they were sent, and what is wrong in them is named.

#include <QtCore/QString>
#include <QtTest/QTest>

#include "engine/client/pages.h"
#include "tests/support/test_main.h"

using namespace weftline;
using namespace weftline::client;

namespace {

RunSummary sampleRun()
{
    RunSummary run;
    run.index = 417;
    run.id = "01J8Z";
    run.name = "License report";
    run.by = "ada";
    run.state = RunState::Failed;
    run.reason = "Node \"count\" failed.";
    run.acceptedAt = {1'000};
    run.finishedAt = {2'000};
    run.counts = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    run.attempts = 10;
    run.retries = 11;
    run.refused = 12;
    run.workersLost = 13;
    run.retryOf = 14;
    run.taken = 15;
    return run;
}

} // namespace

class PagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void questionsArriveAsTheyWereAsked();
    void answersArriveAsTheyWereGiven();
    void whatIsMissingKeepsItsDefault();
    void whatIsWrongIsNamed_data();
    void whatIsWrongIsNamed();
};

void PagesTest::questionsArriveAsTheyWereAsked()
{
    const EventQuery events{"r", "count", {"task_finished", "worker_lost"}, "text", true, 77, 12};
    const auto event = eventQueryFrom(toValue(events));
    QVERIFY(event.has_value());
    QCOMPARE(toJson(toValue(*event)), toJson(toValue(events)));
    QCOMPARE(event->types.size(), std::size_t{2});
    const RunQuery runs{9, RunState::Cancelled, "night", 3};
    const auto run = runQueryFrom(toValue(runs));
    QVERIFY(run.has_value());
    QCOMPARE(run->state, std::optional(RunState::Cancelled));
    QCOMPARE(toJson(toValue(*run)), toJson(toValue(runs)));
    const ValueQuery values{"r", 1, 2, "inputs", List{"name", 3}, 4, 5};
    const auto value = valueQueryFrom(toValue(values));
    QVERIFY(value.has_value());
    QCOMPARE(toJson(toValue(*value)), toJson(toValue(values)));
}

void PagesTest::answersArriveAsTheyWereGiven()
{
    const auto run = runSummaryFrom(toValue(sampleRun()));
    QVERIFY(run.has_value());
    QCOMPARE(*run, sampleRun());
    const EventPage events{{{7, {1'000}, "task_finished", Object{{"seq", 7}}}}, 8, false, 99};
    const auto event = eventPageFrom(toValue(events));
    QVERIFY(event.has_value());
    QCOMPARE(event->rows, events.rows);
    QCOMPARE(event->next, std::uint64_t{8});
    QVERIFY(!event->atEnd);
    QCOMPARE(event->newest, std::uint64_t{99});
    const RunPage runs{{sampleRun()}, 5, false};
    QCOMPARE(runPageFrom(toValue(runs)).value().runs, runs.runs);
    ValuePage values;
    values.isThere = true;
    values.at = {5};
    values.bytes = 6;
    values.self = {{}, "list", 1000, {}, false};
    values.members = {{0, "string", 4, "text", true}, {1, "object", 3000, {}, false}};
    values.next = 2;
    values.atEnd = false;
    const auto value = valuePageFrom(toValue(values));
    QVERIFY(value.has_value());
    QCOMPARE(value->members, values.members);
    QCOMPARE(value->self, values.self);
    QVERIFY(!value->atEnd && value->isThere);
}

void PagesTest::whatIsMissingKeepsItsDefault()
{
    const auto query = eventQueryFrom(Object{});
    QVERIFY(query.has_value());
    QCOMPARE(query->countMax, EventQuery().countMax);
    QVERIFY(!query->isBackwards);
}

void PagesTest::whatIsWrongIsNamed_data()
{
    QTest::addColumn<QString>("json");
    QTest::addColumn<QString>("named");
    QTest::newRow("no object") << QStringLiteral("list") << QStringLiteral("no object");
    QTest::newRow("a number for a text") << QStringLiteral("run") << QStringLiteral("\"run\"");
    QTest::newRow("less than nothing") << QStringLiteral("from") << QStringLiteral("\"from\"");
    QTest::newRow("types that are none") << QStringLiteral("types") << QStringLiteral("\"types\"");
}

void PagesTest::whatIsWrongIsNamed()
{
    QFETCH(QString, json);
    QFETCH(QString, named);
    const Value wrong = json == QLatin1String("list") ? Value(List{1}) : json == QLatin1String("types") ? Value(Object{{"types", List{1}}})
                                                                                                        : Value(Object{{json.toStdString(), -1}});
    const auto query = eventQueryFrom(wrong);
    QVERIFY(!query.has_value());
    QCOMPARE(query.error().code, ErrorCode::InvalidInput);
    QVERIFY2(QString::fromStdString(query.error().message).contains(named), query.error().message.c_str());
    const auto state = runQueryFrom(Object{{"state", "done"}});
    QVERIFY(!state.has_value() && QString::fromStdString(state.error().message).contains(QStringLiteral("never \"done\"")));
}

WEFTLINE_TEST(PagesTest)

#include "tst_pages.moc"
