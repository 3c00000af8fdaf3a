// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/wire/zmq_engine_transport.h"

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <deque>
#include <list>
#include <map>
#include <unordered_map>

#include <fmt/format.h>

#include "engine/base/hash_draw.h"
#include "engine/wire/codec.h"
#include "engine/wire/connections.h"
#include "engine/wire/incoming.h"
#include "engine/wire/own_address.h"
#include "engine/wire/watched_socket.h"
#include "engine/wire/zap.h"

namespace weftline::wire {
namespace {

using namespace std::chrono_literals;

/// A peer that was told to go gets this long to read why.
constexpr auto lastWords = 1000ms;
constexpr auto hoardingEvery = 1000ms;
constexpr std::uint64_t hoardMax = framesMax * frameMax + (8U << 20U); ///< One whole message, and what is on its way.
constexpr std::uint64_t wrapping = 64; ///< What CURVE and ZMTP add to a frame, rounded up.
constexpr int zapEnforceDomain = 93; ///< ZMQ_ZAP_ENFORCE_DOMAIN, which zmq.h names only among drafts.
constexpr int engineEvents = ZMQ_EVENT_ACCEPTED | ZMQ_EVENT_DISCONNECTED;

struct SessionHash
{
    std::size_t operator()(const SessionId &session) const
    {
        std::array<std::uint64_t, 2> halves{};
        std::memcpy(halves.data(), session.bytes.data(), sizeof halves);
        return mixBits(halves[0]) ^ halves[1];
    }
};

/// "localhost:UID:GID:PID", as libzmq describes the peer of an ipc connection.
struct LocalPeer
{
    std::int64_t uid = -1;
    std::int64_t pid = 0;
};

LocalPeer localPeer(std::string_view address)
{
    LocalPeer peer;
    std::array<std::int64_t, 3> numbers{-1, -1, 0};
    for (std::size_t i = 3; i-- > 0;) {
        const std::size_t colon = address.rfind(':');
        if (colon == std::string_view::npos)
            return {};
        const std::string_view digits = address.substr(colon + 1);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), numbers[i]);
        if (error != std::errc{} || end != digits.data() + digits.size())
            return {};
        address = address.substr(0, colon);
    }
    peer.uid = numbers[0];
    peer.pid = numbers[2];
    return peer;
}

/// Without this libzmq 4.3.4 admits everybody when nobody answers it. cppzmq does not know the option.
bool enforceZap(zmq::socket_t &socket)
{
    int enforced = 1;
    std::size_t size = sizeof enforced;
    if (zmq_setsockopt(socket.handle(), zapEnforceDomain, &enforced, size) != 0)
        return false;
    enforced = 0;
    return zmq_getsockopt(socket.handle(), zapEnforceDomain, &enforced, &size) == 0 && enforced == 1;
}

struct Listener
{
    Listener(zmq::context_t &context, bool isLocal)
        : socket(context, zmq::socket_type::router, engineEvents), local(isLocal) { }

    ~Listener()
    {
        struct stat found{};
        if (file && ::stat(file->path.c_str(), &found) == 0 && found.st_dev == file->device && found.st_ino == file->number)
            ::unlink(file->path.c_str());
    }
    Listener(const Listener &) = delete;
    Listener &operator=(const Listener &) = delete;

    /// The socket's file, to tell it from one that another engine put in its place.
    struct File
    {
        std::string path;
        dev_t device = 0;
        ino_t number = 0;
    };

    WatchedSocket socket;
    Connections connections;
    std::optional<File> file;
    bool local;
};

/// A session that has spoken over the connection it has now.
struct Link
{
    Peer peer;
    Listener *listener = nullptr;
    int descriptor = -1;
    bool gone = false; ///< Its connection is closed, and that is not told yet.
    bool ended = false; ///< It was told to go: what it says now is not heard.
    std::uint64_t delivered = 0; ///< Bytes taken from this connection, with a guess at what wraps them.
};

} // namespace

class ZmqEngineTransport::Private
{
public:
    explicit Private(Context context) : m_context(std::move(context))
    {
        QObject::connect(&m_hoarding, &QTimer::timeout, &m_loop, [this] { endHoarders(); });
    }

    Result<Done> listenLocal(const std::filesystem::path &path);
    Result<RemoteEndpoint> listenTcp(const ListenAddress &address, const KeyPair &own);
    Result<Done> startZap();
    void stopTcp();
    void setAllowedKeys(std::vector<AllowedKey> allowed);
    Sent send(const SessionId &to, const Message &message);
    void end(const SessionId &session);

    Handler handler;

private:
    void setCommonOptions(zmq::socket_t &socket);
    void drain();
    Result<RemoteEndpoint> bindTcp(const ListenAddress &address, const KeyPair &own);
    void takeEvents(Listener &listener);
    bool takeMessages(Listener &listener);
    void take(Listener &listener);
    Link *linkOf(Listener &listener, const SessionId &session);
    Result<Peer> introduce(const Listener &listener, const SessionId &session);
    Result<Peer> introduceLocal(const SessionId &session);
    Result<Peer> introduceRemote(const SessionId &session);
    void endHoarders();
    void connectionGone(const std::optional<SessionId> &session, int descriptor);
    void tellClosed(const SessionId &session);
    void tellAllClosed();
    void refuse(Link &link, const Error &error);
    void refuseNameless(Listener &listener, int descriptor);
    Sent sendTo(Listener &listener, BytesView routingId, const Message &message);

    Context m_context;
    std::unique_ptr<ZapHandler> m_zap; ///< Outlives the listeners.
    std::map<std::string, Role> m_allowed;
    std::list<std::unique_ptr<Listener>> m_listeners; ///< A callback may add one while they are gone through.
    std::unordered_map<SessionId, Link, SessionHash> m_links;
    std::deque<SessionId> m_closing; ///< Told when what they said before is delivered.
    Incoming m_incoming;
    Encoded m_encoded;
    QObject m_loop;
    QTimer m_hoarding;
    int m_busyTurns = 0;
    bool m_draining = false;
};

void ZmqEngineTransport::Private::setCommonOptions(zmq::socket_t &socket)
{
    socket.set(zmq::sockopt::router_mandatory, true);
    socket.set(zmq::sockopt::router_handover, true); // A peer comes back before its old connection is seen to be dead.
    socket.set(zmq::sockopt::sndhwm, 1000);
    socket.set(zmq::sockopt::rcvhwm, 1000);
    socket.set(zmq::sockopt::maxmsgsize, static_cast<std::int64_t>(frameMax));
    socket.set(zmq::sockopt::handshake_ivl, 2000);
    socket.set(zmq::sockopt::backlog, 1024);
}

Result<Done> ZmqEngineTransport::Private::listenLocal(const std::filesystem::path &path)
{
    try {
        auto listener = std::make_unique<Listener>(*m_context, true);
        setCommonOptions(listener->socket.socket());
        listener->socket.socket().bind("ipc://" + path.string());
        struct stat made{};
        if (::stat(path.c_str(), &made) == 0)
            listener->file = {path.string(), made.st_dev, made.st_ino};
        listener->socket.watch([this] { drain(); });
        m_listeners.push_back(std::move(listener));
        return Done{};
    } catch (const zmq::error_t &error) {
        return failure(ErrorCode::System, fmt::format("Cannot listen on \"{}\": {}. Check that its folder exists and is "
                                                      "yours.", path.string(), error.what()), path.string());
    }
}

Result<RemoteEndpoint> ZmqEngineTransport::Private::listenTcp(const ListenAddress &address, const KeyPair &own)
{
    try {
        return bindTcp(address, own);
    } catch (const zmq::error_t &error) {
        const std::string_view why = error.num() == ENODEV ? "this machine has no such address" : error.what();
        return failure(ErrorCode::System, fmt::format("Cannot listen on \"{}\": {}. Choose another port or address; \"0.0.0.0\" is "
                                                      "every one.", toText(address), why), toText(address));
    }
}

Result<RemoteEndpoint> ZmqEngineTransport::Private::bindTcp(const ListenAddress &address, const KeyPair &own)
{
    auto listener = std::make_unique<Listener>(*m_context, false);
    zmq::socket_t &socket = listener->socket.socket();
    setCommonOptions(socket);
    socket.set(zmq::sockopt::ipv6, true);
    socket.set(zmq::sockopt::tcp_keepalive, 1);
    socket.set(zmq::sockopt::tcp_keepalive_idle, 30);
    socket.set(zmq::sockopt::tcp_keepalive_intvl, 10);
    socket.set(zmq::sockopt::tcp_keepalive_cnt, 3);
    socket.set(zmq::sockopt::curve_server, true);
    socket.set(zmq::sockopt::curve_secretkey, own.secretKey);
    socket.set(zmq::sockopt::zap_domain, ZapHandler::domain);
    if (!enforceZap(socket))
        return failure(ErrorCode::System, "Cannot listen on the network: this libzmq cannot be told to check keys.");
    socket.bind(toText(address));
    const std::string bound = socket.get(zmq::sockopt::last_endpoint);
    const Result<ListenAddress> actual = parseListenAddress(bound);
    if (!actual)
        return tl::unexpected(actual.error());

    const bool everywhere = actual->host == "::" || actual->host == "0.0.0.0" || actual->host == "::ffff:0.0.0.0";
    const ListenAddress tried{everywhere ? (actual->host == "::" ? "::1" : "127.0.0.1") : actual->host, actual->port};
    if (const auto proven = m_zap->proveAt(toText(tried), own.publicKey); !proven)
        return tl::unexpected(proven.error());

    listener->socket.watch([this] { drain(); });
    m_listeners.push_back(std::move(listener));
    m_hoarding.start(hoardingEvery);
    return RemoteEndpoint{everywhere ? ownAddress(actual->host == "::") : address.host, actual->port, own.publicKey, {}};
}

Result<Done> ZmqEngineTransport::Private::startZap()
{
    if (m_zap)
        return Done{};
    Result<std::unique_ptr<ZapHandler>> started = ZapHandler::start(m_context);
    if (!started)
        return tl::unexpected(started.error());
    m_zap = std::move(*started);
    return Done{};
}

void ZmqEngineTransport::Private::stopTcp()
{
    std::vector<SessionId> theirs;
    for (const auto &[session, link] : m_links)
        if (!link.listener->local)
            theirs.push_back(session);
    m_hoarding.stop();
    for (const SessionId &session : theirs)
        tellClosed(session);
    std::erase_if(m_listeners, [](const auto &listener) { return !listener->local; });
}

void ZmqEngineTransport::Private::setAllowedKeys(std::vector<AllowedKey> allowed)
{
    m_allowed.clear();
    for (const AllowedKey &key : allowed)
        m_allowed.emplace(key.key, key.role);
    if (m_zap)
        m_zap->setKeys(allowed);
    for (auto &[session, link] : m_links) {
        const auto found = m_allowed.find(link.peer.key);
        if (link.listener->local || (found != m_allowed.end() && found->second == link.peer.role))
            continue;
        link.ended = true;
        end(session);
    }
}

/// libzmq shows a message only when its last frame is there, however much comes before that. What TCP has received and
/// we have not been given is such a message, or one in libzmq's queue; that is why it looks when the queue is empty.
void ZmqEngineTransport::Private::endHoarders()
{
    for (const auto &listener : m_listeners) {
        if (listener->local || listener->socket.readable())
            continue;
        takeEvents(*listener);
        for (const auto &[descriptor, session] : listener->connections.open()) {
            tcp_info info{};
            socklen_t size = sizeof info;
            const auto link = session ? m_links.find(*session) : m_links.end();
            const std::uint64_t delivered = link != m_links.end() ? link->second.delivered : 0;
            if (::getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) == 0
                && info.tcpi_bytes_received > delivered + hoardMax)
                ::shutdown(descriptor, SHUT_RDWR);
        }
    }
}

void ZmqEngineTransport::Private::drain()
{
    if (m_draining)
        return; // A callback runs an event loop of its own; the outer turn goes on afterwards.
    m_draining = true;
    for (const auto &listener : m_listeners)
        takeEvents(*listener);
    bool more = false;
    for (const auto &listener : m_listeners)
        more = takeMessages(*listener) || more;
    m_busyTurns = more ? m_busyTurns + 1 : 0;
    if (m_busyTurns % 4 == 0) // What the closed ones still said is delivered, or as good as.
        tellAllClosed();
    m_draining = false;
    for (const auto &listener : m_listeners)
        if (more || listener->socket.readable())
            listener->socket.wake();
}

void ZmqEngineTransport::Private::takeEvents(Listener &listener)
{
    while (const auto event = listener.socket.nextEvent()) {
        const int descriptor = static_cast<int>(event->value);
        if (event->what == ZMQ_EVENT_ACCEPTED)
            connectionGone(listener.connections.accepted(descriptor), descriptor);
        else if (event->what == ZMQ_EVENT_DISCONNECTED)
            connectionGone(listener.connections.disconnected(descriptor), descriptor);
    }
    while (const auto oldest = listener.connections.oldestSilent(silentMax)) {
        listener.connections.forgetSilent(*oldest);
        ::shutdown(*oldest, SHUT_RDWR);
    }
}

void ZmqEngineTransport::Private::connectionGone(const std::optional<SessionId> &session, int descriptor)
{
    if (!session)
        return;
    const auto found = m_links.find(*session);
    if (found == m_links.end() || found->second.descriptor != descriptor || found->second.gone)
        return;
    found->second.gone = true;
    m_closing.push_back(*session);
}

/// True when it stopped before all were taken.
bool ZmqEngineTransport::Private::takeMessages(Listener &listener)
{
    for (int i = 0; i < messagesPerTurn; ++i) {
        if (m_incoming.receive(listener.socket, true) == Received::Nothing)
            return false;
        take(listener);
    }
    return true;
}

void ZmqEngineTransport::Private::take(Listener &listener)
{
    SessionId session;
    const BytesView routingId = m_incoming.routingId();
    if (routingId.size() != session.bytes.size()) {
        refuseNameless(listener, m_incoming.descriptor());
        return;
    }
    std::memcpy(session.bytes.data(), routingId.data(), session.bytes.size());
    Link *link = linkOf(listener, session);
    if (link == nullptr)
        return;
    link->delivered += m_incoming.size() + wrapping * m_incoming.frames().size();
    if (link->ended)
        return;
    Result<Message> message = decode(m_incoming.frames(), link->peer.role);
    if (!message)
        refuse(*link, message.error());
    else if (handler.message)
        handler.message(link->peer, std::move(*message));
}

/// The link over which the incoming message came, made where it is the first; nullptr when the peer was refused.
Link *ZmqEngineTransport::Private::linkOf(Listener &listener, const SessionId &session)
{
    const int descriptor = m_incoming.descriptor();
    auto found = m_links.find(session);
    if (found != m_links.end() && found->second.listener == &listener && found->second.descriptor == descriptor)
        return &found->second;

    takeEvents(listener); // What the monitor says of this descriptor came before this message.
    found = m_links.find(session);
    const Result<Peer> peer = introduce(listener, session);
    Link link{peer ? *peer : Peer{.session = session, .role = Role::Join, .local = listener.local, .pid = 0, .key = {}},
              &listener, descriptor, false, false, 0};
    const bool stolen = found != m_links.end() && !found->second.gone && found->second.peer.key != link.peer.key;
    if (found != m_links.end())
        tellClosed(session);
    connectionGone(listener.connections.spoke(descriptor, session), descriptor);
    Link &added = m_links.insert_or_assign(session, std::move(link)).first->second;
    if (!listener.connections.isOpen(descriptor)) { // Closed already; this is what it had still said.
        added.gone = true;
        m_closing.push_back(session);
    }
    if (!peer || stolen) {
        refuse(added, peer ? Error{ErrorCode::Refused, "Cannot admit this peer: another key speaks for its session.", {}}
                           : peer.error());
        return nullptr;
    }
    return &added;
}

Result<Peer> ZmqEngineTransport::Private::introduce(const Listener &listener, const SessionId &session)
{
    return listener.local ? introduceLocal(session) : introduceRemote(session);
}

Result<Peer> ZmqEngineTransport::Private::introduceLocal(const SessionId &session)
{
    const LocalPeer local = localPeer(m_incoming.property("Peer-Address"));
    if (local.uid != static_cast<std::int64_t>(::geteuid()))
        return failure(ErrorCode::Refused, fmt::format("Cannot admit this peer: its user id is {} and only {} may use this "
                                                       "socket.", local.uid, ::geteuid()));
    return Peer{.session = session, .role = Role::Admin, .local = true, .pid = local.pid, .key = {}};
}

Result<Peer> ZmqEngineTransport::Private::introduceRemote(const SessionId &session)
{
    const auto admitted = ZapHandler::admittedFrom(m_incoming.property("User-Id"));
    const auto allowed = admitted ? m_allowed.find(admitted->key) : m_allowed.end();
    if (allowed == m_allowed.end()) // Removed since its handshake, if it ever was admitted.
        return failure(ErrorCode::Refused, "Cannot admit this peer: its key is not in the list of those who may come.");
    return Peer{.session = session, .role = allowed->second, .local = false, .pid = 0, .key = admitted->key};
}

void ZmqEngineTransport::Private::tellClosed(const SessionId &session)
{
    if (m_links.erase(session) > 0 && handler.closed)
        handler.closed(session);
}

void ZmqEngineTransport::Private::tellAllClosed()
{
    while (!m_closing.empty()) {
        const SessionId session = m_closing.front();
        m_closing.pop_front();
        const auto found = m_links.find(session);
        if (found != m_links.end() && found->second.gone) // Else it has come back meanwhile.
            tellClosed(session);
    }
}

void ZmqEngineTransport::Private::refuse(Link &link, const Error &error)
{
    link.ended = true;
    const Peer peer = link.peer;
    sendTo(*link.listener, {reinterpret_cast<const char *>(peer.session.bytes.data()), peer.session.bytes.size()},
           Disconnect{error.message, false});
    QTimer::singleShot(lastWords, &m_loop, [this, session = peer.session] {
        const auto found = m_links.find(session);
        if (found != m_links.end() && found->second.ended)
            end(session);
    });
    if (handler.garbage)
        handler.garbage(peer, error);
}

void ZmqEngineTransport::Private::refuseNameless(Listener &listener, int descriptor)
{
    const Error error{ErrorCode::InvalidInput, "Cannot admit this peer: its routing id is not a session of 16 bytes.", {}};
    sendTo(listener, m_incoming.routingId(), Disconnect{error.message, false});
    takeEvents(listener);
    if (listener.connections.isOpen(descriptor))
        QTimer::singleShot(lastWords, &m_loop, [this, whose = &listener, descriptor] {
            const bool isThere = std::any_of(m_listeners.begin(), m_listeners.end(), [&](const auto &each) { return each.get() == whose; });
            if (isThere && whose->connections.isOpen(descriptor))
                ::shutdown(descriptor, SHUT_RDWR);
        });
    if (handler.garbage)
        handler.garbage(Peer{.session = {}, .role = Role::Join, .local = listener.local, .pid = 0, .key = {}}, error);
}

void ZmqEngineTransport::Private::end(const SessionId &session)
{
    const auto found = m_links.find(session);
    if (found == m_links.end())
        return;
    takeEvents(*found->second.listener);
    if (!found->second.gone)
        ::shutdown(found->second.descriptor, SHUT_RDWR);
    else
        found->second.listener->socket.wake();
}

Sent ZmqEngineTransport::Private::send(const SessionId &to, const Message &message)
{
    const auto found = m_links.find(to);
    if (found == m_links.end() || found->second.gone)
        return Sent::Gone;
    Listener &listener = *found->second.listener;
    const Sent sent = sendTo(listener, {reinterpret_cast<const char *>(to.bytes.data()), to.bytes.size()}, message);
    if (!m_draining)
        listener.socket.wakeIfReadable();
    return sent;
}

Sent ZmqEngineTransport::Private::sendTo(Listener &listener, BytesView routingId, const Message &message)
{
    encode(message, m_encoded);
    if (m_encoded.largestFrame() > frameMax)
        return Sent::TooLarge;
    void *const socket = listener.socket.socket().handle();
    const auto put = [socket](BytesView bytes, int flags) {
        int sent = -1;
        while ((sent = zmq_send(socket, bytes.data(), bytes.size(), ZMQ_DONTWAIT | flags)) < 0 && zmq_errno() == EINTR)
            continue;
        return sent >= 0;
    };
    const bool all = put(routingId, ZMQ_SNDMORE) && put(m_encoded.head, m_encoded.hasRaw ? ZMQ_SNDMORE : 0)
        && (!m_encoded.hasRaw || put(m_encoded.raw, 0));
    if (all)
        return Sent::Queued;
    return zmq_errno() == EAGAIN ? Sent::Full : Sent::Gone;
}

ZmqEngineTransport::ZmqEngineTransport(Context context) : m(std::make_unique<Private>(std::move(context))) { }
ZmqEngineTransport::~ZmqEngineTransport() = default;

Result<Done> ZmqEngineTransport::listenLocal(const std::filesystem::path &path) { return m->listenLocal(path); }

Result<RemoteEndpoint> ZmqEngineTransport::listenTcp(const ListenAddress &address, const KeyPair &own,
                                                     std::vector<AllowedKey> allowed)
{
    if (const auto started = m->startZap(); !started) // Before the bind: nobody may come unchecked.
        return tl::unexpected(started.error());
    m->setAllowedKeys(std::move(allowed));
    return m->listenTcp(address, own);
}

void ZmqEngineTransport::stopTcp() { m->stopTcp(); }
void ZmqEngineTransport::setAllowedKeys(std::vector<AllowedKey> allowed) { m->setAllowedKeys(std::move(allowed)); }
void ZmqEngineTransport::setHandler(Handler handler) { m->handler = std::move(handler); }
Sent ZmqEngineTransport::send(const SessionId &to, const Message &message) { return m->send(to, message); }
void ZmqEngineTransport::end(const SessionId &session) { m->end(session); }

} // namespace weftline::wire
