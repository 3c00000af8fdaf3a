// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The rules of the runs that go on, and what is known of their alerts: folded from the events, live and on replay alike, so
// that a restarted engine knows what its predecessor knew. Evaluations give out events, which become true when they come back
// as part of the journal.
//
// Time is counted while an engine is in office: what it was away neither brings an alert nearer nor empties a window.

#pragma once

#include <deque>

#include "engine/alerts/evaluator.h"

namespace weftline::alerts {

/// Something that somebody has to be told, by one channel.
struct Notice
{
    scheduler::Position change = 0; ///< Of the event that it is about.
    std::string channel; ///< "desktop", or the address of a webhook.
    scheduler::RunIndex run = 0;
    std::string runId;
    std::string workflow;
    std::string rule;
    std::string title;
    std::string summary;
    Labels labels;
    AlertState state = AlertState::Firing; ///< Or Resolved.
    double value = 0;
    Instant startedAt; ///< When the alert became pending, or fired at once.
    Instant at;

    bool operator==(const Notice &) const = default;
};

constexpr Duration watchedAfterEnd = std::chrono::minutes(15);
constexpr std::size_t noticesMax = 1000; ///< Owed at a time; more of them are not sent, and the rule says so.

/// Rules are evaluated at whole multiples of this, in the time that an engine was in office: an alert's age is a whole number
/// of intervals, whenever exactly its engine came to look.
constexpr Duration evaluationInterval = std::chrono::seconds(1);

class Watch
{
public:
    /// On replay, before the event is applied to the state: measures what would have been measured until then.
    void before(const scheduler::State &state, const scheduler::Event &event);
    /// `after` is a state with the event applied.
    void apply(const scheduler::State &after, const scheduler::Event &event, scheduler::Position position);

    /// One evaluation of all rules: what is to be journalled. Ask again only after that has been applied.
    [[nodiscard]] std::vector<scheduler::AlertChanged> evaluate(const scheduler::State &state, Instant now);
    [[nodiscard]] bool isWatching() const { return !m_runs.empty(); }
    [[nodiscard]] Instant nextEvaluation(Instant now) const { return evaluationTime(now) + evaluationInterval + m_away; }
    /// Some alert's time is running, and nothing has been journalled for so long that a successor would miscount it.
    [[nodiscard]] bool needsSignOfLife(Instant now) const;

    /// What has to be told and was not yet, oldest first.
    [[nodiscard]] const std::deque<Notice> &owed() const { return m_owed; }

    /// The latest value of an alert that is bad, and why a rule cannot be evaluated. Not journalled.
    [[nodiscard]] std::optional<double> valueOf(scheduler::RunIndex run, const std::string &rule, const Labels &labels) const;
    [[nodiscard]] std::string troubleOf(scheduler::RunIndex run, const std::string &rule) const;

    /// For snapshots (watch_members.h): whom it watches. Who reads one has it watch them first.
    [[nodiscard]] std::vector<scheduler::RunIndex> watched() const;
    void watch(scheduler::RunIndex run, const std::shared_ptr<const workflow::Plan> &plan);
    template <class Archive>
    static void members(Archive &archive, auto &watch);

private:
    struct Watched
    {
        Rule rule;
        std::unique_ptr<metrics::Source> source;
        Book book; ///< Times are those in office.
        std::map<Labels, Instant> startedAt; ///< By the engine's clock, for people.
        std::map<Labels, double> values;
        std::string trouble;
        bool droppedNotices = false;
    };
    struct Run
    {
        std::vector<Watched> rules;
        std::optional<Instant> finishedAt; ///< In office time.
    };

    [[nodiscard]] Instant officeTime(Instant at) const { return at - m_away; }
    [[nodiscard]] Instant evaluationTime(Instant at) const;
    void change(const scheduler::State &state, const scheduler::AlertChanged &changed, Instant at, scheduler::Position position);
    void owe(const scheduler::State &state, Watched &watched, const scheduler::AlertChanged &changed, Instant at,
             scheduler::Position position);
    void told(scheduler::Position change, const std::string &channel);
    void leave(scheduler::RunIndex run);
    [[nodiscard]] const Watched *find(scheduler::RunIndex run, const std::string &rule) const;

    std::map<scheduler::RunIndex, Run> m_runs;
    std::shared_ptr<metrics::Budget> m_budget = std::make_shared<metrics::Budget>();
    std::deque<Notice> m_owed;
    Duration m_away{0}; ///< Between the last event of an engine and its successor's first.
    Instant m_lastEvent;
    Instant m_lastSample; ///< In office time.
};

} // namespace weftline::alerts
