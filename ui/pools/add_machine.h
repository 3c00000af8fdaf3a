// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Workers ▸ Add a machine: where the engine listens, the line by which a machine joins, and who may come. A window beside
// the main one, which goes on as before.

#pragma once

#include <QCoro/QCoroTask>

#include <QtWidgets/QDialog>

#include "engine/client/engine_client.h"

class QScrollArea;

namespace weftline::ui::widgets {
class TextLabel;
}

namespace weftline::ui::pools {

class KnownKeys;
class ListenPart;
class TicketPart;

class AddMachine final : public QDialog
{
    Q_OBJECT

public:
    /// `client` outlives it.
    explicit AddMachine(client::EngineClient *client, QWidget *parent = nullptr);

    [[nodiscard]] ListenPart *listenPart() const { return m_listen; }
    [[nodiscard]] TicketPart *ticketPart() const { return m_ticket; }
    [[nodiscard]] KnownKeys *knownKeys() const { return m_known; }
    /// What went wrong, or why this person may not add machines; empty when all is well.
    [[nodiscard]] QString trouble() const;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void refresh();
    void showTrouble(const QString &words);
    QCoro::Task<> askAccess();
    QCoro::Task<> makeTicket();
    QCoro::Task<> listen(QString address);
    QCoro::Task<> remove(QString key);

    client::EngineClient *m_client;
    std::uint64_t m_seenChange = 0;
    bool m_hasAsked = false;
    bool m_makesTicket = false; ///< One is on its way.
    widgets::TextLabel *m_trouble = nullptr;
    ListenPart *m_listen = nullptr;
    QWidget *m_ticketPlace = nullptr;
    TicketPart *m_ticket = nullptr;
    KnownKeys *m_known = nullptr;
};

} // namespace weftline::ui::pools
