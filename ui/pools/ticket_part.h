// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A ticket to hand over: the line, how to use it, how long it is still good, and what came of it.

#pragma once

#include <QtCore/QElapsedTimer>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include "engine/client/access.h"

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace weftline::ui::widgets {
class TextLabel;
}

namespace weftline::ui::pools {

class TicketPart final : public QWidget
{
    Q_OBJECT

public:
    explicit TicketPart(QWidget *parent = nullptr);

    /// A new ticket, good for `validFor` from now on.
    void setTicket(const client::Ticket &ticket, const std::string &role, std::chrono::milliseconds validFor);
    /// What the engine says of the tickets now.
    void setAccess(const client::Access &access);
    /// None is shown any more.
    void clear();
    void setAllowed(bool isAllowed);

    [[nodiscard]] client::TicketWish wish() const;
    [[nodiscard]] bool hasTicket() const { return !m_ticket.key.empty(); }
    [[nodiscard]] QString line() const;
    [[nodiscard]] QString outcome() const;
    [[nodiscard]] QComboBox *roles() const { return m_roles; }
    [[nodiscard]] QPushButton *copyButton() const { return m_copy; }
    [[nodiscard]] QPushButton *makeButton() const { return m_make; }

Q_SIGNALS:
    void ticketAsked();

private:
    enum class State { None, Open, Joined, Over };

    void build();
    void tick();
    void setState(State state, const QString &words);

    client::Ticket m_ticket;
    std::string m_role;
    std::string m_joinedAs;
    State m_state = State::None;
    QElapsedTimer m_since;
    std::chrono::milliseconds m_validFor{0};
    QTimer m_tick;
    QComboBox *m_roles = nullptr;
    QLineEdit *m_name = nullptr;
    QPlainTextEdit *m_line = nullptr;
    QPushButton *m_copy = nullptr;
    QPushButton *m_make = nullptr;
    widgets::TextLabel *m_how = nullptr;
    widgets::TextLabel *m_outcome = nullptr;
};

} // namespace weftline::ui::pools
