// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/fields/list_tables.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <array>
#include <limits>

#include "engine/format/json.h"
#include "engine/workflow/template.h"
#include "ui/document/document.h"
#include "ui/fields/field_editor.h"
#include "ui/fields/text_values.h"

namespace weftline::ui::fields {
namespace {

using document::toQString;

struct TableTexts
{
    Q_DECLARE_TR_FUNCTIONS(ListTables)
};

bool couldBeJson(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t\n\r");
    return begin != std::string_view::npos && (text[begin] == '[' || text[begin] == '{' || text[begin] == '"') && format::parseJson(text);
}

/// A text as it is, unless it could be taken for other JSON; that and all else as JSON.
QString cellOf(const Value *value)
{
    if (!value || value->isNull())
        return {};
    const std::string *text = value->asString();
    return toQString(text && !couldBeJson(*text) ? *text : toJson(*value));
}

Value valueOfCell(const QString &cell)
{
    const std::string text = cell.toStdString();
    return couldBeJson(text) ? *format::parseJson(text) : Value(text);
}

/// The rows of a list of objects whose `members` have columns.
template <std::size_t count>
QList<QStringList> rowsOf(const Value &list, const std::array<std::string_view, count> &members)
{
    QList<QStringList> rows;
    if (const List *items = list.asList())
        for (const Value &item : *items) {
            QStringList row;
            for (const std::string_view member : members)
                row.push_back(cellOf(item.find(member)));
            rows.push_back(row);
        }
    return rows;
}

/// The item that a row was before; null where it is new.
template <std::size_t count>
const Value *itemBefore(const Value &before, const QList<QStringList> &rows, qsizetype row, const std::array<std::string_view, count> &members)
{
    const QList<QStringList> then = rowsOf(before, members);
    const qsizetype same = then.indexOf(rows[row]);
    const qsizetype place = same >= 0 ? same : then.size() == rows.size() ? row : -1;
    return place < 0 ? nullptr : &(*before.asList())[std::size_t(place)];
}

/// What the item had beside the members that have columns.
template <std::size_t count>
void addFurther(Object &item, const Value *before, const std::array<std::string_view, count> &members)
{
    const Object *object = before ? before->asObject() : nullptr;
    if (!object)
        return;
    for (const auto &[name, value] : *object)
        if (std::find(members.begin(), members.end(), name) == members.end())
            item.emplace_back(name, value);
}

constexpr std::array<std::string_view, 2> messageMembers{"role", "content"};
constexpr std::array<std::string_view, 3> recordedMembers{"content", "tokens_in", "tokens_out"};

} // namespace

QString writeMessages(const Value &messages)
{
    if (const std::string *expression = messages.asString())
        return joinRows({{QString(), toQString(*expression)}});
    return joinRows(rowsOf(messages, messageMembers));
}

Result<Value> readMessages(const QString &text, const Value &before)
{
    const QList<QStringList> rows = splitRows(text);
    const std::string only = rows.size() == 1 && rows[0].value(0).isEmpty() ? rows[0].value(1).trimmed().toStdString() : std::string();
    if (workflow::isWholeExpression(only))
        return Value(only);
    List messages;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const QString role = rows[i].value(0).trimmed();
        Object message{{"role", role.isEmpty() ? std::string("user") : role.toStdString()}, {"content", valueOfCell(rows[i].value(1))}};
        addFurther(message, itemBefore(before, rows, i, messageMembers), messageMembers);
        messages.emplace_back(std::move(message));
    }
    return Value(std::move(messages));
}

QString writeRecorded(const Value &recorded) { return joinRows(rowsOf(recorded, recordedMembers)); }

Result<Value> readRecorded(const QString &text, const Value &before)
{
    const QList<QStringList> rows = splitRows(text);
    List recorded;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        Object reply{{"content", valueOfCell(rows[i].value(0))}};
        for (int column = 1; column <= 2; ++column) {
            const QString cell = rows[i].value(column).trimmed();
            if (cell.isEmpty())
                continue;
            const Result<int> tokens = readWhole(cell, 0, std::numeric_limits<int>::max());
            if (!tokens)
                return tl::unexpected(tokens.error());
            reply.emplace_back(std::string(recordedMembers[std::size_t(column)]), Value(*tokens));
        }
        addFurther(reply, itemBefore(before, rows, i, recordedMembers), recordedMembers);
        recorded.emplace_back(std::move(reply));
    }
    return Value(std::move(recorded));
}

} // namespace weftline::ui::fields
