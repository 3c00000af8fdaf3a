// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <zmq.hpp>

#include <random>

#include <fmt/format.h>

#include "engine/wire/codec.h"
#include "tests/integration/bad_input/sandbox.h"
#include "tests/support/test_main.h"

using namespace weftline;
using namespace weftline::test;

namespace {

using Frames = std::vector<Bytes>;

/// A peer that keeps to no rule: whatever frames it likes, over a connection of its own.
class RoguePeer
{
public:
    explicit RoguePeer(const std::string &endpoint, std::size_t idSize = 16) : m_socket(m_context, zmq::socket_type::dealer)
    {
        std::random_device random;
        std::string id(idSize, '\0');
        for (char &byte : id)
            byte = static_cast<char>(1 + random() % 127);
        m_socket.set(zmq::sockopt::routing_id, id);
        m_socket.set(zmq::sockopt::linger, 0);
        m_socket.set(zmq::sockopt::rcvtimeo, 10'000);
        m_socket.set(zmq::sockopt::sndtimeo, 10'000);
        m_socket.connect(endpoint);
    }

    void say(const Frames &frames)
    {
        for (std::size_t i = 0; i < frames.size(); ++i)
            m_socket.send(zmq::buffer(frames[i]), i + 1 < frames.size() ? zmq::send_flags::sndmore : zmq::send_flags::none);
    }
    void say(const wire::Message &message) { say(wire::encode(message)); }

    /// The next message of this kind; those of others are passed over. Nothing after ten seconds.
    template <typename T>
    std::optional<T> hear()
    {
        for (int i = 0; i < 100; ++i) {
            Frames frames;
            zmq::message_t part;
            do {
                if (!m_socket.recv(part))
                    return std::nullopt;
                frames.push_back(part.to_string());
            } while (part.more());
            const auto message = wire::decode(frames, wire::Side::Engine);
            if (const T *wanted = message ? std::get_if<T>(&*message) : nullptr)
                return *wanted;
        }
        return std::nullopt;
    }

private:
    zmq::context_t m_context;
    zmq::socket_t m_socket;
};

wire::Hello hello()
{
    wire::Hello hello;
    hello.name = "rogue";
    hello.host = "here";
    hello.version = "1";
    return hello; // of no kind: it is given nothing to do
}

Bytes ofVersion(Bytes head, char version)
{
    head[1] = version; // behind the array's own byte
    return head;
}

wire::Results strangeResult()
{
    wire::AttemptResult result;
    result.key = {900, 1, 1, 1};
    result.output = Payload::of("\xc0");
    return wire::Results{{result}};
}

} // namespace

/// Frames that nobody should send, to an engine that has a run to carry out meanwhile.
class BadFramesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        m_engine = m_box.start({QStringLiteral("engine"), QStringLiteral("--journal"), m_box.file(QStringLiteral("e.journal")),
                                QStringLiteral("--workers"), QStringLiteral("2"), QStringLiteral("--json")});
        QVERIFY(m_engine->hasSaid("\n"));
        const auto said = format::parseJson(m_engine->heard().toStdString());
        QVERIFY(said.has_value());
        m_endpoint = textAt(*said, "local");
        m_run = m_box.start({QStringLiteral("run"), m_box.write(QStringLiteral("slow.weft"), slowWorkflow(40, "0.1")),
                             QStringLiteral("--engine"), q(m_endpoint), QStringLiteral("--json")});
        QVERIFY2(m_run->hasSaid("\"node\":\"list\""), m_run->heard());
    }

    void getAReason_data()
    {
        QTest::addColumn<Frames>("frames");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, Frames frames, const char *reason) {
            QTest::newRow(name) << std::move(frames) << q(reason);
        };
        const Bytes greeting = wire::encode(wire::Message(hello()))[0];
        row("nothing", {Bytes()}, "");
        row("garbage", {Bytes("\xc1\xff\x00 and so on", 13)}, "");
        row("text", {Bytes("GET / HTTP/1.1\r\n\r\n")}, "");
        row("an endless list", {Bytes("\xdd\xff\xff\xff\xff", 5)}, "");
        row("nested without end", {Bytes(10'000, '\x91')}, "");
        row("a later version", {ofVersion(greeting, 2)}, "version");
        row("version 0", {ofVersion(greeting, 0)}, "version");
        row("cut short", {greeting.substr(0, greeting.size() - 1)}, "");
        row("something behind it", {greeting + Bytes("\xc0")}, "");
        row("an unknown type", {Bytes("\x92\x01\x63", 3)}, "");
        row("three frames", {greeting, Bytes("a"), Bytes("b")}, "");
        row("a payload where none belongs", {greeting, Bytes("a")}, "");
        wire::Hello longName = hello();
        longName.name.assign(5000, 'x');
        row("a name too long", wire::encode(longName), "");
        row("what the engine says", wire::encode(wire::Welcome{}), "");
        row("Started before Hello", wire::encode(wire::Started{{0, 0, 1, 1}, {}, 0}), "Hello");
        row("Request before ClientHello", wire::encode(wire::Request{1, "watch", Value(Object{{"topic", "engine"}})}), "Hello");
    }
    void getAReason()
    {
        QFETCH(Frames, frames);
        QFETCH(QString, reason);
        RoguePeer peer(m_endpoint);
        peer.say(frames);
        const auto disconnect = peer.hear<wire::Disconnect>();
        QVERIFY(disconnect.has_value());
        QVERIFY(!disconnect->reason.empty() && disconnect->reason.back() == '.');
        QVERIFY2(q(disconnect->reason).contains(reason), disconnect->reason.c_str());
    }

    void ofAWorkerFromAClient()
    {
        RoguePeer peer(m_endpoint);
        peer.say(wire::ClientHello{"rogue", "1"});
        QVERIFY(peer.hear<wire::Welcome>().has_value());
        peer.say(wire::Started{{0, 0, 1, 1}, {}, 0});
        const auto disconnect = peer.hear<wire::Disconnect>();
        QVERIFY(disconnect.has_value() && !disconnect->reason.empty());
    }

    void ofAClientFromAWorker()
    {
        RoguePeer peer(m_endpoint);
        peer.say(hello());
        QVERIFY(peer.hear<wire::Welcome>().has_value());
        peer.say(wire::Request{1, "watch", Value(Object{{"topic", "engine"}})});
        const auto disconnect = peer.hear<wire::Disconnect>();
        QVERIFY(disconnect.has_value() && !disconnect->reason.empty());
        peer.say(wire::Bye{});
    }

    void aResultThatNobodyWasAskedFor()
    {
        for (const bool asClient : {false, true}) {
            RoguePeer peer(m_endpoint);
            if (asClient)
                peer.say(wire::ClientHello{"rogue", "1"});
            peer.say(strangeResult());
            const auto acks = peer.hear<wire::ResultAcks>();
            QVERIFY(acks.has_value());
            QCOMPARE(acks->acks.size(), std::size_t{1});
            QVERIFY(!acks->acks[0].refused.empty());
        }
        QTRY_VERIFY_WITH_TIMEOUT(m_box.weft({QStringLiteral("events"), m_box.file(QStringLiteral("e.journal"))}).says("result_refused"), 10'000);
    }

    void aRequestThatMakesNoSense()
    {
        RoguePeer peer(m_endpoint);
        peer.say(wire::ClientHello{"rogue", "1"});
        std::uint64_t id = 0;
        for (const wire::Request &request :
             {wire::Request{1, "make_coffee", Value()}, wire::Request{2, "submit", Value(7)},
              wire::Request{3, "submit", Value(Object{{"run", "x"}, {"workflow", List{1}}})},
              wire::Request{4, "value", Value(Object{{"run", "x"}, {"node", -1}})}, wire::Request{5, "watch", Value()},
              wire::Request{6, "kill_worker", Value(Object{{"session", "zz"}})}, wire::Request{7, "start_workers", Value(Object{{"count", 1e9}})},
              wire::Request{8, "log", Value(Object{{"run", "nowhere"}})}}) {
            peer.say(request);
            const auto reply = peer.hear<wire::Reply>();
            QVERIFY(reply.has_value());
            QCOMPARE(reply->id, ++id);
            QVERIFY2(reply->error && !reply->error->message.empty(), request.method.c_str());
        }
    }

    void aNamelessPeer()
    {
        RoguePeer peer(m_endpoint, 5);
        peer.say(hello());
        const auto disconnect = peer.hear<wire::Disconnect>();
        QVERIFY(disconnect.has_value() && !disconnect->reason.empty());
    }

    void tooLargeForAnyone()
    {
        zmq::context_t context;
        zmq::socket_t socket(context, zmq::socket_type::dealer);
        socket.set(zmq::sockopt::routing_id, "0123456789abcdef");
        socket.set(zmq::sockopt::linger, 0);
        QCOMPARE(zmq_socket_monitor(socket.handle(), "inproc://watched", ZMQ_EVENT_DISCONNECTED), 0);
        zmq::socket_t events(context, zmq::socket_type::pair);
        events.set(zmq::sockopt::rcvtimeo, 20'000);
        events.connect("inproc://watched");
        socket.connect(m_endpoint);
        socket.send(zmq::message_t(33U << 20U), zmq::send_flags::none);
        zmq::message_t event;
        QVERIFY(events.recv(event).has_value()); // the engine did not take it and broke the connection
        events.close();
    }

    void disturbNobody()
    {
        const Ran ran = m_run->ended(120'000);
        QVERIFY2(ran.code == 0, ran.all());
        const Value said = ran.lastLine();
        QCOMPARE(textAt(said, "state"), std::string("succeeded"));
        QCOMPARE(numberAt(said, "tasks.succeeded"), std::int64_t{41});
        QCOMPARE(numberAt(said, "attempts"), std::int64_t{41});
        QCOMPARE(numberAt(said, "zombies"), std::int64_t{0});
        QCOMPARE(numberAt(said, "workers_lost"), std::int64_t{0});
    }

    void cleanupTestCase()
    {
        m_run.reset();
        m_engine.reset();
        const Ran verified = m_box.weft({QStringLiteral("verify"), m_box.file(QStringLiteral("e.journal"))});
        QVERIFY2(verified.code == 0, verified.all());
    }

private:
    Sandbox m_box;
    std::unique_ptr<Program> m_engine;
    std::unique_ptr<Program> m_run;
    std::string m_endpoint;
};

WEFTLINE_TEST(BadFramesTest)

#include "tst_frames.moc"
