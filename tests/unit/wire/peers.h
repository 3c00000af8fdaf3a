// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Engine and peers over real sockets in one process, with what they were told written down. Where an engine goes, every TCP
// socket of this process has refused a wrong key.

#pragma once

#include <QtCore/QTemporaryDir>

#include <utility>
#include <vector>

#include "engine/wire/zmq_engine_transport.h"
#include "engine/wire/zmq_peer_transport.h"
#include "tests/support/knocking.h"
#include "tests/support/test_main.h"

namespace weftline::test {

/// An engine that remembers what it hears, and answers every heartbeat when asked to.
struct ListeningEngine
{
    explicit ListeningEngine(wire::Context context) : transport(std::move(context))
    {
        transport.setHandler({
            .message = [this](const wire::Peer &peer, wire::Message message) {
                if (echo)
                    transport.send(peer.session, message);
                messages.emplace_back(peer, std::move(message));
            },
            .closed = [this](const SessionId &session) { closed.push_back(session); },
            .garbage = [this](const wire::Peer &peer, const Error &error) { garbage.emplace_back(peer, error); },
        });
    }

    ~ListeningEngine()
    {
        const QStringList wrong = openDoors(static_cast<int>(QCoreApplication::applicationPid()), serverKey);
        if (!wrong.isEmpty())
            QTest::qFail(qPrintable(wrong.join(QLatin1Char('\n'))), __FILE__, __LINE__);
    }
    ListeningEngine(const ListeningEngine &) = delete;
    ListeningEngine &operator=(const ListeningEngine &) = delete;

    Result<wire::RemoteEndpoint> listenTcp(const wire::ListenAddress &address, const wire::KeyPair &own, std::vector<wire::AllowedKey> allowed)
    {
        serverKey = own.publicKey;
        return transport.listenTcp(address, own, std::move(allowed));
    }

    wire::ZmqEngineTransport transport;
    std::string serverKey; ///< Of what listens over TCP.
    std::vector<std::pair<wire::Peer, wire::Message>> messages;
    std::vector<SessionId> closed;
    std::vector<std::pair<wire::Peer, Error>> garbage;
    bool echo = false;
};

/// A peer that says ClientHello after each handshake and remembers what happens.
struct TalkingPeer
{
    explicit TalkingPeer(Result<std::unique_ptr<wire::ZmqPeerTransport>> made) : transport(std::move(made.value()))
    {
        transport->setHandler({
            .connected = [this] {
                ++connections;
                transport->send(wire::ClientHello{"test", "1"});
            },
            .disconnected = [this](const Error &error) { errors.push_back(error); },
            .message = [this](wire::Message message) { messages.push_back(std::move(message)); },
        });
    }

    std::unique_ptr<wire::ZmqPeerTransport> transport;
    int connections = 0;
    std::vector<Error> errors;
    std::vector<wire::Message> messages;
};

} // namespace weftline::test
