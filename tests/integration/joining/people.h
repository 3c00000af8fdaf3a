// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// People and machines around one engine: each a home of their own; the engine as its owner starts it; and clients and workers
// that speak for themselves, to say what `weft` would not.

#pragma once

#include <QCoro/QCoroTask>

#include <QtCore/QRegularExpression>

#include <csignal>

#include "engine/client/wire_client.h"
#include "engine/wire/zmq_peer_transport.h"
#include "tests/integration/bad_input/sandbox.h"
#include "tests/support/test_main.h"

namespace weftline::test {

/// An engine with its owner.
class Engine
{
public:
    /// `listen`: "tcp://…"; empty: not over the network.
    void start(const QString &listen)
    {
        QStringList arguments{QStringLiteral("engine"), QStringLiteral("--journal"), journal(), QStringLiteral("--json")};
        if (!listen.isEmpty()) {
            QVERIFY(owner.weft({QStringLiteral("keys"), QStringLiteral("init")}).code == 0);
            arguments << QStringLiteral("--listen") << listen;
        }
        m_program = owner.start(arguments);
        QVERIFY2(m_program->hasSaid("\n"), m_program->heard());
        const auto said = format::parseJson(m_program->heard().toStdString());
        QVERIFY2(said.has_value(), m_program->heard());
        local = q(textAt(*said, "local"));
        remote = q(textAt(*said, "remote"));
    }
    /// Ends it as a person would, and waits.
    void stop()
    {
        (*m_program)->terminate();
        QVERIFY((*m_program)->waitForFinished(20'000));
        m_program.reset();
    }
    [[nodiscard]] int pid() const { return static_cast<int>((*m_program)->processId()); }
    [[nodiscard]] QString journal() const { return owner.file(QStringLiteral("e.journal")); }
    [[nodiscard]] Ran ticket(const QStringList &more = {}) const
    {
        return owner.weft(QStringList{QStringLiteral("ticket"), QStringLiteral("--engine"), local, QStringLiteral("--json")} + more);
    }
    /// The address with a new ticket in it.
    [[nodiscard]] QString ticketAddress(const QStringList &more = {}) const { return q(textAt(ticket(more).lastLine(), "address")); }
    [[nodiscard]] Ran run(const QString &flow) const
    {
        return owner.weft({QStringLiteral("run"), flow, QStringLiteral("--engine"), local, QStringLiteral("--json")});
    }
    [[nodiscard]] bool eventsSay(const char *text) const { return owner.weft({QStringLiteral("events"), journal()}).says(text); }

    Sandbox owner;
    QString local;
    QString remote;

private:
    std::unique_ptr<Program> m_program;
};

/// The key that a person's `weft` joins with.
inline wire::KeyPair ownKeyOf(const Sandbox &box)
{
    const std::filesystem::path folder(box.file(QStringLiteral("xdg_config_home")).toStdString());
    return wire::KeyDirectory(folder / "weftline" / "keys").ownKey().value_or(wire::KeyPair{});
}

inline wire::RemoteEndpoint placeOf(const QString &address)
{
    const auto endpoint = wire::parseEndpoint(address.toStdString());
    const auto *remote = endpoint ? std::get_if<wire::RemoteEndpoint>(&*endpoint) : nullptr;
    return remote ? *remote : wire::RemoteEndpoint{};
}

/// A client with a key, in this process.
inline std::unique_ptr<client::WireClient> clientAt(const QString &address, const wire::KeyPair &own)
{
    auto transport = wire::ZmqPeerTransport::connectRemote(wire::processContext(), {placeOf(address)}, own);
    return std::make_unique<client::WireClient>(std::move(*transport), "test", "1", QStringLiteral("engine"));
}

/// What a request came to.
template <typename T>
Result<T> answerTo(QCoro::Task<Result<T>> asked)
{
    std::optional<Result<T>> answer;
    QObject context;
    QCoro::connect(std::move(asked), &context, [&](const Result<T> &came) { answer = came; });
    waitUntil([&] { return answer.has_value(); });
    return answer ? *answer : Result<T>(failure(ErrorCode::Unreachable, "no answer"));
}

/// A peer that says what a test wants, and writes down what it hears.
struct RawPeer
{
    RawPeer(const QString &address, const wire::KeyPair &own, wire::Message first)
        : transport(std::move(wire::ZmqPeerTransport::connectRemote(wire::processContext(), {placeOf(address)}, own).value()))
    {
        transport->setHandler({
            .connected = [this, first] { transport->send(first); },
            .disconnected = [this](const Error &error) { errors.push_back(error); },
            .message = [this](wire::Message message) { heard.push_back(std::move(message)); },
        });
    }
    template <typename T>
    [[nodiscard]] const T *first() const
    {
        for (const wire::Message &message : heard)
            if (const T *found = std::get_if<T>(&message))
                return found;
        return nullptr;
    }

    std::unique_ptr<wire::ZmqPeerTransport> transport;
    std::vector<wire::Message> heard;
    std::vector<Error> errors;
};

} // namespace weftline::test
