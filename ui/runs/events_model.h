// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Events as rows, the oldest first, page by page from the newest backwards and onwards as they come. It knows where each
// page begins and holds the rows of a few dozen of them, so a million cost what the shown ones cost. It asks nobody:
// events_view.h brings the pages.

#pragma once

#include <QtCore/QAbstractTableModel>

#include <deque>
#include <optional>
#include <vector>

#include "engine/client/pages.h"

namespace weftline::ui::runs {

class EventsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Type, Subject, Worker, Details, ColumnCount };
    enum Role { NodeRole = Qt::UserRole, PositionRole, JsonRole, RunRole };
    using QAbstractTableModel::QAbstractTableModel;

    /// How many pages keep their rows.
    static constexpr std::size_t pagesHeldMax = 64;

    struct Place
    {
        std::uint64_t from = 0; ///< Position of its first event.
        std::uint32_t count = 0;
    };

    void clear();
    /// With the run's name in front of what it is about: for events of more than one run.
    void setWithRuns(bool withRuns) { m_withRuns = withRuns; }
    /// Older events, the newest of them first, as a question backwards answers them.
    void prepend(const std::vector<client::EventRow> &rows);
    /// Newer events, the oldest of them first.
    void append(const std::vector<client::EventRow> &rows);
    /// The rows of a known page, the oldest first.
    void restore(std::size_t page, const std::vector<client::EventRow> &rows);
    /// The first page between two rows whose rows are not held.
    [[nodiscard]] std::optional<std::size_t> missing(int firstRow, int lastRow) const;
    [[nodiscard]] Place placeOf(std::size_t page) const { return {m_pages[page].from, m_pages[page].count}; }
    [[nodiscard]] std::size_t pagesHeld() const;
    [[nodiscard]] const client::EventRow *eventAt(int row) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Page
    {
        std::uint64_t from = 0;
        int firstRow = 0;
        std::uint32_t count = 0;
        std::uint64_t used = 0;
        std::vector<client::EventRow> rows; ///< Empty: forgotten.
    };

    [[nodiscard]] std::size_t pageOf(int row) const;
    void forgetOldest();
    [[nodiscard]] QString subject(const client::EventRow &row) const;

    std::deque<Page> m_pages;
    int m_rows = 0;
    std::uint64_t m_uses = 0;
    bool m_withRuns = false;
};

} // namespace weftline::ui::runs
