// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/wire/redemption.h"

#include <QtCore/QObject>

#include <zmq.h>

#include <array>
#include <utility>

#include <fmt/format.h>

#include "engine/wire/zmq_peer_transport.h"

namespace weftline::wire {

class Redemption::Private
{
public:
    void showTicket();

    Context context;
    RemoteEndpoint at;
    KeyPair own;
    std::string name;
    std::string version;
    Handler handler;

private:
    void showOwnKey();
    void connectWith(const KeyPair &pair, PeerTransport::Handler answers);
    /// Not from within a callback of the transport, which this may replace.
    void soon(std::function<void()> step);
    void refusedTicket(Error why);
    void wait(const Error &why);
    void finish(Result<Outcome> outcome);

    QObject m_loop; ///< Calls queued for it vanish with it.
    std::unique_ptr<ZmqPeerTransport> m_transport;
    Error m_refusal;
    std::string m_lastWait;
    bool m_isSettled = false; ///< This step is over; what the old connection says is not heard.
};

void Redemption::Private::soon(std::function<void()> step)
{
    if (std::exchange(m_isSettled, true))
        return;
    QMetaObject::invokeMethod(&m_loop, [step = std::move(step)] { step(); }, Qt::QueuedConnection);
}

void Redemption::Private::connectWith(const KeyPair &pair, PeerTransport::Handler answers)
{
    m_transport.reset();
    m_isSettled = false;
    RemoteEndpoint bare = at;
    bare.ticket.clear();
    auto made = ZmqPeerTransport::connectRemote(context, {bare}, pair);
    if (!made) {
        soon([this, why = made.error()] { finish(tl::unexpected(why)); });
        return;
    }
    m_transport = std::move(*made);
    m_transport->setHandler(std::move(answers));
}

void Redemption::Private::showTicket()
{
    std::array<char, 41> publicKey{};
    if (zmq_curve_public(publicKey.data(), at.ticket.c_str()) != 0) {
        refusedTicket({ErrorCode::InvalidInput, "The ticket in the address is not one. Copy the whole line.", {}});
        return;
    }
    PeerTransport::Handler answers;
    answers.connected = [this] { m_transport->send(Join{own.publicKey, name, version}); };
    answers.message = [this](Message message) {
        if (auto *joined = std::get_if<Joined>(&message))
            soon([this, outcome = Outcome{false, joined->name, joined->role}] { finish(outcome); });
        else if (const auto *refused = std::get_if<Disconnect>(&message))
            soon([this, why = Error{ErrorCode::Refused, refused->reason, {}}] { refusedTicket(why); });
    };
    answers.disconnected = [this](const Error &why) {
        if (why.code != ErrorCode::Refused) {
            wait(why);
            return;
        }
        soon([this] {
            refusedTicket({ErrorCode::Refused,
                           fmt::format("Cannot join the engine at \"{}\": it knows no such ticket. It was not made there, was taken back, or "
                                       "ended more than a day ago. Ask for a new one: \"weft ticket\" there, or Workers ▸ Add a machine in "
                                       "its window.", nameOf(at)),
                           nameOf(at)});
        });
    };
    connectWith({publicKey.data(), at.ticket}, std::move(answers));
}

void Redemption::Private::refusedTicket(Error why)
{
    m_refusal = std::move(why);
    showOwnKey();
}

void Redemption::Private::showOwnKey()
{
    PeerTransport::Handler answers;
    answers.connected = [this] { soon([this] { finish(Outcome{true, {}, {}}); }); };
    answers.disconnected = [this](const Error &why) {
        if (why.code == ErrorCode::Refused)
            soon([this] { finish(tl::unexpected(m_refusal)); });
        else
            wait(why);
    };
    connectWith(own, std::move(answers));
}

void Redemption::Private::wait(const Error &why)
{
    if (!m_isSettled && handler.waiting && std::exchange(m_lastWait, why.message) != why.message)
        handler.waiting(why);
}

void Redemption::Private::finish(Result<Outcome> outcome)
{
    m_transport.reset();
    if (const auto done = std::exchange(handler.done, {}))
        done(std::move(outcome)); // The last that is done here: it may end us.
}

Redemption::Redemption(Context context, RemoteEndpoint at, KeyPair own, std::string name, std::string version, Handler handler)
    : m(std::make_unique<Private>())
{
    m->context = std::move(context);
    m->at = std::move(at);
    m->own = std::move(own);
    m->name = std::move(name);
    m->version = std::move(version);
    m->handler = std::move(handler);
    m->showTicket();
}

Redemption::~Redemption() = default;

} // namespace weftline::wire
