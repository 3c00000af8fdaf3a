// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The rules of runs, as they were when these were started: by them one knows what an alert's value is.

#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/client/engine_client.h"
#include "engine/workflow/alert_rule.h"

namespace weftline::ui::alerts {

class RunRules final
{
public:
    /// `client` outlives this.
    explicit RunRules(const client::EngineClient &client) : m_client(client) { }

    /// The rule of an alert; nullptr while its run was never watched. Good until the next call.
    [[nodiscard]] const workflow::AlertRule *ruleOf(const client::AlertView &alert);

private:
    const client::EngineClient &m_client;
    std::map<std::string, std::vector<workflow::AlertRule>> m_rules; ///< By run: its workflow never changes.
};

/// The alerts of a run that fire, the newest first.
[[nodiscard]] std::vector<client::AlertView> firingOf(const client::EngineView &engine, const std::string &run);

} // namespace weftline::ui::alerts
