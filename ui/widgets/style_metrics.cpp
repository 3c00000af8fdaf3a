// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The sizes of the style: heights of rows, fields, tabs and bars as the token table has them.

#include <QtGui/QFontMetrics>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QProxyStyle>
#include <QtWidgets/QStyleHintReturn>
#include <QtWidgets/QStyleOption>
#include <QtWidgets/QStyleOptionComplex>
#include <QtWidgets/QStyleOptionFrame>
#include <QtWidgets/QStyleOptionMenuItem>
#include <QtWidgets/QStyleOptionSlider>
#include <QtWidgets/QStyleOptionTab>
#include <QtWidgets/QToolButton>

#include "ui/widgets/style.h"
#include "ui/widgets/theme.h"

#include <algorithm>

namespace weftline::ui::widgets {

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_MenuPanelWidth: return 0;
    case PM_MenuVMargin: return 5;
    case PM_MenuHMargin: return 0;
    case PM_MenuBarPanelWidth: return 0;
    case PM_MenuBarItemSpacing: return 2;
    case PM_MenuBarHMargin: return 4;
    case PM_MenuBarVMargin: return 0;
    case PM_ToolBarFrameWidth: return 0;
    case PM_ToolBarItemMargin: return 6;
    case PM_ToolBarItemSpacing: return 2;
    case PM_ToolBarSeparatorExtent: return 17;
    case PM_ToolBarIconSize: return 18;
    case PM_SmallIconSize: return 16;
    case PM_TabBarIconSize: return 16;
    case PM_ButtonIconSize: return 16;
    case PM_ScrollBarExtent: return 11;
    case PM_ScrollBarSliderMin: return 32;
    case PM_SplitterWidth: return 1;
    case PM_DockWidgetSeparatorExtent: return 1;
    case PM_DockWidgetFrameWidth: return 0;
    case PM_DefaultFrameWidth: return 1;
    case PM_TabBarTabHSpace: return 24;
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarTabOverlap:
    case PM_TabBarBaseHeight: return 0;
    case PM_TabBarBaseOverlap: return 1;
    case PM_FocusFrameHMargin: return cellInset - 1; // Qt puts one more between it and the text of a cell
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight: return 16;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical: return 0;
    case PM_HeaderMargin: return cellInset;
    case PM_ToolTipLabelFrameWidth: return 6;
    case PM_TreeViewIndentation: return 16;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents,
                              const QWidget *widget) const
{
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    switch (type) {
    case CT_PushButton: size = QSize(contents.width() + 24, std::max(30, contents.height() + 8)); break;
    case CT_ToolButton:
        size = contents + QSize(12, 12);
        size = size.expandedTo({30, 30});
        break;
    case CT_LineEdit:
    case CT_SpinBox: size.setHeight(std::max(28, contents.height())); break;
    case CT_ComboBox: size = QSize(contents.width() + 40, std::max(28, contents.height() + 4)); break;
    case CT_MenuBarItem: size = QSize(contents.width() + 16, std::max(28, contents.height() + 8)); break;
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option)) {
            if (item->menuItemType == QStyleOptionMenuItem::Separator)
                return {contents.width(), 9};
            const QFontMetrics metrics(item->font);
            int width = metrics.horizontalAdvance(item->text.section(QLatin1Char('\t'), 0, 0)) + 34 + 24;
            if (const QString keys = item->text.section(QLatin1Char('\t'), 1); !keys.isEmpty())
                width += QFontMetrics(font(TextRole::FigureTiny)).horizontalAdvance(keys) + 32;
            size = QSize(std::max(width, 160), 28);
        }
        break;
    case CT_TabBarTab: // the active tab's text is heavier than the one that was measured
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            size = QSize(size.width() + (tab->documentMode ? 6 : -2) + (tab->icon.isNull() ? 0 : 2), 34);
        break;
    case CT_HeaderSection: size.setHeight(28); break;
    case CT_ItemViewItem: size.setHeight(std::max(size.height(), 28)); break;
    default: break;
    }
    return size;
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                            const QWidget *widget) const
{
    if (control == CC_ComboBox && part == SC_ComboBoxEditField)
        return option->rect.adjusted(9, 1, -26, -1);
    if (control == CC_ScrollBar) {
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            const bool vertical = bar->orientation == Qt::Vertical;
            const int length = vertical ? bar->rect.height() : bar->rect.width();
            const double total = double(bar->maximum) - bar->minimum + bar->pageStep;
            const int knob = total > 0 ? std::clamp(int(length * (bar->pageStep / total)), std::min(32, length), length) : length;
            const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - knob, bar->upsideDown);
            const auto along = [&](int from, int extent) {
                return vertical ? QRect(bar->rect.x(), bar->rect.y() + from, bar->rect.width(), extent)
                                : QRect(bar->rect.x() + from, bar->rect.y(), extent, bar->rect.height());
            };
            switch (part) {
            case SC_ScrollBarSlider: return along(start, knob);
            case SC_ScrollBarSubPage: return along(0, start);
            case SC_ScrollBarAddPage: return along(start + knob, length - start - knob);
            case SC_ScrollBarGroove: return bar->rect;
            default: return {}; // no buttons at its ends
            }
        }
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    if (element == SE_LineEditContents)
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option); frame && frame->lineWidth > 0)
            return rect.adjusted(5, 0, -5, 0);
    return rect;
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
    case SH_Menu_SloppySubMenus: return hint == SH_Menu_SloppySubMenus;
    case SH_TabBar_Alignment: return Qt::AlignLeft;
    case SH_TabBar_ElideMode: return Qt::ElideNone;
    case SH_UnderlineShortcut: return 0;
    case SH_ComboBox_Popup: return 0;
    case SH_ItemView_ShowDecorationSelected: return 1;
    case SH_ScrollBar_LeftClickAbsolutePosition: return 0;
    case SH_ToolTip_WakeUpDelay: return 500;
    case SH_Table_GridLineColor: return int(color(Token::Line).rgb());
    default: return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

} // namespace weftline::ui::widgets
