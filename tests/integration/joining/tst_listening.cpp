// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <zmq.hpp>

#include "tests/integration/joining/people.h"

using namespace weftline;
using namespace weftline::test;

/// An engine that was started for its own user only, and is told to listen while it runs.
class ListeningTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_engine.start({});
        QVERIFY(m_engine.remote.isEmpty());
        connectLocally();
    }

    void withoutListeningThereAreNoTickets()
    {
        const Ran made = m_engine.ticket();
        QVERIFY2(made.code == 3 && made.says("--listen"), made.all());
        QVERIFY(m_client->engine().address.empty());
        QVERIFY(listeningSockets(enginePid()).empty());
    }

    void wrongAddressesAreRefused()
    {
        for (const char *wrong : {"udp://0.0.0.0:1", "tcp://nowhere", "tcp://203.0.113.1:0"}) {
            const auto listening = answerTo(m_client->listen(wrong));
            QVERIFY2(!listening && !listening.error().message.empty(), wrong);
        }
        QVERIFY(m_client->engine().address.empty());
    }

    void itListensWhenAskedAndProvesItsDoor()
    {
        const auto listening = answerTo(m_client->listen("tcp://127.0.0.1:0"));
        QVERIFY2(listening, listening ? "" : listening.error().message.c_str());
        QVERIFY(waitUntil([&] { return !m_client->engine().address.empty(); }));
        m_address = q(m_client->engine().address);
        QVERIFY2(m_address.startsWith(QStringLiteral("weft://127.0.0.1:55")), qPrintable(m_address)); // near the usual port
        QCOMPARE(listeningSockets(enginePid()).size(), std::size_t{1});
        expectClosedDoors(enginePid());
        QVERIFY(m_engine.eventsSay("listen tcp://127.0.0.1:0"));
        const auto again = answerTo(m_client->listen("tcp://127.0.0.1:0"));
        QVERIFY(!again);
        QVERIFY2(again.error().message.find("listens already") != std::string::npos, again.error().message.c_str());
    }

    void aMachineJoinsThen()
    {
        const std::uint64_t before = m_client->engine().accessChange;
        const auto ticket = answerTo(m_client->makeTicket({}));
        QVERIFY(ticket);
        const Ran joined = m_other.weft({QStringLiteral("keys"), QStringLiteral("join"), q(ticket->address), QStringLiteral("--name"), QStringLiteral("lab")});
        QVERIFY2(joined.code == 0, joined.all());
        QVERIFY(waitUntil([&] { return m_client->engine().accessChange > before + 1; }));
        const auto access = answerTo(m_client->access());
        QVERIFY(access);
        QCOMPARE(access->keys.size(), std::size_t{1});
        QCOMPARE(access->keys[0].name, std::string("lab"));
        QCOMPARE(access->tickets.size(), std::size_t{1});
        QCOMPARE(access->tickets[0].state, client::TicketState::Used);
        QCOMPARE(access->tickets[0].usedBy, std::string("lab"));
    }

    void itListensAgainAfterARestart()
    {
        m_client.reset();
        m_engine.stop();
        m_engine.start({});
        QVERIFY2(m_engine.remote == m_address, qPrintable(m_engine.remote));
        const auto worker = m_other.start({QStringLiteral("worker"), QStringLiteral("--join"), m_address});
        connectLocally();
        QVERIFY(waitUntil([&] { return !m_client->engine().workers.empty(); }));
    }

    void itListensNoMoreWhenAskedTo()
    {
        const auto worker = m_other.start({QStringLiteral("worker"), QStringLiteral("--join"), m_address});
        const auto isWorking = [&] {
            for (const auto &[index, each] : m_client->engine().workers)
                if (each.state == client::WorkerState::Active)
                    return true;
            return false;
        };
        QVERIFY(waitUntil(isWorking));
        QVERIFY(answerTo(m_client->listen({})));
        QVERIFY(waitUntil([&] { return m_client->engine().address.empty() && listeningSockets(enginePid()).empty() && !isWorking(); }));
        QVERIFY2(worker->hasSaid("Nothing listens there"), worker->heard());
        m_client.reset();
        m_engine.stop();
        m_engine.start({});
        QVERIFY(m_engine.remote.isEmpty());
    }

    void anOpenDoorIsFound()
    {
        zmq::context_t context;
        zmq::socket_t plain(context, zmq::socket_type::router);
        plain.set(zmq::sockopt::linger, 0);
        plain.bind("tcp://127.0.0.1:*");
        const wire::KeyPair own = wire::makeKeyPair();
        zmq::socket_t everybody(context, zmq::socket_type::router); // CURVE, and nobody who checks keys
        everybody.set(zmq::sockopt::linger, 0);
        everybody.set(zmq::sockopt::curve_server, true);
        everybody.set(zmq::sockopt::curve_secretkey, own.secretKey);
        everybody.bind("tcp://127.0.0.1:*");
        const QStringList wrong = openDoors(static_cast<int>(QCoreApplication::applicationPid()), own.publicKey);
        QCOMPARE(wrong.size(), 2);
        QVERIFY2(wrong.join(QString()).contains(QStringLiteral("without a key was let in")), qPrintable(wrong.join(QString())));
        QVERIFY2(wrong.join(QString()).contains(QStringLiteral("nobody has listed was let in")), qPrintable(wrong.join(QString())));
    }

    void cleanupTestCase()
    {
        m_client.reset();
        m_engine.stop();
    }

private:
    void connectLocally()
    {
        auto transport = wire::ZmqPeerTransport::connectLocal(wire::processContext(), {{m_engine.local.mid(6).toStdString()}});
        QVERIFY(transport);
        m_client = std::make_unique<client::WireClient>(std::move(*transport), "test", "1", QStringLiteral("engine"));
        QVERIFY(waitUntil([&] { return m_client->engine().position > 0; }));
    }
    [[nodiscard]] int enginePid() const { return m_engine.pid(); }

    Engine m_engine;
    std::unique_ptr<client::WireClient> m_client;
    Sandbox m_other;
    QString m_address;
};

WEFTLINE_TEST(ListeningTest)

#include "tst_listening.moc"
