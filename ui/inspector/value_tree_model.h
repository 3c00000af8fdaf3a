// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A JSON value as a tree of names and values. Bounded: long lists and texts are cut, and say so.

#pragma once

#include <QtCore/QAbstractItemModel>

#include <memory>

#include "engine/base/value.h"

namespace weftline::ui::inspector {

class ValueTreeModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, ValueColumn, ColumnCount };
    static constexpr std::size_t membersMax = 1000; ///< Rows below one list or object.
    static constexpr int charactersMax = 500; ///< Of one value.

    explicit ValueTreeModel(QObject *parent = nullptr);
    ~ValueTreeModel() override;

    void setValue(Value value);

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Item;
    [[nodiscard]] Item *itemAt(const QModelIndex &index) const;
    static void unfold(Item &item);

    Value m_value;
    std::unique_ptr<Item> m_root; ///< Its children are made when asked for.
};

/// "17 items", "3 members", or the value itself on one line.
[[nodiscard]] QString valueInBrief(const Value &value);

} // namespace weftline::ui::inspector
