// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtTest/QTest>

#include "engine/wire/connections.h"
#include "tests/support/test_main.h"

using namespace weftline;
using namespace weftline::wire;

static SessionId session(std::uint8_t number)
{
    SessionId id;
    id.bytes.fill(number);
    return id;
}

class ConnectionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aClosedConnectionNamesWhoSpokeOverIt();
    void aDescriptorThatIsUsedAgainIsSomebodyElse();
    void anUnseenEndIsNoticedWhenTheDescriptorComesBack();
    void theOldestSilentOneIsNamedFirst();
};

void ConnectionsTest::aClosedConnectionNamesWhoSpokeOverIt()
{
    Connections connections;
    QVERIFY(!connections.accepted(20) && !connections.accepted(21));
    QVERIFY(!connections.spoke(20, session(1)));
    QCOMPARE(connections.disconnected(20), std::optional(session(1)));
    QVERIFY(!connections.disconnected(21)); // Said nothing.
    QVERIFY(!connections.disconnected(22)); // Never was.
    QVERIFY(!connections.isOpen(20) && connections.open().empty());
}

void ConnectionsTest::aDescriptorThatIsUsedAgainIsSomebodyElse()
{
    Connections connections;
    connections.accepted(20);
    connections.spoke(20, session(1));
    QCOMPARE(connections.disconnected(20), std::optional(session(1)));
    connections.accepted(20);
    QVERIFY(connections.isOpen(20));
    QVERIFY(!connections.disconnected(20));
    QVERIFY(!connections.spoke(20, session(2))); // Heard only after its end: nothing is kept of it.
    QVERIFY(connections.open().empty());
}

void ConnectionsTest::anUnseenEndIsNoticedWhenTheDescriptorComesBack()
{
    Connections connections;
    connections.accepted(20);
    connections.spoke(20, session(1));
    QCOMPARE(connections.spoke(20, session(2)), std::optional(session(1)));
    QVERIFY(!connections.spoke(20, session(2)));
    QCOMPARE(connections.accepted(20), std::optional(session(2)));
}

void ConnectionsTest::theOldestSilentOneIsNamedFirst()
{
    Connections connections;
    for (const int descriptor : {30, 10, 20})
        connections.accepted(descriptor);
    QVERIFY(!connections.oldestSilent(3));
    QCOMPARE(connections.oldestSilent(2), std::optional(30));
    connections.forgetSilent(30);
    QVERIFY(!connections.oldestSilent(2) && connections.isOpen(30));
    connections.spoke(10, session(1));
    QCOMPARE(connections.oldestSilent(0), std::optional(20));
}

WEFTLINE_TEST(ConnectionsTest)
#include "connections_test.moc"
