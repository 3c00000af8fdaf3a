// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/wire/zmq_peer_transport.h"

#include <QtCore/QRandomGenerator>

#include <algorithm>

#include <fmt/format.h>
#include <sodium.h>

#include "engine/wire/codec.h"
#include "engine/wire/incoming.h"
#include "engine/wire/watched_socket.h"

namespace weftline::wire {
namespace {

using namespace std::chrono_literals;

constexpr auto retryMin = 10ms;
constexpr auto retryMax = 1000ms;
constexpr auto attemptMax = 5000ms; ///< For connecting and the handshake together.
constexpr int messagesPerTurn = 256;
constexpr int messagesLeftMax = 10'000; ///< Of a broken connection; more than the high-water mark lets in.
constexpr int peerEvents = ZMQ_EVENT_CLOSED | ZMQ_EVENT_DISCONNECTED | ZMQ_EVENT_HANDSHAKE_SUCCEEDED
    | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH | ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL | ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL;

/// Where to connect to, and how to prove who is who there.
struct Target
{
    std::string address; ///< As libzmq takes it.
    std::string name; ///< As people know it.
    std::string serverKey; ///< Empty for a local one.
};

Target targetFor(const Endpoint &endpoint)
{
    if (const auto *local = std::get_if<LocalEndpoint>(&endpoint))
        return {toText(*local), toText(*local), {}};
    const auto &remote = std::get<RemoteEndpoint>(endpoint);
    return {toText(ListenAddress{remote.host, remote.port}), nameOf(endpoint), remote.serverKey};
}

} // namespace

class ZmqPeerTransport::Private
{
public:
    Private(Context context, std::vector<Target> targets, KeyPair own);

    void start();
    Sent send(const Message &message);

    Handler handler;
    SessionId session;

private:
    enum class State : std::uint8_t { Waiting, Connecting, Connected, Ending };

    void connect();
    void setOptions(zmq::socket_t &socket, const Target &target);
    void drain();
    void takeEvents();
    bool takeMessages(int countMax);
    void failed(Error error);
    void tearDown();
    Error unreachable(std::string_view why) const;
    [[nodiscard]] const Target &target() const { return m_targets[m_target]; }

    Context m_context;
    std::vector<Target> m_targets;
    KeyPair m_own;
    std::size_t m_target = 0;
    std::unique_ptr<WatchedSocket> m_socket;
    Incoming m_incoming;
    Encoded m_encoded;
    QObject m_loop;
    QTimer m_retry;
    QTimer m_patience;
    QTimer m_end; ///< A socket is not to be destroyed while it calls us.
    std::chrono::milliseconds m_delay = retryMin;
    State m_state = State::Waiting;
    Error m_error; ///< Why it ends; known before libzmq says that it has ended.
    bool m_draining = false;
};

ZmqPeerTransport::Private::Private(Context context, std::vector<Target> targets, KeyPair own)
    : m_context(std::move(context)), m_targets(std::move(targets)), m_own(std::move(own))
{
    randombytes_buf(session.bytes.data(), session.bytes.size());
    session.bytes[0] |= 1U; // libzmq keeps routing ids that begin with a zero for itself.
    m_retry.setSingleShot(true);
    m_patience.setSingleShot(true);
    m_end.setSingleShot(true);
    QObject::connect(&m_end, &QTimer::timeout, &m_loop, [this] { tearDown(); });
    QObject::connect(&m_retry, &QTimer::timeout, &m_loop, [this] { connect(); });
    QObject::connect(&m_patience, &QTimer::timeout, &m_loop, [this] {
        failed(unreachable(fmt::format("It has not answered within {} s", attemptMax / 1s)));
        tearDown();
    });
}

void ZmqPeerTransport::Private::start() { m_retry.start(0); }

void ZmqPeerTransport::Private::setOptions(zmq::socket_t &socket, const Target &target)
{
    socket.set(zmq::sockopt::routing_id, zmq::const_buffer(session.bytes.data(), session.bytes.size()));
    socket.set(zmq::sockopt::immediate, true);
    socket.set(zmq::sockopt::reconnect_ivl, -1); // We make a new socket instead.
    socket.set(zmq::sockopt::sndhwm, 1000);
    socket.set(zmq::sockopt::rcvhwm, 1000);
    socket.set(zmq::sockopt::maxmsgsize, static_cast<std::int64_t>(frameMax));
    socket.set(zmq::sockopt::handshake_ivl, 2000);
    if (target.serverKey.empty())
        return;
    socket.set(zmq::sockopt::ipv6, true);
    socket.set(zmq::sockopt::connect_timeout, 3000);
    socket.set(zmq::sockopt::tcp_keepalive, 1);
    socket.set(zmq::sockopt::curve_serverkey, target.serverKey);
    socket.set(zmq::sockopt::curve_publickey, m_own.publicKey);
    socket.set(zmq::sockopt::curve_secretkey, m_own.secretKey);
}

void ZmqPeerTransport::Private::connect()
{
    m_error = {};
    m_state = State::Connecting;
    m_patience.start(attemptMax);
    try {
        m_socket = std::make_unique<WatchedSocket>(*m_context, zmq::socket_type::dealer, peerEvents);
        setOptions(m_socket->socket(), target());
        m_socket->socket().connect(target().address);
        m_socket->watch([this] { drain(); });
    } catch (const zmq::error_t &error) {
        failed(unreachable(fmt::format("{}", error.what())));
        tearDown();
    }
}

void ZmqPeerTransport::Private::drain()
{
    if (m_draining || m_end.isActive()) // Draining: a callback runs an event loop of its own; the outer turn goes on.
        return;
    m_draining = true;
    takeEvents();
    const bool more = takeMessages(m_state == State::Ending ? messagesLeftMax : messagesPerTurn);
    m_draining = false;
    if (m_state == State::Ending)
        m_end.start(0);
    else if (more || m_socket->readable())
        m_socket->wake();
}

void ZmqPeerTransport::Private::takeEvents()
{
    while (const auto event = m_socket->nextEvent()) {
        switch (event->what) {
        case ZMQ_EVENT_HANDSHAKE_SUCCEEDED:
            if (m_state != State::Connecting)
                break;
            m_state = State::Connected;
            m_patience.stop();
            if (handler.connected)
                handler.connected();
            break;
        case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH:
            m_error = {ErrorCode::Refused, fmt::format("Cannot join the engine at \"{}\": it does not admit this key. Have its "
                                                       "owner add it (\"weft keys add\").", target().name), target().name};
            break;
        case ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL:
        case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL:
            if (m_error.message.empty())
                m_error = unreachable("It ended the connection during the handshake. The key in the address may not be the "
                                      "engine's, or something else listens there");
            break;
        case ZMQ_EVENT_CLOSED:
            if (m_error.message.empty())
                m_error = unreachable("Nothing listens there. Check that the engine runs");
            m_state = State::Ending;
            break;
        case ZMQ_EVENT_DISCONNECTED:
            if (m_error.message.empty())
                m_error = unreachable("The connection was closed");
            m_state = State::Ending;
            break;
        default: break;
        }
    }
}

/// True when it stopped before all were taken.
bool ZmqPeerTransport::Private::takeMessages(int countMax)
{
    for (int i = 0; i < countMax; ++i) {
        if (m_incoming.receive(*m_socket, false) == Received::Nothing)
            return false;
        m_delay = retryMin; // It talks to us: the next break is a new one.
        Result<Message> message = decode(m_incoming.frames(), Side::Engine);
        if (!message) {
            // What else it may have said is lost with it; a new connection begins in order.
            m_error = message.error();
            m_delay = retryMax;
            m_state = State::Ending;
            return false;
        }
        if (handler.message)
            handler.message(std::move(*message));
    }
    return true;
}

void ZmqPeerTransport::Private::tearDown()
{
    const bool told = m_state == State::Waiting;
    m_end.stop();
    if (m_socket)
        m_socket->socket().set(zmq::sockopt::linger, 0);
    m_socket.reset();
    if (!told)
        failed(std::move(m_error));
    const auto half = m_delay / 2;
    m_retry.start(half + std::chrono::milliseconds(QRandomGenerator::global()->bounded(static_cast<int>(half.count()) + 1)));
    m_delay = std::min<std::chrono::milliseconds>(m_delay * 2, retryMax);
}

void ZmqPeerTransport::Private::failed(Error error)
{
    m_state = State::Waiting;
    m_patience.stop();
    m_target = (m_target + 1) % m_targets.size();
    if (handler.disconnected)
        handler.disconnected(error);
}

Error ZmqPeerTransport::Private::unreachable(std::string_view why) const
{
    return {ErrorCode::Unreachable, fmt::format("Cannot reach the engine at \"{}\". {}.", target().name, why), target().name};
}

Sent ZmqPeerTransport::Private::send(const Message &message)
{
    if (m_state != State::Connected)
        return Sent::Gone;
    encode(message, m_encoded);
    if (m_encoded.largestFrame() > frameMax)
        return Sent::TooLarge;
    void *const socket = m_socket->socket().handle();
    const auto put = [socket](BytesView bytes, int flags) {
        int sent = -1;
        while ((sent = zmq_send(socket, bytes.data(), bytes.size(), ZMQ_DONTWAIT | flags)) < 0 && zmq_errno() == EINTR)
            continue;
        return sent >= 0;
    };
    const bool all = put(m_encoded.head, m_encoded.hasRaw ? ZMQ_SNDMORE : 0) && (!m_encoded.hasRaw || put(m_encoded.raw, 0));
    if (!m_draining)
        m_socket->wakeIfReadable();
    return all ? Sent::Queued : Sent::Full;
}

ZmqPeerTransport::ZmqPeerTransport(std::unique_ptr<Private> d) : m(std::move(d)) { }
ZmqPeerTransport::~ZmqPeerTransport() = default;

Result<std::unique_ptr<ZmqPeerTransport>> ZmqPeerTransport::make(Context context, const std::vector<Endpoint> &endpoints,
                                                                 const KeyPair &own)
{
    if (endpoints.empty())
        return failure(ErrorCode::InvalidInput, "Cannot connect to an engine: no address is given.");
    std::vector<Target> targets;
    for (const Endpoint &endpoint : endpoints)
        targets.push_back(targetFor(endpoint));
    auto d = std::make_unique<Private>(std::move(context), std::move(targets), own);
    d->start();
    return std::unique_ptr<ZmqPeerTransport>(new ZmqPeerTransport(std::move(d)));
}

Result<std::unique_ptr<ZmqPeerTransport>> ZmqPeerTransport::connectLocal(Context context,
                                                                         std::vector<LocalEndpoint> endpoints)
{
    return make(std::move(context), {endpoints.begin(), endpoints.end()}, {});
}

Result<std::unique_ptr<ZmqPeerTransport>>
ZmqPeerTransport::connectRemote(Context context, std::vector<RemoteEndpoint> endpoints, const KeyPair &own)
{
    return make(std::move(context), {endpoints.begin(), endpoints.end()}, own);
}

Result<std::unique_ptr<ZmqPeerTransport>>
ZmqPeerTransport::connectTo(Context context, const std::vector<Endpoint> &endpoints, const KeyDirectory &keys)
{
    const bool local = std::all_of(endpoints.begin(), endpoints.end(), [](const Endpoint &endpoint) {
        return std::holds_alternative<LocalEndpoint>(endpoint);
    });
    if (local)
        return make(std::move(context), endpoints, {});
    const Result<KeyPair> own = keys.ownKey();
    if (!own)
        return tl::unexpected(own.error());
    return make(std::move(context), endpoints, *own);
}

void ZmqPeerTransport::setHandler(Handler handler) { m->handler = std::move(handler); }
Sent ZmqPeerTransport::send(const Message &message) { return m->send(message); }
const SessionId &ZmqPeerTransport::session() const { return m->session; }

} // namespace weftline::wire
