// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/workflow/alert_rule.h"

#include <algorithm>

namespace weftline::workflow {
namespace {

constexpr std::array<std::string_view, alertMetricCount> metricNames{
    "throughput", "error_rate", "latency", "queue",        "running",
    "retries",    "zombies",    "workers", "workers_lost", "slots_used"};

constexpr std::array<Field, 3> metricFields{{
    {"metric", Field::Type::Choice, true, metricNames, "What to look at."},
    {"labels", Field::Type::TextMap, false, {}, "Only what has these labels, such as node or worker."},
    {"by", Field::Type::TextList, false, {}, "One alert for each value of these labels. None: one for the whole run."},
}};
constexpr std::array<Field, 3> windowFields{{
    {"function", Field::Type::Choice, false, windowFunctionNames, "What becomes of the samples in the window."},
    {"over", Field::Type::Duration, false, {}, "How far back the window reaches, such as \"1m\"."},
    {"quantile", Field::Type::Number, false, {}, "Which quantile, from 0 to 1; 0.99 where none is given."},
}};
constexpr std::array<Field, 5> conditionFields{{
    {"is", Field::Type::Choice, false, conditionNames, "When it is bad."},
    {"value", Field::Type::Number, false, {}, "The threshold; with \"outside\" the lower one."},
    {"high", Field::Type::Number, false, {}, "The upper threshold of \"outside\"."},
    {"clear", Field::Type::Number, false, {}, "Once it fires, it goes on until this is reached."},
    {"no_data", Field::Type::Choice, false, noDataNames, "What it means when there is nothing to look at."},
}};
constexpr std::array<Field, 2> holdFields{{
    {"for", Field::Type::Duration, false, {}, "How long it has to be bad before the alert fires."},
    {"keep_firing_for", Field::Type::Duration, false, {}, "How long the alert goes on after it is good again."},
}};
constexpr std::array<Field, 2> notifyFields{{
    {"channels", Field::Type::Channels, false, {}, "\"desktop\", and {\"webhook\": URL}. Where none is given, \"desktop\"."},
    {"summary", Field::Type::Text, false, {}, "What the notice says."},
}};

constexpr std::array<AlertKindInfo, alertKindCount> alertKinds{{
    {AlertKind::Metric, "metric", "What is looked at", metricFields},
    {AlertKind::Window, "window", "What is made of its samples", windowFields},
    {AlertKind::Condition, "condition", "When that is bad", conditionFields},
    {AlertKind::Hold, "hold", "How long it has to be", holdFields},
    {AlertKind::Notify, "notify", "Who is told", notifyFields},
}};

using F = WindowFunction;
constexpr std::array<F, 6> counterFunctions{F::Value, F::Average, F::Max, F::Min, F::Sum, F::Rate};
constexpr std::array<F, 5> shareFunctions{F::Value, F::Average, F::Max, F::Min, F::Rate};
constexpr std::array<F, 4> latencyFunctions{F::Quantile, F::Average, F::Max, F::Min};
constexpr std::array<F, 5> gaugeFunctions{F::Value, F::Average, F::Max, F::Min, F::Quantile};

constexpr std::array<std::string_view, 4> attemptLabels{"node", "worker", "pool", "kind"};
constexpr std::array<std::string_view, 3> taskLabels{"node", "pool", "kind"};
constexpr std::array<std::string_view, 2> workerLabels{"worker", "pool"};

using M = AlertMetric;
constexpr std::array<AlertMetricInfo, alertMetricCount> metrics{{
    {M::Throughput, metricNames[0], "tasks/s", "Tasks that an attempt ended.", attemptLabels, counterFunctions},
    {M::ErrorRate, metricNames[1], "share", "Attempts that failed, of all that ended: 0 to 1.", attemptLabels, shareFunctions},
    {M::Latency, metricNames[2], "ms", "From ready to finished, of the tasks that finished.", attemptLabels, latencyFunctions},
    {M::Queue, metricNames[3], "", "Tasks that are ready and have no slot.", taskLabels, gaugeFunctions},
    {M::Running, metricNames[4], "s", "The age of the oldest attempt in flight.", attemptLabels, gaugeFunctions},
    {M::Retries, metricNames[5], "1/s", "Attempts that failed and are made again.", attemptLabels, counterFunctions},
    {M::Zombies, metricNames[6], "1/s", "Results that did not count.", taskLabels, counterFunctions},
    {M::Workers, metricNames[7], "", "Workers that are there.", workerLabels, gaugeFunctions},
    {M::WorkersLost, metricNames[8], "1/s", "Workers that went without leave.", workerLabels, counterFunctions},
    {M::SlotsUsed, metricNames[9], "", "Slots that have an attempt of this run.", workerLabels, gaugeFunctions},
}};

} // namespace

const AlertKindInfo &infoOf(AlertKind kind) { return alertKinds[static_cast<std::size_t>(kind)]; }
std::span<const AlertKindInfo> allAlertKinds() { return alertKinds; }

std::optional<AlertKind> alertKindNamed(std::string_view name)
{
    for (const AlertKindInfo &info : alertKinds)
        if (info.name == name)
            return info.kind;
    return std::nullopt;
}

const AlertMetricInfo &infoOf(AlertMetric metric) { return metrics[static_cast<std::size_t>(metric)]; }
std::span<const AlertMetricInfo> allAlertMetrics() { return metrics; }

std::optional<AlertMetric> alertMetricNamed(std::string_view name)
{
    for (const AlertMetricInfo &info : metrics)
        if (info.name == name)
            return info.metric;
    return std::nullopt;
}

const AlertNode *AlertRule::find(AlertKind kind) const
{
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const AlertNode &node) { return node.kind == kind; });
    return found == nodes.end() ? nullptr : &*found;
}

AlertRule newAlertRule(std::string id, AlertMetric metric, WindowFunction function, double threshold)
{
    constexpr double step = 240; // a node's width and a gap
    AlertRule rule;
    rule.id = std::move(id);
    for (const AlertKindInfo &info : alertKinds) {
        AlertNode node{std::string(info.name), info.kind, {}, {}};
        if (info.kind == AlertKind::Metric)
            node.with = {{"metric", Value(infoOf(metric).name)}};
        else if (info.kind == AlertKind::Window)
            node.with = {{"function", Value(windowFunctionNames[static_cast<std::size_t>(function)])},
                         {"over", Value(alert_defaults::over)}};
        else if (info.kind == AlertKind::Condition)
            node.with = {{"is", Value(conditionNames[0])}, {"value", Value(threshold)}};
        else if (info.kind == AlertKind::Hold)
            node.with = {{"for", Value("0s")}};
        else
            node.with = {{"channels", Value(List{Value("desktop")})}};
        if (!rule.nodes.empty())
            rule.edges.emplace_back(rule.nodes.back().id, node.id);
        rule.layout.nodes[node.id] = {step * static_cast<double>(rule.nodes.size()), 0};
        rule.nodes.push_back(std::move(node));
    }
    return rule;
}

} // namespace weftline::workflow
