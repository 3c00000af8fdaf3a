// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The alerts that an engine knows, as a table: those that fire first, then the pending ones, troubles, and what is over or
// quiet; of equals the newest first.

#pragma once

#include <QtCore/QAbstractTableModel>

#include <functional>
#include <string>
#include <vector>

#include "engine/client/views.h"

namespace weftline::ui::alerts {

class AlertsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { StateColumn, RuleColumn, LabelsColumn, SinceColumn, ValueColumn, RunColumn, ColumnCount };
    enum Role { MarkRole = Qt::UserRole, RunRole, RuleRole, IdRole }; ///< int of widgets::AlertMark; run id; rule id; alert id.

    using QAbstractTableModel::QAbstractTableModel;

    /// In which unit a rule's values are; plain numbers where this is not set.
    void setUnits(std::function<std::string(const client::AlertView &)> unitOf) { m_unitOf = std::move(unitOf); }
    /// Rows that stay keep their place among each other, and are moved where their state is another.
    void update(const client::EngineView &engine);
    [[nodiscard]] int firingCount() const;
    [[nodiscard]] const std::vector<client::AlertView> &alerts() const { return m_alerts; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    [[nodiscard]] QString textOf(const client::AlertView &alert, int column) const;
    void place(std::size_t row, const client::AlertView &alert);

    std::vector<client::AlertView> m_alerts;
    std::map<std::uint32_t, std::string> m_runs; ///< Ids by index.
    std::function<std::string(const client::AlertView &)> m_unitOf;
};

} // namespace weftline::ui::alerts
