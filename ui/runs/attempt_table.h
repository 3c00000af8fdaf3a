// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of attempts, sortable, of a run or of one node.

#pragma once

#include <QtCore/QSortFilterProxyModel>
#include <QtWidgets/QWidget>

#include <optional>

#include "ui/runs/attempt_model.h"
#include "ui/runs/run_follower.h"

class QStackedLayout;
class QTableView;

namespace weftline::ui::widgets {
class EmptyState;
}

namespace weftline::ui::runs {

class AttemptTable final : public QWidget
{
    Q_OBJECT

public:
    explicit AttemptTable(client::EngineClient *client, QWidget *parent = nullptr);

    void setRun(const std::string &id);
    void setNode(std::optional<std::uint32_t> node);
    [[nodiscard]] AttemptModel *model() { return &m_model; }
    [[nodiscard]] QTableView *table() const { return m_table; }

Q_SIGNALS:
    void attemptActivated(std::uint32_t node, std::uint32_t item, std::uint64_t attempt);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();

    RunFollower *m_follower;
    AttemptModel m_model;
    QSortFilterProxyModel m_sorted;
    std::optional<std::uint32_t> m_node;
    QTableView *m_table = nullptr;
    QStackedLayout *m_stack = nullptr;
    widgets::EmptyState *m_empty = nullptr;
};

} // namespace weftline::ui::runs
