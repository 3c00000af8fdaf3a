// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/start_parts.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QFontMetricsF>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtGui/QPainterPath>
#include <QtGui/QPen>
#include <QtWidgets/QVBoxLayout>

#include "ui/shell/examples.h"
#include "ui/shell/graph_picture.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/paint.h"

namespace weftline::ui::shell {

using widgets::color;
using widgets::TextRole;
using widgets::Token;

ProgramMark::ProgramMark(QWidget *parent) : QWidget(parent) { setFixedSize(44, 44); }

void ProgramMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(Token::AccentFill));
    painter.drawRoundedRect(QRectF(rect()), 10, 10);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(color(Token::OnAccent, 0.5), 3, Qt::SolidLine, Qt::RoundCap));
    for (const double x : {14.0, 22.0, 30.0})
        painter.drawLine(QPointF(x, 11), QPointF(x, 33));
    QPainterPath weft(QPointF(8, 17));
    weft.cubicTo(QPointF(20, 17), QPointF(20, 28), QPointF(36, 28));
    painter.setPen(QPen(color(Token::OnAccent), 3.4, Qt::SolidLine, Qt::RoundCap));
    painter.drawPath(weft);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(Token::OnAccent));
    painter.drawEllipse(QPointF(9, 17), 3, 3);
    painter.drawEllipse(QPointF(35, 28), 3, 3);
}

StartRow::StartRow(const QString &icon, const QString &text, const QString &second, QWidget *parent)
    : QAbstractButton(parent)
    , m_icon(icon)
    , m_second(second)
{
    setText(text);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setFixedHeight(sizeHint().height());
}

void StartRow::setKeys(const QString &keys)
{
    m_keys = keys;
    update();
}

void StartRow::setState(widgets::TaskState state)
{
    m_state = state;
    update();
}

QSize StartRow::sizeHint() const { return {240, m_second.isEmpty() ? 36 : 46}; }

void StartRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() || hasFocus()) {
        painter.setPen(hasFocus() ? QPen(color(Token::Focus), 1) : QPen(Qt::NoPen));
        painter.setBrush(underMouse() ? color(Token::Hover) : QColor(Qt::transparent));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    }
    widgets::paintIcon(painter, QRectF(4, (height() - 16) / 2.0, 16, 16), m_icon, color(Token::Text2));
    const QRectF row(32, 0, width() - 40, height());
    double right = 0;
    if (!m_keys.isEmpty()) {
        painter.setFont(widgets::font(TextRole::FigureTiny));
        painter.setPen(color(Token::Text3));
        painter.drawText(row, Qt::AlignVCenter | Qt::AlignRight, m_keys);
        right = QFontMetricsF(painter.font()).horizontalAdvance(m_keys) + 8;
    }
    if (m_state != widgets::TaskState::None) {
        widgets::paintStateMark(painter, QRectF(width() - 22, (height() - 14) / 2.0, 14, 14), m_state, 0, Token::Panel);
        right = 24;
    }
    painter.setFont(widgets::font(TextRole::Body));
    painter.setPen(color(isEnabled() ? Token::Text : Token::Disabled));
    const QFontMetricsF metrics(painter.font());
    if (m_second.isEmpty()) {
        painter.drawText(row, Qt::AlignVCenter | Qt::AlignLeft, metrics.elidedText(text(), Qt::ElideRight, row.width() - right));
        return;
    }
    painter.drawText(row.adjusted(0, 5, -right, 0), Qt::AlignTop | Qt::AlignLeft,
                     metrics.elidedText(text(), Qt::ElideRight, row.width() - right));
    painter.setFont(widgets::font(TextRole::Small));
    painter.setPen(color(Token::Text3));
    painter.drawText(row.adjusted(0, 0, -right, -5), Qt::AlignBottom | Qt::AlignLeft,
                     QFontMetricsF(painter.font()).elidedText(m_second, Qt::ElideMiddle, row.width() - right));
}

FactRow::FactRow(const QString &icon, const QString &text, QWidget *parent)
    : QWidget(parent)
    , m_icon(icon)
    , m_text(text)
{
    setFixedHeight(26);
}

void FactRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    widgets::paintIcon(painter, QRectF(0, (height() - 16) / 2.0, 16, 16), m_icon, color(Token::Text3));
    painter.setFont(widgets::font(TextRole::Small));
    painter.setPen(color(Token::Text2));
    painter.drawText(rect().adjusted(24, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, m_text);
}

void StartCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    widgets::drawBox(painter, QRectF(rect()), cardRadius, color(Token::Panel), color(Token::Line2), 1);
}

ExampleCard::ExampleCard(const Example &example, QWidget *parent) : QAbstractButton(parent)
{
    setText(example.title);
    setAttribute(Qt::WA_Hover);
    setFocusPolicy(Qt::StrongFocus);
    setMinimumSize(220, 188);
    setMaximumHeight(224);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 12);
    column->setSpacing(4);
    auto *picture = new GraphPicture(example.workflow);
    picture->setAttribute(Qt::WA_TransparentForMouseEvents);
    column->addWidget(picture, 1);
    auto *title = new widgets::TextLabel(example.title, TextRole::BodyName);
    title->setContentsMargins(14, 6, 14, 0);
    column->addWidget(title);
    auto *about = new widgets::TextLabel(example.about, TextRole::Small, Token::Text3);
    about->setContentsMargins(14, 0, 14, 0);
    about->setWordWrap(true);
    about->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    column->addWidget(about);
    // Room for two lines in each: in a row of cards the pictures are of one height.
    const auto makeRoom = [about, line = example.about.left(8)] { // the font that stands in for Chinese may be higher
        about->setMinimumHeight(QFontMetrics(about->font()).boundingRect(QRect(0, 0, 1000, 1000), 0, line + QLatin1Char('\n') + line).height());
    };
    makeRoom();
    connect(&widgets::Theme::instance(), &widgets::Theme::changed, about, makeRoom);
    for (QWidget *label : {static_cast<QWidget *>(title), static_cast<QWidget *>(about)})
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
}

void ExampleCard::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Token line = hasFocus() ? Token::Focus : underMouse() ? Token::Accent : Token::Line2;
    widgets::drawBox(painter, QRectF(rect()), cardRadius, color(Token::Panel), color(line), 1);
}

} // namespace weftline::ui::shell
