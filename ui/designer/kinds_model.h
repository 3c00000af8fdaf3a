// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The kinds one can add, as a list: the palette's with a head for each group, the quick add's ordered by what one types.

#pragma once

#include <QtCore/QAbstractListModel>

#include <vector>

#include "engine/workflow/kind.h"

namespace weftline::ui::designer {

class KindsModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { IsHeadRole = Qt::UserRole, KindRole, SentenceRole }; ///< bool; int of workflow::Kind; QString.

    /// With `isGrouped` a row before each group names it.
    explicit KindsModel(bool isGrouped, QObject *parent = nullptr);

    /// Only kinds whose name, in the file or as people read it, or sentence has all words of `text`; those whose name starts with it come first when not grouped.
    void setFilter(const QString &text);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    [[nodiscard]] Qt::DropActions supportedDragActions() const override { return Qt::CopyAction; }

    /// The first row that is a kind at `from` or after it (before it with a negative step); -1 where there is none.
    [[nodiscard]] int kindRow(int from, int step = 1) const;

private:
    struct Row
    {
        QString head; ///< Empty for a kind.
        workflow::Kind kind = workflow::Kind::Command;

        bool operator==(const Row &) const = default;
    };
    [[nodiscard]] std::vector<Row> rowsFor(const QString &text) const;

    bool m_isGrouped;
    std::vector<Row> m_rows;
};

/// The kind's name in files, ids and icons. What people read is document::kindWord().
[[nodiscard]] QString kindName(workflow::Kind kind);

} // namespace weftline::ui::designer
