// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A short table that one types into: its last row is always empty, and typing there adds a row. Holds text only; whoever
// shows it says what the text means.

#pragma once

#include <QtCore/QAbstractTableModel>
#include <QtCore/QStringList>

namespace weftline::ui::fields {

class RowsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    RowsModel(QStringList columns, QObject *parent);

    [[nodiscard]] const QList<QStringList> &rows() const { return m_rows; }
    /// Rows that stay the same stay rows.
    void setRows(const QList<QStringList> &rows);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool removeRows(int row, int count, const QModelIndex &parent) override;

Q_SIGNALS:
    /// A person changed it.
    void edited();

private:
    QStringList m_columns;
    QList<QStringList> m_rows; ///< Without the empty one.
};

} // namespace weftline::ui::fields
