// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pools/ticket_part.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QTextOption>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/pools/rights.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/style.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/units.h"

#include <algorithm>

namespace weftline::ui::pools {

using namespace std::chrono_literals;
using widgets::TextLabel;
using widgets::TextRole;
using widgets::Token;

namespace {

/// What is typed on the other machine: the same in every language.
QString commandFor(const std::string &role, const QString &address)
{
    const QString program = QStringLiteral("weft");
    const QStringList words = role == "worker" ? QStringList{program, QStringLiteral("worker"), QStringLiteral("--join")}
                                               : QStringList{program, QStringLiteral("keys"), QStringLiteral("join")};
    return words.join(QLatin1Char(' ')) + QStringLiteral(" '%1'").arg(address);
}

} // namespace

TicketPart::TicketPart(QWidget *parent) : QWidget(parent)
{
    build();
    m_tick.setInterval(250ms);
    connect(&m_tick, &QTimer::timeout, this, &TicketPart::tick);
    connect(m_make, &QPushButton::clicked, this, &TicketPart::ticketAsked);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(line());
        m_copy->setText(tr("Copied"));
    });
    clear();
}

void TicketPart::build()
{
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto *const who = new QHBoxLayout;
    who->setSpacing(8);
    who->addWidget(new TextLabel(tr("Who joins is a"), TextRole::Small, Token::Text2));
    m_roles = new QComboBox;
    m_roles->setObjectName(QStringLiteral("ticketRole"));
    const std::pair<const char *, QString> roles[] = {{"worker", tr("worker: a machine that carries out tasks")},
                                                      {"viewer", tr("viewer: a person who looks")},
                                                      {"operator", tr("operator: a person who also runs and cancels")},
                                                      {"admin", tr("admin: a person who may do everything")}};
    for (const auto &[role, words] : roles)
        m_roles->addItem(words, QString::fromLatin1(role));
    who->addWidget(m_roles, 1);
    m_name = new QLineEdit;
    m_name->setMaxLength(80);
    m_name->setPlaceholderText(tr("name, if not its own"));
    who->addWidget(m_name);
    m_make = new QPushButton(tr("Make a Line"));
    m_make->setObjectName(QStringLiteral("makeTicket"));
    who->addWidget(m_make);
    column->addLayout(who);
    m_line = new QPlainTextEdit;
    m_line->setObjectName(QStringLiteral("ticketLine"));
    m_line->setReadOnly(true);
    m_line->setWordWrapMode(QTextOption::WrapAnywhere);
    m_line->setFont(widgets::font(TextRole::Code));
    m_line->setFixedHeight(qRound(84 * widgets::Theme::instance().textSize()));
    m_line->setAccessibleName(tr("The line for the other machine"));
    connect(&widgets::Theme::instance(), &widgets::Theme::changed, m_line, [this] { m_line->setFont(widgets::font(TextRole::Code)); });
    column->addWidget(m_line);
    auto *const below = new QHBoxLayout;
    m_outcome = new TextLabel(TextRole::Body, Token::Text2);
    m_outcome->setObjectName(QStringLiteral("ticketOutcome"));
    m_outcome->setWordWrap(true);
    below->addWidget(m_outcome, 1);
    m_copy = new QPushButton(widgets::icon(QStringLiteral("copy")), tr("Copy"));
    m_copy->setObjectName(QStringLiteral("copyTicket"));
    below->addWidget(m_copy, 0, Qt::AlignTop);
    column->addLayout(below);
    m_how = new TextLabel(TextRole::Small, Token::Text3);
    m_how->setWordWrap(true);
    column->addWidget(m_how);
}

client::TicketWish TicketPart::wish() const
{
    client::TicketWish wish;
    wish.role = m_roles->currentData().toString().toStdString();
    wish.name = m_name->text().trimmed().toStdString();
    return wish;
}

void TicketPart::setTicket(const client::Ticket &ticket, const std::string &role, std::chrono::milliseconds validFor)
{
    m_ticket = ticket;
    m_role = role;
    m_validFor = validFor;
    m_since.start();
    m_joinedAs.clear();
    const QString address = QString::fromStdString(ticket.address);
    m_line->setPlainText(commandFor(role, address));
    m_copy->setText(tr("Copy"));
    m_how->setText(role == "worker"
                       ? tr("On the other machine, where Weftline is installed: open a terminal, paste the line, press Return. It is good for one "
                            "machine, and whoever has it can join: hand it over as you would a password. The machine keeps a key of its own, so "
                            "the same line starts it again later.")
                       : tr("On the other machine, where Weftline is installed: paste the line into a terminal, or into Engine ▸ Connect… in the "
                            "window. It is good for one person, and whoever has it can join: hand it over as you would a password."));
    m_tick.start();
    setState(State::Open, {});
    tick();
}

void TicketPart::setAccess(const client::Access &access)
{
    if (m_state != State::Open)
        return;
    const auto found = std::find_if(access.tickets.begin(), access.tickets.end(),
                                    [this](const client::KnownTicket &ticket) { return ticket.key == m_ticket.key; });
    if (found == access.tickets.end())
        setState(State::Over, tr("This line was taken back. Make a new one."));
    else if (found->state == client::TicketState::Used)
        setState(State::Joined, tr("“%1” has joined, with the role %2.").arg(QString::fromStdString(found->usedBy), roleWord(m_role)));
    else if (found->state == client::TicketState::Expired)
        setState(State::Over, tr("This line is not good any more: nobody used it in time. Make a new one."));
}

void TicketPart::tick()
{
    const auto left = m_validFor - std::chrono::milliseconds(m_since.elapsed());
    if (left <= 0ms)
        setState(State::Over, tr("This line is not good any more: nobody used it in time. Make a new one."));
    else if (m_state == State::Open)
        m_outcome->setText(tr("Good for %1 more.").arg(widgets::clock(left)));
}

void TicketPart::setState(State state, const QString &words)
{
    m_state = state;
    if (state != State::Open)
        m_tick.stop();
    m_line->setVisible(state == State::Open);
    m_copy->setVisible(state == State::Open);
    m_how->setVisible(state == State::Open);
    m_outcome->setVisible(state != State::None);
    m_outcome->setToken(state == State::Joined ? Token::Succeeded : state == State::Over ? Token::Failed : Token::Text2);
    m_outcome->setText(words);
    m_make->setText(state == State::None ? tr("Make a Line") : tr("Make Another"));
    widgets::setPrimary(*m_make, state != State::Open);
}

void TicketPart::clear()
{
    m_ticket = {};
    setState(State::None, {});
}

void TicketPart::setAllowed(bool isAllowed)
{
    for (QWidget *each : std::initializer_list<QWidget *>{m_roles, m_name, m_make})
        each->setEnabled(isAllowed);
}

QString TicketPart::line() const { return m_line->toPlainText(); }

QString TicketPart::outcome() const { return m_state == State::None ? QString() : m_outcome->text(); }

} // namespace weftline::ui::pools
