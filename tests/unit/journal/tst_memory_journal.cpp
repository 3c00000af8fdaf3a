// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtTest/QTest>

#include "engine/journal/memory_journal.h"
#include "tests/support/test_main.h"
#include "tests/unit/journal/events.h"

using namespace weftline;
using namespace weftline::journal;

class MemoryJournalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsDurableBeforeItIsCompleted();
    void anEngineStartsAgainFromWhatWasDurable();
    void aFailedCommitIsKeptAndTriedAgain();
    void withALoopItCompletesByItself();
};

void MemoryJournalTest::nothingIsDurableBeforeItIsCompleted()
{
    auto journal = openMemoryJournal().value();
    const auto events = test::smallRun();
    std::vector<Position> done;
    journal->commit({events[0], events[1]}, [&](const Result<Position> &p) { done.push_back(p.value()); });
    journal->commit({events[2]}, [&](const Result<Position> &p) { done.push_back(p.value()); });
    QVERIFY(done.empty());
    QCOMPARE(journal->last(), Position{3});
    QCOMPARE(journal->head().position, Position{0});
    QVERIFY(journal->durableEvents().empty());
    QVERIFY(journal->read(3).value() == events[2]); // readable all the same
    QVERIFY(journal->completeNext());
    QVERIFY(done == std::vector<Position>{2});
    QCOMPARE(journal->durableEvents().size(), std::size_t{2});
    QCOMPARE(journal->readAfter(1, 10).value().size(), std::size_t{2});
    QVERIFY(journal->completeNext());
    QVERIFY(!journal->completeNext());
}

void MemoryJournalTest::anEngineStartsAgainFromWhatWasDurable()
{
    auto journal = openMemoryJournal().value();
    const auto events = test::smallRun();
    for (const auto &event : events)
        journal->commit({event}, [](const Result<Position> &) {});
    for (int i = 0; i < 10; ++i)
        QVERIFY(journal->completeNext());
    const auto rows = journal->durableRows();
    journal = openMemoryJournal({rows, {}}).value();
    QCOMPARE(journal->last(), Position{10});
    QCOMPARE(journal->head().at.us, events[9].at.us);
    QVERIFY(journal->readAfter(0, 100).value() == std::vector(events.begin(), events.begin() + 10));

    auto broken = rows;
    std::swap(broken[3].bytes, broken[4].bytes);
    QCOMPARE(openMemoryJournal({broken, {}}).error().code, ErrorCode::Corrupt);
}

void MemoryJournalTest::aFailedCommitIsKeptAndTriedAgain()
{
    auto journal = openMemoryJournal().value();
    const auto events = test::smallRun();
    std::vector<std::string> told;
    journal->failNext(Error{ErrorCode::System, "full", {}}, 2);
    for (int i = 0; i < 2; ++i)
        journal->commit({events[static_cast<std::size_t>(i)]}, [&, i](const Result<Position> &p) {
            told.push_back(std::to_string(i) + (p ? " done" : " " + p.error().message));
        });
    QVERIFY(journal->completeNext());
    QVERIFY(!journal->completeNext()); // waits for retry()
    journal->retry();
    QVERIFY(journal->completeNext());
    journal->retry();
    QVERIFY(journal->completeNext());
    QVERIFY(journal->completeNext());
    QVERIFY(told == (std::vector<std::string>{"0 full", "0 full", "0 done", "1 done"}));
}

void MemoryJournalTest::withALoopItCompletesByItself()
{
    test::Loop loop;
    auto journal = openMemoryJournal({{}, loop.post()}).value();
    QCOMPARE(test::commitAndWait(loop, *journal, test::smallRun()).value(), Position{test::smallRun().size()});
}

WEFTLINE_TEST(MemoryJournalTest)

#include "tst_memory_journal.moc"
