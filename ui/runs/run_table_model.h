// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs as a table, the newest first: those of the engine's view as they are, older ones page by page as one scrolls.

#pragma once

#include <QtCore/QAbstractTableModel>

#include <map>
#include <optional>
#include <vector>

#include "engine/client/pages.h"

namespace weftline::ui::runs {

class RunTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Number, State, Workflow, Started, Took, Tasks, By, Reason, ColumnCount };
    enum Role { IdRole = Qt::UserRole, StateRole, RunStateRole };
    using QAbstractTableModel::QAbstractTableModel;

    /// The runs of the engine's view, as they are at `now`.
    void update(const std::map<std::uint32_t, client::RunSummary> &live, Instant now);
    /// Only runs that are so, and whose workflow, id or number has the text. Older ones are asked for anew.
    void setFilter(std::optional<client::RunState> state, const QString &text);
    void addOlder(const client::RunPage &page);
    /// The page that was wanted does not come; it may be wanted again.
    void giveUp() { m_isAsking = false; }
    [[nodiscard]] const client::RunSummary *run(int row) const;
    [[nodiscard]] int rowOf(const std::string &id) const;
    [[nodiscard]] bool hasOlder() const { return m_hasOlder; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    /// Runs with smaller numbers than this.
    void wanted(quint32 before);

private:
    [[nodiscard]] bool fits(const client::RunSummary &run) const;
    void put(const client::RunSummary &run);
    [[nodiscard]] QVariant text(const client::RunSummary &run, int column) const;

    std::vector<client::RunSummary> m_runs; ///< By falling index.
    std::optional<client::RunState> m_state;
    QString m_text;
    Instant m_now;
    std::uint32_t m_before = 0; ///< Older ones are behind this; 0: the view's have not come.
    bool m_hasOlder = false;
    bool m_isAsking = false;
};

} // namespace weftline::ui::runs
