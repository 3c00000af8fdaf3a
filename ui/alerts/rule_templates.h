// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Rules to begin with, whole and ready to run.

#pragma once

#include <QtCore/QString>

#include <string>
#include <vector>

#include "engine/workflow/alert_rule.h"

namespace weftline::ui::alerts {

struct RuleTemplate
{
    std::string id; ///< "error-rate", also the rule's id.
    QString title; ///< In the language of the window.
};

[[nodiscard]] std::vector<RuleTemplate> ruleTemplates();
[[nodiscard]] workflow::AlertRule ruleFrom(const RuleTemplate &chosen);

/// What "Alert when…" makes: bad above `threshold`.
[[nodiscard]] workflow::AlertRule ruleFor(workflow::AlertMetric metric, workflow::WindowFunction function, double threshold);

} // namespace weftline::ui::alerts
