// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The attempts of a run, or of one of its nodes, as a table: what each was, how it went, where and how long.

#pragma once

#include <QtCore/QAbstractTableModel>

#include <optional>
#include <vector>

#include "engine/client/views.h"
#include "ui/runs/names.h"

namespace weftline::ui::runs {

class AttemptModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Task, Number, State, Worker, Started, Lasted, Reason, ColumnCount };
    enum Role { AttemptRole = Qt::UserRole, SortRole, NodeRole, ItemRole };
    using QAbstractTableModel::QAbstractTableModel;

    /// Shows these attempts; only rows that differ change, so that selection and scroll stay.
    void update(const client::RunView &run, const client::EngineView &engine, std::optional<std::uint32_t> node);
    void clear();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        client::AttemptView attempt;
        QString task;
        QString worker;
        Duration lasted{-1};

        bool operator==(const Row &) const = default;
    };
    [[nodiscard]] QVariant textOf(const Row &row, int column) const;
    [[nodiscard]] static QVariant orderOf(const Row &row, int column);
    void put(int row, Row wanted);

    std::string m_run;
    std::optional<std::uint32_t> m_node;
    NodeNames m_names;
    Instant m_origin;
    std::vector<Row> m_rows; ///< By rising id.
};

} // namespace weftline::ui::runs
