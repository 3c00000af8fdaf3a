// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/fields/value_field.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/format/json.h"
#include "ui/document/document.h"
#include "ui/fields/list_tables.h"
#include "ui/fields/text_values.h"

namespace weftline::ui::fields {
namespace {

using document::toQString;
using workflow::Field;

struct FieldTexts
{
    Q_DECLARE_TR_FUNCTIONS(ValueField)
};

void setMember(Object &with, std::string_view name, Value value)
{
    const auto found = std::find_if(with.begin(), with.end(), [&](const auto &member) { return member.first == name; });
    if (found == with.end())
        with.emplace_back(std::string(name), std::move(value));
    else
        found->second = std::move(value);
}

void removeMember(Object &with, std::string_view name)
{
    std::erase_if(with, [&](const auto &member) { return member.first == name; });
}

QString writeMap(const Value &value)
{
    QList<QStringList> rows;
    if (const Object *object = value.asObject())
        for (const auto &[name, member] : *object) {
            const std::string *text = member.asString();
            rows.push_back({toQString(name), toQString(text ? *text : toJson(member))});
        }
    return joinRows(rows);
}

Result<Value> readMap(const QString &text)
{
    Object object;
    const QList<QStringList> rows = splitRows(text);
    for (const QStringList &row : rows) {
        const std::string name = row.value(0).toStdString();
        if (name.empty())
            return failure(ErrorCode::InvalidInput,
                           FieldTexts::tr("A row has no name. Give it one, or delete the row.").toStdString());
        if (find(object, name))
            return failure(ErrorCode::InvalidInput,
                           FieldTexts::tr("\"%1\" stands there twice. Rename or delete one of them.").arg(row.value(0)).toStdString());
        object.emplace_back(name, Value(row.value(1).toStdString()));
    }
    return Value(std::move(object));
}

QString textOf(const Value &value)
{
    if (const std::string *text = value.asString())
        return toQString(*text);
    return value.isNull() ? QString() : toQString(toJson(value));
}

/// Texts of several lines.
bool isLongText(const Field &field)
{
    return field.name == "stdin" || field.name == "prompt" || field.name == "system";
}

bool isOnByDefault(const Field &field) { return field.name == "stream"; }

Result<Value> readReal(const Field &field, const QString &text)
{
    const Result<double> number = readNumber(text, field.lowest, field.highest);
    if (!number)
        return tl::unexpected(number.error());
    return *number == std::floor(*number) ? Value(std::int64_t(*number)) : Value(*number);
}

/// "30 s" or a text with an expression in it.
Result<Value> readWait(const QString &text)
{
    if (text.contains(QLatin1String("${")))
        return Value(text.trimmed().toStdString());
    const Result<Duration> wait = readDuration(text);
    return wait ? Result<Value>(Value(formatDuration(*wait))) : tl::unexpected(wait.error());
}

QString writeCases(const Value &value)
{
    QList<QStringList> rows;
    const auto member = [](const Value &one, std::string_view name) {
        const Value *text = one.find(name);
        return text && text->asString() ? toQString(*text->asString()) : QString();
    };
    if (const List *cases = value.asList())
        for (const Value &one : *cases)
            rows.push_back({member(one, "port"), member(one, "when")});
    return joinRows(rows);
}

Result<Value> readCases(const QString &text)
{
    List cases;
    const QList<QStringList> rows = splitRows(text);
    for (const QStringList &row : rows)
        cases.push_back(Object{{"port", row.value(0).toStdString()}, {"when", row.value(1).toStdString()}});
    return Value(std::move(cases));
}

Result<Value> readJsonText(const QString &text)
{
    const std::string bytes = text.trimmed().toStdString();
    if (bytes.starts_with("${"))
        return Value(bytes);
    return format::parseJson(bytes);
}

/// A text stands as it is, unless it could be taken for other JSON; then in quotes, as all else.
QString writeAny(const Value &value)
{
    const std::string *text = value.asString();
    if (!text)
        return toQString(toPrettyJson(value));
    return toQString(format::parseJson(*text) ? toJson(value) : *text);
}

/// JSON where it is some, else a text; what begins as an object or list is meant as one.
Result<Value> readAny(const QString &text)
{
    const std::string bytes = text.toStdString();
    Result<Value> value = format::parseJson(bytes);
    const QString start = text.trimmed();
    const bool isMeant = (start.startsWith(QLatin1Char('{')) && start.endsWith(QLatin1Char('}')))
        || (start.startsWith(QLatin1Char('[')) && start.endsWith(QLatin1Char(']')));
    return value || isMeant ? value : Result<Value>(Value(bytes));
}

/// `before` is what the field held.
Result<Value> valueOf(const Field &field, const QString &text, const Value &before)
{
    switch (field.type) {
    case Field::Type::Messages: return readMessages(text, before);
    case Field::Type::Recorded: return readRecorded(text, before);
    case Field::Type::TextList: return readLines(text);
    case Field::Type::TextMap: return readMap(text);
    case Field::Type::Codes: return readCodes(text);
    case Field::Type::Number: return readReal(field, text);
    case Field::Type::Duration: return readWait(text);
    case Field::Type::Cases: return readCases(text);
    case Field::Type::Any: return readAny(text);
    case Field::Type::Schema: return readJsonText(text);
    case Field::Type::Flag: return Value(text == QLatin1String("true"));
    case Field::Type::Whole: {
        const Result<int> whole = readWhole(text, int(field.lowest), int(std::min(field.highest, double(std::numeric_limits<int>::max()))));
        return whole ? Result<Value>(Value(*whole)) : tl::unexpected(whole.error());
    }
    default: return Value(text.toStdString());
    }
}

} // namespace

QString readField(const Field &field, const Object &with)
{
    const Value *value = find(with, field.name);
    if (!value) // what is used where nothing is said
        return field.type == Field::Type::Choice && !field.choices.empty() && !field.required ? toQString(field.choices.front())
               : field.type == Field::Type::Flag                           ? (isOnByDefault(field) ? QStringLiteral("true") : QStringLiteral("false"))
                                                                           : QString();
    switch (field.type) {
    case Field::Type::TextList: return writeLines(*value);
    case Field::Type::TextMap: return writeMap(*value);
    case Field::Type::Codes: return writeCodes(*value);
    case Field::Type::Cases: return writeCases(*value);
    case Field::Type::Any: return writeAny(*value);
    case Field::Type::Messages: return writeMessages(*value);
    case Field::Type::Recorded: return writeRecorded(*value);
    case Field::Type::Schema: return value->asString() ? textOf(*value) : toQString(toPrettyJson(*value));
    default: return textOf(*value);
    }
}

Result<Done> writeField(const Field &field, Object &with, const QString &text)
{
    const bool isDefault = (field.type == Field::Type::Choice && !field.required && !field.choices.empty()
                            && text == toQString(field.choices.front()))
        || (field.type == Field::Type::Flag && text == (isOnByDefault(field) ? QLatin1String("true") : QLatin1String("false")));
    if (text.isEmpty() || isDefault) {
        removeMember(with, field.name);
        return Done{};
    }
    const Value *before = find(with, field.name);
    const Result<Value> value = valueOf(field, text, before ? *before : Value());
    if (!value)
        return tl::unexpected(value.error());
    setMember(with, field.name, *value);
    return Done{};
}

EditorSpec editorOf(const Field &field, const FieldWords &words)
{
    EditorSpec spec;
    switch (field.type) {
    case Field::Type::Text: spec.type = isLongText(field) ? EditorType::Lines : EditorType::Line; break;
    case Field::Type::TextList: spec.type = EditorType::Lines; break;
    case Field::Type::Expression: spec.type = EditorType::Script; break;
    case Field::Type::TextMap:
        spec.type = EditorType::Table;
        spec.words = {FieldTexts::tr("Name"), FieldTexts::tr("Value")};
        break;
    case Field::Type::Choice:
        spec.type = EditorType::Choice;
        for (const std::string_view choice : field.choices) {
            spec.choices.push_back(toQString(choice));
            spec.words.push_back(words.choice ? words.choice(spec.choices.back()) : spec.choices.back());
        }
        break;
    case Field::Type::Flag:
        spec.type = EditorType::Flag;
        spec.words = {words.label};
        break;
    case Field::Type::Whole:
    case Field::Type::Channels: // of alert rules, which have fields of their own
    case Field::Type::Codes: spec.type = EditorType::Line; break;
    case Field::Type::Number:
    case Field::Type::Duration: spec.type = EditorType::Line; break;
    case Field::Type::Code:
        spec.type = EditorType::Script;
        spec.linesLeast = 6;
        break;
    case Field::Type::Cases:
        spec.type = EditorType::Table;
        spec.words = {FieldTexts::tr("Port"), FieldTexts::tr("True when")};
        break;
    case Field::Type::Messages:
        spec.type = EditorType::Table;
        spec.words = {FieldTexts::tr("Role"), FieldTexts::tr("Content")};
        spec.columnChoices = {QStringLiteral("system"), QStringLiteral("user"), QStringLiteral("assistant")};
        spec.choiceColumn = 0;
        spec.wideColumn = 1;
        break;
    case Field::Type::Recorded:
        spec.type = EditorType::Table;
        spec.words = {FieldTexts::tr("Reply"), FieldTexts::tr("Tokens in"), FieldTexts::tr("Tokens out")};
        spec.wideColumn = 0;
        break;
    case Field::Type::Any:
    case Field::Type::Schema: spec.type = EditorType::Script; break;
    }
    spec.placeholder = words.placeholder;
    return spec;
}

} // namespace weftline::ui::fields
