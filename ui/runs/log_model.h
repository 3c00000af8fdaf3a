// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The lines of a log, page by page. It knows where each page starts and holds the text of a few dozen of them, so a
// million lines cost what the shown ones cost. It asks nobody: log_view.h brings the pages.

#pragma once

#include <QtCore/QAbstractTableModel>

#include <optional>
#include <vector>

#include "engine/client/views.h"

namespace weftline::ui::runs {

class LogModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, Task, Text, ColumnCount };
    enum Role { IsErrorRole = Qt::UserRole, TaskRole, AttemptRole };
    using QAbstractTableModel::QAbstractTableModel;

    /// How many pages keep their text.
    static constexpr std::size_t pagesHeldMax = 32;

    struct Place
    {
        std::uint64_t from = 0; ///< As LogQuery::from.
        std::uint32_t count = 0;
    };

    void clear();
    /// Adds what follows the last page. `from` is what was asked for.
    void append(std::uint64_t from, client::LogPage page);
    /// Brings the text of a known page back. Lines that no longer are where they were are ignored.
    void restore(std::size_t page, const client::LogPage &lines);
    /// Where the following page starts.
    [[nodiscard]] std::uint64_t next() const { return m_next; }
    [[nodiscard]] bool isAtEnd() const { return m_isAtEnd; }
    /// The first page between two rows whose text is not held.
    [[nodiscard]] std::optional<std::size_t> missing(int firstRow, int lastRow) const;
    [[nodiscard]] Place placeOf(std::size_t page) const { return {m_pages[page].from, m_pages[page].count}; }
    [[nodiscard]] const client::LogLine *line(int row) const;

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
        std::uint64_t used = 0; ///< When its text was brought; the oldest goes first.
        std::vector<client::LogLine> lines; ///< Empty: not held.
    };
    [[nodiscard]] std::size_t pageOf(int row) const;
    void forgetOldest();

    std::vector<Page> m_pages;
    int m_rows = 0;
    std::uint64_t m_next = 0;
    bool m_isAtEnd = false;
    std::uint64_t m_uses = 0;
};

} // namespace weftline::ui::runs
