// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/problem_delegate.h"

#include <QtCore/QAbstractItemModel>
#include <QtGui/QFontMetrics>
#include <QtGui/QHelpEvent>
#include <QtGui/QMouseEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QStyle>
#include <QtWidgets/QStyleOptionViewItem>
#include <QtWidgets/QToolTip>

#include "engine/workflow/problem.h"
#include "ui/document/problems_model.h"
#include "ui/widgets/engine_words.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/state_mark.h"
#include "ui/widgets/theme.h"

namespace weftline::ui::shell {

using document::ProblemsModel;
using widgets::TextRole;
using widgets::Token;

namespace {

constexpr int rowHeight = 28;
constexpr int buttonHeight = 22;
constexpr int buttonGap = 6;

int markWidth(const QModelIndex &index) { return index.column() == ProblemsModel::NodeColumn ? 24 : 0; }

QFont fontOf(int column)
{
    return widgets::font(column == ProblemsModel::NodeColumn       ? TextRole::BodyName
                             : column == ProblemsModel::FieldColumn ? TextRole::FigureTiny
                                                                    : TextRole::Small);
}

widgets::ProblemLevel levelOf(int severity)
{
    return severity == int(workflow::Severity::Error)   ? widgets::ProblemLevel::Error
        : severity == int(workflow::Severity::Warning) ? widgets::ProblemLevel::Warning
                                                       : widgets::ProblemLevel::Hint;
}

QStringList fixesOf(const QModelIndex &index) { return index.data(ProblemsModel::QuickFixesRole).toStringList(); }

} // namespace

std::vector<QRect> ProblemDelegate::buttonsIn(const QRect &cell, const QModelIndex &index) const
{
    const QFontMetrics metrics(fontOf(ProblemsModel::QuickFixColumn));
    std::vector<QRect> buttons;
    int left = cell.left() + buttonGap;
    for (const QString &words : fixesOf(index)) {
        const int width = metrics.horizontalAdvance(words) + 20;
        buttons.emplace_back(left, cell.center().y() - buttonHeight / 2, width, buttonHeight);
        left += width + buttonGap;
    }
    return buttons;
}

QSize ProblemDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    if (index.column() == ProblemsModel::QuickFixColumn) {
        const std::vector<QRect> buttons = buttonsIn(QRect(0, 0, 0, rowHeight), index);
        return {buttons.empty() ? 0 : buttons.back().right() + 12, rowHeight};
    }
    const QFontMetrics metrics(fontOf(index.column()));
    return {metrics.horizontalAdvance(widgets::inWords(index.data().toString())) + 32 + markWidth(index), rowHeight};
}

void ProblemDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRect rect = option.rect;
    if (option.state.testFlag(QStyle::State_Selected))
        painter->fillRect(rect, widgets::color(Token::Sel));
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), widgets::color(Token::Line));
    painter->setFont(fontOf(index.column()));
    if (index.column() == ProblemsModel::QuickFixColumn) {
        const std::vector<QRect> buttons = buttonsIn(rect, index);
        const QStringList words = fixesOf(index);
        const QPoint pointer = option.widget ? option.widget->mapFromGlobal(QCursor::pos()) : QPoint(-1, -1);
        for (std::size_t i = 0; i < buttons.size(); ++i) {
            const bool isUnder = option.state.testFlag(QStyle::State_MouseOver) && buttons[i].contains(pointer);
            widgets::drawBox(*painter, QRectF(buttons[i]), 5, widgets::color(isUnder ? Token::Hover : Token::Raised),
                             widgets::color(Token::Line2), 1);
            painter->setPen(widgets::color(Token::Text));
            painter->drawText(buttons[i], Qt::AlignCenter | Qt::TextSingleLine, words[qsizetype(i)]);
        }
        return;
    }
    if (index.column() == ProblemsModel::NodeColumn)
        widgets::paintProblemMark(*painter, QRectF(rect.left() + 12, rect.center().y() - 7, 15, 15),
                                  levelOf(index.data(ProblemsModel::SeverityRole).toInt()));
    const bool isFix = index.column() == ProblemsModel::FixColumn;
    const bool isField = index.column() == ProblemsModel::FieldColumn;
    painter->setPen(widgets::color(isFix ? Token::Text2 : isField ? Token::Text3 : Token::Text));
    const QRect text = rect.adjusted(12 + markWidth(index), 0, -12, 0);
    painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft,
                      painter->fontMetrics().elidedText(widgets::inWords(index.data().toString()), Qt::ElideRight, text.width()));
}

bool ProblemDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || index.column() == ProblemsModel::QuickFixColumn)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QToolTip::showText(event->globalPos(), widgets::inWords(index.data(Qt::ToolTipRole).toString()), view, view->visualRect(index));
    return true;
}

bool ProblemDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() == QEvent::MouseButtonRelease && index.column() == ProblemsModel::QuickFixColumn) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const std::vector<QRect> buttons = buttonsIn(option.rect, index);
        for (std::size_t i = 0; i < buttons.size(); ++i)
            if (mouse->button() == Qt::LeftButton && buttons[i].contains(mouse->position().toPoint())) {
                // Once the view is done with the click: the row may go.
                QMetaObject::invokeMethod(
                    this, [this, row = index.row(), i] { Q_EMIT fixClicked(row, int(i)); }, Qt::QueuedConnection);
                return true;
            }
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

} // namespace weftline::ui::shell
