// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/designer/quick_add.h"

#include <QtGui/QKeyEvent>
#include <QtGui/QPaintEvent>
#include <QtGui/QPainter>
#include <QtGui/QScreen>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <utility>

#include "ui/designer/kinds_model.h"
#include "ui/designer/kinds_view.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/theme.h"

namespace weftline::ui::designer {

using widgets::Token;

QuickAdd::QuickAdd(QWidget *parent) : QFrame(parent, Qt::Popup | Qt::FramelessWindowHint), m_kinds(new KindsView(false, true, this))
{
    setObjectName(QStringLiteral("quickAdd"));
    setAttribute(Qt::WA_TranslucentBackground);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 7);
    column->addWidget(m_kinds);
    const int kindsShown = std::clamp(m_kinds->model()->rowCount(), 3, 8);
    resize(360, 48 + kindsShown * 28 + 10); // the search field, and a row for each kind
    connect(m_kinds, &KindsView::chosen, this, [this](workflow::Kind kind) {
        const auto chosen = std::exchange(m_chosen, nullptr);
        close();
        if (chosen)
            chosen(kind);
    });
}

void QuickAdd::open(const QPoint &globalPosition, std::function<void(workflow::Kind)> chosen)
{
    m_chosen = std::move(chosen);
    m_kinds->search()->clear();
    m_kinds->model()->setFilter({});
    m_kinds->list()->setCurrentIndex(m_kinds->model()->index(m_kinds->model()->kindRow(0)));
    QPoint corner = globalPosition;
    if (const QScreen *there = parentWidget() ? parentWidget()->screen() : screen()) {
        const QRect room = there->availableGeometry();
        corner.setX(std::clamp(corner.x(), room.left(), std::max(room.left(), room.right() - width())));
        corner.setY(std::clamp(corner.y(), room.top(), std::max(room.top(), room.bottom() - height())));
    }
    move(corner);
    show();
    m_kinds->search()->setFocus(Qt::PopupFocusReason);
}

void QuickAdd::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        m_chosen = nullptr;
        close();
        return;
    }
    QFrame::keyPressEvent(event);
}

void QuickAdd::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    widgets::drawBox(painter, QRectF(rect()), 8, widgets::color(Token::Raised), widgets::color(Token::Line2), 1);
}

} // namespace weftline::ui::designer
