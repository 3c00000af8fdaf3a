// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The drawing of single controls: buttons, fields that open, menus, tabs, scroll bars, table heads.

#include <QtGui/QPainter>
#include <QtWidgets/QProxyStyle>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStyleOption>
#include <QtWidgets/QStyleOptionButton>
#include <QtWidgets/QStyleOptionComboBox>
#include <QtWidgets/QStyleOptionHeader>
#include <QtWidgets/QStyleOptionMenuItem>
#include <QtWidgets/QStyleOptionSlider>
#include <QtWidgets/QStyleOptionTab>
#include <QtWidgets/QStyleOptionTabBarBase>
#include <QtWidgets/QTabBar>

#include "ui/widgets/paint.h"
#include "ui/widgets/style.h"
#include "ui/widgets/theme.h"

namespace weftline::ui::widgets {
namespace {

bool isPrimary(const QWidget *widget) { return widget && widget->property("primary").toBool(); }

constexpr int menuIconColumn = 34;

bool isDocumentTabs(const QStyleOptionTab &option) { return option.documentMode; }

} // namespace

void Style::drawButton(const QStyleOptionButton &option, QPainter &painter, const QWidget *widget) const
{
    const bool enabled = option.state & State_Enabled;
    const bool down = option.state & (State_Sunken | State_On);
    const bool hover = option.state & State_MouseOver;
    const QRectF box(option.rect);
    if (isPrimary(widget)) {
        const Token fill = !enabled ? Token::Hover : (hover || down ? Token::AccentHover : Token::AccentFill);
        drawBox(painter, box, 6, color(fill), Qt::transparent, 0);
    } else if (option.features & QStyleOptionButton::Flat) {
        if (enabled && (hover || down))
            drawBox(painter, box, 6, color(down ? Token::Press : Token::Hover), Qt::transparent, 0);
    } else {
        const Token fill = !enabled ? Token::Panel : (down ? Token::Press : (hover ? Token::Hover : Token::Panel));
        drawBox(painter, box, 6, color(fill), color(enabled ? Token::Line2 : Token::Line), 1);
    }
    if ((option.state & State_HasFocus) && (option.state & State_KeyboardFocusChange))
        drawBox(painter, box, 6, Qt::transparent, color(isPrimary(widget) ? Token::OnAccent : Token::Focus), 2);
}

void Style::drawButtonLabel(const QStyleOptionButton &option, QPainter &painter, const QWidget *widget) const
{
    QStyleOptionButton label(option);
    const bool enabled = option.state & State_Enabled;
    const Token ink = !enabled ? Token::Disabled : (isPrimary(widget) ? Token::OnAccent : Token::Text);
    label.palette.setColor(QPalette::ButtonText, color(ink));
    label.palette.setColor(QPalette::Disabled, QPalette::ButtonText, color(Token::Disabled));
    label.state &= ~(State_On | State_Sunken);
    QProxyStyle::drawControl(CE_PushButtonLabel, &label, &painter, widget);
}

void Style::drawCombo(const QStyleOptionComboBox &option, QPainter &painter) const
{
    const bool active = option.state & (State_HasFocus | State_On);
    const bool hover = (option.state & State_MouseOver) && (option.state & State_Enabled);
    if (option.frame) {
        drawBox(painter, QRectF(option.rect), 5, color(hover ? Token::Hover : Token::Sunken),
                color(active ? Token::Accent : Token::Line2), active ? 1.5 : 1.0);
    } else if (hover) {
        drawBox(painter, QRectF(option.rect), 5, color(Token::Hover), Qt::transparent, 0);
    }
    const Token ink = option.state & State_Enabled ? Token::Text2 : Token::Disabled;
    drawChevron(painter, {option.rect.right() - 13.0, option.rect.center().y() + 0.5}, color(ink), Qt::DownArrow, 7);
}

void Style::drawMenuItem(const QStyleOptionMenuItem &option, QPainter &painter) const
{
    const QRect row = option.rect;
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        painter.fillRect(QRect(row.x() + 8, row.center().y(), row.width() - 16, 1), color(Token::Line));
        return;
    }
    const bool enabled = option.state & State_Enabled;
    if ((option.state & State_Selected) && enabled)
        drawBox(painter, QRectF(row).adjusted(4, 0, -4, 0), 5, color(Token::Hover), Qt::transparent, 0);
    const QRect mark(row.x() + 10, row.center().y() - 8, 16, 16);
    if (option.checkType != QStyleOptionMenuItem::NotCheckable && option.checked) {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen({color(enabled ? Token::Accent : Token::Disabled), 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin});
        painter.drawPolyline(QPolygonF({mark.topLeft() + QPointF(3, 8), mark.topLeft() + QPointF(6.5, 11.5),
                                        mark.topLeft() + QPointF(13, 4.5)}));
        painter.restore();
    } else if (!option.icon.isNull()) {
        option.icon.paint(&painter, mark, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    }
    const int tab = int(option.text.indexOf(QLatin1Char('\t')));
    const QRect text = row.adjusted(menuIconColumn, 0, -16, 0);
    painter.setFont(option.font);
    painter.setPen(color(enabled ? Token::Text : Token::Disabled));
    painter.drawText(text, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextHideMnemonic | Qt::TextSingleLine, option.text.left(tab));
    if (tab >= 0) {
        painter.setFont(font(TextRole::FigureTiny));
        painter.setPen(color(enabled ? Token::Text3 : Token::Disabled));
        painter.drawText(text, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, option.text.mid(tab + 1));
    }
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu)
        drawChevron(painter, {row.right() - 14.0, row.center().y() + 0.5}, color(Token::Text2), Qt::RightArrow, 7);
}

void Style::drawMenuBarItem(const QStyleOptionMenuItem &option, QPainter &painter) const
{
    painter.fillRect(option.rect, color(Token::Chrome));
    if (option.state & (State_Selected | State_Sunken))
        drawBox(painter, QRectF(option.rect).adjusted(1, 3, -1, -3), 5,
                color(option.state & State_Sunken ? Token::Press : Token::Hover), Qt::transparent, 0);
    painter.setPen(color(option.state & State_Enabled ? Token::Text2 : Token::Disabled));
    painter.drawText(option.rect, Qt::AlignCenter | Qt::TextHideMnemonic | Qt::TextSingleLine, option.text);
}

void Style::drawScrollBar(const QStyleOptionSlider &option, QPainter &painter, const QWidget *widget) const
{
    if (option.maximum <= option.minimum)
        return;
    QRectF knob(subControlRect(CC_ScrollBar, &option, SC_ScrollBarSlider, widget));
    const bool hot = (option.activeSubControls & SC_ScrollBarSlider) && (option.state & (State_MouseOver | State_Sunken));
    knob = option.orientation == Qt::Vertical ? knob.adjusted(3, 2, -2, -2) : knob.adjusted(2, 3, -2, -2);
    drawBox(painter, knob, 3, color(hot ? Token::Text3 : Token::Line2), Qt::transparent, 0);
}

void Style::drawTab(const QStyleOptionTab &option, QPainter &painter) const
{
    const bool selected = option.state & State_Selected;
    const bool hover = (option.state & State_MouseOver) && (option.state & State_Enabled);
    const QRect r = option.rect;
    if (isDocumentTabs(option)) { // pages: the line stands above the active one, which opens into its canvas
        painter.fillRect(r, color(selected ? Token::Canvas : (hover ? Token::Hover : Token::Chrome)));
        painter.fillRect(QRect(r.right(), r.top(), 1, r.height()), color(Token::Line));
        if (selected)
            painter.fillRect(QRect(r.left(), r.top(), r.width(), 2), color(Token::Accent));
        else
            painter.fillRect(QRect(r.left(), r.bottom(), r.width(), 1), color(Token::Line));
        return;
    }
    if (hover && !selected)
        painter.fillRect(r, color(Token::Hover));
    painter.fillRect(QRect(r.left(), r.bottom(), r.width(), 1), color(Token::Line));
    if (selected)
        painter.fillRect(QRect(r.left() + 2, r.bottom() - 1, r.width() - 4, 2), color(Token::Accent));
}

void Style::drawTabLabel(const QStyleOptionTab &option, QPainter &painter, const QWidget *widget) const
{
    const bool selected = option.state & State_Selected;
    const bool enabled = option.state & State_Enabled;
    QRect r = option.rect.adjusted(isDocumentTabs(option) ? 12 : 8, 0, isDocumentTabs(option) ? -12 : -8, 0);
    if (!option.leftButtonSize.isEmpty())
        r.setLeft(r.left() + option.leftButtonSize.width() + 4);
    if (!option.rightButtonSize.isEmpty())
        r.setRight(r.right() - option.rightButtonSize.width() - 4);
    painter.save();
    if (!option.icon.isNull()) {
        option.icon.paint(&painter, QRect(r.x(), r.center().y() - 8, 16, 16), Qt::AlignCenter,
                          enabled ? QIcon::Normal : QIcon::Disabled);
        r.setLeft(r.left() + 22);
    }
    QFont text = widget ? widget->font() : font(TextRole::Body);
    text.setWeight(selected ? QFont::Medium : QFont::Normal);
    painter.setFont(text);
    painter.setPen(color(!enabled ? Token::Disabled : (selected ? Token::Text : Token::Text2)));
    painter.drawText(r, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextHideMnemonic | Qt::TextSingleLine, option.text);
    painter.restore();
}

void Style::drawHeader(const QStyleOption &option, QPainter &painter) const
{
    painter.fillRect(option.rect, color(Token::Panel));
    painter.fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), color(Token::Line));
}

void Style::drawHeaderLabel(const QStyleOptionHeader &option, QPainter &painter) const
{
    const QRect text = option.rect; // without the inset, which the cells below have too
    painter.setFont(font(TextRole::CaptionHead));
    painter.setPen(color(option.state & State_Enabled ? Token::Text2 : Token::Disabled));
    painter.drawText(text, int(option.textAlignment) | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(option.text, Qt::ElideRight, text.width()));
    if (option.sortIndicator != QStyleOptionHeader::None)
        drawChevron(painter, {option.rect.right() - 8.0, option.rect.center().y() + 0.5}, color(Token::Text3),
                    option.sortIndicator == QStyleOptionHeader::SortUp ? Qt::UpArrow : Qt::DownArrow, 6);
}

void Style::drawTabBase(const QStyleOptionTabBarBase &option, QPainter &painter, const QWidget *widget) const
{
    const QRect strip = widget ? widget->rect() : option.rect;
    if (option.documentMode)
        painter.fillRect(strip, color(Token::Chrome));
    painter.fillRect(QRect(strip.left(), strip.bottom(), strip.width(), 1), color(Token::Line));
}

} // namespace weftline::ui::widgets
