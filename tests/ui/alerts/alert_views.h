// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Runs with rules and alerts in them, for an engine of tests.

#pragma once

#include <algorithm>

#include "engine/client/views.h"
#include "engine/workflow/codec.h"
#include "tests/support/sample_views.h"
#include "ui/alerts/rule_templates.h"

namespace weftline::test {

inline client::AlertView alertOf(std::uint64_t id, const std::string &rule, client::AlertState state, double value = 0.12)
{
    client::AlertView alert;
    alert.id = id;
    alert.run = 417;
    alert.rule = rule;
    alert.title = rule == "error-rate" ? "Error rate" : rule;
    alert.state = state;
    alert.since = sampleStart + std::chrono::seconds(8 + std::int64_t(id));
    alert.value = value;
    return alert;
}

inline client::EngineView engineWith(std::vector<client::AlertView> alerts)
{
    client::EngineView engine = sampleEngine();
    for (client::AlertView &alert : alerts)
        engine.alerts[alert.id] = std::move(alert);
    return engine;
}

/// The sample run with the error rate's rule in its workflow.
inline client::RunView runWithRule()
{
    client::RunView run = sampleRun();
    workflow::Workflow drawn;
    drawn.alerts.push_back(ui::alerts::ruleFrom(ui::alerts::ruleTemplates().front()));
    run.workflow.set("alerts", *workflow::toValue(drawn).find("alerts"));
    return run;
}

} // namespace weftline::test
