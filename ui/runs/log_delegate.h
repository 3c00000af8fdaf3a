// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paints a line of the log; one from standard error has a bar at its left and its text on the tint of failures.

#pragma once

#include <QtWidgets/QStyledItemDelegate>

namespace weftline::ui::runs {

class LogDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace weftline::ui::runs
