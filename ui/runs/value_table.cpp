// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/runs/value_items.h"

#include <algorithm>

#include "ui/widgets/theme.h"

namespace weftline::ui::runs {

using client::ValueMember;
using client::ValuePage;
using widgets::Token;

namespace {

/// Each name once, in the order in which rows first have it.
std::vector<std::string> namesIn(const std::vector<ValueMember> &rows)
{
    std::vector<std::string> names;
    for (const ValueMember &row : rows) {
        const Object *object = row.value.asObject();
        if (!object)
            return {}; // not all of them are objects: each stands as itself
        for (const auto &[name, value] : *object)
            if (names.size() < ValueTable::columnsMax && std::find(names.begin(), names.end(), name) == names.end())
                names.push_back(name);
    }
    return names;
}

ValueMember memberOf(const Value &value)
{
    const std::uint64_t count = value.asList() ? value.asList()->size() : value.asObject() ? value.asObject()->size() : 0;
    return {{}, std::string(value.typeName()), count, value, true};
}

} // namespace

void ValueTable::clear()
{
    beginResetModel();
    m_rows.clear();
    m_columns.clear();
    m_total = 0;
    m_isAsking = false;
    endResetModel();
}

void ValueTable::begin(const ValuePage &page)
{
    beginResetModel();
    m_isObject = page.self.type == "object";
    m_isAsking = false;
    m_rows = page.members;
    m_total = page.self.count;
    if (page.self.type != "list" && page.self.type != "object") {
        m_rows = {page.self};
        m_total = 1;
    }
    m_columns = m_isObject ? std::vector<std::string>() : namesIn(m_rows);
    endResetModel();
}

void ValueTable::add(std::uint64_t from, const ValuePage &page)
{
    m_isAsking = false;
    if (from != m_rows.size() || page.members.empty())
        return;
    const int first = static_cast<int>(m_rows.size());
    beginInsertRows({}, first, first + static_cast<int>(page.members.size()) - 1);
    m_rows.insert(m_rows.end(), page.members.begin(), page.members.end());
    endInsertRows();
}

int ValueTable::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

int ValueTable::columnCount(const QModelIndex &parent) const
{
    if (parent.isValid() || m_rows.empty())
        return 0;
    return m_isObject ? 2 : std::max(1, static_cast<int>(m_columns.size()));
}

bool ValueTable::canFetchMore(const QModelIndex &parent) const { return !parent.isValid() && !m_isAsking && m_rows.size() < m_total; }

void ValueTable::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_isAsking = true;
    Q_EMIT wanted(m_rows.size());
}

QVariant ValueTable::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const ValueMember &row = m_rows[static_cast<std::size_t>(index.row())];
    const bool isName = m_isObject && index.column() == 0;
    const Value *cell = m_columns.empty() ? nullptr : row.value.find(m_columns[static_cast<std::size_t>(index.column())]);
    const bool isMissing = !m_columns.empty() && !cell && row.isWhole;
    const ValueMember shown = cell ? memberOf(*cell) : row;
    switch (role) {
    case Qt::DisplayRole:
        if (isName)
            return row.key.asString() ? QString::fromStdString(*row.key.asString()) : QString();
        if (isMissing || (!m_columns.empty() && !cell && index.column() > 0))
            return QString();
        return inBrief(shown);
    case Qt::TextAlignmentRole:
        return int((!isName && shown.type == "number" ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case Qt::FontRole: return widgets::font(widgets::TextRole::Code);
    case Qt::ForegroundRole:
        if (isName)
            return widgets::color(Token::Text2);
        return widgets::color(shown.type == "list" || shown.type == "object" || shown.value.isNull() ? Token::Text3 : Token::Text);
    default: return {};
    }
}

// As the first row has it: the head stands over the figures of its column.
bool ValueTable::isNumeric(int column) const
{
    const auto place = static_cast<std::size_t>(column);
    if (m_rows.empty() || m_isObject)
        return false;
    const Value *cell = place < m_columns.size() ? m_rows.front().value.find(m_columns[place]) : nullptr;
    return cell ? memberOf(*cell).type == "number" : m_columns.empty() && m_rows.front().type == "number";
}

QVariant ValueTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole && orientation == Qt::Horizontal)
        return int((isNumeric(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    if (orientation == Qt::Vertical)
        return m_isObject ? QVariant() : QVariant(section);
    if (m_isObject)
        return section == 0 ? tr("Name") : tr("Value");
    const auto place = static_cast<std::size_t>(section);
    return place < m_columns.size() ? QString::fromStdString(m_columns[place]) : tr("Value");
}

} // namespace weftline::ui::runs
