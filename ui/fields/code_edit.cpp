// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/fields/code_edit.h"

#include <QtGui/QFocusEvent>
#include <QtGui/QKeyEvent>
#include <QtGui/QPainter>
#include <QtGui/QTextDocument>
#include <QtWidgets/QSizePolicy>

#include <algorithm>

#include "ui/fields/script_colors.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/theme.h"

namespace weftline::ui::fields {

using widgets::Token;

bool isOfHistory(const QEvent &event)
{
    if (event.type() != QEvent::ShortcutOverride && event.type() != QEvent::KeyPress)
        return false;
    const auto &key = static_cast<const QKeyEvent &>(event);
    return key.matches(QKeySequence::Undo) || key.matches(QKeySequence::Redo);
}

CodeEdit::CodeEdit(bool isScript, QWidget *parent) : QPlainTextEdit(parent)
{
    setFrameShape(NoFrame);
    setViewportMargins(5, 3, 5, 3);
    setLineWrapMode(isScript ? NoWrap : WidgetWidth);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setTabChangesFocus(true); // the way on by keyboard; two spaces indent
    document()->setDocumentMargin(3);
    if (isScript)
        m_colors = new ScriptColors(document());
    follow();
    connect(&widgets::Theme::instance(), &widgets::Theme::changed, this, &CodeEdit::follow);
    connect(document(), &QTextDocument::contentsChanged, this, &CodeEdit::updateGeometry);
}

void CodeEdit::setLanguage(const QString &language)
{
    if (m_colors)
        m_colors->setLanguage(language);
}

void CodeEdit::setLines(int least, int most)
{
    m_least = least;
    m_most = most;
    updateGeometry();
}

void CodeEdit::follow()
{
    setFont(widgets::font(widgets::TextRole::Code));
    QPalette colours = palette();
    colours.setColor(QPalette::Base, Qt::transparent);
    colours.setColor(QPalette::Text, widgets::color(Token::Text));
    colours.setColor(QPalette::PlaceholderText, widgets::color(Token::Text3));
    setPalette(colours);
    updateGeometry();
}

QSize CodeEdit::sizeHint() const
{
    const QMargins margins = viewportMargins();
    const int lines = lineWrapMode() == NoWrap ? blockCount() : std::max(blockCount(), int(document()->size().height()));
    const int height = std::clamp(lines, m_least, m_most) * fontMetrics().lineSpacing();
    return {200, height + int(2 * document()->documentMargin()) + margins.top() + margins.bottom() + 2};
}

void CodeEdit::focusInEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusInEvent(event);
    update();
    viewport()->update();
}

void CodeEdit::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    update();
    viewport()->update();
    if (event->reason() != Qt::PopupFocusReason)
        Q_EMIT left();
}

// The box of a field, around the viewport.
bool CodeEdit::event(QEvent *event)
{
    if (isOfHistory(*event)) {
        event->ignore();
        return true;
    }
    if (event->type() != QEvent::Paint)
        return QPlainTextEdit::event(event);
    QPainter painter(this);
    const bool active = hasFocus();
    widgets::drawBox(painter, QRectF(rect()), 5, widgets::color(active ? Token::Panel : Token::Sunken),
                     widgets::color(active ? Token::Accent : Token::Line2), active ? 1.5 : 1.0);
    return true;
}

} // namespace weftline::ui::fields
