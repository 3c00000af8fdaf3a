// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The attempts of a node's tasks in a run, as a table. Rows keep their places while attempts change: the oldest first.

#pragma once

#include <QtCore/QAbstractTableModel>

#include <cstdint>
#include <functional>
#include <vector>

#include "engine/client/views.h"

namespace weftline::ui::inspector {

class AttemptsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { TaskColumn, StateColumn, WorkerColumn, TimeColumn, ColumnCount };

    explicit AttemptsModel(QObject *parent = nullptr);

    /// How a worker's index reads for people.
    void setWorkerNames(std::function<QString(std::uint32_t)> nameOf) { m_workerName = std::move(nameOf); }
    /// All attempts of `node`.
    void setRun(const client::RunView *run, std::uint32_t node);
    /// After these attempts changed.
    void update(const client::RunView &run, const std::vector<std::uint64_t> &ids);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString text(const client::AttemptView &attempt, int column) const;

    std::uint32_t m_node = 0;
    bool m_isMapped = false;
    std::vector<client::AttemptView> m_attempts; ///< By id.
    std::function<QString(std::uint32_t)> m_workerName;
};

} // namespace weftline::ui::inspector
