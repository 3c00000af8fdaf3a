// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/fields/text_values.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLocale>
#include <QtCore/QRegularExpression>
#include <QtCore/QStringList>

#include <cmath>

#include "engine/workflow/template.h"
#include "ui/document/document.h"
#include "ui/fields/json_string.h"

namespace weftline::ui::fields {
namespace {

struct ValueTexts
{
    Q_DECLARE_TR_FUNCTIONS(TextValues)
};

tl::unexpected<Error> wrong(const QString &message) { return failure(ErrorCode::InvalidInput, message.toStdString()); }

} // namespace

using document::toQString;

Result<Duration> readDuration(const QString &text)
{
    QString plain = text;
    plain.remove(QLatin1Char(' '));
    if (plain.endsWith(QLatin1String("min")))
        plain.chop(2);
    if (plain.isEmpty())
        return wrong(ValueTexts::tr("A duration is missing. Write a number and a unit: 250 ms, 2 s, 5 min, 1 h."));
    const Result<Duration> read = parseDuration(plain.toStdString());
    if (!read && read.error().message.find("is not a duration") != std::string::npos)
        return wrong(ValueTexts::tr("\"%1\" is not a duration. Write a number and a unit: 250 ms, 2 s, 5 min, 1 h.").arg(text));
    return read;
}

QString writeDuration(Duration duration)
{
    QString text = toQString(formatDuration(duration));
    qsizetype digits = 0;
    while (digits < text.size() && text[digits].isDigit())
        ++digits;
    text.insert(digits, QLatin1Char(' '));
    return text.endsWith(QLatin1String(" m")) ? text + QLatin1String("in") : text;
}

Result<int> readWhole(const QString &text, int least, int most)
{
    bool isNumber = false;
    const int number = text.trimmed().toInt(&isNumber);
    if (!isNumber || number < least || number > most)
        return wrong(ValueTexts::tr("\"%1\" does not fit. Write a whole number from %2 to %3.").arg(text.trimmed()).arg(least).arg(most));
    return number;
}

Result<double> readNumber(const QString &text, double least, double most)
{
    bool isNumber = false;
    const double number = text.trimmed().toDouble(&isNumber);
    if (!isNumber || !std::isfinite(number) || number < least || number > most)
        return wrong(ValueTexts::tr("\"%1\" does not fit. Write a number from %2 to %3.").arg(text.trimmed()).arg(least).arg(most));
    return number;
}

QString writeLines(const Value &value)
{
    if (const std::string *text = value.asString())
        return toQString(*text);
    const List *list = value.asList();
    if (!list)
        return value.isNull() ? QString() : toQString(toJson(value));
    QStringList lines;
    for (const Value &item : *list) {
        const std::string *text = item.asString();
        const bool isPlain = text && text->find('\n') == std::string::npos && !text->empty() && text->front() != '"';
        lines.push_back(toQString(isPlain ? *text : toJson(item)));
    }
    return lines.join(QLatin1Char('\n'));
}

Result<Value> readLines(const QString &text)
{
    if (const std::string whole = text.trimmed().toStdString(); workflow::isWholeExpression(whole) && !text.trimmed().contains(QLatin1Char('\n')))
        return Value(List{Value(whole)});
    List list;
    const QStringList lines = text.split(QLatin1Char('\n'));
    for (const QString &line : lines) {
        if (line.isEmpty())
            continue;
        if (!line.startsWith(QLatin1Char('"'))) {
            list.emplace_back(line.toStdString());
            continue;
        }
        const auto string = readJsonString(line);
        if (!string)
            return wrong(ValueTexts::tr("%1 starts with a quote but is no JSON string. End it with a quote, or begin it with another "
                                   "character.").arg(line));
        list.emplace_back(string->toStdString());
    }
    return Value(std::move(list));
}

QString writeCodes(const Value &value)
{
    const List *list = value.asList();
    if (!list)
        return value.isNull() ? QString() : toQString(toJson(value));
    QStringList codes;
    for (const Value &item : *list)
        codes.push_back(toQString(toJson(item)));
    return codes.join(QLatin1String(", "));
}

Result<Value> readCodes(const QString &text)
{
    static const QRegularExpression between(QStringLiteral("[,\\s]+"));
    List list;
    const QStringList parts = text.split(between, Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        const Result<int> code = readWhole(part, 0, 255);
        if (!code)
            return wrong(ValueTexts::tr("\"%1\" is no exit code. Write whole numbers from 0 to 255 with commas between.").arg(part));
        list.emplace_back(*code);
    }
    return Value(std::move(list));
}

QString writeNumber(double number) { return QString::number(number, 'g', 12); }

} // namespace weftline::ui::fields
