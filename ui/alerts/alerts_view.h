// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The Alerts tab of the bottom dock: every alert of the engine, and the ways from it to its rule and its run.

#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include "engine/client/engine_client.h"
#include "ui/alerts/alerts_model.h"
#include "ui/alerts/run_rules.h"

class QStackedLayout;
class QTableView;

namespace weftline::ui::widgets {
class EmptyState;
}

namespace weftline::ui::alerts {

class AlertsView final : public QWidget
{
    Q_OBJECT

public:
    /// `client` outlives this.
    explicit AlertsView(client::EngineClient *client, QWidget *parent = nullptr);

    [[nodiscard]] AlertsModel &model() { return m_model; }
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] int firingCount() const { return m_firing; }

Q_SIGNALS:
    void ruleRequested(const QString &run, const QString &rule);
    void runRequested(const QString &run);
    /// The next action where nothing is there: a rule.
    void newRuleRequested();
    void firingChanged(int count); ///< From 0, or from what firingCount() was when one connected.

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void refresh();
    void showMenu(const QPoint &position);

    client::EngineClient *m_client;
    RunRules m_rules;
    AlertsModel m_model;
    QTimer m_timer;
    QTableView *m_table;
    QStackedLayout *m_stack;
    widgets::EmptyState *m_empty;
    int m_firing = 0;
};

} // namespace weftline::ui::alerts
