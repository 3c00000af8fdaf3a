// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtTest/QTest>

#include "engine/worker/outbox.h"
#include "tests/support/test_main.h"

using namespace weftline;
using namespace weftline::worker;

namespace {

/// Takes `room` messages, then no more.
struct Narrow
{
    std::size_t room = 0;
    std::vector<wire::Message> taken;

    Outbox::Try take()
    {
        return [this](const wire::Message &message) {
            if (room == 0)
                return wire::Sent::Full;
            --room;
            taken.push_back(message);
            return wire::Sent::Queued;
        };
    }
};

wire::Message log(std::uint64_t sequence, std::size_t size)
{
    wire::Log log;
    log.sequence = sequence;
    log.text = std::string(size, 'x');
    return log;
}

} // namespace

class OutboxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheOrder()
    {
        Narrow narrow;
        Outbox outbox;
        outbox.send(wire::Bye{"1"}, narrow.take());
        narrow.room = 1;
        outbox.send(wire::Bye{"2"}, narrow.take()); // there would be room, but another waits
        QVERIFY(narrow.taken.empty());
        narrow.room = 5;
        outbox.drain(narrow.take());
        QVERIFY(outbox.isEmpty());
        QCOMPARE(narrow.taken.size(), std::size_t(2));
        QCOMPARE(std::get<wire::Bye>(narrow.taken[0]).reason, std::string("1"));
    }

    void dropsLogsAndNothingElse()
    {
        Narrow narrow;
        Outbox outbox;
        constexpr std::size_t piece = 64U << 10U;
        for (std::uint64_t i = 0; i < 200; ++i)
            outbox.send(log(i, piece), narrow.take());
        QCOMPARE(outbox.size(), Outbox::logBytesMax / piece);
        outbox.send(wire::Bye{}, narrow.take());
        narrow.room = 1000;
        outbox.drain(narrow.take());
        QCOMPARE(narrow.taken.size(), Outbox::logBytesMax / piece + 1);
        QVERIFY(std::holds_alternative<wire::Bye>(narrow.taken.back()));
        outbox.send(log(200, piece), narrow.take()); // the gap from here back is what was dropped
        QCOMPARE(std::get<wire::Log>(narrow.taken.back()).sequence, std::uint64_t(200));
    }

    void forgetsAllWithTheConnection()
    {
        Narrow narrow;
        Outbox outbox;
        outbox.send(wire::Bye{}, narrow.take());
        outbox.clear();
        narrow.room = 5;
        outbox.drain(narrow.take());
        QVERIFY(narrow.taken.empty());
    }
};

WEFTLINE_TEST(OutboxTest)
#include "tst_outbox.moc"
