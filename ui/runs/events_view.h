// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The events of a run, or of the whole engine: live, by type, by text, by node. Older ones are brought as one scrolls up.

#pragma once

#include <QCoro/QCoroTask>

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include "ui/runs/events_model.h"
#include "ui/runs/run_follower.h"

class QCheckBox;
class QComboBox;
class QLineEdit;
class QStackedLayout;
class QTableView;

namespace weftline::ui::widgets {
class EmptyState;
class TextLabel;
} // namespace weftline::ui::widgets

namespace weftline::ui::runs {

class EventsView final : public QWidget
{
    Q_OBJECT

public:
    explicit EventsView(client::EngineClient *client, QWidget *parent = nullptr);

    /// No run: the engine's events.
    void setRun(const std::string &id);
    /// Only this node's, by its id; an empty one: all.
    void setNode(const QString &id);

    [[nodiscard]] EventsModel *model() { return &m_model; }
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] QLineEdit *filter() const { return m_filter; }
    [[nodiscard]] QComboBox *types() const { return m_types; }
    [[nodiscard]] QCheckBox *wholeEngine() const { return m_wholeEngine; }
    [[nodiscard]] QCheckBox *follow() const { return m_follow; }

Q_SIGNALS:
    /// A person wants to see the node of an event.
    void nodeRequested(const QString &run, const QString &node);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void buildBar(QWidget &place);
    void buildTable();
    void restart();
    void readOn();
    void scrolled();
    void updateState();
    [[nodiscard]] client::EventQuery query() const;
    [[nodiscard]] bool showsEngine() const;
    QCoro::Task<> readNewer(std::uint64_t generation);
    QCoro::Task<> readOlder(std::uint64_t generation);
    QCoro::Task<> readAgain(std::uint64_t generation, std::size_t page);

    RunFollower *m_follower;
    EventsModel m_model;
    QString m_node;
    QString m_error;
    std::uint64_t m_generation = 0; ///< Rises with every other question: answers to older ones are dropped.
    std::uint64_t m_newest = 0; ///< Looked at up to here.
    std::uint64_t m_older = 0; ///< Where to go on backwards; 0: from the newest.
    std::uint64_t m_seen = 0; ///< The engine's position at the last look.
    bool m_hasBegun = false; ///< The first page backwards is there.
    bool m_isAtBegin = false;
    bool m_isReading = false;
    bool m_isReadingOlder = false;
    bool m_isReadingAgain = false;
    QTimer m_typed;
    QTimer m_tick; ///< Looks for newer ones at most so often.

    QStackedLayout *m_stack = nullptr;
    QTableView *m_table = nullptr;
    QLineEdit *m_filter = nullptr;
    QComboBox *m_types = nullptr;
    QCheckBox *m_wholeEngine = nullptr;
    QCheckBox *m_follow = nullptr;
    widgets::TextLabel *m_count = nullptr;
    widgets::EmptyState *m_empty = nullptr;
};

} // namespace weftline::ui::runs
