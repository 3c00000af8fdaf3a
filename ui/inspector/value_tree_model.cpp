// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/inspector/value_tree_model.h"

#include <vector>

#include "ui/document/document.h"
#include "ui/widgets/theme.h"

namespace weftline::ui::inspector {

using document::toQString;
using widgets::Token;

struct ValueTreeModel::Item
{
    const Value *value = nullptr; ///< None: the row that says how many more there are.
    QString name;
    Item *parent = nullptr;
    int row = 0;
    bool isUnfolded = false;
    std::size_t hidden = 0;
    std::vector<std::unique_ptr<Item>> children;
};

ValueTreeModel::ValueTreeModel(QObject *parent) : QAbstractItemModel(parent) { setValue({}); }

ValueTreeModel::~ValueTreeModel() = default;

// A list or object stands as its members; any other value is the only row.
void ValueTreeModel::setValue(Value value)
{
    beginResetModel();
    m_value = std::move(value);
    m_root = std::make_unique<Item>();
    if (m_value.asList() || m_value.asObject()) {
        m_root->value = &m_value;
    } else if (!m_value.isNull()) {
        m_root->isUnfolded = true;
        m_root->children.push_back(std::make_unique<Item>());
        *m_root->children.back() = Item{&m_value, tr("value"), m_root.get(), 0, false, 0, {}};
    }
    endResetModel();
}

void ValueTreeModel::unfold(Item &item)
{
    if (item.isUnfolded || !item.value)
        return;
    item.isUnfolded = true;
    const auto add = [&](const Value *value, QString name, std::size_t hidden) {
        auto child = std::make_unique<Item>();
        child->value = value;
        child->name = std::move(name);
        child->parent = &item;
        child->row = int(item.children.size());
        child->hidden = hidden;
        item.children.push_back(std::move(child));
    };
    if (const List *list = item.value->asList()) {
        for (std::size_t i = 0; i < std::min(list->size(), membersMax); ++i)
            add(&(*list)[i], QString::number(i), 0);
        if (list->size() > membersMax)
            add(nullptr, {}, list->size() - membersMax);
    } else if (const Object *object = item.value->asObject()) {
        for (std::size_t i = 0; i < std::min(object->size(), membersMax); ++i)
            add(&(*object)[i].second, toQString((*object)[i].first), 0);
        if (object->size() > membersMax)
            add(nullptr, {}, object->size() - membersMax);
    }
}

ValueTreeModel::Item *ValueTreeModel::itemAt(const QModelIndex &index) const
{
    Item *item = index.isValid() ? static_cast<Item *>(index.internalPointer()) : m_root.get();
    unfold(*item);
    return item;
}

QModelIndex ValueTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, itemAt(parent)->children[std::size_t(row)].get());
}

QModelIndex ValueTreeModel::parent(const QModelIndex &child) const
{
    if (!child.isValid())
        return {};
    Item *above = static_cast<Item *>(child.internalPointer())->parent;
    return above == m_root.get() ? QModelIndex() : createIndex(above->row, 0, above);
}

int ValueTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(itemAt(parent)->children.size());
}

int ValueTreeModel::columnCount(const QModelIndex &) const { return ColumnCount; }

QVariant ValueTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Item &item = *static_cast<Item *>(index.internalPointer());
    const bool isValue = index.column() == ValueColumn;
    if (role == Qt::DisplayRole) {
        if (!item.value)
            return isValue ? tr("and %1 more").arg(item.hidden) : QString();
        return isValue ? valueInBrief(*item.value) : item.name;
    }
    if (role == Qt::FontRole)
        return widgets::font(widgets::TextRole::Code);
    if (role != Qt::ForegroundRole)
        return {};
    if (!isValue)
        return widgets::color(Token::Text2);
    if (!item.value || item.value->isNull() || item.value->asList() || item.value->asObject())
        return widgets::color(Token::Text3);
    return widgets::color(item.value->asString() ? Token::Succeeded : Token::Running);
}

QVariant ValueTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Name") : tr("Value");
}

QString valueInBrief(const Value &value)
{
    if (const List *list = value.asList())
        return list->size() == 1 ? ValueTreeModel::tr("1 item") : ValueTreeModel::tr("%1 items").arg(list->size());
    if (const Object *object = value.asObject())
        return object->size() == 1 ? ValueTreeModel::tr("1 member") : ValueTreeModel::tr("%1 members").arg(object->size());
    if (const std::string *text = value.asString()) {
        QString line = toQString(std::string_view(*text).substr(0, std::size_t(ValueTreeModel::charactersMax) * 4));
        const bool isCut = line.size() > ValueTreeModel::charactersMax || text->size() > std::size_t(ValueTreeModel::charactersMax) * 4;
        line = line.left(ValueTreeModel::charactersMax);
        line.replace(QLatin1Char('\n'), QChar(0x21b5));
        return isCut ? line + QChar(0x2026) : line;
    }
    return toQString(toJson(value));
}

} // namespace weftline::ui::inspector
