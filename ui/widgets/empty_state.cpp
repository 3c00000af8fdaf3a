// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/empty_state.h"

#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include "ui/widgets/button_box.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/labels.h"

namespace weftline::ui::widgets {

EmptyState::EmptyState(const QString &iconName, const QString &sentence, QWidget *parent)
    : QWidget(parent)
    , m_icon(iconName)
    , m_iconPlace(new QWidget(this))
    , m_sentence(new TextLabel(sentence, TextRole::Body, Token::Text3, this))
    , m_actions(new ButtonBox)
{
    m_iconPlace->setFixedSize(24, 24);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(8);
    column->addStretch();
    column->addWidget(m_iconPlace, 0, Qt::AlignHCenter);
    column->addWidget(m_sentence);
    column->addSpacing(4);
    column->addLayout(m_actions);
    column->setAlignment(m_actions, Qt::AlignHCenter);
    column->addStretch();
    m_iconPlace->setVisible(hasIcon(iconName));
}

void EmptyState::setSentence(const QString &sentence)
{
    m_sentence->setText(sentence);
}

QPushButton *EmptyState::offer(const QString &text, std::function<void()> run)
{
    auto *button = new QPushButton(text, this);
    m_actions->addWidget(button);
    connect(button, &QPushButton::clicked, this, [run = std::move(run)] { run(); });
    return button;
}

void EmptyState::paintEvent(QPaintEvent *)
{
    if (!m_iconPlace->isVisible())
        return;
    QPainter painter(this);
    paintIcon(painter, QRectF(m_iconPlace->geometry()), m_icon, color(Token::Text3));
}

} // namespace weftline::ui::widgets
