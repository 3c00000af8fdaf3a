// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/section.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QSizePolicy>
#include <QtWidgets/QVBoxLayout>

#include "ui/widgets/paint.h"
#include "ui/widgets/theme.h"

#include <algorithm>

namespace weftline::ui::widgets {

SectionHead::SectionHead(const QString &title, QWidget *parent)
    : QAbstractButton(parent)
{
    setText(title);
    setCheckable(true);
    setFixedHeight(28);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SectionHead::setSummary(const QString &summary)
{
    m_summary = summary;
    setAccessibleDescription(summary);
    update();
}

void SectionHead::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (underMouse())
        drawBox(painter, QRectF(rect()), 5, color(Token::Hover), Qt::transparent, 0);
    drawChevron(painter, {8, height() / 2.0}, color(Token::Text2), isChecked() ? Qt::DownArrow : Qt::RightArrow, 7);
    QRect line = rect().adjusted(20, 0, -4, 0);
    painter.setFont(widgets::font(TextRole::Body));
    painter.setPen(color(isEnabled() ? Token::Text : Token::Disabled));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text());
    line.setLeft(line.left() + painter.fontMetrics().horizontalAdvance(text()) + 12);
    painter.setFont(widgets::font(TextRole::Small));
    painter.setPen(color(Token::Text3));
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(m_summary, Qt::ElideRight, std::max(0, line.width())));
    if (hasFocus())
        drawBox(painter, QRectF(rect()), 5, Qt::transparent, color(Token::Focus), 2);
}

Section::Section(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_head(new SectionHead(title, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_head);
    connect(m_head, &QAbstractButton::toggled, this, [this](bool open) {
        if (m_content)
            m_content->setVisible(open);
        m_head->update();
        Q_EMIT openChanged(open);
    });
}

void Section::setContent(QWidget *content)
{
    delete m_content;
    m_content = content;
    if (content) {
        layout()->addWidget(content);
        content->setVisible(isOpen());
    }
}

void Section::setSummary(const QString &summary)
{
    m_head->setSummary(summary);
}

QString Section::summary() const
{
    return m_head->summary();
}

bool Section::isOpen() const
{
    return m_head->isChecked();
}

void Section::setOpen(bool open)
{
    m_head->setChecked(open);
}

} // namespace weftline::ui::widgets
