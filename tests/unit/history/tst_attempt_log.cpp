// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtTest/QtTest>

#include <map>
#include <random>
#include <utility>

#include "engine/client/view_members.h"
#include "engine/encoding/members.h"
#include "engine/history/attempt_log.h"
#include "tests/support/test_main.h"

using namespace weftline;
using namespace weftline::history;

namespace {

client::AttemptView attempt(std::uint32_t task, std::uint32_t number)
{
    client::AttemptView view;
    view.task = task;
    view.number = number;
    return view;
}

} // namespace

class AttemptLogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsWhatIsInFlight()
    {
        AttemptLog log;
        QVERIFY(!log.inFlight(0, 1));
        log.end(0, 1);
        log.add(attempt(0, 1), 7, 10);
        log.add(attempt(0, 2), 8, 10);
        QCOMPARE(log.inFlight(0, 1)->view.id, std::uint64_t{1});
        QCOMPARE(log.inFlight(0, 2)->changedAt, std::uint64_t{8});
        log.end(0, 1);
        QVERIFY(!log.inFlight(0, 1));
        QVERIFY(log.inFlight(0, 2));
        log.endAll();
        QVERIFY(!log.inFlight(0, 2));
        QCOMPARE(log.size(), std::size_t{2});
    }

    void dropsTheOldest()
    {
        AttemptLog log;
        for (std::uint32_t task = 0; task < 5; ++task)
            log.add(attempt(task, 1), task, 3);
        QCOMPARE(log.dropped(), std::uint64_t{2});
        QCOMPARE(log.size(), std::size_t{3});
        for (std::uint32_t i = 0; i < 3; ++i)
            QCOMPARE(log.entry(i).view.task, 2 + i);
        QVERIFY2(!log.inFlight(1, 1), "it is in flight, and nobody is shown it any more");
        QCOMPARE(log.inFlight(4, 1)->view.id, std::uint64_t{5});
        log.end(1, 1);
        QVERIFY(log.inFlight(2, 1));
    }

    /// Full, so that its oldest stands in the middle.
    void comesBackAsItWas()
    {
        AttemptLog log;
        for (std::uint32_t task = 0; task < 5; ++task)
            log.add(attempt(task, 1), task, 3);
        log.end(3, 1);
        Bytes bytes;
        encoding::Writer writer(bytes);
        encoding::MembersWriter out(writer);
        AttemptLog::members(out, std::as_const(log));
        encoding::Reader reader(bytes);
        encoding::MembersReader in(reader);
        AttemptLog back;
        AttemptLog::members(in, back);
        QVERIFY(in.ok() && reader.atEnd());
        QVERIFY(back.inFlight(2, 1) && !back.inFlight(3, 1));
        for (AttemptLog *each : {&log, &back})
            each->add(attempt(5, 1), 9, 3);
        QCOMPARE(back.dropped(), log.dropped());
        for (std::uint32_t i = 0; i < 3; ++i)
            QCOMPARE(back.entry(i).view.task, 3 + i);
        QCOMPARE(back.inFlight(4, 1), &back.entry(1));
    }

    /// Against a map, with so few tasks that keys come again and so many in flight that places are shared.
    void isAMap()
    {
        std::mt19937 chance(1);
        const auto below = [&](std::uint32_t most) { return std::uniform_int_distribution<std::uint32_t>(0, most - 1)(chance); };
        AttemptLog log;
        std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> open;
        std::uint64_t id = 0;
        for (int i = 0; i < 50'000; ++i) {
            const std::uint32_t task = below(700);
            const std::uint32_t number = below(3) + 1;
            if (below(2) == 0) {
                log.add(attempt(task, number), 1, 100'000);
                open[{task, number}] = ++id;
            } else {
                log.end(task, number);
                open.erase({task, number});
            }
            const std::uint32_t asked = below(700);
            const auto found = open.find({asked, number});
            const AttemptLog::Entry *entry = log.inFlight(asked, number);
            QCOMPARE(entry != nullptr, found != open.end());
            if (entry)
                QCOMPARE(entry->view.id, found->second);
        }
    }
};

WEFTLINE_TEST(AttemptLogTest)
#include "tst_attempt_log.moc"
