// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The list of runs: state, number, duration. A click opens one.

#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QStyledItemDelegate>
#include <QtWidgets/QWidget>

#include "engine/client/engine_client.h"
#include "ui/runs/run_list_model.h"

class QListView;
class QStackedLayout;

namespace weftline::ui::widgets {
class EmptyState;
class TextLabel;
} // namespace weftline::ui::widgets

namespace weftline::ui::runs {

class RunListDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

class RunList final : public QWidget
{
    Q_OBJECT

public:
    explicit RunList(client::EngineClient *client, QWidget *parent = nullptr);

    /// Only the runs of the workflow of this name; an empty one: all.
    void setWorkflow(const QString &name);
    /// Marks a run as the one that is shown.
    void setCurrentRun(const std::string &id);
    [[nodiscard]] RunListModel *model() { return &m_model; }
    [[nodiscard]] QListView *view() const { return m_view; }

Q_SIGNALS:
    void runActivated(const QString &id);
    void cancelRequested(const QString &id);
    void retryRequested(const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void refresh();
    void showMenu(const QPoint &at);

    client::EngineClient *m_client;
    RunListModel m_model;
    std::string m_workflow;
    std::string m_current;
    QTimer m_timer;
    widgets::TextLabel *m_head = nullptr;
    QListView *m_view = nullptr;
    QStackedLayout *m_stack = nullptr;
    widgets::EmptyState *m_empty = nullptr;
};

} // namespace weftline::ui::runs
