// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Alert rules for the workloads: about what happens in them, over windows and with waits of a second or two.

#include <fmt/format.h>

#include "tests/simulation/workload.h"

namespace weftline::simulation {
namespace {

using workflow::AlertKind;
using workflow::AlertMetric;
using workflow::WindowFunction;

struct Watched
{
    AlertMetric metric;
    WindowFunction function;
    double threshold; ///< Crossed now and then.
    const char *by; ///< A label that tells its series apart.
};
constexpr Watched watched[] = {
    {AlertMetric::Throughput, WindowFunction::Rate, 1.5, "node"},  {AlertMetric::ErrorRate, WindowFunction::Value, 0.2, "node"},
    {AlertMetric::Latency, WindowFunction::Quantile, 60, "kind"},  {AlertMetric::Queue, WindowFunction::Max, 0.5, "node"},
    {AlertMetric::Running, WindowFunction::Value, 0.2, "worker"},  {AlertMetric::Retries, WindowFunction::Rate, 0.1, "node"},
    {AlertMetric::Workers, WindowFunction::Min, 1.5, "pool"},      {AlertMetric::WorkersLost, WindowFunction::Sum, 0.5, "pool"},
    {AlertMetric::SlotsUsed, WindowFunction::Average, 0.5, "pool"},
};

workflow::AlertRule drawRule(Chance &chance, const Density &density, std::string id)
{
    const Watched &what = watched[chance.below(std::size(watched))];
    workflow::AlertRule rule = workflow::newAlertRule(std::move(id), what.metric, what.function, what.threshold);
    rule.enabled = !chance.perMille(50);
    for (workflow::AlertNode &node : rule.nodes) {
        switch (node.kind) {
        case AlertKind::Metric:
            if (chance.perMille(300))
                node.with.emplace_back("by", List{what.by});
            break;
        case AlertKind::Window:
            for (auto &[name, value] : node.with)
                if (name == "over")
                    value = fmt::format("{}s", chance.between(1, 4));
            break;
        case AlertKind::Condition:
            if (chance.perMille(250))
                for (auto &[name, value] : node.with)
                    if (name == "is")
                        value = "below";
            if (chance.perMille(400))
                node.with.emplace_back("no_data", workflow::noDataNames[chance.below(workflow::noDataNames.size())]);
            break;
        case AlertKind::Hold:
            node.with = Object{{"for", fmt::format("{}s", chance.perMille(400) ? 0 : chance.between(1, 2))}};
            if (chance.perMille(500))
                node.with.emplace_back("keep_firing_for", fmt::format("{}s", chance.between(1, 3)));
            break;
        case AlertKind::Notify: {
            List channels;
            if (chance.perMille(density.desktops))
                channels.emplace_back("desktop");
            if (channels.empty() || chance.perMille(density.webhooks))
                channels.emplace_back(Object{{"webhook", "http://127.0.0.1:9/alerts"}});
            node.with = Object{{"channels", std::move(channels)}};
            break;
        }
        }
    }
    return rule;
}

} // namespace

void drawAlerts(Chance chance, const Density &density, std::vector<RunPlan> &runs)
{
    if (!chance.perMille(density.alerts))
        return;
    for (RunPlan &run : runs)
        if (chance.perMille(runs.size() > 10 ? 100 : 700))
            for (std::int64_t i = chance.between(1, 3); i > 0; --i)
                run.workflow.alerts.push_back(drawRule(chance, density, fmt::format("rule {}", i)));
}

} // namespace weftline::simulation
