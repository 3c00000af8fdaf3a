// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Tabs "Input" and "Output": a value of the selected node's task in the watched run, as a tree or as text.

#pragma once

#include <QCoro/QCoroTask>

#include <QtCore/QPointer>
#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <optional>
#include <string>

#include "engine/client/engine_client.h"

class QComboBox;
class QPlainTextEdit;
class QSpinBox;
class QStackedWidget;
class QTreeView;

namespace weftline::ui::widgets {
class EmptyState;
class TextLabel;
}

namespace weftline::ui::inspector {

class ValueTreeModel;

/// Which task: of which run, at which place of its workflow, which item of its map.
struct TaskPlace
{
    std::string run;
    std::uint32_t node = 0;
    std::uint32_t items = 1; ///< How many tasks the node has; more than one shows a choice.

    bool operator==(const TaskPlace &) const = default;
};

class ValuePage final : public QWidget
{
    Q_OBJECT

public:
    ValuePage(client::TaskPart part, QWidget *parent);

    void setClient(client::EngineClient *client);
    /// Shows the value of this task; with nothing, says why there is none.
    void show(const TaskPlace &place, bool mayHaveChanged);
    void showNothing(const QString &why);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void read();
    QCoro::Task<> fetch(std::uint64_t request);
    void arrived(const Result<Value> &value);

    client::TaskPart m_part;
    QPointer<client::EngineClient> m_client;
    std::optional<TaskPlace> m_place;
    QTimer m_again; ///< A task that changes all the time is asked for now and then.
    bool m_isStale = false; ///< Something changed while this was not seen.
    std::uint64_t m_request = 0;
    Value m_value;
    ValueTreeModel *m_model;
    QStackedWidget *m_stack;
    QWidget *m_shown;
    widgets::EmptyState *m_empty;
    QWidget *m_itemRow;
    QSpinBox *m_item;
    widgets::TextLabel *m_brief;
    QComboBox *m_form;
    QStackedWidget *m_forms;
    QTreeView *m_tree;
    QPlainTextEdit *m_text;
};

} // namespace weftline::ui::inspector
