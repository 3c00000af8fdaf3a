// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The runs the engine knows, the newest first.

#pragma once

#include <QtCore/QAbstractListModel>

#include <map>
#include <vector>

#include "engine/client/views.h"

namespace weftline::ui::runs {

class RunListModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { IdRole = Qt::UserRole, StateRole, DurationRole, WorkflowRole };
    using QAbstractListModel::QAbstractListModel;

    /// Shows these runs as they are at `now`; only those of `workflow` unless that is empty. Rows that stay keep their place.
    void update(const std::map<std::uint32_t, client::RunSummary> &runs, Instant now, const std::string &workflow = {});
    [[nodiscard]] int rowOf(const std::string &id) const;
    [[nodiscard]] bool hasRunning() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    std::vector<client::RunSummary> m_runs;
    Instant m_now;
};

} // namespace weftline::ui::runs
