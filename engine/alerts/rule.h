// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// An alert rule as it is evaluated: the five stages of engine/workflow/alert_rule.h, read and flat.

#pragma once

#include "engine/metrics/sources.h"
#include "engine/workflow/problem.h"

namespace weftline::alerts {

using metrics::Labels;

struct Rule
{
    std::string id;
    std::string title; ///< For people.
    metrics::Query query;
    workflow::ConditionIs is = workflow::ConditionIs::Above;
    double value = 0;
    double high = 0;
    std::optional<double> clear; ///< A firing alert goes on until this is reached.
    workflow::NoData noData = workflow::NoData::Gone;
    Duration holdFor{0};
    Duration keepFiringFor{0};
    std::vector<std::string> channels; ///< "desktop", or the address of a webhook.
    std::string summary;
};

/// Adds what is wrong with the rule to `problems`; nothing is given back where that is an error, or the rule is not enabled.
[[nodiscard]] std::optional<Rule> compile(const workflow::AlertRule &drawn, workflow::Problems &problems);

} // namespace weftline::alerts
