// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/log_delegate.h"

#include <QtGui/QFontMetrics>
#include <QtGui/QPainter>
#include <QtWidgets/QStyle>
#include <QtWidgets/QStyleOptionViewItem>

#include "ui/runs/log_model.h"
#include "ui/widgets/theme.h"

namespace weftline::ui::runs {

using widgets::color;
using widgets::Token;

void LogDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isError = index.data(LogModel::IsErrorRole).toBool();
    if (isSelected)
        painter->fillRect(option.rect, color(Token::Sel));
    else if (isError)
        painter->fillRect(option.rect, color(Token::FailedBg, 0.6));
    if (isError && index.column() == LogModel::Time)
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), color(Token::Failed));
    const QFont font = qvariant_cast<QFont>(index.data(Qt::FontRole));
    const bool isSoft = index.column() != LogModel::Text;
    painter->setFont(font);
    painter->setPen(color(isSoft ? Token::Text3 : Token::Text));
    const QRect place = option.rect.adjusted(index.column() == LogModel::Time ? 14 : 6, 0, -6, 0);
    QString text = index.data(Qt::DisplayRole).toString();
    constexpr qsizetype shownMax = 2000; // More never fits; laying it out would take long.
    if (text.size() > shownMax)
        text.truncate(shownMax);
    const QFontMetrics metrics(font);
    painter->drawText(place, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                      metrics.elidedText(text, Qt::ElideRight, place.width()));
}

} // namespace weftline::ui::runs
