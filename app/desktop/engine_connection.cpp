// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/desktop/engine_connection.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFileInfo>
#include <QtCore/QProcess>
#include <QtCore/QSettings>
#include <QtCore/QStandardPaths>

#include "engine/wire/runtime_dir.h"
#include "engine/wire/zmq_peer_transport.h"

#include <fmt/format.h>

#include <functional>
#include <system_error>
#include <utility>

namespace weftline::desktop {

using namespace std::chrono_literals;

constexpr auto patience = 300ms; ///< For an engine that is there.
constexpr auto startPatience = 10s; ///< For one that was started: it may have a long journal to read.
constexpr qsizetype knownMax = 20;
constexpr int startsMax = 3; ///< In a row without an answer; more would only repeat what fails.

QString EngineConnection::dataFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/weftline");
}

Result<std::filesystem::path> EngineConnection::defaultJournal()
{
    const std::filesystem::path folder(dataFolder().toStdString());
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed)
        return failure(ErrorCode::System,
                       fmt::format("Cannot make the folder \"{}\" for the engine's journal: {}. Set XDG_DATA_HOME to a folder that can be written.",
                                   folder.string(), failed.message()),
                       folder.string());
    return folder / "engine.journal";
}

Result<std::unique_ptr<EngineConnection>> EngineConnection::open(const std::filesystem::path &journal, QString program)
{
    const Result<std::filesystem::path> socket = wire::socketPathFor(journal);
    if (!socket)
        return tl::unexpected(socket.error());
    auto transport = wire::ZmqPeerTransport::connectLocal(wire::processContext(), {{socket->string()}});
    if (!transport)
        return tl::unexpected(transport.error());
    auto client = std::make_unique<client::WireClient>(std::move(*transport), "weftline",
                                                       QCoreApplication::applicationVersion().toStdString(), tr("local engine"));
    return std::unique_ptr<EngineConnection>(new EngineConnection(std::move(client), journal, std::move(program)));
}

EngineConnection::EngineConnection(std::unique_ptr<client::WireClient> client, std::filesystem::path journal, QString program)
    : m_client(std::move(client))
    , m_journal(std::move(journal))
    , m_program(std::move(program))
    , m_state(tr("looking for the engine"))
{
    m_away.start();
    m_timer.setInterval(patience);
    connect(&m_timer, &QTimer::timeout, this, &EngineConnection::check);
    connect(m_client.get(), &client::EngineClient::connectionChanged, this, [this](bool connected, const QString &) {
        if (connected) {
            m_timer.stop();
            m_starts = 0;
            m_saidSo = false;
            m_lastFailure.clear();
            setState({});
        } else if (!m_timer.isActive()) {
            m_away.start();
            m_timer.start();
            setState(tr("the engine is gone, looking for it"));
        }
    });
    connect(m_client.get(), &client::WireClient::refused, this, [this](const QString &why) {
        if (std::exchange(m_lastFailure, why) != why) // it is tried on, and says the same each time
            Q_EMIT failed(why);
    });
    m_timer.start();
}

void EngineConnection::setState(const QString &words)
{
    m_state = words;
    Q_EMIT stateChanged(words);
}

QStringList EngineConnection::known() { return QSettings().value(QStringLiteral("engines")).toStringList(); }

void EngineConnection::forget(const QString &address)
{
    QStringList addresses = known();
    addresses.removeAll(address);
    QSettings().setValue(QStringLiteral("engines"), addresses);
    Q_EMIT knownChanged(addresses);
}

void EngineConnection::use(const QString &address)
{
    endTrial([this, address] {
        if (address.isEmpty()) {
            useOwn();
            return;
        }
        const auto endpoint = wire::parseEndpoint(address.toStdString());
        if (!endpoint) {
            Q_EMIT chosenFailed(QString::fromStdString(endpoint.error().message));
            return;
        }
        const auto *remote = std::get_if<wire::RemoteEndpoint>(&*endpoint);
        if (!remote) {
            tryOut(*endpoint, {});
            return;
        }
        const auto keys = wire::KeyDirectory::ofUser();
        const auto made = keys ? keys->initKeys() : tl::unexpected(keys.error());
        const auto own = made ? keys->ownKey() : tl::unexpected(made.error());
        if (!own)
            Q_EMIT chosenFailed(QString::fromStdString(own.error().message));
        else if (remote->ticket.empty())
            tryOut(*endpoint, *own);
        else
            tryTicket(*remote, *own);
    });
}

void EngineConnection::endTrial(std::function<void()> then)
{
    m_isTrialOver = true;
    QMetaObject::invokeMethod(this, [this, then = std::move(then)] {
        m_redemption.reset();
        m_trial.reset();
        then();
    }, Qt::QueuedConnection);
}

void EngineConnection::tryTicket(const wire::RemoteEndpoint &at, const wire::KeyPair &own)
{
    m_isTrialOver = false;
    const auto fail = [this](const Error &why) {
        if (!m_isTrialOver)
            endTrial([this, why] { Q_EMIT chosenFailed(QString::fromStdString(why.message)); });
    };
    wire::Redemption::Handler handler;
    handler.waiting = fail;
    handler.done = [this, at, own, fail](const Result<wire::Redemption::Outcome> &outcome) {
        if (!outcome)
            fail(outcome.error());
        else if (!m_isTrialOver)
            endTrial([this, at, own] { goOver(wire::withoutTicket(at), own); });
    };
    const QString user = qEnvironmentVariable("USER", QStringLiteral("somebody"));
    m_redemption = std::make_unique<wire::Redemption>(wire::processContext(), at, own, user.toStdString(),
                                                      QCoreApplication::applicationVersion().toStdString(), std::move(handler));
}

Result<std::unique_ptr<wire::ZmqPeerTransport>> EngineConnection::transportTo(const wire::Endpoint &at, const wire::KeyPair &own)
{
    if (const auto *local = std::get_if<wire::LocalEndpoint>(&at))
        return wire::ZmqPeerTransport::connectLocal(wire::processContext(), {*local});
    return wire::ZmqPeerTransport::connectRemote(wire::processContext(), {std::get<wire::RemoteEndpoint>(at)}, own);
}

void EngineConnection::tryOut(const wire::Endpoint &at, const wire::KeyPair &own)
{
    auto made = transportTo(at, own);
    if (!made) {
        Q_EMIT chosenFailed(QString::fromStdString(made.error().message));
        return;
    }
    m_trial = std::move(*made);
    m_isTrialOver = false;
    wire::PeerTransport::Handler handler;
    handler.connected = [this, at, own] {
        if (!m_isTrialOver)
            endTrial([this, at, own] { goOver(at, own); });
    };
    handler.disconnected = [this](const Error &why) {
        if (!m_isTrialOver)
            endTrial([this, why] { Q_EMIT chosenFailed(QString::fromStdString(why.message)); });
    };
    m_trial->setHandler(std::move(handler));
}

void EngineConnection::goOver(const wire::Endpoint &at, const wire::KeyPair &own)
{
    auto made = transportTo(at, own);
    if (!made) {
        Q_EMIT chosenFailed(QString::fromStdString(made.error().message));
        return;
    }
    m_isOwn = false;
    m_timer.stop();
    QStringList addresses = known();
    const QString address = QString::fromStdString(wire::toText(at));
    addresses.removeAll(address);
    addresses.prepend(address);
    QSettings().setValue(QStringLiteral("engines"), addresses.mid(0, knownMax));
    m_client->replaceTransport(std::move(*made), QString::fromStdString(wire::nameOf(at)));
    Q_EMIT knownChanged(known());
}

void EngineConnection::useOwn()
{
    if (m_isOwn)
        return;
    const Result<std::filesystem::path> socket = wire::socketPathFor(m_journal);
    auto made = socket ? wire::ZmqPeerTransport::connectLocal(wire::processContext(), {{socket->string()}}) : tl::unexpected(socket.error());
    if (!made) {
        Q_EMIT chosenFailed(QString::fromStdString(made.error().message));
        return;
    }
    m_isOwn = true;
    m_starts = 0;
    m_saidSo = false;
    m_timer.stop();
    m_client->replaceTransport(std::move(*made), tr("local engine"));
}

void EngineConnection::check()
{
    if (m_client->isConnected()) {
        m_timer.stop();
        return;
    }
    if (!m_isOwn)
        return; // its own people start it
    if (m_starts > 0 && m_away.elapsed() < std::chrono::milliseconds(startPatience).count())
        return;
    if (m_starts >= startsMax) {
        if (!std::exchange(m_saidSo, true))
            Q_EMIT failed(tr("The engine does not answer, though it was started %n times. Run “weft engine --local” in a "
                             "terminal to see why.", nullptr, startsMax));
        setState(tr("no engine"));
        return;
    }
    QProcess engine;
    engine.setProgram(m_program);
    engine.setArguments({QStringLiteral("engine"), QStringLiteral("--local")});
    // Its own words belong to nobody's terminal: the window may be gone long before it.
    engine.setStandardInputFile(QProcess::nullDevice());
    engine.setStandardOutputFile(QProcess::nullDevice());
    engine.setStandardErrorFile(QProcess::nullDevice());
    ++m_starts;
    m_away.start();
    if (engine.startDetached()) {
        setState(tr("starting the engine"));
        return;
    }
    m_starts = startsMax;
    m_saidSo = true;
    setState(tr("no engine"));
    Q_EMIT failed(tr("The engine cannot be started: there is no program “%1”. Install Weftline again, or start an engine with "
                     "“weft engine --local”.").arg(m_program));
}

} // namespace weftline::desktop
