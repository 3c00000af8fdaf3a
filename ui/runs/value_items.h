// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// A value that is looked into page by page, as a tree and as a table. Both ask for a page by a signal and are given it;
// they know no engine.

#pragma once

#include <QtCore/QAbstractItemModel>
#include <QtCore/QAbstractTableModel>

#include <memory>
#include <vector>

#include "engine/client/pages.h"

namespace weftline::ui::runs {

/// "17 items", "3 members", or the value itself on one line, at most `lengthMax` characters.
[[nodiscard]] QString inBrief(const client::ValueMember &member, int lengthMax = 300);

class ValueTree final : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, Content, ColumnCount };
    explicit ValueTree(QObject *parent = nullptr);
    ~ValueTree() override;

    /// Begins with the value itself and its first members.
    void begin(const client::ValuePage &page);
    void clear();
    /// What was wanted. A page of a way that is no longer there is ignored.
    void add(const List &path, std::uint64_t from, const client::ValuePage &page);
    /// The page that was wanted does not come; it may be wanted again.
    void giveUp(const List &path);
    [[nodiscard]] List pathOf(const QModelIndex &index) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void wanted(const weftline::List &path, quint64 from);

private:
    struct Item;
    [[nodiscard]] Item *itemAt(const QModelIndex &index) const;
    [[nodiscard]] Item *itemAt(const List &path) const;
    [[nodiscard]] QModelIndex indexOf(const Item &item) const;
    void addMembers(Item &item, std::uint64_t from, const std::vector<client::ValueMember> &members);

    std::unique_ptr<Item> m_root;
};

class ValueTable final : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr std::size_t columnsMax = 64;
    using QAbstractTableModel::QAbstractTableModel;

    /// Rows are the items of a list, its columns the members of the first of them; or the members of an object.
    void begin(const client::ValuePage &page);
    void clear();
    void add(std::uint64_t from, const client::ValuePage &page);
    void giveUp() { m_isAsking = false; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void wanted(quint64 from);

private:
    [[nodiscard]] bool isNumeric(int column) const;

    std::vector<client::ValueMember> m_rows;
    std::vector<std::string> m_columns; ///< Names of members; empty: one column with the item itself.
    std::uint64_t m_total = 0;
    bool m_isObject = false;
    bool m_isAsking = false;
};

} // namespace weftline::ui::runs
