// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/desktop/engine_connection.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFileInfo>
#include <QtCore/QProcess>
#include <QtCore/QStandardPaths>

#include "engine/wire/runtime_dir.h"
#include "engine/wire/zmq_peer_transport.h"

#include <fmt/format.h>

#include <system_error>

namespace weftline::desktop {

using namespace std::chrono_literals;

constexpr auto patience = 300ms; ///< For an engine that is there.
constexpr auto startPatience = 10s; ///< For one that was started: it may have a long journal to read.
constexpr int startsMax = 3; ///< In a row without an answer; more would only repeat what fails.

Result<std::filesystem::path> EngineConnection::defaultJournal()
{
    const std::filesystem::path data(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation).toStdString());
    const std::filesystem::path folder = data / "weftline";
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
            setState({});
        } else if (!m_timer.isActive()) {
            m_away.start();
            m_timer.start();
            setState(tr("the engine is gone, looking for it"));
        }
    });
    connect(m_client.get(), &client::WireClient::refused, this, &EngineConnection::failed);
    m_timer.start();
}

void EngineConnection::setState(const QString &words)
{
    m_state = words;
    Q_EMIT stateChanged(words);
}

void EngineConnection::check()
{
    if (m_client->isConnected()) {
        m_timer.stop();
        return;
    }
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
