// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A row of the list of problems: mark and node bold, field mono, what to do after it, and a small button a quick fix. The tool tip
// has the whole of a text.

#pragma once

#include <QtWidgets/QStyledItemDelegate>

#include <vector>

namespace weftline::ui::shell {

class ProblemDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index) override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    /// The buttons of a cell of the column of quick fixes, from left to right.
    [[nodiscard]] std::vector<QRect> buttonsIn(const QRect &cell, const QModelIndex &index) const;

Q_SIGNALS:
    void fixClicked(int row, int number);

protected:
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index) override;
};

} // namespace weftline::ui::shell
