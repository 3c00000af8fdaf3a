// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/style.h"

#include <QtGui/QPainter>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QScrollBar>
#include <QtWidgets/QStyle>
#include <QtWidgets/QStyleFactory>
#include <QtWidgets/QStyleOption>
#include <QtWidgets/QStyleOptionButton>
#include <QtWidgets/QStyleOptionComboBox>
#include <QtWidgets/QStyleOptionComplex>
#include <QtWidgets/QStyleOptionFrame>
#include <QtWidgets/QStyleOptionHeader>
#include <QtWidgets/QStyleOptionMenuItem>
#include <QtWidgets/QStyleOptionProgressBar>
#include <QtWidgets/QStyleOptionSlider>
#include <QtWidgets/QStyleOptionTab>
#include <QtWidgets/QStyleOptionTabBarBase>
#include <QtWidgets/QStyleOptionViewItem>
#include <QtWidgets/QTabBar>

#include "ui/widgets/paint.h"
#include "ui/widgets/theme.h"

#include <algorithm>

namespace weftline::ui::widgets {
namespace {

void drawField(QPainter &painter, const QStyleOption &option)
{
    const bool active = option.state & QStyle::State_HasFocus;
    const bool enabled = option.state & QStyle::State_Enabled;
    drawBox(painter, QRectF(option.rect), 5, color(enabled && active ? Token::Panel : Token::Sunken),
            color(active ? Token::Accent : Token::Line2), active ? 1.5 : 1.0);
}

void drawItemRow(QPainter &painter, const QStyleOptionViewItem &option)
{
    if (option.state & QStyle::State_Selected)
        painter.fillRect(option.rect, color(Token::Sel));
    else if (option.backgroundBrush.style() != Qt::NoBrush)
        painter.fillRect(option.rect, option.backgroundBrush);
    else if ((option.state & QStyle::State_MouseOver) && (option.state & QStyle::State_Enabled))
        painter.fillRect(option.rect, color(Token::Hover));
}

void drawCheck(QPainter &painter, const QStyleOption &option, bool round)
{
    const QRectF box = QRectF(option.rect).adjusted(1, 1, -1, -1);
    const bool on = option.state & (QStyle::State_On | QStyle::State_NoChange);
    const bool enabled = option.state & QStyle::State_Enabled;
    const Token fill = on ? (enabled ? Token::AccentFill : Token::Disabled) : Token::Sunken;
    const double radius = round ? box.width() / 2 : 3.5;
    drawBox(painter, box, radius, color(fill), color(on ? fill : Token::Text3), 1);
    if (!on)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF c = box.center();
    const double u = box.width() / 14;
    if (round) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color(Token::OnAccent));
        painter.drawEllipse(c, 2.6 * u, 2.6 * u);
    } else {
        painter.setPen({color(Token::OnAccent), 1.8 * u, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin});
        if (option.state & QStyle::State_NoChange)
            painter.drawLine(c - QPointF(3 * u, 0), c + QPointF(3 * u, 0));
        else
            painter.drawPolyline(QPolygonF({c + QPointF(-3.2, 0.2) * u, c + QPointF(-0.9, 2.5) * u, c + QPointF(3.4, -2.3) * u}));
    }
    painter.restore();
}

void drawToolButtonPanel(QPainter &painter, const QStyleOption &option)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool down = option.state & (QStyle::State_Sunken | QStyle::State_On);
    if (!enabled || !(down || (option.state & QStyle::State_MouseOver)))
        return;
    drawBox(painter, QRectF(option.rect), 6, color(down ? Token::Press : Token::Hover), Qt::transparent, 0);
}

void drawBranch(QPainter &painter, const QStyleOption &option)
{
    if (!(option.state & QStyle::State_Children))
        return;
    const QPointF c = QRectF(option.rect).center();
    drawChevron(painter, c, color(Token::Text2), option.state & QStyle::State_Open ? Qt::DownArrow : Qt::RightArrow);
}

} // namespace

Style::Style()
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
{
    setObjectName(QStringLiteral("weftline"));
}

void Style::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QAbstractButton *>(widget) || qobject_cast<QComboBox *>(widget) || qobject_cast<QTabBar *>(widget)
        || qobject_cast<QScrollBar *>(widget) || qobject_cast<QHeaderView *>(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (auto *view = qobject_cast<QAbstractItemView *>(widget))
        view->viewport()->setAttribute(Qt::WA_Hover);
    if (auto *header = qobject_cast<QHeaderView *>(widget)) {
        header->setHighlightSections(false);
        if (header->orientation() == Qt::Horizontal)
            header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    }
    if (qobject_cast<QMenu *>(widget)) // the corners of a pop-up are round, so what is under them must show
        widget->setAttribute(Qt::WA_TranslucentBackground);
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    switch (element) {
    case PE_PanelMenu: drawBox(*painter, QRectF(option->rect), 8, color(Token::Raised), color(Token::Line2), 1); return;
    case PE_FrameMenu: return;
    case PE_PanelMenuBar:
    case PE_FrameStatusBarItem: return;
    case PE_PanelStatusBar:
        painter->fillRect(option->rect, color(Token::Chrome));
        painter->fillRect(QRect(option->rect.topLeft(), QSize(option->rect.width(), 1)), color(Token::Line));
        return;
    case PE_PanelToolBar: painter->fillRect(option->rect, color(Token::Chrome)); return;
    case PE_IndicatorToolBarSeparator: {
        const QPoint c = option->rect.center();
        painter->fillRect(QRect(c.x(), c.y() - 9, 1, 18), color(Token::Line2));
        return;
    }
    case PE_PanelButtonTool: drawToolButtonPanel(*painter, *option); return;
    case PE_PanelLineEdit:
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            drawField(*painter, *option);
        return;
    case PE_FrameLineEdit: return;
    case PE_Frame:
        if (qobject_cast<const QAbstractItemView *>(widget) == nullptr)
            drawBox(*painter, QRectF(option->rect), 5, Qt::transparent, color(Token::Line2), 1);
        else
            drawBox(*painter, QRectF(option->rect), 0, Qt::transparent, color(Token::Line), 1);
        return;
    case PE_FrameFocusRect:
        drawBox(*painter, QRectF(option->rect).adjusted(1, 1, -1, -1), 5, Qt::transparent, color(Token::Focus), 2);
        return;
    case PE_PanelTipLabel: drawBox(*painter, QRectF(option->rect), 0, color(Token::Tooltip), Qt::transparent, 0); return;
    case PE_PanelItemViewRow: return;
    case PE_PanelItemViewItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option))
            drawItemRow(*painter, *item);
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck: drawCheck(*painter, *option, false); return;
    case PE_IndicatorRadioButton: drawCheck(*painter, *option, true); return;
    case PE_IndicatorBranch: drawBranch(*painter, *option); return;
    case PE_FrameTabBarBase:
        if (const auto *base = qstyleoption_cast<const QStyleOptionTabBarBase *>(option))
            drawTabBase(*base, *painter, widget);
        return;
    case PE_FrameTabWidget: painter->fillRect(QRect(option->rect.topLeft(), QSize(option->rect.width(), 1)), color(Token::Line)); return;
    case PE_IndicatorDockWidgetResizeHandle: painter->fillRect(option->rect, color(Token::Line)); return;
    case PE_FrameDockWidget: return;
    case PE_FrameGroupBox: drawBox(*painter, QRectF(option->rect), 6, Qt::transparent, color(Token::Line), 1); return;
    case PE_IndicatorArrowDown: drawChevron(*painter, QRectF(option->rect).center(), color(Token::Text2), Qt::DownArrow); return;
    case PE_IndicatorArrowUp: drawChevron(*painter, QRectF(option->rect).center(), color(Token::Text2), Qt::UpArrow); return;
    case PE_IndicatorArrowRight: drawChevron(*painter, QRectF(option->rect).center(), color(Token::Text2), Qt::RightArrow); return;
    case PE_IndicatorArrowLeft: drawChevron(*painter, QRectF(option->rect).center(), color(Token::Text2), Qt::LeftArrow); return;
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    switch (element) {
    case CE_PushButtonBevel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option))
            drawButton(*button, *painter, widget);
        return;
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option))
            drawButtonLabel(*button, *painter, widget);
        return;
    case CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            drawMenuItem(*item, *painter);
        return;
    case CE_MenuBarItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            drawMenuBarItem(*item, *painter);
        return;
    case CE_MenuBarEmptyArea:
    case CE_ToolBar: painter->fillRect(option->rect, color(Token::Chrome)); return;
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            drawTab(*tab, *painter);
        return;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            drawTabLabel(*tab, *painter, widget);
        return;
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option))
            drawHeaderLabel(*header, *painter);
        return;
    case CE_HeaderSection:
    case CE_HeaderEmptyArea: drawHeader(*option, *painter); return;
    case CE_Splitter: painter->fillRect(option->rect, color(Token::Line)); return;
    case CE_ProgressBarGroove: drawBox(*painter, QRectF(option->rect), 3, color(Token::RunningBg), Qt::transparent, 0); return;
    case CE_ProgressBarContents:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option); bar && bar->maximum > bar->minimum) {
            QRectF done(option->rect);
            done.setWidth(done.width() * (bar->progress - bar->minimum) / (bar->maximum - bar->minimum));
            drawBox(*painter, done, 3, color(Token::Running), Qt::transparent, 0);
        }
        return;
    default: QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    if (control == CC_ComboBox) {
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            drawCombo(*combo, *painter);
            return;
        }
    }
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            drawScrollBar(*bar, *painter, widget);
            return;
        }
    }
    if (control == CC_SpinBox) {
        drawField(*painter, *option);
        const Token ink = option->state & State_Enabled ? Token::Text2 : Token::Disabled;
        const QRectF up = subControlRect(CC_SpinBox, option, SC_SpinBoxUp, widget);
        const QRectF down = subControlRect(CC_SpinBox, option, SC_SpinBoxDown, widget);
        drawChevron(*painter, up.center() + QPointF(-2, 1), color(ink), Qt::UpArrow, 6);
        drawChevron(*painter, down.center() + QPointF(-2, -1), color(ink), Qt::DownArrow, 6);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

void setPrimary(QAbstractButton &button, bool primary)
{
    button.setProperty("primary", primary);
    button.update();
}

} // namespace weftline::ui::widgets
