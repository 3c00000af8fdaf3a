// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/fields/rows_model.h"

#include "ui/widgets/theme.h"

namespace weftline::ui::fields {

constexpr int rowsMax = 10'000;

RowsModel::RowsModel(QStringList columns, QObject *parent) : QAbstractTableModel(parent), m_columns(std::move(columns)) { }

void RowsModel::setRows(const QList<QStringList> &rows)
{
    qsizetype same = 0;
    while (same < m_rows.size() && same < rows.size())
        ++same;
    for (qsizetype i = 0; i < same; ++i)
        if (m_rows[i] != rows[i]) {
            m_rows[i] = rows[i];
            Q_EMIT dataChanged(index(int(i), 0), index(int(i), columnCount() - 1));
        }
    if (same < m_rows.size()) {
        beginRemoveRows({}, int(same), int(m_rows.size()) - 1);
        m_rows.resize(same);
        endRemoveRows();
    }
    if (same < rows.size()) {
        beginInsertRows({}, int(same), int(rows.size()) - 1);
        m_rows = rows;
        endInsertRows();
    }
}

int RowsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()) + 1; }

int RowsModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_columns.size()); }

QVariant RowsModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    if (role == Qt::FontRole)
        return widgets::font(widgets::TextRole::Code);
    const bool isEmptyRow = index.row() == m_rows.size();
    if (role == Qt::ForegroundRole && isEmptyRow)
        return widgets::color(widgets::Token::Text3);
    if (role == Qt::DisplayRole && isEmptyRow)
        return index.column() == 0 ? tr("Add …") : QString();
    if (role == Qt::DisplayRole || role == Qt::EditRole || role == Qt::ToolTipRole)
        return isEmptyRow ? QString() : m_rows[index.row()].value(index.column());
    return {};
}

bool RowsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!index.isValid() || role != Qt::EditRole || data(index, Qt::EditRole) == value)
        return false;
    if (index.row() == m_rows.size()) {
        if (m_rows.size() >= rowsMax)
            return false;
        beginInsertRows({}, int(m_rows.size()), int(m_rows.size()));
        m_rows.push_back(QStringList(m_columns.size(), QString()));
        m_rows.back()[index.column()] = value.toString();
        endInsertRows();
    } else {
        m_rows[index.row()][index.column()] = value.toString();
        Q_EMIT dataChanged(index, index);
    }
    Q_EMIT edited();
    return true;
}

Qt::ItemFlags RowsModel::flags(const QModelIndex &index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable | Qt::ItemNeverHasChildren
                           : Qt::ItemFlags();
}

QVariant RowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal && role == Qt::DisplayRole ? m_columns.value(section) : QVariant();
}

bool RowsModel::removeRows(int row, int count, const QModelIndex &parent)
{
    if (parent.isValid() || row < 0 || count < 1 || row + count > m_rows.size())
        return false;
    beginRemoveRows({}, row, row + count - 1);
    m_rows.remove(row, count);
    endRemoveRows();
    Q_EMIT edited();
    return true;
}

} // namespace weftline::ui::fields
