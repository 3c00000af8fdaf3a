// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Which nodes of a run alerts speak of: those that their labels name.

#pragma once

#include <map>
#include <string>

#include "engine/client/views.h"
#include "engine/workflow/workflow.h"
#include "ui/widgets/alert_mark.h"

namespace weftline::ui::designer {

/// By node, firing before pending; nodes of which nothing is to be said are not there. An alert without labels is about the run.
[[nodiscard]] std::map<workflow::NodeId, widgets::AlertMark> nodeAlerts(const client::EngineView &engine, const std::string &run,
                                                                        const workflow::Workflow &workflow);

} // namespace weftline::ui::designer
