// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/widgets/button_box.h"

#include <QtCore/QMargins>
#include <QtWidgets/QLayoutItem>

#include <algorithm>

namespace weftline::ui::widgets {

ButtonBox::ButtonBox() : QBoxLayout(LeftToRight)
{
    setSpacing(8);
}

QSize ButtonBox::sizeFor(Direction direction) const
{
    QSize all(0, 0);
    int shown = 0;
    for (int i = 0; i < count(); ++i) {
        if (itemAt(i)->isEmpty())
            continue;
        const QSize size = itemAt(i)->sizeHint();
        ++shown;
        all = direction == LeftToRight ? QSize(all.width() + size.width(), std::max(all.height(), size.height()))
                                       : QSize(std::max(all.width(), size.width()), all.height() + size.height());
    }
    const int gaps = std::max(0, shown - 1) * spacing();
    all += direction == LeftToRight ? QSize(gaps, 0) : QSize(0, gaps);
    return all.grownBy(contentsMargins());
}

QSize ButtonBox::sizeHint() const { return sizeFor(LeftToRight); }

QSize ButtonBox::minimumSize() const { return {sizeFor(TopToBottom).width(), sizeFor(LeftToRight).height()}; }

int ButtonBox::heightForWidth(int width) const
{
    const QSize row = sizeFor(LeftToRight);
    return width >= row.width() ? row.height() : sizeFor(TopToBottom).height();
}

void ButtonBox::setGeometry(const QRect &rect)
{
    setDirection(rect.width() >= sizeFor(LeftToRight).width() ? LeftToRight : TopToBottom);
    QBoxLayout::setGeometry(rect);
}

} // namespace weftline::ui::widgets
