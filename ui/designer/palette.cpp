// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/designer/palette.h"

#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

#include "ui/designer/kinds_view.h"
#include "ui/widgets/labels.h"

namespace weftline::ui::designer {

Palette::Palette(QWidget *parent) : QWidget(parent), m_kinds(new KindsView(true, false, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_kinds, 1);
    column->addWidget(new widgets::Hairline(this));
    auto *hint = new widgets::TextLabel(tr("Drag a kind onto the canvas, or press N where the pointer is."), widgets::TextRole::Small,
                                        widgets::Token::Text3, this);
    hint->setWordWrap(true);
    hint->setContentsMargins(10, 10, 10, 12);
    column->addWidget(hint);
    setMinimumWidth(160);
    connect(m_kinds, &KindsView::chosen, this, &Palette::addRequested);
}

void Palette::focusSearch()
{
    m_kinds->search()->setFocus(Qt::ShortcutFocusReason);
    m_kinds->search()->selectAll();
}

} // namespace weftline::ui::designer
