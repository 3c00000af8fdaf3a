// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The way to the window's engine. By itself that is the user's own: it connects to its socket, and starts `weft engine
// --local` where nobody answers; that engine outlives the window. A person may choose another, which is tried first: the
// window keeps the engine that it has until the other one has let it in. Never blocks.

#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <filesystem>
#include <memory>

#include "engine/client/wire_client.h"
#include "engine/wire/redemption.h"
#include "engine/wire/zmq_peer_transport.h"

namespace weftline::desktop {

class EngineConnection final : public QObject
{
    Q_OBJECT

public:
    /// `journal`: the engine's; its folder exists. `program`: `weft`.
    [[nodiscard]] static Result<std::unique_ptr<EngineConnection>> open(const std::filesystem::path &journal, QString program);

    [[nodiscard]] client::WireClient &client() const { return *m_client; }
    [[nodiscard]] QString state() const { return m_state; }

    /// Where the user's things lie: $XDG_DATA_HOME/weftline.
    [[nodiscard]] static QString dataFolder();
    /// Where the user's journal lies, its folder made: $XDG_DATA_HOME/weftline/engine.journal.
    [[nodiscard]] static Result<std::filesystem::path> defaultJournal();

    /// Goes over to the engine at "weft://…" or "ipc://…", which joins first where the address has a ticket; empty: to the
    /// user's own. `chosenFailed` says why it stays where it is.
    void use(const QString &address);
    /// Engines that were used, the newest first; addresses without tickets.
    [[nodiscard]] static QStringList known();
    void forget(const QString &address);

Q_SIGNALS:
    /// The engine that was chosen cannot be had; a sentence for people.
    void chosenFailed(const QString &why);
    void knownChanged(const QStringList &addresses);
    /// In a few words, while there is no connection: "starting the engine".
    void stateChanged(const QString &words);
    /// The engine cannot be had; a sentence for people. It is tried on.
    void failed(const QString &why);

private:
    EngineConnection(std::unique_ptr<client::WireClient> client, std::filesystem::path journal, QString program);
    void setState(const QString &words);
    void check();
    void useOwn();
    void tryTicket(const wire::RemoteEndpoint &at, const wire::KeyPair &own);
    void tryOut(const wire::Endpoint &at, const wire::KeyPair &own);
    void goOver(const wire::Endpoint &at, const wire::KeyPair &own);
    /// Ends what is tried out, not from within one of its callbacks, and does `then`.
    void endTrial(std::function<void()> then);
    [[nodiscard]] static Result<std::unique_ptr<wire::ZmqPeerTransport>> transportTo(const wire::Endpoint &at, const wire::KeyPair &own);

    std::unique_ptr<client::WireClient> m_client;
    std::filesystem::path m_journal;
    QString m_program;
    QString m_state;
    QTimer m_timer;
    QElapsedTimer m_away; ///< Since there is no connection.
    std::unique_ptr<wire::Redemption> m_redemption;
    std::unique_ptr<wire::ZmqPeerTransport> m_trial;
    bool m_isTrialOver = true;
    QString m_lastFailure;
    bool m_isOwn = true; ///< The user's own engine, which is started where it is missing.
    int m_starts = 0;
    bool m_saidSo = false;
};

} // namespace weftline::desktop
