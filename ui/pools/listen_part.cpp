// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pools/listen_part.h"

#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSpinBox>
#include <QtWidgets/QVBoxLayout>

#include "ui/widgets/labels.h"
#include "ui/widgets/style.h"

namespace weftline::ui::pools {

using widgets::TextLabel;
using widgets::TextRole;
using widgets::Token;

ListenPart::ListenPart(QWidget *parent) : QWidget(parent)
{
    auto *const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_choice = new QWidget;
    auto *const choice = new QVBoxLayout(m_choice);
    choice->setContentsMargins(0, 0, 0, 0);
    choice->setSpacing(8);
    auto *const why = new TextLabel(tr("This engine hears only programs on its own machine so far. For other machines it has to listen on the "
                                       "network. What it says there is encrypted, and nobody comes in without a key that is listed here."),
                                    TextRole::Body, Token::Text2);
    why->setWordWrap(true);
    choice->addWidget(why);
    auto *const row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(new TextLabel(tr("Listen on"), TextRole::Small, Token::Text2));
    m_hosts = new QComboBox;
    m_hosts->setObjectName(QStringLiteral("listenHost"));
    m_hosts->addItem(tr("every network of this machine"), QStringLiteral("0.0.0.0"));
    m_hosts->addItem(tr("this machine only, to try it out"), QStringLiteral("127.0.0.1"));
    row->addWidget(m_hosts, 1);
    row->addWidget(new TextLabel(tr("Port"), TextRole::Small, Token::Text2));
    m_port = new QSpinBox;
    m_port->setObjectName(QStringLiteral("listenPort"));
    m_port->setRange(0, 65535);
    m_port->setSpecialValueText(tr("a free one"));
    m_port->setToolTip(tr("A free one is looked for from 5570 on"));
    row->addWidget(m_port);
    m_listen = new QPushButton(tr("Listen"));
    m_listen->setObjectName(QStringLiteral("listen"));
    widgets::setPrimary(*m_listen);
    row->addWidget(m_listen);
    choice->addLayout(row);
    m_state = new QWidget;
    auto *const state = new QHBoxLayout(m_state);
    state->setContentsMargins(0, 0, 0, 0);
    m_where = new TextLabel(TextRole::Small, Token::Text2);
    m_where->setTextInteractionFlags(Qt::TextSelectableByMouse);
    state->addWidget(m_where, 1);
    m_stop = new QPushButton(tr("Stop Listening"));
    m_stop->setToolTip(tr("Ends the connections of all other machines; their keys stay listed"));
    state->addWidget(m_stop);
    column->addWidget(m_choice);
    column->addWidget(m_state);
    connect(m_listen, &QPushButton::clicked, this, [this] {
        Q_EMIT listenAsked(QStringLiteral("tcp://%1:%2").arg(m_hosts->currentData().toString()).arg(m_port->value()));
    });
    connect(m_stop, &QPushButton::clicked, this, [this] { Q_EMIT listenAsked(QString()); });
    setAddress({});
}

void ListenPart::setAddress(const QString &address)
{
    m_choice->setVisible(address.isEmpty());
    m_state->setVisible(!address.isEmpty());
    m_where->setText(tr("The engine listens at %1.").arg(address.section(QStringLiteral("/?"), 0, 0)));
}

void ListenPart::setAllowed(bool isAllowed)
{
    for (QWidget *each : std::initializer_list<QWidget *>{m_hosts, m_port, m_listen, m_stop})
        each->setEnabled(isAllowed);
}

} // namespace weftline::ui::pools
