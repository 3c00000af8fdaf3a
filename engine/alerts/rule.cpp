// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/alerts/rule.h"

#include <algorithm>

#include "engine/workflow/validate.h"

namespace weftline::alerts {
namespace {

using workflow::AlertKind;

/// What a stage says of a field; all of it is known to be well.
struct Stage
{
    const Object &with;

    [[nodiscard]] std::string text(std::string_view name, std::string_view usual = {}) const
    {
        const Value *value = find(with, name);
        return value && value->asString() ? *value->asString() : std::string(usual);
    }
    [[nodiscard]] std::optional<double> number(std::string_view name) const
    {
        const Value *value = find(with, name);
        if (value && value->asInt())
            return static_cast<double>(*value->asInt());
        return value && value->asDouble() ? std::optional(*value->asDouble()) : std::nullopt;
    }
    [[nodiscard]] Duration duration(std::string_view name, std::string_view usual) const
    {
        return parseDuration(text(name, usual)).value_or(Duration{0});
    }
    template <typename Enum, std::size_t Count>
    [[nodiscard]] Enum choice(std::string_view name, const std::array<std::string_view, Count> &names) const
    {
        const auto found = std::find(names.begin(), names.end(), text(name, names.front()));
        return static_cast<Enum>(found == names.end() ? 0 : found - names.begin());
    }
};

void readMetric(const Stage &stage, metrics::Query &query)
{
    query.metric = workflow::alertMetricNamed(stage.text("metric")).value_or(workflow::AlertMetric::Throughput);
    if (const Value *labels = find(stage.with, "labels"); labels && labels->asObject())
        for (const auto &[name, value] : *labels->asObject())
            query.labels[name] = value.asString() ? *value.asString() : std::string();
    if (const Value *by = find(stage.with, "by"); by && by->asList())
        for (const Value &name : *by->asList())
            query.by.push_back(name.asString() ? *name.asString() : std::string());
}

std::vector<std::string> channelsOf(const Stage &stage)
{
    const Value *channels = find(stage.with, "channels");
    if (!channels || !channels->asList())
        return {"desktop"};
    std::vector<std::string> out;
    for (const Value &channel : *channels->asList()) {
        const Value *url = channel.find("webhook");
        const std::string *name = url ? url->asString() : channel.asString();
        if (name && std::find(out.begin(), out.end(), *name) == out.end())
            out.push_back(*name);
    }
    return out;
}

} // namespace

std::optional<Rule> compile(const workflow::AlertRule &drawn, workflow::Problems &problems)
{
    const workflow::Problems found = workflow::validate(drawn);
    problems.insert(problems.end(), found.begin(), found.end());
    if (hasErrors(found) || !drawn.enabled)
        return std::nullopt;
    Rule rule;
    rule.id = drawn.id;
    rule.title = drawn.name();
    readMetric({drawn.find(AlertKind::Metric)->with}, rule.query);
    const Stage window{drawn.find(AlertKind::Window)->with};
    rule.query.function = window.choice<workflow::WindowFunction>("function", workflow::windowFunctionNames);
    rule.query.over = window.duration("over", workflow::alert_defaults::over);
    rule.query.quantile = window.number("quantile").value_or(workflow::alert_defaults::quantile);
    const Stage condition{drawn.find(AlertKind::Condition)->with};
    rule.is = condition.choice<workflow::ConditionIs>("is", workflow::conditionNames);
    rule.value = condition.number("value").value_or(0);
    rule.high = condition.number("high").value_or(0);
    rule.clear = condition.number("clear");
    rule.noData = condition.choice<workflow::NoData>("no_data", workflow::noDataNames);
    const Stage hold{drawn.find(AlertKind::Hold)->with};
    rule.holdFor = hold.duration("for", "0s");
    rule.keepFiringFor = hold.duration("keep_firing_for", "0s");
    const Stage notify{drawn.find(AlertKind::Notify)->with};
    rule.channels = channelsOf(notify);
    rule.summary = notify.text("summary");
    return rule;
}

} // namespace weftline::alerts
