// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/alerts/watch.h"

#include <algorithm>

#include <fmt/format.h>

namespace weftline::alerts {

using scheduler::AlertChanged;
using scheduler::RunIndex;

namespace {

constexpr std::int64_t catchUpMax = 600; ///< Samples that a replay takes of one stretch without events.
constexpr int signsAHold = 100;

} // namespace

Instant Watch::evaluationTime(Instant at) const
{
    const std::int64_t office = officeTime(at).us;
    return {office - office % evaluationInterval.count()};
}

void Watch::watch(RunIndex index, const std::shared_ptr<const workflow::Plan> &plan)
{
    Run run;
    for (const workflow::AlertRule &drawn : plan->workflow.alerts) {
        workflow::Problems problems;
        if (std::optional<Rule> rule = compile(drawn, problems)) {
            Watched watched;
            watched.source = std::make_unique<metrics::Source>(rule->query, index, plan, m_budget);
            watched.rule = std::move(*rule);
            run.rules.push_back(std::move(watched));
        }
    }
    if (!run.rules.empty())
        m_runs.emplace(index, std::move(run));
}

std::vector<RunIndex> Watch::watched() const
{
    std::vector<RunIndex> runs;
    for (const auto &[index, run] : m_runs)
        runs.push_back(index);
    return runs;
}

void Watch::before(const scheduler::State &state, const scheduler::Event &event)
{
    if (m_runs.empty() || m_lastEvent.us == 0 || std::holds_alternative<scheduler::EngineStarted>(event.fact))
        return;
    const Instant until = evaluationTime(event.at);
    m_lastSample = std::max(m_lastSample, until - evaluationInterval * catchUpMax);
    for (Instant at = m_lastSample + evaluationInterval; at <= until; at = at + evaluationInterval) {
        for (auto &[index, run] : m_runs)
            for (Watched &watched : run.rules)
                watched.source->sample(state, at + m_away, at);
        m_lastSample = at;
    }
}

void Watch::apply(const scheduler::State &after, const scheduler::Event &event, scheduler::Position position)
{
    if (std::holds_alternative<scheduler::EngineStarted>(event.fact) && m_lastEvent.us != 0)
        m_away += event.at - m_lastEvent;
    m_lastEvent = event.at;
    if (const auto *accepted = std::get_if<scheduler::RunAccepted>(&event.fact)) {
        if (m_runs.empty())
            m_lastSample = evaluationTime(event.at);
        watch(accepted->run, accepted->plan);
    } else if (const auto *changed = std::get_if<AlertChanged>(&event.fact)) {
        change(after, *changed, event.at, position);
    } else if (const auto *sent = std::get_if<scheduler::NoticeSent>(&event.fact)) {
        told(sent->change, sent->channel);
    } else if (const auto *failed = std::get_if<scheduler::NoticeFailed>(&event.fact)) {
        told(failed->change, failed->channel);
    }
    if (m_runs.empty())
        return;
    if (const auto *finished = std::get_if<scheduler::RunFinished>(&event.fact))
        if (const auto run = m_runs.find(finished->run); run != m_runs.end()) {
            run->second.finishedAt = officeTime(event.at);
            leave(finished->run);
        }
    for (auto &[index, run] : m_runs)
        for (Watched &watched : run.rules)
            watched.source->take(after, event, officeTime(event.at));
}

/// A finished run is watched until its alerts are over.
void Watch::leave(RunIndex index)
{
    const auto run = m_runs.find(index);
    if (run != m_runs.end() && run->second.finishedAt
        && std::all_of(run->second.rules.begin(), run->second.rules.end(), [](const Watched &w) { return w.book.empty(); }))
        m_runs.erase(run);
}

void Watch::change(const scheduler::State &state, const AlertChanged &changed, Instant at, scheduler::Position position)
{
    const auto run = m_runs.find(changed.run);
    if (run == m_runs.end())
        return;
    for (Watched &watched : run->second.rules) {
        if (watched.rule.id != changed.rule)
            continue;
        const auto was = watched.book.find(changed.labels);
        const bool fired = was != watched.book.end() && was->second.state == AlertState::Firing;
        if (was == watched.book.end())
            watched.startedAt[changed.labels] = at;
        if ((changed.state == AlertState::Firing && !fired) || (changed.state == AlertState::Resolved && fired))
            owe(state, watched, changed, at, position);
        alerts::apply(watched.book, {changed.labels, changed.state, changed.isMissing, changed.value, changed.reason}, evaluationTime(at));
        if (!watched.book.contains(changed.labels))
            watched.startedAt.erase(changed.labels);
    }
    leave(changed.run);
}

void Watch::owe(const scheduler::State &state, Watched &watched, const AlertChanged &changed, Instant at, scheduler::Position position)
{
    for (const std::string &channel : watched.rule.channels) {
        if (m_owed.size() >= noticesMax) {
            watched.droppedNotices = true;
            return;
        }
        Notice notice;
        notice.change = position;
        notice.channel = channel;
        notice.run = changed.run;
        notice.runId = state.runs[changed.run].id;
        notice.workflow = state.runs[changed.run].name;
        notice.rule = changed.rule;
        notice.title = watched.rule.title;
        notice.summary = watched.rule.summary;
        notice.labels = changed.labels;
        notice.state = changed.state;
        notice.value = changed.value;
        notice.startedAt = watched.startedAt[changed.labels];
        notice.at = at;
        m_owed.push_back(std::move(notice));
    }
}

void Watch::told(scheduler::Position change, const std::string &channel)
{
    std::erase_if(m_owed, [&](const Notice &notice) { return notice.change == change && notice.channel == channel; });
}

std::vector<AlertChanged> Watch::evaluate(const scheduler::State &state, Instant now)
{
    std::vector<AlertChanged> out;
    const Instant at = evaluationTime(now);
    m_lastSample = std::max(m_lastSample, at);
    for (auto &[index, run] : m_runs) {
        const bool isOver = run.finishedAt && at - *run.finishedAt >= watchedAfterEnd;
        for (Watched &watched : run.rules) {
            watched.source->sample(state, now, at);
            if (isOver) {
                for (const auto &[labels, active] : watched.book)
                    out.push_back({index, watched.rule.id, labels,
                                   active.state == AlertState::Firing ? AlertState::Resolved : AlertState::Inactive, false,
                                   std::numeric_limits<double>::quiet_NaN(), "The run has ended."});
                continue;
            }
            Evaluation evaluation = alerts::evaluate(watched.rule, watched.book, at, watched.source->samples(at),
                                                     watched.source->expected(state));
            watched.values = std::move(evaluation.values);
            watched.trouble = std::move(evaluation.trouble);
            for (Transition &transition : evaluation.transitions) {
                if (run.finishedAt && !watched.book.contains(transition.labels))
                    continue; // what has ended begins nothing
                out.push_back({index, watched.rule.id, std::move(transition.labels), transition.state, transition.isMissing,
                               transition.value, std::move(transition.reason)});
            }
        }
    }
    return out;
}

bool Watch::needsSignOfLife(Instant now) const
{
    for (const auto &[index, run] : m_runs)
        for (const Watched &watched : run.rules)
            for (const auto &[labels, active] : watched.book) {
                const bool counts = active.state == AlertState::Pending || active.missingSince;
                const Duration hold = active.state == AlertState::Pending ? watched.rule.holdFor : watched.rule.keepFiringFor;
                if (counts && evaluationTime(now) - evaluationTime(m_lastEvent) >= std::max(evaluationInterval, hold / signsAHold))
                    return true;
            }
    return false;
}

const Watch::Watched *Watch::find(RunIndex index, const std::string &rule) const
{
    const auto run = m_runs.find(index);
    if (run == m_runs.end())
        return nullptr;
    const auto found = std::find_if(run->second.rules.begin(), run->second.rules.end(), [&](const Watched &w) { return w.rule.id == rule; });
    return found == run->second.rules.end() ? nullptr : &*found;
}

std::optional<double> Watch::valueOf(RunIndex run, const std::string &rule, const Labels &labels) const
{
    const Watched *watched = find(run, rule);
    if (!watched)
        return std::nullopt;
    const auto value = watched->values.find(labels);
    return value == watched->values.end() ? std::nullopt : std::optional(value->second);
}

std::string Watch::troubleOf(RunIndex run, const std::string &rule) const
{
    const Watched *watched = find(run, rule);
    if (!watched || !watched->trouble.empty())
        return watched ? watched->trouble : std::string();
    if (watched->droppedNotices)
        return fmt::format("More than {} notices waited to be sent: some were not.", noticesMax);
    return watched->source->isFull() ? "There are more series than are held apart: the rest counts as \"other\"." : std::string();
}

} // namespace weftline::alerts
