// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pools/add_machine.h"

#include <QtCore/QPointer>
#include <QtGui/QShowEvent>
#include <QtWidgets/QFrame>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QVBoxLayout>

#include "ui/pools/known_keys.h"
#include "ui/pools/listen_part.h"
#include "ui/pools/rights.h"
#include "ui/pools/ticket_part.h"
#include "ui/widgets/engine_words.h"
#include "ui/widgets/labels.h"

namespace weftline::ui::pools {

using widgets::TextLabel;
using widgets::TextRole;
using widgets::Token;

AddMachine::AddMachine(client::EngineClient *client, QWidget *parent) : QDialog(parent), m_client(client)
{
    setObjectName(QStringLiteral("addMachine"));
    setWindowTitle(tr("Add a Machine"));
    build();
    connect(m_listen, &ListenPart::listenAsked, this, [this](const QString &address) { listen(address); });
    connect(m_ticket, &TicketPart::ticketAsked, this, [this] { makeTicket(); });
    connect(m_known, &KnownKeys::removeAsked, this, [this](const QString &key) { remove(key); });
    connect(client, &client::EngineClient::engineChanged, this, &AddMachine::refresh);
    connect(client, &client::EngineClient::connectionChanged, this, &AddMachine::refresh);
    connect(client, &client::EngineClient::engineReplaced, this, [this] {
        m_hasAsked = false;
        m_ticket->clear();
        m_known->setAccess({}, {});
        refresh();
    });
    refresh();
}

void AddMachine::build()
{
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 20);
    column->setSpacing(12);
    auto *const head = new TextLabel(tr("Let a machine or a person join"), TextRole::Title);
    column->addWidget(head);
    m_trouble = new TextLabel(TextRole::Body, Token::Failed);
    m_trouble->setObjectName(QStringLiteral("addMachineTrouble"));
    m_trouble->setWordWrap(true);
    column->addWidget(m_trouble);
    m_listen = new ListenPart;
    column->addWidget(m_listen);
    m_ticketPlace = new QWidget;
    auto *const place = new QVBoxLayout(m_ticketPlace);
    place->setContentsMargins(0, 0, 0, 0);
    place->setSpacing(12);
    place->addWidget(new widgets::Hairline);
    m_ticket = new TicketPart;
    place->addWidget(m_ticket);
    column->addWidget(m_ticketPlace);
    column->addWidget(new widgets::Hairline);
    column->addWidget(new TextLabel(tr("Who may come"), TextRole::CaptionHead, Token::Text3));
    auto *const scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    auto *const content = new QWidget;
    content->setAutoFillBackground(false);
    auto *const rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 0, 0);
    m_known = new KnownKeys;
    rows->addWidget(m_known);
    rows->addStretch(1);
    scroll->setWidget(content);
    scroll->setMinimumHeight(120);
    column->addWidget(scroll, 1);
    resize(640, 560);
}

QString AddMachine::trouble() const { return m_trouble->isHidden() ? QString() : m_trouble->text(); }

void AddMachine::showTrouble(const QString &words)
{
    m_trouble->setText(words);
    m_trouble->setVisible(!words.isEmpty());
}

void AddMachine::showEvent(QShowEvent *)
{
    m_hasAsked = false;
    refresh();
}

void AddMachine::refresh()
{
    const client::EngineView &engine = m_client->engine();
    const QString reason = !m_client->isConnected() ? tr("No engine is connected.") : whyNot(engine, "ticket");
    const bool isAllowed = reason.isEmpty();
    m_listen->setAllowed(isAllowed);
    m_ticket->setAllowed(isAllowed);
    m_known->setAllowed(isAllowed);
    m_listen->setAddress(QString::fromStdString(engine.address));
    m_listen->setVisible(isAllowed || !engine.address.empty());
    m_ticketPlace->setVisible(!engine.address.empty() && isAllowed);
    if (!isAllowed) {
        showTrouble(reason);
        return;
    }
    if (m_hasAsked && m_seenChange == engine.accessChange)
        return;
    if (!m_hasAsked)
        showTrouble({});
    m_hasAsked = true;
    m_seenChange = engine.accessChange;
    askAccess();
    if (!engine.address.empty() && !m_ticket->hasTicket() && isVisible())
        makeTicket(); // it is what this was opened for
}

QCoro::Task<> AddMachine::askAccess()
{
    const QPointer<AddMachine> self(this);
    const Result<client::Access> access = co_await m_client->access();
    if (!self)
        co_return;
    if (!access) {
        showTrouble(widgets::inWords(access.error().message));
        co_return;
    }
    m_ticket->setAccess(*access);
    m_known->setAccess(*access, m_client->engine().at);
    m_known->setAllowed(whyNot(m_client->engine(), "remove_key").isEmpty());
}

QCoro::Task<> AddMachine::makeTicket()
{
    if (std::exchange(m_makesTicket, true))
        co_return;
    const QPointer<AddMachine> self(this);
    const client::TicketWish wish = m_ticket->wish();
    const Result<client::Ticket> ticket = co_await m_client->makeTicket(wish);
    if (!self)
        co_return;
    m_makesTicket = false;
    showTrouble(ticket ? QString() : widgets::inWords(ticket.error().message));
    if (!ticket)
        co_return;
    m_ticket->setTicket(*ticket, wish.role, std::chrono::duration_cast<std::chrono::milliseconds>(wish.validFor));
    askAccess();
}

QCoro::Task<> AddMachine::listen(QString address)
{
    const QPointer<AddMachine> self(this);
    const Result<Done> done = co_await m_client->listen(address.toStdString());
    if (!self)
        co_return;
    showTrouble(done ? QString() : widgets::inWords(done.error().message));
    if (done && address.isEmpty())
        m_ticket->clear();
}

QCoro::Task<> AddMachine::remove(QString key)
{
    const QPointer<AddMachine> self(this);
    const Result<Done> done = co_await m_client->removeKey(key.toStdString());
    if (self)
        showTrouble(done ? QString() : widgets::inWords(done.error().message));
}

} // namespace weftline::ui::pools
