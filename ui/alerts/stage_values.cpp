// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/alerts/stage_values.h"

#include <QtCore/QStringList>

#include <algorithm>

#include "ui/alerts/rule_words.h"
#include "ui/document/document.h"
#include "ui/fields/text_values.h"
#include "ui/fields/value_field.h"

namespace weftline::ui::alerts {

using document::toQString;
using workflow::AlertKind;
using workflow::AlertNode;
using workflow::AlertRule;
using workflow::Field;

namespace {

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

bool isThreshold(const Field &field) { return field.name == "value" || field.name == "high" || field.name == "clear"; }

QString namesOf(const Value &value)
{
    QStringList names;
    if (const List *list = value.asList())
        for (const Value &name : *list)
            names.push_back(toQString(name.asString() ? *name.asString() : toJson(name)));
    return names.join(QStringLiteral(", "));
}

Value readNames(const QString &text)
{
    List names;
    const QStringList parts = text.split(QLatin1Char(','), Qt::SkipEmptyParts);
    for (const QString &part : parts)
        if (!part.trimmed().isEmpty())
            names.emplace_back(part.trimmed().toStdString());
    return names;
}

QString channelsText(const Value &value)
{
    QStringList lines;
    if (const List *list = value.asList())
        for (const Value &channel : *list) {
            const Value *address = channel.find("webhook");
            const Value &shown = address ? *address : channel;
            lines.push_back(toQString(shown.asString() ? *shown.asString() : toJson(shown)));
        }
    return lines.join(QLatin1Char('\n'));
}

Value readChannels(const QString &text)
{
    List channels;
    const QStringList lines = text.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        const std::string name = line.trimmed().toStdString();
        const bool isAddress = name.find("://") != std::string::npos; // whether it is a good one, the check says
        if (!name.empty())
            channels.emplace_back(isAddress ? Value(Object{{"webhook", Value(name)}}) : Value(name));
    }
    return channels;
}

/// What the new value of one field takes away from others.
void settle(const Field &field, AlertRule &rule, AlertNode &node)
{
    if (field.name == "is") {
        const std::string is = textOf(node.with, "is", workflow::conditionNames.front());
        if (is == "absent")
            removeMember(node.with, "value");
        if (is != "outside")
            removeMember(node.with, "high");
        // A threshold above which it is good again is one below which it is bad: it turns round with the condition.
        const auto value = numberOf(node.with, "value");
        const auto clear = numberOf(node.with, "clear");
        if (is == "absent" || is == "outside" || (value && clear && (is == "below" ? *clear < *value : *clear > *value)))
            removeMember(node.with, "clear");
    } else if (field.name == "function" && textOf(node.with, "function") != "quantile") {
        removeMember(node.with, "quantile");
    } else if (field.name == "metric") {
        const auto metric = metricOf(rule);
        const auto window = std::find_if(rule.nodes.begin(), rule.nodes.end(), [](const AlertNode &one) { return one.kind == AlertKind::Window; });
        if (!metric || window == rule.nodes.end())
            return;
        const auto &fitting = workflow::infoOf(*metric).functions;
        const std::string now = textOf(window->with, "function", workflow::windowFunctionNames.front());
        const auto fits = [&](workflow::WindowFunction one) { return workflow::windowFunctionNames[std::size_t(one)] == now; };
        if (std::none_of(fitting.begin(), fitting.end(), fits)) {
            setMember(window->with, "function", Value(workflow::windowFunctionNames[std::size_t(fitting.front())]));
            removeMember(window->with, "quantile");
        }
    }
}

} // namespace

QString readStage(const Field &field, const AlertRule &rule, const AlertNode &node)
{
    const Value *value = find(node.with, field.name);
    if (value && isThreshold(field))
        if (const auto number = numberOf(node.with, field.name))
            return thresholdText(unitOf(rule), *number);
    if (value && field.name == "by")
        return namesOf(*value);
    if (value && field.name == "channels")
        return channelsText(*value);
    if (value && field.type == Field::Type::Duration && value->asString())
        if (const Result<Duration> span = parseDuration(*value->asString()))
            return fields::writeDuration(*span);
    if (value && field.type == Field::Type::Number)
        if (const auto number = numberOf(node.with, field.name))
            return fields::writeNumber(*number);
    return fields::readField(field, node.with);
}

Result<Done> writeStage(const Field &field, AlertRule &rule, AlertNode &node, const QString &text)
{
    const QString plain = text.trimmed();
    if (plain.isEmpty()) {
        removeMember(node.with, field.name);
    } else if (isThreshold(field)) {
        const Result<double> value = readThreshold(unitOf(rule), plain);
        if (!value)
            return tl::unexpected(value.error());
        setMember(node.with, field.name, Value(*value));
    } else if (field.name == "by") {
        setMember(node.with, field.name, readNames(plain));
    } else if (field.name == "channels") {
        setMember(node.with, field.name, readChannels(plain));
    } else if (field.type == Field::Type::Duration) {
        const Result<Duration> span = fields::readDuration(plain);
        if (!span)
            return tl::unexpected(span.error());
        setMember(node.with, field.name, Value(formatDuration(*span)));
    } else if (field.type == Field::Type::Number) {
        bool isNumber = false;
        const double number = plain.toDouble(&isNumber);
        if (!isNumber)
            return fields::readNumber(plain, 0, 1).map([](double) { return Done{}; });
        setMember(node.with, field.name, Value(number));
    } else if (const Result<Done> done = fields::writeField(field, node.with, text); !done) {
        return done;
    }
    settle(field, rule, node);
    return Done{};
}

} // namespace weftline::ui::alerts
