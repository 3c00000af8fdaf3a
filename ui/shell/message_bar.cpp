// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/message_bar.h"

#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

#include "ui/widgets/icons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/state_mark.h"

namespace weftline::ui::shell {

using widgets::TextRole;
using widgets::Token;

MessageBar::MessageBar(QWidget *parent)
    : QWidget(parent)
    , m_head(new widgets::TextLabel(TextRole::BodyName, Token::Text, this))
    , m_sentence(new widgets::TextLabel(TextRole::Body, Token::Text2, this))
    , m_action(new QPushButton(this))
    , m_other(new QPushButton(this))
{
    setObjectName(QStringLiteral("message"));
    m_action->setObjectName(QStringLiteral("message:action"));
    m_other->setObjectName(QStringLiteral("message:other"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(40, 4, 8, 4);
    row->setSpacing(8);
    row->addWidget(m_head);
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_action);
    row->addWidget(m_other);
    auto *close = new QToolButton(this);
    close->setIcon(widgets::icon(QStringLiteral("close")));
    close->setToolTip(tr("Close"));
    close->setAutoRaise(true);
    row->addWidget(close);
    connect(close, &QToolButton::clicked, this, &MessageBar::clear);
    const auto choose = [this](std::function<void()> MessageBar::*which) {
        const auto run = this->*which;
        clear();
        if (run)
            run();
    };
    connect(m_action, &QPushButton::clicked, this, [choose] { choose(&MessageBar::m_run); });
    connect(m_other, &QPushButton::clicked, this, [choose] { choose(&MessageBar::m_runOther); });
    hide();
}

void MessageBar::say(const QString &head, const QString &sentence, const QString &action, std::function<void()> run)
{
    m_isError = true;
    m_head->setText(head);
    m_sentence->setText(sentence);
    m_run = std::move(run);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    m_other->hide();
    show();
}

void MessageBar::tell(const QString &head, const QString &sentence)
{
    say(head, sentence);
    m_isError = false;
    update();
}

void MessageBar::ask(const QString &head, const QString &sentence, const QString &one, std::function<void()> runOne,
                     const QString &other, std::function<void()> runOther)
{
    say(head, sentence, one, std::move(runOne));
    m_runOther = std::move(runOther);
    m_other->setText(other);
    m_other->show();
    m_isError = false;
    update();
}

QString MessageBar::text() const { return isHidden() ? QString() : m_sentence->text(); }

void MessageBar::clear()
{
    m_run = {};
    m_runOther = {};
    hide();
}

void MessageBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), widgets::color(m_isError ? Token::FailedBg : Token::RunningBg));
    painter.fillRect(QRect(0, height() - 1, width(), 1), widgets::color(Token::Line));
    widgets::paintProblemMark(painter, QRectF(14, (height() - 16) / 2.0, 16, 16),
                              m_isError ? widgets::ProblemLevel::Error : widgets::ProblemLevel::Hint);
}

} // namespace weftline::ui::shell
