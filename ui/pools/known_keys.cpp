// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/pools/known_keys.h"

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLayoutItem>
#include <QtWidgets/QToolButton>

#include "ui/pools/rights.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/units.h"

#include <algorithm>

namespace weftline::ui::pools {

using widgets::TextLabel;
using widgets::TextRole;
using widgets::Token;

namespace {

constexpr int nameColumn = 0;
constexpr int roleColumn = 1;
constexpr int moreColumn = 2;
constexpr int removeColumn = 3;

} // namespace

KnownKeys::KnownKeys(QWidget *parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(2);
    m_grid->setColumnStretch(nameColumn, 1);
    setAccess({}, {});
}

void KnownKeys::clear()
{
    while (QLayoutItem *const item = m_grid->takeAt(0)) {
        if (QWidget *const widget = item->widget()) {
            widget->hide();
            widget->deleteLater(); // one of them may be the one that was clicked
        }
        delete item;
    }
    m_rows = 0;
}

void KnownKeys::setAccess(const client::Access &access, Instant now)
{
    clear();
    for (const client::KnownKey &key : access.keys)
        addRow(QString::fromStdString(key.name), roleWord(key.role), QString::fromStdString(key.key.substr(0, 8)) + QStringLiteral("…"), key.key);
    for (const client::KnownTicket &ticket : access.tickets) {
        if (ticket.state != client::TicketState::Open)
            continue;
        const QString name = ticket.name.empty() ? tr("a line that nobody has used yet")
                                                 : tr("a line for %1 that nobody has used yet").arg(QString::fromStdString(ticket.name));
        const auto left = std::chrono::microseconds(std::max<std::int64_t>(0, ticket.expires.us - now.us));
        addRow(name, roleWord(ticket.role), tr("%1 left").arg(widgets::duration(std::chrono::ceil<std::chrono::minutes>(left)).text()), ticket.key);
    }
    if (m_rows == 0)
        m_grid->addWidget(new TextLabel(tr("Nobody is listed yet."), TextRole::Body, Token::Text3), 0, 0);
}

void KnownKeys::addRow(const QString &name, const QString &role, const QString &more, const std::string &key)
{
    auto *const nameLabel = new TextLabel(name, TextRole::Body);
    nameLabel->setMinimumHeight(28);
    m_grid->addWidget(nameLabel, m_rows, nameColumn);
    m_grid->addWidget(new TextLabel(role, TextRole::Body, Token::Text2), m_rows, roleColumn);
    m_grid->addWidget(new TextLabel(more, TextRole::FigureSmall, Token::Text3), m_rows, moreColumn);
    auto *const remove = new QToolButton;
    remove->setIcon(widgets::icon(QStringLiteral("trash"), Token::Text3));
    remove->setAutoRaise(true);
    remove->setEnabled(m_isAllowed);
    remove->setToolTip(tr("Remove: its connections end, and it may not come back"));
    remove->setAccessibleName(tr("Remove %1").arg(name));
    connect(remove, &QToolButton::clicked, this, [this, key] { Q_EMIT removeAsked(QString::fromStdString(key)); });
    m_grid->addWidget(remove, m_rows, removeColumn);
    ++m_rows;
}

void KnownKeys::setAllowed(bool isAllowed)
{
    m_isAllowed = isAllowed;
    for (QToolButton *const button : findChildren<QToolButton *>())
        button->setEnabled(isAllowed);
}

QString KnownKeys::rowText(int row) const
{
    QStringList words;
    for (const int column : {nameColumn, roleColumn, moreColumn})
        if (const QLayoutItem *const item = m_grid->itemAtPosition(row, column))
            words << static_cast<const QLabel *>(item->widget())->text();
    return words.join(QLatin1Char(' '));
}

QToolButton *KnownKeys::removeButton(int row) const
{
    const QLayoutItem *const item = m_grid->itemAtPosition(row, removeColumn);
    return item ? qobject_cast<QToolButton *>(item->widget()) : nullptr;
}

} // namespace weftline::ui::pools
