// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The last payloads of what is selected: of a node its output, inputs, parameters and items, of an edge what went over
// it; as a table, a tree or text. Of a map, the task that ended last until one chooses another.

#pragma once

#include <QCoro/QCoroTask>

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

#include <optional>

#include "ui/runs/run_follower.h"
#include "ui/runs/value_items.h"

class QCheckBox;
class QComboBox;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QStackedLayout;
class QStackedWidget;
class QTableView;
class QTreeView;

namespace weftline::ui::widgets {
class EmptyState;
class TextLabel;
} // namespace weftline::ui::widgets

namespace weftline::ui::runs {

class DataView final : public QWidget
{
    Q_OBJECT

public:
    explicit DataView(client::EngineClient *client, QWidget *parent = nullptr);

    void setRun(const std::string &id);
    void showNode(std::uint32_t node, const QString &title);
    /// What went from `node` to another.
    void showEdge(std::uint32_t node, const QString &from, const QString &to);
    void showNothing();

    [[nodiscard]] ValueTree *tree() { return &m_tree; }
    [[nodiscard]] ValueTable *table() { return &m_table; }
    [[nodiscard]] QPlainTextEdit *text() const { return m_text; }
    [[nodiscard]] QComboBox *forms() const { return m_form; }
    [[nodiscard]] QComboBox *parts() const { return m_part; }
    [[nodiscard]] QSpinBox *item() const { return m_item; }
    [[nodiscard]] QCheckBox *latest() const { return m_latest; }
    [[nodiscard]] QString brief() const;
    [[nodiscard]] QString emptySentence() const { return m_sentence; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void buildBar(QWidget &place);
    void buildForms();
    void selected(std::uint32_t node, const QString &title, bool isEdge);
    void runChanged();
    void takeLatest();
    void read();
    void say(const QString &sentence);
    void arrived(const client::ValuePage &page);
    void fitColumns();
    void appendText(const client::ValuePage &page);
    [[nodiscard]] client::ValueQuery query() const;
    [[nodiscard]] std::uint32_t itemCount() const;
    [[nodiscard]] QString whyNothing() const;
    QCoro::Task<> fetch(std::uint64_t request);
    QCoro::Task<> fetchMore(std::uint64_t shows, List path, std::uint64_t from, bool isTable);
    QCoro::Task<> fetchText(std::uint64_t shows, std::uint64_t from);

    RunFollower *m_follower;
    std::optional<std::uint32_t> m_node;
    QString m_title;
    bool m_isEdge = false;
    bool m_isStale = true; ///< Something changed while this was not seen.
    std::uint64_t m_request = 0; ///< Answers to older ones are dropped.
    std::uint64_t m_shows = 0; ///< Counts values that were shown; members of an earlier one are dropped.
    client::ValuePage m_page;
    QString m_sentence;
    QTimer m_again; ///< A task that changes all the time is asked for now and then.
    ValueTree m_tree;
    ValueTable m_table;

    QStackedLayout *m_stack = nullptr;
    widgets::EmptyState *m_empty = nullptr;
    QWidget *m_shown = nullptr;
    widgets::TextLabel *m_name = nullptr;
    widgets::TextLabel *m_brief = nullptr;
    QWidget *m_itemRow = nullptr;
    QSpinBox *m_item = nullptr;
    QCheckBox *m_latest = nullptr;
    QComboBox *m_part = nullptr;
    QComboBox *m_form = nullptr;
    QStackedWidget *m_forms = nullptr;
    QTableView *m_tableView = nullptr;
    QTreeView *m_treeView = nullptr;
    QPlainTextEdit *m_text = nullptr;
    QPushButton *m_more = nullptr;
};

} // namespace weftline::ui::runs
