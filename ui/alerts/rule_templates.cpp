// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/alerts/rule_templates.h"

#include <QtCore/QCoreApplication>

#include <algorithm>

#include "ui/alerts/rule_words.h"

namespace weftline::ui::alerts {
namespace {

using workflow::AlertKind;
using workflow::AlertMetric;
using workflow::AlertRule;
using workflow::WindowFunction;

struct TemplateTexts
{
    Q_DECLARE_TR_FUNCTIONS(RuleTemplates)
};

void set(AlertRule &rule, AlertKind kind, std::string_view name, Value value)
{
    const auto node = std::find_if(rule.nodes.begin(), rule.nodes.end(), [&](const workflow::AlertNode &one) { return one.kind == kind; });
    if (node == rule.nodes.end())
        return;
    const auto found = std::find_if(node->with.begin(), node->with.end(), [&](const auto &member) { return member.first == name; });
    if (found == node->with.end())
        node->with.emplace_back(std::string(name), std::move(value));
    else
        found->second = std::move(value);
}

/// A chain whose alert stays while nothing is measured, and says since when.
AlertRule chain(const std::string &id, AlertMetric metric, WindowFunction function, double threshold)
{
    AlertRule rule = workflow::newAlertRule(id, metric, function, threshold);
    set(rule, AlertKind::Condition, "no_data", Value("keep"));
    return rule;
}

} // namespace

std::vector<RuleTemplate> ruleTemplates()
{
    return {{"error-rate", TemplateTexts::tr("Error rate")},
            {"latency", TemplateTexts::tr("p99 latency")},
            {"no-progress", TemplateTexts::tr("No progress")},
            {"worker-lost", TemplateTexts::tr("Worker lost")}};
}

AlertRule ruleFrom(const RuleTemplate &chosen)
{
    AlertRule rule;
    if (chosen.id == "latency") {
        rule = chain(chosen.id, AlertMetric::Latency, WindowFunction::Quantile, 1000);
        set(rule, AlertKind::Window, "quantile", Value(0.99));
        set(rule, AlertKind::Condition, "clear", Value(500.0));
        set(rule, AlertKind::Hold, "for", Value("10s"));
    } else if (chosen.id == "no-progress") {
        rule = chain(chosen.id, AlertMetric::Throughput, WindowFunction::Sum, 1);
        set(rule, AlertKind::Condition, "is", Value("below"));
        set(rule, AlertKind::Condition, "no_data", Value("alert")); // nothing at all is what it is about
        set(rule, AlertKind::Hold, "for", Value("30s"));
    } else if (chosen.id == "worker-lost") {
        rule = chain(chosen.id, AlertMetric::WorkersLost, WindowFunction::Sum, 0);
        set(rule, AlertKind::Metric, "by", Value(List{Value("worker")}));
        set(rule, AlertKind::Condition, "no_data", Value("gone"));
    } else {
        rule = chain(chosen.id, AlertMetric::ErrorRate, WindowFunction::Average, 0.1);
        set(rule, AlertKind::Window, "over", Value("30s"));
        set(rule, AlertKind::Condition, "clear", Value(0.05));
        set(rule, AlertKind::Hold, "for", Value("10s"));
    }
    rule.title = chosen.title.toStdString();
    return rule;
}

AlertRule ruleFor(AlertMetric metric, WindowFunction function, double threshold)
{
    const std::string id = metric == AlertMetric::ErrorRate ? "error-rate" : std::string(workflow::infoOf(metric).name);
    AlertRule rule = chain(id, metric, function, threshold);
    QString title = metricWord(metric);
    title[0] = title[0].toUpper();
    rule.title = title.toStdString();
    set(rule, AlertKind::Window, "over", Value("30s"));
    if (function == WindowFunction::Quantile)
        set(rule, AlertKind::Window, "quantile", Value(0.99));
    return rule;
}

} // namespace weftline::ui::alerts
