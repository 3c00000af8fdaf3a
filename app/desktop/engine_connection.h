// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The way to the user's own engine: connects to its socket, and starts `weft engine --local` where nobody answers. The
// engine outlives the window. Never blocks.

#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QObject>
#include <QtCore/QTimer>

#include <filesystem>
#include <memory>

#include "engine/client/wire_client.h"

namespace weftline::desktop {

class EngineConnection final : public QObject
{
    Q_OBJECT

public:
    /// `journal`: the engine's; its folder exists. `program`: `weft`.
    [[nodiscard]] static Result<std::unique_ptr<EngineConnection>> open(const std::filesystem::path &journal, QString program);

    [[nodiscard]] client::WireClient &client() const { return *m_client; }
    [[nodiscard]] QString state() const { return m_state; }

    /// Where the user's journal lies, its folder made: $XDG_DATA_HOME/weftline/engine.journal.
    [[nodiscard]] static Result<std::filesystem::path> defaultJournal();

Q_SIGNALS:
    /// In a few words, while there is no connection: "starting the engine".
    void stateChanged(const QString &words);
    /// The engine cannot be had; a sentence for people. It is tried on.
    void failed(const QString &why);

private:
    EngineConnection(std::unique_ptr<client::WireClient> client, std::filesystem::path journal, QString program);
    void setState(const QString &words);
    void check();

    std::unique_ptr<client::WireClient> m_client;
    std::filesystem::path m_journal;
    QString m_program;
    QString m_state;
    QTimer m_timer;
    QElapsedTimer m_away; ///< Since there is no connection.
    int m_starts = 0;
    bool m_saidSo = false;
};

} // namespace weftline::desktop
