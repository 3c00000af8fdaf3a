// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/alerts/run_rules.h"

#include <algorithm>

#include "engine/workflow/codec.h"
#include "ui/alerts/rule_graph_model.h"

namespace weftline::ui::alerts {

constexpr std::size_t runsKeptMax = 50;

const workflow::AlertRule *RunRules::ruleOf(const client::AlertView &alert)
{
    const auto summary = m_client.engine().runs.find(alert.run);
    if (summary == m_client.engine().runs.end())
        return nullptr;
    const std::string &run = summary->second.id;
    auto known = m_rules.find(run);
    if (known == m_rules.end()) {
        const client::RunView *view = m_client.run(run);
        if (!view)
            return nullptr;
        if (m_rules.size() >= runsKeptMax)
            m_rules.erase(m_rules.begin()); // run ids rise with time
        workflow::Problems problems;
        const Value *alerts = view->workflow.find("alerts");
        auto rules = alerts ? workflow::alertsFromValue(*alerts, "/alerts", problems) : std::vector<workflow::AlertRule>();
        known = m_rules.emplace(run, std::move(rules)).first;
    }
    const auto rule = std::find_if(known->second.begin(), known->second.end(), [&](const workflow::AlertRule &one) { return one.id == alert.rule; });
    return rule == known->second.end() ? nullptr : &*rule;
}

std::vector<client::AlertView> firingOf(const client::EngineView &engine, const std::string &run)
{
    std::vector<client::AlertView> firing;
    if (const auto index = indexOfRun(engine, run))
        for (const auto &[id, alert] : engine.alerts)
            if (alert.run == *index && alert.state == client::AlertState::Firing)
                firing.push_back(alert);
    std::sort(firing.begin(), firing.end(), mattersMore);
    return firing;
}

} // namespace weftline::ui::alerts
