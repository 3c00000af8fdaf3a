// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>
#include <QtCore/QEventLoop>
#include <QtCore/QProcess>
#include <QtCore/QString>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <filesystem>

#include <fmt/format.h>
#include <zmq.hpp>

#include "engine/wire/codec.h"
#include "engine/wire/limits.h"
#include "tests/support/test_main.h"
#include "tests/unit/wire/peers.h"

using namespace weftline;
using namespace weftline::wire;
using test::ListeningEngine;
using test::TalkingPeer;

namespace {

/// A peer that speaks raw frames.
struct RawPeer
{
    RawPeer(zmq::context_t &context, const std::string &address, std::string_view routingId)
        : socket(context, zmq::socket_type::dealer)
    {
        socket.set(zmq::sockopt::linger, 0);
        socket.set(zmq::sockopt::rcvtimeo, 0);
        if (!routingId.empty())
            socket.set(zmq::sockopt::routing_id, routingId);
        socket.connect(address);
    }

    void send(const std::vector<Bytes> &frames)
    {
        for (std::size_t i = 0; i < frames.size(); ++i)
            socket.send(zmq::buffer(frames[i]), i + 1 < frames.size() ? zmq::send_flags::sndmore : zmq::send_flags::none);
    }

    /// Whether it has been told to go for this reason.
    bool toldToGo(std::string_view reason)
    {
        zmq::message_t frame;
        while (socket.recv(frame, zmq::recv_flags::dontwait))
            if (const Result<Message> message = decode({frame.to_string()}, Side::Engine))
                if (const auto *disconnect = std::get_if<Disconnect>(&*message))
                    reasons += disconnect->reason;
        return reasons.find(reason) != std::string::npos;
    }

    zmq::socket_t socket;
    std::string reasons;
};

Heartbeat beat(std::uint64_t number)
{
    Heartbeat beat;
    beat.number = number;
    return beat;
}

} // namespace

class LocalTransportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void messagesTravelBothWays();
    void anEngineKnowsItsPeer();
    void aBrokenConnectionIsMadeAnewWithTheSameSession();
    void anAbsentEngineIsUnreachable();
    void theNextAddressIsTriedWhenOneFails();
    void aDestroyedPeerIsClosedAfterItsLastMessage();
    void aKilledPeerIsClosedSoon();
    void garbageIsAnsweredAndDisturbsNobody();
    void aPeerWithoutSessionIsRefused();
    void anOversizeMessageIsRefusedBeforeItIsSent();
    void anOversizeFrameBreaksOnlyItsConnection();
    void anUnknownPeerIsGone();
    void theSocketFileGoesWithItsEngineOnly();
    void whatAPeerCannotReadBreaksItsConnection();
    void noEchoWaitsForATimer();
    void aFloodDoesNotStarveTheOthers();
    void silentConnectionsAreLimited();

private:
    [[nodiscard]] std::vector<LocalEndpoint> endpoint() const { return {{m_path}}; }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::string m_path;
    Context m_context;
    std::unique_ptr<ListeningEngine> m_engine;
};

void LocalTransportTest::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_path = m_dir->filePath(QStringLiteral("engine.sock")).toStdString();
    m_context = processContext();
    m_engine = std::make_unique<ListeningEngine>(m_context);
    const auto listening = m_engine->transport.listenLocal(m_path);
    QVERIFY2(listening, listening ? "" : listening.error().message.c_str());
}

void LocalTransportTest::cleanup()
{
    m_engine.reset();
    m_context.reset();
}

void LocalTransportTest::messagesTravelBothWays()
{
    TalkingPeer peer(ZmqPeerTransport::connectLocal(m_context, endpoint()));
    QTRY_COMPARE(m_engine->messages.size(), 1U);
    QCOMPARE(m_engine->messages[0].second, Message(ClientHello{"test", "1"}));
    const Message update = ViewUpdate{"runs", 0, 5, Bytes(1U << 20U, 'v')};
    QCOMPARE(m_engine->transport.send(peer.transport->session(), update), Sent::Queued);
    QCOMPARE(m_engine->transport.send(peer.transport->session(), Reply{1, Value("yes"), {}}), Sent::Queued);
    QTRY_COMPARE(peer.messages.size(), 2U);
    QCOMPARE(peer.messages[0], update);
    QVERIFY(m_engine->garbage.empty());
}

void LocalTransportTest::anEngineKnowsItsPeer()
{
    TalkingPeer peer(ZmqPeerTransport::connectLocal(m_context, endpoint()));
    QTRY_COMPARE(m_engine->messages.size(), 1U);
    const Peer &known = m_engine->messages[0].first;
    QCOMPARE(known.session, peer.transport->session());
    QVERIFY(known.local && known.role == Role::Admin && known.key.empty());
    QCOMPARE(known.pid, static_cast<std::int64_t>(::getpid()));
}

void LocalTransportTest::aBrokenConnectionIsMadeAnewWithTheSameSession()
{
    TalkingPeer peer(ZmqPeerTransport::connectLocal(m_context, endpoint()));
    QTRY_COMPARE(m_engine->messages.size(), 1U);
    const SessionId session = peer.transport->session();

    m_engine.reset();
    QTRY_COMPARE(peer.transport->send(Heartbeat{}), Sent::Gone);
    m_engine = std::make_unique<ListeningEngine>(m_context);
    QVERIFY(m_engine->transport.listenLocal(m_path));
    QTRY_COMPARE(m_engine->messages.size(), 1U);
    QCOMPARE(m_engine->messages[0].first.session, session);
    QCOMPARE(peer.connections, 2);
    QVERIFY(!peer.errors.empty());

    m_engine->transport.end(session);
    QTRY_COMPARE(m_engine->messages.size(), 2U);
    QCOMPARE(m_engine->closed, std::vector{session});
    QCOMPARE(m_engine->messages[1].first.session, session);
}

void LocalTransportTest::anAbsentEngineIsUnreachable()
{
    TalkingPeer peer(ZmqPeerTransport::connectLocal(m_context, {{m_path + ".absent"}}));
    QTRY_VERIFY(peer.errors.size() >= 2);
    QCOMPARE(peer.errors[0].code, ErrorCode::Unreachable);
    QVERIFY(peer.errors[0].message.find("engine.sock.absent") != std::string::npos);
    QCOMPARE(peer.transport->send(Heartbeat{}), Sent::Gone);
}

void LocalTransportTest::theNextAddressIsTriedWhenOneFails()
{
    TalkingPeer peer(ZmqPeerTransport::connectLocal(m_context, {{m_path + ".absent"}, {m_path}}));
    QTRY_COMPARE(peer.connections, 1);
    QCOMPARE(peer.errors.size(), 1U);
}

void LocalTransportTest::aDestroyedPeerIsClosedAfterItsLastMessage()
{
    auto peer = std::make_unique<TalkingPeer>(ZmqPeerTransport::connectLocal(m_context, endpoint()));
    const SessionId session = peer->transport->session();
    QTRY_COMPARE(m_engine->messages.size(), 1U);
    QVERIFY(m_engine->closed.empty());
    QCOMPARE(peer->transport->send(Bye{"done"}), Sent::Queued);
    peer.reset();
    QTRY_COMPARE(m_engine->closed, std::vector{session});
    QCOMPARE(m_engine->messages.back().second, Message(Bye{"done"}));
    QCOMPARE(m_engine->transport.send(session, Heartbeat{}), Sent::Gone);
}

void LocalTransportTest::aKilledPeerIsClosedSoon()
{
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(),
                {QStringLiteral("ChildPeer"), QString::fromStdString(m_path)});
    QVERIFY(child.waitForStarted());
    QTRY_COMPARE_WITH_TIMEOUT(m_engine->messages.size(), 1U, 10'000);
    QCOMPARE(m_engine->messages[0].first.pid, child.processId());
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(::kill(static_cast<pid_t>(child.processId()), SIGKILL), 0);
    while (m_engine->closed.empty() && timer.elapsed() < 5000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    const qint64 took = timer.nsecsElapsed() / 1000;
    QCOMPARE(m_engine->closed.size(), 1U);
    qInfo("closed() came %lld us after kill -9", static_cast<long long>(took));
    QVERIFY(took < 1'000'000); // Well under any lease; far below it on an idle machine.
    child.waitForFinished();
}

void LocalTransportTest::garbageIsAnsweredAndDisturbsNobody()
{
    TalkingPeer good(ZmqPeerTransport::connectLocal(m_context, endpoint()));
    RawPeer bad(*m_context, "ipc://" + m_path, "0123456789abcdef");
    RawPeer old(*m_context, "ipc://" + m_path, "0123456789abcdeg");
    bad.send({"\xc1 rubbish"});
    old.send({"\x92\x63\x01"});
    QTRY_VERIFY(bad.toldToGo("does not begin with a list"));
    QTRY_VERIFY(old.toldToGo("protocol version 99"));
    QTRY_COMPARE(m_engine->garbage.size(), 2U);

    bad.send(encode(Message(ClientHello{"after all", "1"}))); // Too late: it is not heard any more.
    QTRY_COMPARE(m_engine->messages.size(), 1U);
    QTRY_COMPARE(m_engine->closed.size(), 2U); // Both are ended after their last words.
    m_engine->echo = true;
    QCOMPARE(good.transport->send(beat(1)), Sent::Queued);
    QTRY_COMPARE(good.messages.size(), 1U);
    QCOMPARE(good.connections, 1);
}

void LocalTransportTest::aPeerWithoutSessionIsRefused()
{
    RawPeer nameless(*m_context, "ipc://" + m_path, {});
    nameless.send(encode(Message(ClientHello{"x", "1"})));
    QTRY_VERIFY(nameless.toldToGo("16 bytes"));
    QVERIFY(m_engine->messages.empty());
    QCOMPARE(m_engine->garbage.size(), 1U);
}

void LocalTransportTest::anOversizeMessageIsRefusedBeforeItIsSent()
{
    TalkingPeer peer(ZmqPeerTransport::connectLocal(m_context, endpoint()));
    QTRY_COMPARE(m_engine->messages.size(), 1U);
    const Message huge = ViewUpdate{"runs", 0, 1, Bytes(frameMax + 1, 'v')};
    QCOMPARE(m_engine->transport.send(peer.transport->session(), huge), Sent::TooLarge);
    const Message request = Request{1, "submit", Value(std::string(frameMax, 'r'))};
    QCOMPARE(peer.transport->send(request), Sent::TooLarge);
    QCOMPARE(peer.transport->send(Heartbeat{}), Sent::Queued);
    QTRY_COMPARE(m_engine->messages.size(), 2U);
}

void LocalTransportTest::anOversizeFrameBreaksOnlyItsConnection()
{
    TalkingPeer good(ZmqPeerTransport::connectLocal(m_context, endpoint()));
    QTRY_COMPARE(m_engine->messages.size(), 1U);
    RawPeer bad(*m_context, "ipc://" + m_path, "0123456789abcdef");
    bad.send(encode(Message(ClientHello{"bad", "1"})));
    QTRY_COMPARE(m_engine->messages.size(), 2U);
    bad.send({Bytes(frameMax + 1, 'x')});
    QTRY_COMPARE(m_engine->closed.size(), 1U);
    QCOMPARE(good.transport->send(Heartbeat{}), Sent::Queued);
    QTRY_COMPARE(m_engine->messages.back().second, Message(Heartbeat{}));
}

void LocalTransportTest::anUnknownPeerIsGone()
{
    SessionId nobody;
    nobody.bytes.fill(7);
    QCOMPARE(m_engine->transport.send(nobody, Heartbeat{}), Sent::Gone);
}

void LocalTransportTest::theSocketFileGoesWithItsEngineOnly()
{
    QVERIFY(std::filesystem::exists(m_path));
    auto successor = std::make_unique<ListeningEngine>(m_context);
    QVERIFY(successor->transport.listenLocal(m_path)); // Takes the path over.
    m_engine.reset();
    QVERIFY(std::filesystem::exists(m_path));
    successor.reset();
    QVERIFY(!std::filesystem::exists(m_path));
}

void LocalTransportTest::whatAPeerCannotReadBreaksItsConnection()
{
    // An engine that speaks a version of its own.
    zmq::socket_t router(*m_context, zmq::socket_type::router);
    router.set(zmq::sockopt::linger, 0);
    const std::string path = m_path + ".other";
    router.bind("ipc://" + path);
    TalkingPeer peer(ZmqPeerTransport::connectLocal(m_context, {{path}}));
    zmq::message_t id;
    QTRY_VERIFY(id.size() == 16 || (router.recv(id, zmq::recv_flags::dontwait) && id.size() == 16));
    router.send(zmq::buffer(id.to_string()), zmq::send_flags::sndmore);
    router.send(zmq::str_buffer("\x92\x02\x05"), zmq::send_flags::none);
    QTRY_VERIFY(!peer.errors.empty());
    QCOMPARE(peer.errors[0].code, ErrorCode::InvalidInput);
    QVERIFY(peer.errors[0].message.find("protocol version 2") != std::string::npos);
    QVERIFY(peer.messages.empty());
    QTRY_COMPARE(peer.connections, 2); // It tries again, slowly.
}

void LocalTransportTest::noEchoWaitsForATimer()
{
    // Echoes that are sent from a callback and from outside must never wait for the look every 200 ms.
    TalkingPeer peer(ZmqPeerTransport::connectLocal(m_context, endpoint()));
    QTRY_COMPARE(m_engine->messages.size(), 1U);
    m_engine->echo = true;
    QElapsedTimer timer;
    timer.start();
    for (std::size_t i = 0; i < 500; ++i) {
        QCOMPARE(peer.transport->send(beat(i)), Sent::Queued);
        while (peer.messages.size() <= i && timer.elapsed() < 20'000)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    QCOMPARE(peer.messages.size(), 500U);
    QVERIFY2(timer.elapsed() < 10'000, "an echo waits for a timer"); // 100 s if each waited.
}

void LocalTransportTest::aFloodDoesNotStarveTheOthers()
{
    TalkingPeer loud(ZmqPeerTransport::connectLocal(m_context, endpoint()));
    TalkingPeer quiet(ZmqPeerTransport::connectLocal(m_context, endpoint()));
    QTRY_COMPARE(m_engine->messages.size(), 2U);
    int queued = 0;
    Sent sent = Sent::Queued;
    while (queued < 100'000 && (sent = loud.transport->send(beat(2))) == Sent::Queued)
        ++queued;
    QVERIFY(queued == 100'000 || sent == Sent::Full);
    QCOMPARE(quiet.transport->send(beat(1)), Sent::Queued);
    const auto heard = [&](std::uint64_t number) {
        return std::any_of(m_engine->messages.begin(), m_engine->messages.end(), [&](const auto &entry) {
            const auto *found = std::get_if<Heartbeat>(&entry.second);
            return found != nullptr && found->number == number;
        });
    };
    QTRY_VERIFY(heard(1));
    QTRY_COMPARE(m_engine->messages.size(), static_cast<std::size_t>(queued) + 3);
}

void LocalTransportTest::silentConnectionsAreLimited()
{
    std::vector<int> sockets;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, m_path.c_str(), sizeof address.sun_path - 1);
    for (std::size_t i = 0; i < ZmqEngineTransport::silentMax + 20; ++i) {
        const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        QVERIFY(fd >= 0);
        QCOMPARE(::connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        sockets.push_back(fd);
    }
    const auto isEnded = [](int fd) {
        char buffer[256];
        ssize_t size = 0;
        while ((size = ::recv(fd, buffer, sizeof buffer, MSG_DONTWAIT)) > 0) // ZMTP's greeting comes first.
            continue;
        return size == 0;
    };
    for (std::size_t i = 0; i < 20; ++i)
        QTRY_VERIFY(isEnded(sockets[i]));
    TalkingPeer peer(ZmqPeerTransport::connectLocal(m_context, endpoint()));
    QTRY_COMPARE(m_engine->messages.size(), 1U);
    for (const int fd : sockets)
        ::close(fd);
}

// What aKilledPeerIsClosedSoon starts and kills: says ClientHello and stays.
static const bool enteredChildPeer = test::enter("ChildPeer", [](int argc, char **argv) {
    if (argc < 2)
        return 0; // Listed among the others when all are run.
    TalkingPeer peer(ZmqPeerTransport::connectLocal(processContext(), {{argv[1]}}));
    return QCoreApplication::exec();
});

WEFTLINE_TEST(LocalTransportTest)
#include "local_transport_test.moc"
