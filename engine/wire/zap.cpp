// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/wire/zap.h"

#include <csignal>

#include <zmq.hpp>

#include <array>
#include <atomic>
#include <vector>

#include <fmt/format.h>

#include "engine/wire/endpoint.h"
#include "engine/wire/watched_socket.h"

namespace weftline::wire {
namespace {

constexpr const char *zapAddress = "inproc://zeromq.zap.01";
constexpr std::size_t requestFrames = 7; ///< Version, id, domain, address, routing id, mechanism, key.
constexpr auto proofPatience = std::chrono::milliseconds(3000);

enum class Admission : std::uint8_t { Admitted, Refused, Unclear };

/// Knocks at the address with this key, and tells what came of it.
Admission knock(zmq::context_t &context, const std::string &address, const std::string &serverKey, const KeyPair &own)
{
    WatchedSocket knocking(context, zmq::socket_type::dealer, ZMQ_EVENT_HANDSHAKE_SUCCEEDED | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH);
    knocking.socket().set(zmq::sockopt::ipv6, true);
    knocking.socket().set(zmq::sockopt::reconnect_ivl, 10);
    knocking.socket().set(zmq::sockopt::curve_serverkey, serverKey);
    knocking.socket().set(zmq::sockopt::curve_publickey, own.publicKey);
    knocking.socket().set(zmq::sockopt::curve_secretkey, own.secretKey);
    knocking.socket().connect(address);
    if (!knocking.waitForEvent(proofPatience))
        return Admission::Unclear;
    const auto event = knocking.nextEvent();
    if (!event)
        return Admission::Unclear;
    return event->what == ZMQ_EVENT_HANDSHAKE_SUCCEEDED ? Admission::Admitted : Admission::Refused;
}

} // namespace

class ZapHandler::Sockets
{
public:
    explicit Sockets(zmq::context_t &context)
        : zap(context, zmq::socket_type::rep), stopped(context, zmq::socket_type::pair), stop(context, zmq::socket_type::pair)
    {
        static std::atomic<std::uint64_t> count = 0;
        const std::string stopAddress = fmt::format("inproc://weftline-zap-stop-{}", ++count);
        for (zmq::socket_t *socket : {&zap, &stopped, &stop})
            socket->set(zmq::sockopt::linger, 0);
        stopped.bind(stopAddress);
        stop.connect(stopAddress);
        zap.bind(zapAddress);
    }

    zmq::socket_t zap;
    zmq::socket_t stopped; ///< The thread's end.
    zmq::socket_t stop; ///< The destructor's end.
};

Result<std::unique_ptr<ZapHandler>> ZapHandler::start(Context context)
{
    try {
        auto sockets = std::make_unique<Sockets>(*context);
        return std::unique_ptr<ZapHandler>(new ZapHandler(std::move(context), std::move(sockets)));
    } catch (const zmq::error_t &error) {
        return failure(ErrorCode::System, fmt::format("Cannot check the keys of who connects: {}. One process can hold one "
                                                      "engine that listens on the network.", error.what()));
    }
}

ZapHandler::ZapHandler(Context context, std::unique_ptr<Sockets> sockets)
    : m_context(std::move(context)), m_sockets(std::move(sockets))
{
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before); // The thread inherits it: a signal can hide a message from libzmq.
    m_thread = std::thread([this] { run(); });
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

ZapHandler::~ZapHandler()
{
    m_sockets->stop.send(zmq::message_t(), zmq::send_flags::none);
    m_thread.join();
    m_sockets->zap.unbind(zapAddress); // At once: closing alone frees the name some time later.
}

void ZapHandler::run()
{
    std::array<zmq::pollitem_t, 2> items{{{m_sockets->zap.handle(), 0, ZMQ_POLLIN, 0},
                                          {m_sockets->stopped.handle(), 0, ZMQ_POLLIN, 0}}};
    while (true) {
        zmq::poll(items.data(), items.size(), std::chrono::milliseconds(-1));
        if ((items[1].revents & ZMQ_POLLIN) != 0)
            return;
        std::vector<zmq::message_t> request;
        bool more = true;
        while (more) {
            request.emplace_back();
            if (!m_sockets->zap.recv(request.back(), zmq::recv_flags::none))
                break;
            more = request.back().more();
        }
        std::string userId;
        if (request.size() == requestFrames)
            userId = userIdFor(request[5].to_string_view(), request[2].to_string_view(), request[6].to_string_view());
        const std::string id = request.size() > 1 ? request[1].to_string() : std::string();
        const std::array<std::string, 6> reply{"1.0", id, userId.empty() ? "400" : "200",
                                               userId.empty() ? "This key is not admitted" : "OK", userId, ""};
        for (std::size_t i = 0; i < reply.size(); ++i)
            m_sockets->zap.send(zmq::buffer(reply[i]), i + 1 < reply.size() ? zmq::send_flags::sndmore : zmq::send_flags::none);
    }
}

/// "ROLE:KEY" for who may come; empty for everybody else.
std::string ZapHandler::userIdFor(std::string_view mechanism, std::string_view domainAsked, std::string_view rawKey)
{
    if (mechanism != "CURVE" || domainAsked != domain || rawKey.size() != 32)
        return {};
    std::array<char, 41> key{};
    zmq_z85_encode(key.data(), reinterpret_cast<const std::uint8_t *>(rawKey.data()), rawKey.size());
    const std::lock_guard lock(m_mutex);
    const auto found = m_keys.find(key.data());
    if (found != m_keys.end())
        return fmt::format("{}:{}", roleName(found->second), key.data());
    return m_proofKey == key.data() ? fmt::format("{}:{}", roleName(Role::Join), key.data()) : std::string();
}

void ZapHandler::setKeys(const std::vector<AllowedKey> &keys)
{
    const std::lock_guard lock(m_mutex);
    m_keys.clear();
    for (const AllowedKey &key : keys)
        m_keys.emplace(key.key, key.role);
}

Result<Done> ZapHandler::proveAt(const std::string &address, const std::string &serverKey)
{
    const auto setProofKey = [this](const std::string &key) {
        const std::lock_guard lock(m_mutex);
        m_proofKey = key;
    };
    const KeyPair known = makeKeyPair();
    try {
        if (knock(*m_context, address, serverKey, makeKeyPair()) != Admission::Refused)
            return failure(ErrorCode::System, fmt::format("Cannot listen on \"{}\": a key that nobody has admitted was not "
                                                          "refused there. Without that check anybody could come.", address));
        setProofKey(known.publicKey);
        const Admission admission = knock(*m_context, address, serverKey, known);
        setProofKey({});
        if (admission != Admission::Admitted)
            return failure(ErrorCode::System, fmt::format("Cannot listen on \"{}\": an admitted key was refused there.", address));
    } catch (const zmq::error_t &error) {
        setProofKey({});
        return failure(ErrorCode::System, fmt::format("Cannot listen on \"{}\": it cannot be tried out: {}.", address, error.what()));
    }
    return Done{};
}

std::optional<ZapHandler::Admitted> ZapHandler::admittedFrom(std::string_view userId)
{
    const std::size_t colon = userId.find(':');
    if (colon == std::string_view::npos)
        return {};
    const std::optional<Role> role = roleNamed(userId.substr(0, colon));
    const std::string_view key = userId.substr(colon + 1);
    return role && isKeyText(key) ? std::optional(Admitted{*role, std::string(key)}) : std::nullopt;
}

} // namespace weftline::wire
