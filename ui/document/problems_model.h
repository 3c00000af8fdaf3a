// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The problems of a document as a table: what the list of problems shows.

#pragma once

#include <QtCore/QAbstractTableModel>

#include "engine/workflow/problem.h"

namespace weftline::ui::document {

class Document;

class ProblemsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NodeColumn, FieldColumn, MessageColumn, FixColumn, QuickFixColumn, ColumnCount };
    /// int of workflow::Severity; node id; JSON pointer; QStringList of words, one a quick fix.
    enum Role { SeverityRole = Qt::UserRole, NodeRole, WhereRole, QuickFixesRole };

    /// Follows `document`, which outlives this.
    explicit ProblemsModel(const Document &document, QObject *parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] const workflow::Problem &problemAt(int row) const { return m_problems[std::size_t(row)]; }

private:
    void update();

    const Document &m_document;
    workflow::Problems m_problems;
};

/// The field that a problem is about, as its node's members are named: "argv", "retry", "map"; empty for the node itself.
[[nodiscard]] QString fieldOf(const workflow::Problem &problem);

} // namespace weftline::ui::document
