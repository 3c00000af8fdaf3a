// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Runs that do earlier ones again: their names in `weft events`, what `weft verify` says of them, and journals that were
// written before there were such runs.

#include <QtCore/QString>
#include <QtCore/QVector>
#include <QtTest/QTest>

#include "engine/encoding/writer.h"
#include "engine/journal/event_codec.h"
#include "engine/journal/event_json.h"
#include "engine/journal/invariants.h"
#include "engine/workflow/codec.h"
#include "tests/support/test_main.h"
#include "tests/unit/journal/events.h"

using namespace weftline;
using namespace weftline::journal;
using namespace weftline::scheduler;

namespace {

/// smallRun(), but its last node fails: what it did is list, count[0] and count[1].
std::vector<Event> failedRun()
{
    std::vector<Event> events = test::smallRun();
    std::get<TaskFinished>(events[events.size() - 2].fact).state = TaskState::Failed;
    std::get<RunFinished>(events.back().fact).state = RunState::Failed;
    return events;
}

RunAccepted again(const std::vector<Event> &events, std::vector<NodeIndex> taken)
{
    for (const Event &event : events)
        if (const auto *accepted = std::get_if<RunAccepted>(&event.fact))
            return {1, "run-b", "me", 8, accepted->plan, accepted->parameters, 0, std::move(taken)};
    return {};
}

std::string broken(const std::vector<Event> &events)
{
    Invariants invariants;
    for (const Event &event : events)
        if (std::string why = invariants.take(event); !why.empty())
            return why;
    return {};
}

} // namespace

class RetryEventsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tasksThatWereTakenOverHaveTheirNames();
    void verifyFindsWhatMayNotBeTakenOver_data();
    void verifyFindsWhatMayNotBeTakenOver();
    void aTaskThatWasTakenOverDoesNotEndAgain();
    void journalsOfBeforeAreReadAsTheyWere();
};

void RetryEventsTest::tasksThatWereTakenOverHaveTheirNames()
{
    std::vector<Event> events = failedRun();
    events.push_back({events.back().at, again(events, {0, 1})});
    NameTable names;
    for (const Event &event : events)
        names.take(event);
    const Value json = eventToJson(events.back(), events.size(), names);
    QCOMPARE(*json.find("retry_of")->asString(), std::string("run-a"));
    QCOMPARE(toJson(*json.find("taken_over")), std::string("[\"list\",\"count\"]"));
    QCOMPARE(names.task(1, 3), std::string("count[0]"));
    QCOMPARE(names.task(1, 4), std::string("count[1]"));
    QCOMPARE(names.task(1, 2), std::string("total"));
    QCOMPARE(names.epochAt(0), 0U);
    QCOMPARE(names.epochAt(1), 1U);
}

void RetryEventsTest::verifyFindsWhatMayNotBeTakenOver_data()
{
    QTest::addColumn<bool>("isFailed");
    QTest::addColumn<QVector<quint32>>("taken");
    QTest::addColumn<QString>("why");
    QTest::newRow("what succeeded may") << true << QVector<quint32>{0, 1} << QString();
    QTest::newRow("less than that may") << true << QVector<quint32>{0} << QString();
    QTest::newRow("what failed may not") << true << QVector<quint32>{0, 1, 2} << QStringLiteral("which did not succeed");
    QTest::newRow("not without what is before it") << true << QVector<quint32>{1} << QStringLiteral("and not node 0 before it");
    QTest::newRow("nothing twice") << true << QVector<quint32>{0, 0} << QStringLiteral("which did not succeed");
    QTest::newRow("nothing that is none") << true << QVector<quint32>{7} << QStringLiteral("which did not succeed");
    QTest::newRow("not of a run that succeeded") << false << QVector<quint32>{0} << QStringLiteral("which is succeeded");
}

void RetryEventsTest::verifyFindsWhatMayNotBeTakenOver()
{
    QFETCH(bool, isFailed);
    QFETCH(QVector<quint32>, taken);
    QFETCH(QString, why);
    std::vector<Event> events = isFailed ? failedRun() : test::smallRun();
    events.push_back({events.back().at, again(events, {taken.begin(), taken.end()})});
    const QString found = QString::fromStdString(broken(events));
    QVERIFY2(why.isEmpty() ? found.isEmpty() : found.contains(why), qPrintable(found));
}

void RetryEventsTest::aTaskThatWasTakenOverDoesNotEndAgain()
{
    std::vector<Event> events = failedRun();
    events.push_back({events.back().at, again(events, {0, 1})});
    QCOMPARE(broken(events), std::string());
    TaskFinished finished;
    finished.run = 1;
    finished.task = 3;
    finished.state = TaskState::Skipped;
    events.push_back({events.back().at, finished});
    QCOMPARE(broken(events), std::string("task 3 of run 1 has ended before"));
}

void RetryEventsTest::journalsOfBeforeAreReadAsTheyWere()
{
    const std::vector<Event> events = test::smallRun();
    const RunAccepted accepted = again(events, {});
    Bytes bytes; // an acceptance had six members then
    encoding::Writer out(bytes);
    out.array(3).unsignedInteger(9).unsignedInteger(1).instant({1000});
    out.array(8).unsignedInteger(1).integer(0).unsignedInteger(1).string("run-b").string("me").unsignedInteger(8);
    out.value(workflow::toValue(accepted.plan->workflow)).map(0);
    std::vector<Event> read;
    const auto head = decodeBatch(bytes, read);
    QVERIFY2(head.has_value(), head ? "" : head.error().message.c_str());
    QCOMPARE(read.size(), std::size_t{1});
    const auto &old = std::get<RunAccepted>(read.front().fact);
    QCOMPARE(old.id, std::string("run-b"));
    QCOMPARE(old.retryOf, none);
    QVERIFY(old.taken.empty());
    Bytes shorter; // and never five
    encoding::Writer wrong(shorter);
    wrong.array(3).unsignedInteger(9).unsignedInteger(1).instant({1000});
    wrong.array(7).unsignedInteger(1).integer(0).unsignedInteger(1).string("run-b").string("me").unsignedInteger(8);
    wrong.value(workflow::toValue(accepted.plan->workflow));
    read.clear();
    QVERIFY(!decodeBatch(shorter, read).has_value());
}

WEFTLINE_TEST(RetryEventsTest)

#include "tst_retry_events.moc"
