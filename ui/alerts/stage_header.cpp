// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/alerts/stage_header.h"

#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QVBoxLayout>

#include "ui/alerts/rule_words.h"
#include "ui/canvas/paint_node.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/paint.h"

namespace weftline::ui::alerts {

using widgets::TextRole;
using widgets::Token;

constexpr int headerTile = 36;

StageHeader::StageHeader(QWidget *parent)
    : QWidget(parent),
      m_title(new widgets::TextLabel(TextRole::Title, Token::Text, this)),
      m_sentence(new widgets::TextLabel(TextRole::Small, Token::Text3, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(headerTile + 10, 0, 0, 0);
    column->setSpacing(0);
    m_title->setWordWrap(true);
    m_sentence->setWordWrap(true);
    column->addWidget(m_title);
    column->addWidget(m_sentence);
    setMinimumHeight(headerTile + 2);
}

void StageHeader::show(workflow::AlertKind kind, const QString &title, const QString &sentence)
{
    m_kind = kind;
    m_title->setText(title);
    m_sentence->setText(sentence);
    update();
}

void StageHeader::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintStageTile(painter, QRectF(0, 2, headerTile, headerTile), m_kind);
}

void paintStageTile(QPainter &painter, const QRectF &square, workflow::AlertKind kind)
{
    const canvas::TileFamily family = familyOf(kind);
    widgets::drawBox(painter, square, 6, widgets::color(canvas::tileToken(family)), Qt::transparent, 0);
    const double inset = square.width() * 0.22;
    widgets::paintIcon(painter, square.adjusted(inset, inset, -inset, -inset), stageName(kind), widgets::color(canvas::tileIconToken(family)));
}

} // namespace weftline::ui::alerts
