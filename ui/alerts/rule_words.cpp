// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/alerts/rule_words.h"

#include <QtCore/QCoreApplication>

#include <cmath>

#include "engine/workflow/kind.h"
#include "ui/document/document.h"
#include "ui/document/kind_word.h"
#include "ui/fields/text_values.h"
#include "ui/widgets/units.h"

namespace weftline::ui::alerts {
namespace {

using document::toQString;
using workflow::AlertKind;
using workflow::AlertMetric;
using workflow::AlertNode;
using workflow::AlertRule;

struct RuleTexts
{
    Q_DECLARE_TR_FUNCTIONS(RuleWords)
};

struct RuleWord
{
    const char *name;
    const char *text;
};

constexpr RuleWord choices[] = {
    {"throughput", QT_TRANSLATE_NOOP("RuleWords", "throughput")},
    {"error_rate", QT_TRANSLATE_NOOP("RuleWords", "error rate")},
    {"latency", QT_TRANSLATE_NOOP("RuleWords", "latency")},
    {"queue", QT_TRANSLATE_NOOP("RuleWords", "queue")},
    {"running", QT_TRANSLATE_NOOP("RuleWords", "age in flight")},
    {"retries", QT_TRANSLATE_NOOP("RuleWords", "retries")},
    {"zombies", QT_TRANSLATE_NOOP("RuleWords", "refused results")},
    {"workers", QT_TRANSLATE_NOOP("RuleWords", "workers")},
    {"workers_lost", QT_TRANSLATE_NOOP("RuleWords", "workers lost")},
    {"slots_used", QT_TRANSLATE_NOOP("RuleWords", "slots used")},
    {"value", QT_TRANSLATE_NOOP("RuleWords", "latest value")},
    {"average", QT_TRANSLATE_NOOP("RuleWords", "average")},
    {"max", QT_TRANSLATE_NOOP("RuleWords", "greatest")},
    {"min", QT_TRANSLATE_NOOP("RuleWords", "least")},
    {"sum", QT_TRANSLATE_NOOP("RuleWords", "sum")},
    {"rate", QT_TRANSLATE_NOOP("RuleWords", "rate")},
    {"quantile", QT_TRANSLATE_NOOP("RuleWords", "quantile")},
    {"above", QT_TRANSLATE_NOOP("RuleWords", "above")},
    {"below", QT_TRANSLATE_NOOP("RuleWords", "below")},
    {"outside", QT_TRANSLATE_NOOP("RuleWords", "outside")},
    {"absent", QT_TRANSLATE_NOOP("RuleWords", "absent")},
    {"gone", QT_TRANSLATE_NOOP("RuleWords", "the alert ends")},
    {"keep", QT_TRANSLATE_NOOP("RuleWords", "keep, and say since when")},
    {"alert", QT_TRANSLATE_NOOP("RuleWords", "it is bad")},
    {"ok", QT_TRANSLATE_NOOP("RuleWords", "it is good")},
};

constexpr RuleWord labelWords[] = {
    {"node", QT_TRANSLATE_NOOP("RuleWords", "node")},
    {"worker", QT_TRANSLATE_NOOP("RuleWords", "worker")},
    {"pool", QT_TRANSLATE_NOOP("RuleWords", "pool")},
    {"kind", QT_TRANSLATE_NOOP("RuleWords", "kind")},
};

QString labelWord(const std::string &name)
{
    for (const RuleWord &word : labelWords)
        if (name == word.name)
            return RuleTexts::tr(word.text);
    return toQString(name);
}

/// People gave the names of all but kinds.
QString labelValue(const std::string &name, const std::string &value)
{
    const auto kind = name == "kind" ? workflow::kindNamed(value) : std::nullopt;
    return kind ? document::kindWord(*kind) : toQString(value);
}

StageText metricText(const AlertNode &node)
{
    StageText text;
    text.title = choiceWord(toQString(textOf(node.with, "metric")));
    if (text.title.isEmpty())
        text.title = RuleTexts::tr("no measure");
    std::map<std::string, std::string> only;
    const Value *labels = find(node.with, "labels");
    if (labels && labels->asObject())
        for (const auto &[name, value] : *labels->asObject())
            only[name] = value.asString() ? *value.asString() : toJson(value);
    QStringList each;
    const Value *by = find(node.with, "by");
    if (by && by->asList())
        for (const Value &label : *by->asList())
            if (label.asString())
                each.push_back(labelWord(*label.asString()));
    text.second = !each.isEmpty() ? RuleTexts::tr("of each %1", "label").arg(widgets::joined(each))
        : !only.empty()           ? labelsText(only)
                                  : RuleTexts::tr("of the run");
    return text;
}

StageText windowText(const AlertNode &node)
{
    const QString function = toQString(textOf(node.with, "function", workflow::windowFunctionNames.front()));
    const double quantile = numberOf(node.with, "quantile").value_or(workflow::alert_defaults::quantile);
    const QString over = toQString(textOf(node.with, "over", workflow::alert_defaults::over));
    StageText text;
    text.title = function == QLatin1String("quantile") ? QStringLiteral("p%1").arg(quantile * 100, 0, 'g', 4) : choiceWord(function);
    const Result<Duration> length = parseDuration(over.toStdString());
    text.second = RuleTexts::tr("over %1", "duration").arg(length ? fields::writeDuration(*length) : over);
    return text;
}

StageText conditionText(const AlertRule &rule, const AlertNode &node)
{
    const std::string unit = unitOf(rule);
    const std::string is = textOf(node.with, "is", workflow::conditionNames.front());
    const auto shown = [&](std::string_view field) {
        const auto value = numberOf(node.with, field);
        return value ? thresholdText(unit, *value) : QStringLiteral("?");
    };
    StageText text;
    if (is == "absent")
        text.title = RuleTexts::tr("absent");
    else if (is == "outside")
        text.title = RuleTexts::tr("outside %1 to %2").arg(shown("value"), shown("high"));
    else
        text.title = is == "below" ? RuleTexts::tr("below %1").arg(shown("value")) : RuleTexts::tr("above %1").arg(shown("value"));
    if (numberOf(node.with, "clear"))
        text.second = is == "below" ? RuleTexts::tr("clear above %1").arg(shown("clear")) : RuleTexts::tr("clear below %1").arg(shown("clear"));
    else
        text.second = stageWord(AlertKind::Condition);
    return text;
}

StageText holdText(const AlertNode &node)
{
    const auto lasting = [&](std::string_view field) {
        const Result<Duration> span = parseDuration(textOf(node.with, field, "0s"));
        return span ? *span : Duration{0};
    };
    StageText text;
    const Duration wait = lasting("for");
    const Duration keep = lasting("keep_firing_for");
    text.title = wait.count() > 0 ? RuleTexts::tr("for %1", "duration").arg(fields::writeDuration(wait)) : RuleTexts::tr("at once");
    text.second = keep.count() > 0 ? RuleTexts::tr("keep firing %1", "duration").arg(fields::writeDuration(keep)) : stageWord(AlertKind::Hold);
    return text;
}

StageText notifyText(const AlertNode &node)
{
    QStringList names;
    const Value *channels = find(node.with, "channels");
    if (!channels)
        names.push_back(RuleTexts::tr("desktop"));
    else if (const List *list = channels->asList())
        for (const Value &channel : *list)
            names.push_back(channel.asString() ? RuleTexts::tr("desktop") : RuleTexts::tr("webhook"));
    names.removeDuplicates();
    return {stageWord(AlertKind::Notify), names.isEmpty() ? RuleTexts::tr("nobody") : widgets::joined(names)};
}

/// What an alert is about, without saying what it is where there is but one: "refine"; else as labelsText().
QString subjectText(const std::map<std::string, std::string> &labels)
{
    return labels.size() == 1 ? labelValue(labels.begin()->first, labels.begin()->second) : labelsText(labels);
}

} // namespace

canvas::TileFamily familyOf(AlertKind kind)
{
    switch (kind) {
    case AlertKind::Metric: return canvas::TileFamily::Reach;
    case AlertKind::Window:
    case AlertKind::Condition: return canvas::TileFamily::Evaluate;
    case AlertKind::Hold: return canvas::TileFamily::Wait;
    case AlertKind::Notify: break;
    }
    return canvas::TileFamily::Run;
}

QString stageName(AlertKind kind) { return toQString(workflow::infoOf(kind).name); }

QString stageWord(AlertKind kind)
{
    switch (kind) {
    case AlertKind::Metric: return RuleTexts::tr("metric");
    case AlertKind::Window: return RuleTexts::tr("window");
    case AlertKind::Condition: return RuleTexts::tr("condition");
    case AlertKind::Hold: return RuleTexts::tr("hold");
    case AlertKind::Notify: return RuleTexts::tr("notify");
    }
    return {};
}

QString stageSentence(AlertKind kind)
{
    switch (kind) {
    case AlertKind::Metric: return RuleTexts::tr("metric, what is looked at");
    case AlertKind::Window: return RuleTexts::tr("window, what is made of its samples");
    case AlertKind::Condition: return RuleTexts::tr("condition, when that is bad");
    case AlertKind::Hold: return RuleTexts::tr("hold, how long it has to be bad");
    case AlertKind::Notify: return RuleTexts::tr("notify, who is told");
    }
    return {};
}

QString choiceWord(const QString &choice)
{
    for (const RuleWord &word : choices)
        if (choice == QLatin1String(word.name))
            return RuleTexts::tr(word.text);
    return choice;
}

QString metricWord(AlertMetric metric) { return choiceWord(toQString(workflow::infoOf(metric).name)); }

StageText stageText(const AlertRule &rule, const AlertNode &node)
{
    switch (node.kind) {
    case AlertKind::Metric: return metricText(node);
    case AlertKind::Window: return windowText(node);
    case AlertKind::Condition: return conditionText(rule, node);
    case AlertKind::Hold: return holdText(node);
    case AlertKind::Notify: return notifyText(node);
    }
    return {};
}

std::optional<AlertMetric> metricOf(const AlertRule &rule)
{
    const AlertNode *source = rule.find(AlertKind::Metric);
    return source ? workflow::alertMetricNamed(textOf(source->with, "metric")) : std::nullopt;
}

std::string unitOf(const AlertRule &rule)
{
    const auto metric = metricOf(rule);
    const std::string unit(metric ? workflow::infoOf(*metric).unit : std::string_view());
    const AlertNode *window = rule.find(AlertKind::Window);
    if (!window || textOf(window->with, "function") != "sum" || !unit.ends_with("/s"))
        return unit;
    return unit == "1/s" ? std::string() : unit.substr(0, unit.size() - 2);
}

std::optional<double> numberOf(const Object &with, std::string_view name)
{
    const Value *value = find(with, name);
    if (value && value->asInt())
        return double(*value->asInt());
    return value && value->asDouble() ? std::optional(*value->asDouble()) : std::nullopt;
}

std::string textOf(const Object &with, std::string_view name, std::string_view otherwise)
{
    const Value *value = find(with, name);
    return value && value->asString() ? *value->asString() : std::string(otherwise);
}

QString labelsText(const std::map<std::string, std::string> &labels)
{
    QStringList parts;
    for (const auto &[name, value] : labels)
        parts.push_back(labelWord(name) + QLatin1Char(' ') + labelValue(name, value));
    return widgets::joined(parts);
}

widgets::AlertMark markOf(const client::AlertView &alert)
{
    switch (alert.state) {
    case client::AlertState::Pending: return widgets::AlertMark::Pending;
    case client::AlertState::Firing: return widgets::AlertMark::Firing;
    case client::AlertState::Resolved: return widgets::AlertMark::Resolved;
    case client::AlertState::Inactive: break;
    }
    return alert.trouble.empty() ? widgets::AlertMark::Inactive : widgets::AlertMark::Trouble;
}

QString sentenceOf(const client::AlertView &alert, const AlertRule *rule)
{
    const QString since = widgets::timeOfDay(std::chrono::milliseconds(alert.since.us / 1000));
    const QString value = valueText(rule ? unitOf(*rule) : std::string(), alert.value);
    const AlertNode *source = rule ? rule->find(AlertKind::Metric) : nullptr;
    const std::string metric = source ? textOf(source->with, "metric") : std::string();
    const QString about = subjectText(alert.labels);
    if (metric == workflow::infoOf(AlertMetric::WorkersLost).name)
        return about.isEmpty() ? RuleTexts::tr("Workers have been gone since %1.").arg(since)
                               : RuleTexts::tr("%1 has been gone since %2.", "worker, time").arg(about, since);
    const QString measure = metric.empty() ? RuleTexts::tr("value", "of an alert whose measure is not known") : choiceWord(toQString(metric));
    return about.isEmpty() ? RuleTexts::tr("%1 %2 since %3.", "measure, value, time").arg(measure, value, since)
                           : RuleTexts::tr("%1 %2 for %3 since %4.", "measure, value, of what, time").arg(measure, value, about, since);
}

} // namespace weftline::ui::alerts
