// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/designer/node_alerts.h"

#include <algorithm>

namespace weftline::ui::designer {

using client::AlertState;
using client::AlertView;
using widgets::AlertMark;

namespace {

/// Whether all labels that say something of nodes fit this one, and there is one that does.
bool isAbout(const AlertView &alert, const workflow::Node &node)
{
    bool isNamed = false;
    for (const auto &[name, value] : alert.labels) {
        const bool isNode = name == "node" && value == node.id;
        const bool isPool = name == "pool" && value == node.pool;
        const bool isKind = name == "kind" && value == workflow::infoOf(node.kind).name;
        if ((name == "node" && !isNode) || (name == "pool" && !isPool) || (name == "kind" && !isKind))
            return false;
        isNamed = isNamed || isNode || isPool || isKind;
    }
    return isNamed;
}

} // namespace

std::map<workflow::NodeId, AlertMark> nodeAlerts(const client::EngineView &engine, const std::string &run, const workflow::Workflow &workflow)
{
    std::map<workflow::NodeId, AlertMark> marks;
    const auto summary = std::find_if(engine.runs.begin(), engine.runs.end(), [&](const auto &one) { return one.second.id == run; });
    if (summary == engine.runs.end())
        return marks;
    for (const auto &[id, alert] : engine.alerts) {
        if (alert.run != summary->first || (alert.state != AlertState::Firing && alert.state != AlertState::Pending))
            continue;
        for (const workflow::Node &node : workflow.nodes) {
            if (!isAbout(alert, node))
                continue;
            AlertMark &mark = marks[node.id];
            if (mark != AlertMark::Firing)
                mark = alert.state == AlertState::Firing ? AlertMark::Firing : AlertMark::Pending;
        }
    }
    return marks;
}

} // namespace weftline::ui::designer
