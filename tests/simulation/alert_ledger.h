// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What the durable events say of alerts, held against the rules as they were drawn, and who was told of it. Counts the time
// that an engine was in office by itself: what it was away neither brings an alert nearer nor forgets it.

#pragma once

#include <map>
#include <set>
#include <string>

#include "engine/alerts/watch.h"
#include "tests/simulation/context.h"

namespace weftline::simulation {

class AlertLedger
{
public:
    explicit AlertLedger(Context &context) : m_context(context) { }

    /// `after` is the state with `event` applied, which is durable at `position`.
    void take(const scheduler::State &after, const scheduler::Event &event, scheduler::Position position);

    /// Why nobody may be told this; empty when it may be.
    [[nodiscard]] std::string whyNotTold(const alerts::Notice &notice) const;
    [[nodiscard]] std::string whyNotShown(scheduler::Position change) const;
    /// Somebody was told. True where nobody had been.
    bool told(scheduler::Position change, const std::string &channel) { return m_told.insert({change, channel}).second; }
    /// The channel has said that it will never do.
    void refused(scheduler::Position change, const std::string &channel) { m_refused.insert({change, channel}); }

    /// The engine could not work until then: it writes its journal again only now.
    void troubled(Instant until) { m_troubledAt = until; }
    [[nodiscard]] bool owes() const { return !m_owed.empty(); }
    /// Once the faults have stopped and the engine is quiet, at `now` by its clock: nothing waits for ever.
    void checkEnd(const scheduler::State &state, Instant now);

private:
    using Told = std::pair<scheduler::Position, std::string>;
    struct Rule
    {
        Duration hold{0};
        Duration keep{0};
        bool okWithoutData = false;
        bool keepsWithoutData = false;
        std::set<std::string> channels;
    };
    struct Key
    {
        scheduler::RunIndex run = 0;
        std::string rule;
        alerts::Labels labels;
        auto operator<=>(const Key &) const = default;
    };
    struct Alert
    {
        scheduler::AlertState state = scheduler::AlertState::Pending;
        Instant since; ///< In office time, when it was looked at.
        std::optional<Instant> missingSince;
    };
    struct Change
    {
        Key key;
        scheduler::AlertState state = scheduler::AlertState::Firing;
    };

    void accept(const scheduler::RunAccepted &accepted);
    void take(const scheduler::State &after, const scheduler::AlertChanged &changed, Instant at, scheduler::Position position);
    [[nodiscard]] std::string whyNot(const scheduler::AlertChanged &changed, const Rule &rule, const Alert *before, Instant at) const;
    void ended(const char *how, scheduler::Position change, const std::string &channel, bool isTrue);
    /// The whole second of the time in office: evaluations come at those.
    [[nodiscard]] Instant evaluationAt(Instant at) const;

    Context &m_context;
    Duration m_away{0};
    Instant m_last; ///< Event.
    Instant m_startedAt; ///< Of the engine that is in office.
    Instant m_troubledAt;
    std::map<std::pair<scheduler::RunIndex, std::string>, Rule> m_rules;
    std::map<Key, Alert> m_alerts; ///< Pending and firing.
    std::map<scheduler::Position, Change> m_changes; ///< That somebody has to be told of.
    std::set<Told> m_owed;
    std::set<Told> m_told;
    std::set<Told> m_refused;
};

} // namespace weftline::simulation
