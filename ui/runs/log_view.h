// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The log of a run or of one node: all lines, those with a text in them, following the end while it runs.

#pragma once

#include <QCoro/QCoroTask>

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <optional>

#include "ui/runs/log_model.h"
#include "ui/runs/run_follower.h"

class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QLineEdit;
class QStackedLayout;
class QTableView;

namespace weftline::ui::widgets {
class EmptyState;
class TextLabel;
} // namespace weftline::ui::widgets

namespace weftline::ui::runs {

class LogView final : public QWidget
{
    Q_OBJECT

public:
    explicit LogView(client::EngineClient *client, QWidget *parent = nullptr);

    void setRun(const std::string &id);
    /// Only this node's lines, `title` for people; none: all.
    void setNode(std::optional<std::uint32_t> node, const QString &title = {});

    [[nodiscard]] LogModel *model() { return &m_model; }
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] QLineEdit *filter() const { return m_filter; }
    [[nodiscard]] QComboBox *streams() const { return m_streams; }
    [[nodiscard]] QLineEdit *search() const { return m_search; }
    [[nodiscard]] QString searchState() const;
    /// Goes to the next line with the text of search(), or with -1 to the one before; begins anew at the end.
    void findNext(int step = 1);
    [[nodiscard]] bool isFollowing() const;
    void setFollowing(bool follow);

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void restart();
    void readOn();
    void fillView();
    void followEnd();
    void updateState();
    [[nodiscard]] client::LogQuery query(std::uint64_t from) const;
    QCoro::Task<> readTail(std::uint64_t generation);
    QCoro::Task<> readAgain(std::uint64_t generation, std::size_t page);
    // log_search.cpp
    void buildSearch(QHBoxLayout &bar);
    QCoro::Task<> searchOn(std::uint64_t search, int row, int step);

    RunFollower *m_follower;
    LogModel m_model;
    std::optional<std::uint32_t> m_node;
    QString m_nodeTitle;
    QString m_error;
    std::uint64_t m_generation = 0; ///< Rises with every other question: answers to older ones are dropped.
    bool m_isReading = false;
    bool m_isReadingAgain = false;
    QTimer m_poll;
    QTimer m_typed;

    QStackedLayout *m_stack = nullptr;
    QTableView *m_table = nullptr;
    QComboBox *m_streams = nullptr;
    QLineEdit *m_search = nullptr;
    widgets::TextLabel *m_found = nullptr;
    std::uint64_t m_searches = 0; ///< Rises with every search: an older one ends.
    QLineEdit *m_filter = nullptr;
    QCheckBox *m_follow = nullptr;
    widgets::TextLabel *m_count = nullptr;
    widgets::EmptyState *m_empty = nullptr;
};

} // namespace weftline::ui::runs
