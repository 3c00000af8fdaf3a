// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QDateTime>

#include <zmq.h>

#include "tests/integration/joining/network.h"
#include "tests/integration/joining/people.h"

using namespace weftline;
using namespace weftline::test;

/// Machines that join by a ticket, from another network where that can be had, and from other homes.
class TicketsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_engine.start(QStringLiteral("tcp://%1:0").arg(m_network.host()));
        QVERIFY2(m_engine.remote.startsWith(QStringLiteral("weft://%1:").arg(m_network.host())), qPrintable(m_engine.remote));
        m_flow = m_engine.owner.write(QStringLiteral("flow.weft"), slowWorkflow(3, "0"));
        qInfo("The machine that joins is %s.", m_network.isApart() ? "in a network of its own" : "on the loop of this one");
    }

    void aTicketJoinsAMachineOfAnotherNetwork()
    {
        const Ran made = m_engine.ticket({QStringLiteral("--name"), QStringLiteral("lab-7")});
        QVERIFY2(made.code == 0, made.all());
        m_line = q(textAt(made.lastLine(), "line"));
        QVERIFY2(m_line.startsWith(QStringLiteral("weft worker --join 'weft://%1:").arg(m_network.host())), qPrintable(m_line));
        QVERIFY(!QFile::exists(m_lab.file(QStringLiteral("xdg_config_home/weftline/keys/own.key"))));

        const auto worker = work(m_lab, m_line); // the whole line, as one would paste it
        QVERIFY2(worker->hasSaid("Joined the engine"), worker->heard());
        QVERIFY2(worker->heard().contains("\"lab-7\", with the role worker"), worker->heard());
        const Ran ran = m_engine.run(m_flow);
        QVERIFY2(ran.code == 0, ran.all());
        QCOMPARE(numberAt(ran.lastLine(), "tasks.succeeded"), std::int64_t{4});
        QVERIFY(m_engine.eventsSay("join as worker with ticket"));
        const Ran keys = m_engine.owner.weft({QStringLiteral("keys"), QStringLiteral("list")});
        QVERIFY2(keys.says("lab-7") && keys.says(ownKeyOf(m_lab).publicKey), keys.all());
    }

    void theSameLineStartsTheSameMachineAgain()
    {
        const auto worker = work(m_lab, m_line);
        QVERIFY2(worker->hasSaid("known to the engine"), worker->heard());
        QCOMPARE(m_engine.run(m_flow).code, 0);
    }

    void aUsedTicketIsRefusedWithItsReason()
    {
        const Ran other = work(m_other, m_line)->ended();
        QCOMPARE(other.code, 3);
        QVERIFY2(other.says("this ticket was used") && other.says("by \"lab-7\"") && other.says("weft ticket"), other.all());
        QVERIFY(m_engine.eventsSay("join refused"));
    }

    void anExpiredTicketIsRefusedWithItsReason()
    {
        const Ran made = m_engine.ticket({QStringLiteral("--expires"), QStringLiteral("1s")});
        const QDateTime end = QDateTime::fromString(q(textAt(made.lastLine(), "expires")).left(19) + QLatin1Char('Z'), Qt::ISODate).addSecs(2);
        QVERIFY2(end.isValid(), made.all());
        QVERIFY(waitUntil([&] { return QDateTime::currentDateTimeUtc() > end; }));
        const Ran late = work(m_other, q(textAt(made.lastLine(), "address")))->ended();
        QCOMPARE(late.code, 3);
        QVERIFY2(late.says("this ticket expired") && late.says("weft ticket"), late.all());
    }

    void aMadeUpTicketIsRefusedWithItsReason()
    {
        wire::RemoteEndpoint at = placeOf(m_engine.remote);
        at.ticket = wire::makeKeyPair().secretKey;
        const Ran ran = work(m_other, q(wire::toText(wire::Endpoint(at))))->ended();
        QCOMPARE(ran.code, 3);
        QVERIFY2(ran.says("knows no such ticket") && ran.says("weft ticket"), ran.all());
    }

    void aTicketWithWrongCharactersNeverLeaves()
    {
        const Ran ran = work(m_other, m_engine.remote + QStringLiteral("&ticket=nonsense"))->ended();
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.says("Its ticket is not one") && !ran.says("nonsense"), ran.all());
        const Ran as = m_engine.owner.weft({QStringLiteral("run"), m_flow, QStringLiteral("--engine"), m_engine.ticketAddress()});
        QCOMPARE(as.code, 2);
        QVERIFY2(as.says("weft keys join") && !as.says("ticket="), as.all());
    }

    void aTakenBackTicketIsGoodForNothing()
    {
        const Ran made = m_engine.ticket();
        const QString key = q(textAt(made.lastLine(), "key"));
        QCOMPARE(m_engine.owner.weft({QStringLiteral("keys"), QStringLiteral("remove"), key}).code, 0);
        const Ran ran = work(m_other, q(textAt(made.lastLine(), "address")))->ended();
        QCOMPARE(ran.code, 3);
        QVERIFY2(ran.says("knows no such ticket") || ran.says("was taken back"), ran.all());
    }

    void aTicketOutlivesTheEngine()
    {
        const QString address = m_engine.ticketAddress({QStringLiteral("--role"), QStringLiteral("viewer"), QStringLiteral("--name"), QStringLiteral("ana")});
        m_engine.stop();
        m_engine.start(QStringLiteral("tcp://%1:%2").arg(m_network.host()).arg(placeOf(m_engine.remote).port));
        const Ran joined = m_ana.weft({QStringLiteral("keys"), QStringLiteral("join"), address});
        QVERIFY2(joined.code == 0 && joined.says("as \"ana\", with the role viewer"), joined.all());
        const Ran shown = m_ana.weft({QStringLiteral("show"), QStringLiteral("last"), QStringLiteral("--engine"), m_engine.remote});
        QVERIFY2(shown.code == 0, shown.all());
    }

    void theLineCanComeFromStandardInput()
    {
        const Sandbox shy;
        const auto worker = shy.start({QStringLiteral("worker"), QStringLiteral("--join"), QStringLiteral("-"), QStringLiteral("--slots"), QStringLiteral("1")},
                                      m_network.prefix());
        QVERIFY((*worker)->waitForStarted());
        (*worker)->write("weft worker --join '" + m_engine.ticketAddress().toUtf8() + "'\n");
        QVERIFY2(worker->hasSaid("Joined the engine"), worker->heard());
    }

    void aJoinOfTheWrongShapeCostsNobodyAnything()
    {
        const QString address = m_engine.ticketAddress();
        const std::string secret = placeOf(address).ticket;
        std::array<char, 41> key{};
        QCOMPARE(zmq_curve_public(key.data(), secret.c_str()), 0);
        const wire::KeyPair ticket{key.data(), secret};
        for (const wire::Message &wrong : {wire::Message(wire::Join{"no key", "x", "1"}), wire::Message(wire::Join{ticket.publicKey, "x", "1"}),
                                           wire::Message(wire::Join{wire::makeKeyPair().publicKey, " two\nlines", "1"}),
                                           wire::Message(wire::Hello{}), wire::Message(wire::ClientHello{"x", "1"}),
                                           wire::Message(wire::Request{1, "access", {}})}) {
            RawPeer peer(m_engine.remote, ticket, wrong);
            QVERIFY(waitUntil([&] { return peer.first<wire::Disconnect>() != nullptr; }));
            QVERIFY(!peer.first<wire::Disconnect>()->reason.empty() && !peer.first<wire::Joined>());
        }
        const Sandbox box;
        const Ran joined = box.weft({QStringLiteral("keys"), QStringLiteral("join"), address});
        QVERIFY2(joined.code == 0, joined.all()); // it is still good
    }

    void aDamagedListOfTicketsNamesItsLine()
    {
        Engine engine;
        engine.start(QStringLiteral("tcp://127.0.0.1:0"));
        QVERIFY(!engine.ticketAddress().isEmpty());
        engine.stop();
        QFile file(engine.owner.file(QStringLiteral("xdg_config_home/weftline/keys/tickets")));
        QVERIFY(file.open(QIODevice::Append) && file.write("worker what is this\n") > 0);
        file.close();
        const Ran ran = engine.owner.weft({QStringLiteral("engine"), QStringLiteral("--journal"), engine.journal(), QStringLiteral("--listen"),
                                           QStringLiteral("tcp://127.0.0.1:0")});
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.says("tickets\": line 3"), ran.all());
    }

    void cleanupTestCase()
    {
        m_engine.stop();
        QVERIFY(doorsTried() > 0);
    }

private:
    [[nodiscard]] std::unique_ptr<Program> work(const Sandbox &box, const QString &address) const
    {
        return box.start({QStringLiteral("worker"), QStringLiteral("--join"), address, QStringLiteral("--slots"), QStringLiteral("1")}, m_network.prefix());
    }

    OtherNetwork m_network;
    Engine m_engine;
    Sandbox m_lab;
    Sandbox m_other;
    Sandbox m_ana;
    QString m_flow;
    QString m_line;
};

WEFTLINE_TEST(TicketsTest)

#include "tst_tickets.moc"
