// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/simulation/alert_ledger.h"

namespace weftline::simulation {

using scheduler::AlertChanged;
using scheduler::AlertState;
using scheduler::Position;

namespace {

constexpr Duration second = std::chrono::seconds(1);
constexpr Duration lateMost = 3 * second; ///< That an alert may fire after its time where nothing is in the way.

Duration durationOf(const Object &with, std::string_view name)
{
    const Value *value = find(with, name);
    return value && value->asString() ? parseDuration(*value->asString()).value_or(Duration{0}) : Duration{0};
}

std::set<std::string> channelsOf(const workflow::AlertRule &rule)
{
    std::set<std::string> channels;
    const workflow::AlertNode *notify = rule.find(workflow::AlertKind::Notify);
    const Value *named = notify ? find(notify->with, "channels") : nullptr;
    if (!named || !named->asList())
        return {"desktop"};
    for (const Value &channel : *named->asList())
        channels.insert(channel.asString() ? *channel.asString() : *channel.find("webhook")->asString());
    return channels;
}

} // namespace

Instant AlertLedger::evaluationAt(Instant at) const
{
    const std::int64_t office = (at - m_away).us;
    return {office - office % second.count()};
}

void AlertLedger::take(const scheduler::State &after, const scheduler::Event &event, Position position)
{
    if (std::holds_alternative<scheduler::EngineStarted>(event.fact)) {
        if (position > 1)
            m_away += event.at - m_last;
        m_startedAt = event.at;
    }
    m_last = event.at;
    if (const auto *accepted = std::get_if<scheduler::RunAccepted>(&event.fact))
        accept(*accepted);
    else if (const auto *changed = std::get_if<AlertChanged>(&event.fact))
        take(after, *changed, event.at, position);
    else if (const auto *sent = std::get_if<scheduler::NoticeSent>(&event.fact))
        ended("sent", sent->change, sent->channel, m_told.contains({sent->change, sent->channel}));
    else if (const auto *failed = std::get_if<scheduler::NoticeFailed>(&event.fact))
        ended("given up", failed->change, failed->channel, m_refused.contains({failed->change, failed->channel}));
}

void AlertLedger::accept(const scheduler::RunAccepted &accepted)
{
    for (const workflow::AlertRule &drawn : accepted.plan->workflow.alerts) {
        if (!drawn.enabled)
            continue;
        Rule rule;
        const workflow::AlertNode *hold = drawn.find(workflow::AlertKind::Hold);
        rule.hold = durationOf(hold->with, "for");
        rule.keep = durationOf(hold->with, "keep_firing_for");
        const Value *noData = find(drawn.find(workflow::AlertKind::Condition)->with, "no_data");
        rule.okWithoutData = noData && *noData == Value("ok");
        rule.keepsWithoutData = noData && *noData == Value("keep");
        rule.channels = channelsOf(drawn);
        m_rules[{accepted.run, drawn.id}] = std::move(rule);
    }
}

void AlertLedger::take(const scheduler::State &after, const AlertChanged &changed, Instant at, Position position)
{
    const Key key{changed.run, changed.rule, changed.labels};
    const auto rule = m_rules.find({changed.run, changed.rule});
    const auto found = m_alerts.find(key);
    const Alert *before = found == m_alerts.end() ? nullptr : &found->second;
    const std::string why = rule == m_rules.end() ? "has no such rule"
        : !before && after.runs[changed.run].state != scheduler::RunState::Running
        ? "had ended before it began"
        : whyNot(changed, rule->second, before, evaluationAt(at));
    if (!why.empty()) {
        m_context.fail(fmt::format("With event {} the alert of rule \"{}\" is {} after it was {}, and it {}.", position, changed.rule,
                                   scheduler::nameOf(changed.state),
                                   scheduler::nameOf(before ? before->state : AlertState::Inactive), why));
        return;
    }
    const bool fired = before && before->state == AlertState::Firing;
    m_context.counts.change(before ? before->state : AlertState::Inactive, changed.state);
    if (changed.state == AlertState::Resolved || (changed.state == AlertState::Firing && !fired)) {
        m_changes[position] = {key, changed.state};
        for (const std::string &channel : rule->second.channels)
            m_owed.insert({position, channel});
    }
    if (changed.state == AlertState::Inactive || changed.state == AlertState::Resolved) {
        m_alerts.erase(key);
        return;
    }
    Alert &alert = m_alerts.try_emplace(key, Alert{changed.state, evaluationAt(at), {}}).first->second;
    alert.state = changed.state;
    alert.missingSince.reset();
    if (changed.isMissing)
        alert.missingSince = evaluationAt(at);
}

/// What may not be, and the invariants of a journal do not know: how long it took.
std::string AlertLedger::whyNot(const AlertChanged &changed, const Rule &rule, const Alert *before, Instant at) const
{
    const bool isPending = before && before->state == AlertState::Pending;
    switch (changed.state) {
    case AlertState::Pending: return rule.hold == Duration{0} ? "need not be so before it fires" : before ? "was there already" : "";
    case AlertState::Inactive: return isPending ? "" : "was not pending";
    case AlertState::Firing:
        if (!before)
            return rule.hold == Duration{0} ? "" : "was not pending before";
        if (isPending && at - before->since < rule.hold)
            return fmt::format("has been so for {} in office and not for {}", formatDuration(at - before->since),
                               formatDuration(rule.hold));
        if (!isPending && changed.isMissing)
            return rule.keep == Duration{0} ? "is not to be kept" : before->missingSince ? "was kept already" : "";
        return isPending || before->missingSince ? "" : "fired already";
    case AlertState::Resolved:
        if (!before || isPending)
            return "did not fire";
        if (rule.keep == Duration{0} || rule.okWithoutData || changed.reason == "The run has ended.")
            return "";
        if (!before->missingSince || at - *before->missingSince < rule.keep)
            return fmt::format("is to be kept for {}", formatDuration(rule.keep));
    }
    return {};
}

void AlertLedger::ended(const char *how, Position change, const std::string &channel, bool isTrue)
{
    if (m_owed.erase({change, channel}) == 0)
        m_context.fail(fmt::format("The journal says that the notice of event {} by {} was {}, and nobody was owed it.", change, channel,
                                   how));
    else if (!isTrue)
        m_context.fail(fmt::format("The journal says that the notice of event {} by {} was {}, and it was not.", change, channel, how));
}

std::string AlertLedger::whyNotTold(const alerts::Notice &notice) const
{
    const auto found = m_changes.find(notice.change);
    if (found == m_changes.end())
        return "the change is not durable";
    if (found->second.key != Key{notice.run, notice.rule, notice.labels} || found->second.state != notice.state)
        return "the journal tells of another alert";
    return m_owed.contains({notice.change, notice.channel}) ? "" : "the journal says that nobody is owed it";
}

std::string AlertLedger::whyNotShown(Position change) const
{
    const auto found = m_changes.find(change);
    if (found == m_changes.end())
        return "the change is not durable";
    return m_rules.at({found->second.key.run, found->second.key.rule}).channels.contains("desktop") ? "" : "it is not for a window";
}

void AlertLedger::checkEnd(const scheduler::State &state, Instant now)
{
    const Instant able = std::max(m_startedAt, m_troubledAt);
    for (const auto &[key, alert] : m_alerts) {
        const Rule &rule = m_rules.at({key.run, key.rule});
        const Duration most = rule.hold + lateMost;
        if (alert.state == AlertState::Pending && !rule.keepsWithoutData && now - m_away - alert.since > most && now - able > most)
            m_context.fail(fmt::format("The alert of rule \"{}\" of run {} is pending for {} and does not fire.", key.rule,
                                       state.runs[key.run].id, formatDuration(now - m_away - alert.since)));
    }
}

} // namespace weftline::simulation
