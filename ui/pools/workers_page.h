// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The workers, by pool. Asks the engine to start, stop and kill them; nothing waits and nothing asks back.

#pragma once

#include <QCoro/QCoroTask>

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <map>
#include <string>
#include <vector>

#include "engine/client/engine_client.h"

class QPushButton;
class QScrollArea;
class QStackedLayout;
class QVBoxLayout;

namespace weftline::ui::widgets {
class EmptyState;
class TextLabel;
} // namespace weftline::ui::widgets

namespace weftline::ui::pools {

class AddMachine;
class WorkerRow;

class WorkersPage final : public QWidget
{
    Q_OBJECT

public:
    explicit WorkersPage(client::EngineClient *client, QWidget *parent = nullptr);

    /// The run whose moved attempts are counted; an empty id: none.
    void setRun(const std::string &id);
    [[nodiscard]] WorkerRow *row(std::uint32_t worker) const;
    [[nodiscard]] int rowCount() const { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] QPushButton *startButton() const { return m_start; }
    /// The same from the empty page.
    [[nodiscard]] QPushButton *firstStartButton() const { return m_firstStart; }
    [[nodiscard]] QPushButton *addMachineButton() const { return m_addMachine; }
    /// The window that adds machines, while it is open.
    [[nodiscard]] AddMachine *addMachineWindow() const;
    [[nodiscard]] QString error() const;
    /// Takes the newest data now.
    void refresh();

public Q_SLOTS:
    void startWorker();
    /// Opens the window that adds machines, or brings it to the front.
    void addMachine();

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    struct Pool
    {
        QWidget *head = nullptr;
        widgets::TextLabel *name = nullptr;
        widgets::TextLabel *used = nullptr;
    };
    using Order = std::vector<std::pair<std::string, std::uint32_t>>; ///< Pool and worker.

    void build();
    void schedule();
    void arrange(const Order &order);
    Pool &pool(const std::string &name);
    void updatePools();
    void updateRights();
    [[nodiscard]] std::map<std::uint32_t, int> countMoved() const;
    void showError(const QString &message);
    QCoro::Task<> start();
    QCoro::Task<> kill(SessionId session);
    QCoro::Task<> stop(SessionId session);

    client::EngineClient *m_client;
    std::string m_run;
    QTimer m_timer;
    bool m_isDirty = false;
    Order m_order;
    std::map<std::uint32_t, WorkerRow *> m_rows;
    std::map<std::string, Pool> m_pools;

    QStackedLayout *m_stack = nullptr;
    widgets::EmptyState *m_empty = nullptr;
    QScrollArea *m_scroll = nullptr;
    QVBoxLayout *m_column = nullptr;
    QPushButton *m_start = nullptr;
    QPushButton *m_firstStart = nullptr;
    QPushButton *m_addMachine = nullptr;
    QPushButton *m_firstAddMachine = nullptr;
    QPointer<AddMachine> m_addMachineWindow;
    widgets::TextLabel *m_error = nullptr;
};

} // namespace weftline::ui::pools
