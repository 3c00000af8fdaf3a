// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// When alert rules are evaluated and who is told of it. What an evaluation finds goes into the journal; it is true, and told,
// only when it is durable there. A notice is owed until the journal says that it was sent or given up.

#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "engine/alerts/watch.h"
#include "engine/client/updates.h"
#include "engine/scheduler/input.h"
#include "engine/service/world.h"

namespace weftline::service {

class AlertDuty
{
public:
    using Push = std::function<void(Instant, scheduler::Note)>;

    /// `wake` asks for a turn() soon.
    AlertDuty(alerts::Watch watch, Push push, SendNotice send, std::function<Instant()> now, std::function<void()> wake);

    /// What is due: an evaluation, and notices. `mayEvaluate`: what it finds would be handled soon.
    /// True where something changed that is shown and not journalled: values, and what a window has to tell.
    bool turn(const scheduler::State &state, Instant at, bool mayEvaluate);
    [[nodiscard]] std::optional<Instant> nextWake() const;
    void applied(const scheduler::State &state, const scheduler::Event &event, scheduler::Position position);
    void durable(scheduler::Position position) { m_durable = position; }
    [[nodiscard]] const alerts::Watch &watch() const { return m_watch; }
    [[nodiscard]] bool hasUnsent() const { return !m_watch.owed().empty(); }

    /// Adds what is known of an alert beyond the journal.
    void complete(client::AlertView &view) const;

    // The desktop: a window that shows notices has the first word
    void windowShows(const SessionId &session, bool shows);
    void windowClosed(const SessionId &session) { m_windows.erase(session); }
    /// What this window is to show; empty for all but one.
    [[nodiscard]] std::vector<client::NoticeView> noticesFor(const SessionId &session) const;
    /// False where no such notice is owed.
    bool windowShowed(std::uint64_t change);

private:
    struct Try
    {
        int count = 0;
        Instant dueAt;
        bool isUnderWay = false;
        bool isReported = false; ///< The journal is about to say so.
    };
    using Key = std::pair<scheduler::Position, std::string>;

    bool send(const alerts::Notice &notice, Instant at); ///< True where it is the first time.
    [[nodiscard]] std::size_t underWay() const;
    void sent(const alerts::Notice &notice, const Result<Done> &result);
    void report(const alerts::Notice &notice, const std::string &reason);
    [[nodiscard]] bool isForWindow(const alerts::Notice &notice, const Try &state, Instant at) const;

    alerts::Watch m_watch;
    Push m_push;
    SendNotice m_send;
    std::function<Instant()> m_now;
    std::function<void()> m_wake;
    scheduler::Position m_durable = 0;
    std::size_t m_outstanding = 0; ///< Found by the last evaluation, not yet applied.
    Instant m_nextEvaluation;
    std::map<Key, Try> m_tries;
    std::map<std::pair<scheduler::RunIndex, std::string>, std::string> m_troubles; ///< Of the last notice of a rule.
    std::set<SessionId> m_windows;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace weftline::service
