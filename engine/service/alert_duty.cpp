// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/service/alert_duty.h"

#include <algorithm>

#include "engine/notify/webhook_body.h"

namespace weftline::service {
namespace {

constexpr int triesMax = 8; ///< With the waits below: for about two minutes.
constexpr Duration firstWait = std::chrono::seconds(1);
constexpr Duration windowPatience = std::chrono::seconds(5); ///< What a window has to show a notice in.
constexpr std::size_t underWayMax = 16;

Duration waitAfter(int tries) { return firstWait * (1LL << std::min(tries - 1, 6)); }

} // namespace

AlertDuty::AlertDuty(alerts::Watch watch, Push push, SendNotice send, std::function<Instant()> now,
                     std::function<void()> wake)
    : m_watch(std::move(watch)), m_push(std::move(push)), m_send(std::move(send)), m_now(std::move(now)),
      m_wake(std::move(wake))
{
}

bool AlertDuty::turn(const scheduler::State &state, Instant at, bool mayEvaluate)
{
    bool shows = m_watch.isWatching() && mayEvaluate && m_outstanding == 0 && at >= m_nextEvaluation;
    if (shows) {
        m_nextEvaluation = m_watch.nextEvaluation(at);
        std::vector<scheduler::AlertChanged> changes = m_watch.evaluate(state, at);
        m_outstanding = changes.size();
        if (changes.empty() && m_watch.needsSignOfLife(at))
            m_push(at, scheduler::Note{scheduler::EngineAlive{}});
        for (scheduler::AlertChanged &changed : changes)
            m_push(at, scheduler::Note{std::move(changed)});
    }
    for (const alerts::Notice &notice : m_watch.owed()) {
        if (notice.change > m_durable || m_tries.size() > alerts::noticesMax)
            break;
        shows = send(notice, at) || shows;
    }
    return shows;
}

std::optional<Instant> AlertDuty::nextWake() const
{
    std::optional<Instant> next;
    if (m_watch.isWatching() && m_outstanding == 0)
        next = m_nextEvaluation;
    const bool hasRoom = underWay() < underWayMax; // else the end of one wakes us
    for (const auto &[key, state] : m_tries)
        if (hasRoom && !state.isUnderWay && !state.isReported && (!next || state.dueAt < *next))
            next = state.dueAt;
    return next;
}

void AlertDuty::applied(const scheduler::State &state, const scheduler::Event &event, scheduler::Position position)
{
    m_watch.apply(state, event, position);
    if (std::holds_alternative<scheduler::AlertChanged>(event.fact) && m_outstanding > 0)
        --m_outstanding;
    else if (const auto *sent = std::get_if<scheduler::NoticeSent>(&event.fact))
        m_tries.erase({sent->change, sent->channel});
    else if (const auto *failed = std::get_if<scheduler::NoticeFailed>(&event.fact))
        m_tries.erase({failed->change, failed->channel});
}

bool AlertDuty::isForWindow(const alerts::Notice &notice, const Try &state, Instant at) const
{
    return notice.channel == "desktop" && !m_windows.empty() && state.count == 0 && at < state.dueAt;
}

std::size_t AlertDuty::underWay() const
{
    return static_cast<std::size_t>(
        std::count_if(m_tries.begin(), m_tries.end(), [](const auto &entry) { return entry.second.isUnderWay; }));
}

bool AlertDuty::send(const alerts::Notice &notice, Instant at)
{
    const auto [found, isNew] = m_tries.try_emplace({notice.change, notice.channel});
    Try &state = found->second;
    if (isNew)
        state.dueAt = notice.channel == "desktop" && !m_windows.empty() ? at + windowPatience : at;
    if (notice.channel == "desktop" && m_windows.empty() && state.count == 0)
        state.dueAt = std::min(state.dueAt, at); // its window went
    if (state.isUnderWay || state.isReported || at < state.dueAt || underWay() >= underWayMax)
        return isNew;
    state.isUnderWay = true;
    ++state.count;
    m_send(notice, [this, notice, alive = std::weak_ptr(m_alive)](const Result<Done> &result) {
        if (alive.lock())
            sent(notice, result);
    });
    return isNew;
}

void AlertDuty::sent(const alerts::Notice &notice, const Result<Done> &result)
{
    const auto found = m_tries.find({notice.change, notice.channel});
    if (found == m_tries.end() || found->second.isReported)
        return;
    found->second.isUnderWay = false;
    std::string &trouble = m_troubles[{notice.run, notice.rule}];
    trouble = result ? std::string() : result.error().message;
    // Without a bus there will be none in a minute either: that is said, once for each notice, and no more is tried.
    const bool isHopeless = !result && result.error().code == ErrorCode::NotFound;
    if (result || isHopeless || found->second.count >= triesMax)
        report(notice, trouble);
    else
        found->second.dueAt = m_now() + waitAfter(found->second.count);
    m_wake();
}

void AlertDuty::report(const alerts::Notice &notice, const std::string &reason)
{
    m_tries[{notice.change, notice.channel}].isReported = true;
    if (reason.empty())
        m_push(m_now(), scheduler::Note{
            scheduler::NoticeSent{notice.run, notice.rule, notice.labels, notice.state, notice.change, notice.channel}});
    else
        m_push(m_now(), scheduler::Note{
            scheduler::NoticeFailed{notice.run, notice.rule, notice.labels, notice.state, notice.change, notice.channel, reason}});
}

void AlertDuty::complete(client::AlertView &view) const
{
    if (const auto value = m_watch.valueOf(view.run, view.rule, view.labels))
        view.value = *value;
    view.trouble = m_watch.troubleOf(view.run, view.rule);
    const auto found = m_troubles.find({view.run, view.rule});
    if (view.trouble.empty() && found != m_troubles.end())
        view.trouble = found->second;
}

void AlertDuty::windowShows(const SessionId &session, bool shows)
{
    if (shows)
        m_windows.insert(session);
    else
        m_windows.erase(session);
}

std::vector<client::NoticeView> AlertDuty::noticesFor(const SessionId &session) const
{
    std::vector<client::NoticeView> out;
    if (m_windows.empty() || *m_windows.begin() != session)
        return out;
    for (const alerts::Notice &notice : m_watch.owed()) {
        const auto state = m_tries.find({notice.change, notice.channel});
        if (notice.change <= m_durable && state != m_tries.end() && !state->second.isReported && isForWindow(notice, state->second, m_now()))
            out.push_back({notice.change, notice.runId, notice.rule, notify::titleOf(notice), notify::textOf(notice),
                           notice.state == scheduler::AlertState::Firing});
    }
    return out;
}

bool AlertDuty::windowShowed(std::uint64_t change)
{
    for (const alerts::Notice &notice : m_watch.owed()) {
        const auto state = m_tries.find({notice.change, notice.channel});
        if (notice.change != change || notice.channel != "desktop" || state == m_tries.end() || state->second.isReported)
            continue;
        report(notice, {});
        return true;
    }
    return false;
}

} // namespace weftline::service
