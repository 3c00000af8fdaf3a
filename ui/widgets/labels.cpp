// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/labels.h"

#include <QtGui/QFontMetricsF>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QSizePolicy>

#include "ui/widgets/paint.h"

#include <algorithm>
#include <cmath>

namespace weftline::ui::widgets {

TextLabel::TextLabel(TextRole role, Token token, QWidget *parent)
    : QLabel(parent)
    , m_role(role)
    , m_token(token)
{
    setForegroundRole(QPalette::WindowText); // by itself it takes the role of what it lies on: a button's, a view's
    connect(&Theme::instance(), &Theme::changed, this, &TextLabel::apply);
    apply();
}

TextLabel::TextLabel(const QString &text, TextRole role, Token token, QWidget *parent)
    : TextLabel(role, token, parent)
{
    setText(text);
}

void TextLabel::setRole(TextRole role)
{
    m_role = role;
    apply();
}

void TextLabel::setToken(Token token)
{
    m_token = token;
    apply();
}

void TextLabel::apply()
{
    setFont(widgets::font(m_role));
    QPalette colors = Theme::instance().palette();
    colors.setColor(QPalette::Active, QPalette::WindowText, color(m_token));
    colors.setColor(QPalette::Inactive, QPalette::WindowText, color(m_token));
    setPalette(colors);
}

FigureLabel::FigureLabel(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&Theme::instance(), &Theme::changed, this, [this] { updateGeometry(); update(); });
}

void FigureLabel::setMeasure(const Measure &measure, Token token)
{
    if (measure == m_measure && token == m_token)
        return;
    m_measure = measure;
    m_token = token;
    setAccessibleName(measure.text());
    updateGeometry();
    update();
}

QSize FigureLabel::sizeHint() const
{
    const QFontMetricsF large(widgets::font(TextRole::FigureLarge));
    const QFontMetricsF small(widgets::font(TextRole::Small));
    const double unit = m_measure.unit.isEmpty() ? 0 : 5 + small.horizontalAdvance(m_measure.unit);
    return {int(std::ceil(large.horizontalAdvance(m_measure.value) + unit)), int(std::ceil(large.height()))};
}

void FigureLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QFontMetricsF large(widgets::font(TextRole::FigureLarge));
    const double base = (height() + large.ascent() - large.descent()) / 2;
    painter.setFont(widgets::font(TextRole::FigureLarge));
    painter.setPen(color(m_token));
    painter.drawText(QPointF(0, base), m_measure.value);
    painter.setFont(widgets::font(TextRole::Small));
    painter.setPen(color(Token::Text3));
    painter.drawText(QPointF(large.horizontalAdvance(m_measure.value) + 5, base), m_measure.unit);
}

double pillWidth(const QString &text)
{
    return std::max(22.0, 12 + QFontMetricsF(font(TextRole::FigureTiny)).horizontalAdvance(text));
}

double paintPill(QPainter &painter, const QPointF &leftMiddle, const QString &text, Token ink, Token fill)
{
    const QRectF box(leftMiddle.x(), leftMiddle.y() - 9, pillWidth(text), 18);
    drawBox(painter, box, 9, color(fill), Qt::transparent, 0);
    painter.setFont(font(TextRole::FigureTiny));
    painter.setPen(color(ink));
    painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, text);
    return box.width();
}

Pill::Pill(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    hide();
    connect(&Theme::instance(), &Theme::changed, this, [this] { updateGeometry(); update(); });
}

void Pill::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    updateGeometry();
    update();
}

void Pill::setTokens(Token ink, Token fill)
{
    m_ink = ink;
    m_fill = fill;
    update();
}

QSize Pill::sizeHint() const
{
    return {int(std::ceil(pillWidth(m_text))), 18};
}

void Pill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintPill(painter, {0, height() / 2.0}, m_text, m_ink, m_fill);
}

Hairline::Hairline(QWidget *parent)
    : QWidget(parent)
{
    setFixedHeight(1);
}

void Hairline::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), color(Token::Line));
}

} // namespace weftline::ui::widgets
