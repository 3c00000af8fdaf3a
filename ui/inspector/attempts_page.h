// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Tab "Attempts": what was tried for the selected node in the watched run, where, how long, and how it ended.

#pragma once

#include <QtWidgets/QWidget>

#include "engine/client/engine_client.h"

class QStackedWidget;
class QTableView;

namespace weftline::ui::widgets {
class EmptyState;
}

namespace weftline::ui::inspector {

class AttemptsModel;

class AttemptsPage final : public QWidget
{
    Q_OBJECT

public:
    explicit AttemptsPage(QWidget *parent);

    /// `client` may be nothing and outlives what is shown of it.
    void setClient(client::EngineClient *client);
    void show(const client::RunView &run, std::uint32_t node);
    void update(const client::RunView &run, const std::vector<std::uint64_t> &attempts);
    void showNothing(const QString &why);

private:
    void choose();

    AttemptsModel *m_model;
    QStackedWidget *m_stack;
    QTableView *m_table;
    widgets::EmptyState *m_empty;
    bool m_hasNode = false;
};

} // namespace weftline::ui::inspector
