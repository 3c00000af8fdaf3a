// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <QtCore/QAbstractItemModel>

#include "ui/runs/value_items.h"

#include "ui/widgets/theme.h"
#include "ui/widgets/units.h"

namespace weftline::ui::runs {

using client::ValueMember;
using client::ValuePage;
using widgets::Token;

namespace {

bool hasMembers(const ValueMember &member) { return member.type == "list" || member.type == "object"; }

QString nameOf(const Value &key)
{
    return key.asString() ? QString::fromStdString(*key.asString()) : key.asInt() ? QString::number(*key.asInt()) : QString();
}

/// The members of a value that came whole.
std::vector<ValueMember> membersOf(const Value &value)
{
    std::vector<ValueMember> members;
    const auto add = [&](Value key, const Value &one) {
        const std::uint64_t count = one.asList() ? one.asList()->size() : one.asObject() ? one.asObject()->size()
            : one.asString()                                                             ? one.asString()->size()
                                                                                         : 0;
        members.push_back({std::move(key), std::string(one.typeName()), count, one, true});
    };
    if (const List *list = value.asList())
        for (std::size_t i = 0; i < list->size(); ++i)
            add(static_cast<std::int64_t>(i), (*list)[i]);
    if (const Object *object = value.asObject())
        for (const auto &[name, one] : *object)
            add(name, one);
    return members;
}

} // namespace

QString inBrief(const ValueMember &member, int lengthMax)
{
    if (member.type == "list")
        return ValueTree::tr("%n items", nullptr, static_cast<int>(std::min<std::uint64_t>(member.count, 2'000'000'000)));
    if (member.type == "object")
        return ValueTree::tr("%n members", nullptr, static_cast<int>(std::min<std::uint64_t>(member.count, 2'000'000'000)));
    QString text = QString::fromStdString(member.value.asString() ? *member.value.asString() : toJson(member.value));
    text.replace(QLatin1Char('\n'), QChar(0x23ce));
    const bool isCut = text.size() > lengthMax || !member.isWhole;
    return isCut ? text.left(lengthMax) + QChar(0x2026) : text;
}

struct ValueTree::Item
{
    ValueMember self;
    Item *parent = nullptr;
    int row = 0;
    bool isAsking = false;
    std::vector<std::unique_ptr<Item>> children;

    [[nodiscard]] bool mayHaveMore() const { return hasMembers(self) && children.size() < self.count; }
};

ValueTree::ValueTree(QObject *parent) : QAbstractItemModel(parent), m_root(std::make_unique<Item>()) { }

ValueTree::~ValueTree() = default;

void ValueTree::clear()
{
    beginResetModel();
    m_root = std::make_unique<Item>();
    endResetModel();
}

void ValueTree::begin(const ValuePage &page)
{
    beginResetModel();
    m_root = std::make_unique<Item>();
    if (hasMembers(page.self)) {
        m_root->self = page.self;
    } else { // it stands as the only row
        m_root->self.type = "object";
        m_root->self.count = 1;
    }
    endResetModel();
    if (hasMembers(page.self)) {
        addMembers(*m_root, 0, page.members);
    } else {
        ValueMember only = page.self;
        only.key = tr("value").toStdString();
        addMembers(*m_root, 0, {only});
    }
}

void ValueTree::addMembers(Item &item, std::uint64_t from, const std::vector<ValueMember> &members)
{
    item.isAsking = false;
    if (from != item.children.size() || members.empty())
        return;
    const int first = static_cast<int>(item.children.size());
    beginInsertRows(indexOf(item), first, first + static_cast<int>(members.size()) - 1);
    for (const ValueMember &member : members) {
        auto child = std::make_unique<Item>();
        child->self = member;
        child->parent = &item;
        child->row = static_cast<int>(item.children.size());
        item.children.push_back(std::move(child));
    }
    endInsertRows();
}

void ValueTree::add(const List &path, std::uint64_t from, const ValuePage &page)
{
    if (Item *item = itemAt(path))
        addMembers(*item, from, page.members);
}

void ValueTree::giveUp(const List &path)
{
    if (Item *item = itemAt(path))
        item->isAsking = false;
}

ValueTree::Item *ValueTree::itemAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<Item *>(index.internalPointer()) : m_root.get();
}

ValueTree::Item *ValueTree::itemAt(const List &path) const
{
    Item *item = m_root.get();
    for (const Value &step : path) {
        Item *next = nullptr;
        if (const std::int64_t *place = step.asInt(); place && *place >= 0 && static_cast<std::size_t>(*place) < item->children.size())
            next = item->children[static_cast<std::size_t>(*place)].get();
        for (std::size_t i = 0; !next && i < item->children.size(); ++i)
            if (item->children[i]->self.key == step)
                next = item->children[i].get();
        if (!next)
            return nullptr;
        item = next;
    }
    return item;
}

List ValueTree::pathOf(const QModelIndex &index) const
{
    List path;
    for (const Item *item = itemAt(index); item != m_root.get(); item = item->parent)
        path.insert(path.begin(), item->self.key);
    return path;
}

QModelIndex ValueTree::indexOf(const Item &item) const
{
    return &item == m_root.get() ? QModelIndex() : createIndex(item.row, 0, &item);
}

QModelIndex ValueTree::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, itemAt(parent)->children[static_cast<std::size_t>(row)].get());
}

QModelIndex ValueTree::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOf(*static_cast<Item *>(child.internalPointer())->parent) : QModelIndex();
}

int ValueTree::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(itemAt(parent)->children.size());
}

int ValueTree::columnCount(const QModelIndex &) const { return ColumnCount; }

bool ValueTree::hasChildren(const QModelIndex &parent) const
{
    const Item *item = itemAt(parent);
    return parent.column() <= 0 && hasMembers(item->self) && item->self.count > 0;
}

bool ValueTree::canFetchMore(const QModelIndex &parent) const
{
    const Item *item = itemAt(parent);
    return parent.column() <= 0 && item->mayHaveMore() && !item->isAsking;
}

void ValueTree::fetchMore(const QModelIndex &parent)
{
    Item *item = itemAt(parent);
    if (!canFetchMore(parent))
        return;
    if (item->children.empty() && item->self.isWhole && item != m_root.get()) { // it is here already
        // A view asks while it is told of other rows, when none may be added yet.
        item->isAsking = true;
        QMetaObject::invokeMethod(
            this,
            [this, path = pathOf(parent)] {
                if (Item *whole = itemAt(path); whole && whole->children.empty() && whole->self.isWhole)
                    addMembers(*whole, 0, membersOf(whole->self.value));
            },
            Qt::QueuedConnection);
        return;
    }
    item->isAsking = true;
    Q_EMIT wanted(pathOf(parent), item->children.size());
}

QVariant ValueTree::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const ValueMember &member = static_cast<Item *>(index.internalPointer())->self;
    const bool isContent = index.column() == Content;
    switch (role) {
    case Qt::DisplayRole: return isContent ? inBrief(member) : nameOf(member.key);
    case Qt::ToolTipRole:
        return isContent && !hasMembers(member) ? QVariant(inBrief(member, 4000)) : QVariant();
    case Qt::FontRole: return widgets::font(widgets::TextRole::Code);
    case Qt::ForegroundRole:
        if (!isContent)
            return widgets::color(Token::Text2);
        if (hasMembers(member) || member.value.isNull())
            return widgets::color(Token::Text3);
        return widgets::color(member.type == "string" ? Token::Succeeded : Token::Running);
    default: return {};
    }
}

QVariant ValueTree::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Name") : tr("Value");
}

} // namespace weftline::ui::runs
