// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/canvas/notice.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>

#include "ui/widgets/paint.h"
#include "ui/widgets/theme.h"

#include <algorithm>

namespace weftline::ui::canvas {

using namespace widgets;

Notice::Notice(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("canvas.notice"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void Notice::say(const QString &text, const QPoint &pointer)
{
    m_text = text;
    if (text.isEmpty()) {
        hide();
        return;
    }
    const QFontMetrics metrics(widgets::font(TextRole::Small));
    resize(metrics.horizontalAdvance(text) + 20, metrics.height() + 10);
    const QRect room = parentWidget()->rect().adjusted(4, 4, -4, -4);
    const QPoint wanted = pointer + QPoint(14, 16);
    move(std::clamp(wanted.x(), room.left(), std::max(room.left(), room.right() - width())),
         std::clamp(wanted.y(), room.top(), std::max(room.top(), room.bottom() - height())));
    show();
    raise();
    update();
}

void Notice::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawBox(painter, QRectF(rect()), 5, color(Token::Tooltip), Qt::transparent, 0);
    painter.setFont(widgets::font(TextRole::Small));
    painter.setPen(color(Token::Raised));
    painter.drawText(rect(), Qt::AlignCenter | Qt::TextSingleLine, m_text);
}

} // namespace weftline::ui::canvas
