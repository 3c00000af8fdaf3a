// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The alerts among the views: rows of the engine's, and stretches of time of the run's.

#include "engine/history/fold.h"

#include <algorithm>
#include <limits>

namespace weftline::history {
namespace {

constexpr Duration resolvedShown = std::chrono::minutes(15);
constexpr std::size_t alertsShown = 1000;

bool isOfRule(const client::AlertView &view, scheduler::RunIndex run, const std::string &rule)
{
    return view.run == run && view.rule == rule;
}

bool isRest(const client::AlertView &view) { return view.state == client::AlertState::Inactive; }

} // namespace

static_assert(static_cast<int>(client::AlertState::Resolved) == static_cast<int>(scheduler::AlertState::Resolved));

Fold::Alert &Fold::alertRow(scheduler::RunIndex run, const std::string &rule, const scheduler::AlertLabels &labels, bool rest)
{
    for (auto &[id, alert] : m_alerts)
        if (!alert.isGone && isOfRule(alert.view, run, rule) && alert.view.labels == labels && isRest(alert.view) == rest)
            return alert;
    Alert &alert = m_alerts[m_nextAlert];
    alert.view.id = m_nextAlert++;
    alert.view.run = run;
    alert.view.rule = rule;
    alert.view.labels = labels;
    alert.view.value = std::numeric_limits<double>::quiet_NaN();
    return alert;
}

void Fold::alertRests(scheduler::RunIndex run, const std::string &rule, const std::string &title, Instant at, Position position)
{
    Alert &alert = alertRow(run, rule, {}, true);
    alert.view.title = title;
    alert.view.since = at;
    alert.changedAt = position;
    dropOldAlerts(at, position);
}

void Fold::alertsLeave(scheduler::RunIndex run, Instant at, Position position)
{
    for (auto &[id, alert] : m_alerts)
        if (alert.view.run == run && isRest(alert.view) && !alert.isGone) {
            alert.isGone = true;
            alert.changedAt = position;
        }
    dropOldAlerts(at, position);
}

/// Those resolved long ago are gone, and of what is gone only the last are remembered.
void Fold::dropOldAlerts(Instant at, Position position)
{
    for (auto &[id, alert] : m_alerts)
        if (!alert.isGone && alert.view.state == client::AlertState::Resolved && alert.view.resolvedAt + resolvedShown < at) {
            alert.isGone = true;
            alert.changedAt = position;
        }
    for (auto a = m_alerts.begin(); a != m_alerts.end() && m_alerts.size() > alertsShown;)
        a = a->second.isGone || a->second.view.state == client::AlertState::Resolved ? m_alerts.erase(a) : std::next(a);
}

/// As the workflow has it, or, of a run whose plan is held no more, as it was shown.
std::string Fold::titleOf(const scheduler::Run &run, const std::string &rule) const
{
    if (run.plan)
        for (const workflow::AlertRule &drawn : run.plan->workflow.alerts)
            if (drawn.id == rule)
                return drawn.name();
    for (const auto &[id, alert] : m_alerts)
        if (isOfRule(alert.view, run.index, rule) && !alert.view.title.empty())
            return alert.view.title;
    return rule;
}

void Fold::alertChanged(const scheduler::State &state, const scheduler::AlertChanged &changed, Instant at, Position position)
{
    const std::string title = titleOf(state.runs[changed.run], changed.rule);
    const auto run = m_runs.find(changed.run);
    const auto to = static_cast<client::AlertState>(changed.state);
    const bool isOver = to == client::AlertState::Inactive || to == client::AlertState::Resolved;
    for (auto &[id, alert] : m_alerts) // what says that nothing is wrong
        if (!isOver && !alert.isGone && isOfRule(alert.view, changed.run, changed.rule) && isRest(alert.view)) {
            alert.isGone = true;
            alert.changedAt = position;
        }
    Alert &alert = alertRow(changed.run, changed.rule, changed.labels, false);
    const bool isSame = alert.view.state == to;
    alert.view.title = title;
    alert.view.since = isSame ? alert.view.since : at;
    alert.view.resolvedAt = to == client::AlertState::Resolved ? at : Instant{};
    alert.view.value = isOver ? alert.view.value : changed.value;
    alert.changedAt = position;
    if (to == client::AlertState::Inactive)
        alert.isGone = true;
    else
        alert.view.state = to;
    const bool rests = std::none_of(m_alerts.begin(), m_alerts.end(), [&](const auto &entry) {
        return !entry.second.isGone && isOfRule(entry.second.view, changed.run, changed.rule);
    });
    if (rests && run != m_runs.end() && !run->second.isFinished)
        alertRests(changed.run, changed.rule, title, at, position);
    dropOldAlerts(at, position);
    if (run == m_runs.end() || isSame)
        return;
    run->second.changedAt = run->second.alertsChangedAt = position;
    m_runChanges[changed.run] = position;
    std::deque<client::AlertSpan> &spans = run->second.alertSpans;
    for (client::AlertSpan &span : spans)
        if (span.to.us == 0 && span.rule == changed.rule && span.labels == changed.labels)
            span.to = at;
    if (isOver)
        return;
    spans.push_back({changed.rule, changed.labels, to, at, {}, changed.value});
    if (spans.size() > client::alertSpansMax)
        spans.pop_front();
}

std::vector<client::AlertView> Fold::openAlerts() const
{
    std::vector<client::AlertView> out;
    for (const auto &[id, alert] : m_alerts)
        if (!alert.isGone && alert.view.state != client::AlertState::Resolved)
            out.push_back(alert.view);
    return out;
}

void Fold::alerts(client::EngineUpdate &update, Position since) const
{
    for (const auto &[id, alert] : m_alerts) {
        if (alert.isGone && since != 0 && alert.changedAt > since)
            update.goneAlerts.push_back(id);
        else if (!alert.isGone && (since == 0 || alert.changedAt > since))
            update.alerts.push_back(alert.view);
    }
}

} // namespace weftline::history
