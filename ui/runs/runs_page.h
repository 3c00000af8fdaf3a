// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// All runs of the engine as a table with a filter, and what one does with a run: open, cancel, do again what failed. It
// asks for runs only; commands go out as signals.

#pragma once

#include <QCoro/QCoroTask>

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include "engine/client/engine_client.h"
#include "ui/runs/run_table_model.h"

class QComboBox;
class QLineEdit;
class QMenu;
class QPushButton;
class QStackedLayout;
class QTableView;

namespace weftline::ui::widgets {
class EmptyState;
class TextLabel;
} // namespace weftline::ui::widgets

namespace weftline::ui::runs {

class RunsPage final : public QWidget
{
    Q_OBJECT

public:
    explicit RunsPage(client::EngineClient *client, QWidget *parent = nullptr);

    [[nodiscard]] RunTableModel *model() { return &m_model; }
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] QLineEdit *filter() const { return m_filter; }
    [[nodiscard]] QComboBox *states() const { return m_states; }
    [[nodiscard]] QPushButton *openButton() const { return m_open; }
    [[nodiscard]] QPushButton *cancelButton() const { return m_cancel; }
    [[nodiscard]] QPushButton *retryButton() const { return m_retry; }
    /// What one can do with this row's run; belongs to the caller.
    [[nodiscard]] QMenu *menuFor(int row);

Q_SIGNALS:
    void runActivated(const QString &id);
    void cancelRequested(const QString &id);
    void retryRequested(const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void buildBar(QWidget &place);
    void buildTable();
    void refresh();
    void filterChanged();
    void updateButtons();
    QCoro::Task<> readOlder(std::uint64_t generation, std::uint32_t before);

    client::EngineClient *m_client;
    RunTableModel m_model;
    QTimer m_timer;
    std::uint64_t m_generation = 0;
    QString m_error;
    QStackedLayout *m_stack = nullptr;
    QTableView *m_table = nullptr;
    QLineEdit *m_filter = nullptr;
    QComboBox *m_states = nullptr;
    QPushButton *m_open = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_retry = nullptr;
    widgets::EmptyState *m_empty = nullptr;
};

/// Whether what failed in such a run can be done again.
[[nodiscard]] constexpr bool mayBeRetried(client::RunState state)
{
    return state == client::RunState::Failed || state == client::RunState::Cancelled;
}

} // namespace weftline::ui::runs
