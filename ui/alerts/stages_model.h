// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The stages of a rule as a list, in the order of the engine's table.

#pragma once

#include <QtCore/QAbstractListModel>

#include <vector>

#include "engine/workflow/alert_rule.h"

namespace weftline::ui::alerts {

class StagesModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { KindRole = Qt::UserRole }; ///< int of workflow::AlertKind.

    using QAbstractListModel::QAbstractListModel;

    /// Only these can be added.
    void setMissing(std::vector<workflow::AlertKind> missing);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QStringList mimeTypes() const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    [[nodiscard]] Qt::DropActions supportedDragActions() const override { return Qt::CopyAction; }

private:
    std::vector<workflow::AlertKind> m_missing;
};

} // namespace weftline::ui::alerts
