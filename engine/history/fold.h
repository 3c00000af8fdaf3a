// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The views of engine/client, folded from events: live in the service, for the past from the journal, by the same code.
//
// Each thing knows the position at which it last changed, so what changed since any position is found without a queue.

#pragma once

#include <deque>
#include <map>
#include <memory>
#include <vector>

#include "engine/client/updates.h"
#include "engine/history/attempt_log.h"
#include "engine/journal/event_json.h"
#include "engine/metrics/series.h"
#include "engine/scheduler/state.h"

namespace weftline::history {

using scheduler::Position;

class Fold
{
public:
    /// `after` is the state with `event`, which stands at `position`, applied; later events of its batch may be in it too,
    /// and make no difference. Events come in order, none is left out.
    void apply(const scheduler::State &after, const scheduler::Event &event, Position position);

    [[nodiscard]] client::RunSummary summary(const scheduler::Run &run) const;
    /// The run as it is (`since` == 0), or what of it changed after `since`. `plan`: of a run whose plan the state holds no more
    /// (journal::planOf); without it nobody is told of its workflow.
    [[nodiscard]] client::RunUpdate run(const scheduler::State &state, const scheduler::Run &run, Position since,
                                        const workflow::Plan *plan = nullptr) const;
    /// Without the workers, whose load only the service knows.
    [[nodiscard]] client::EngineUpdate engine(const scheduler::State &state, Position since, Instant now) const;
    [[nodiscard]] bool runChangedAfter(scheduler::RunIndex run, Position since) const;
    [[nodiscard]] bool engineChangedAfter(Position since) const { return m_engineChanged > since; }
    [[nodiscard]] bool workerChangedAfter(scheduler::WorkerIndex worker, Position since) const;
    /// Those that are not resolved.
    [[nodiscard]] std::vector<client::AlertView> openAlerts() const;
    /// Where the run's newest event stands; 0 for a run that is not known.
    [[nodiscard]] Position lastChangeOf(scheduler::RunIndex run) const;
    /// What the indices in events are called.
    [[nodiscard]] const journal::NameTable &names() const { return m_names; }
    [[nodiscard]] const metrics::Series *seriesOf(scheduler::RunIndex run) const;

    /// For snapshots: fold_members.h.
    static void members(auto &archive, auto &fold);

private:
    struct Run
    {
        std::vector<Position> nodes; ///< By index: changed at.
        AttemptLog attempts;
        std::map<scheduler::NodeIndex, std::string> reasons; ///< Why a node failed: of its first task that did.
        std::map<scheduler::NodeIndex, ModelUse> use; ///< Of nodes that took any.
        std::uint32_t workersLost = 0;
        bool isFinished = false;
        metrics::Series series;
        std::map<std::int64_t, Position> points; ///< Second, to changed at.
        std::deque<client::AlertSpan> alertSpans;
        Position alertsChangedAt = 0;
        Position changedAt = 0;

        static void members(auto &archive, auto &run)
        {
            archive(run.nodes, run.attempts, run.reasons, run.use, run.workersLost, run.isFinished, run.series, run.points, run.alertSpans,
                    run.alertsChangedAt, run.changedAt);
        }
    };
    struct Applier;
    [[nodiscard]] client::NodeView node(const scheduler::State &state, const scheduler::Run &run, scheduler::NodeIndex node,
                                        const workflow::Plan *plan) const;
    struct Alert
    {
        client::AlertView view;
        Position changedAt = 0;
        bool isGone = false; ///< Kept only to tell that.

        static void members(auto &archive, auto &alert) { archive(alert.view, alert.changedAt, alert.isGone); }
    };

    // fold_alerts.cpp
    void alertChanged(const scheduler::State &state, const scheduler::AlertChanged &changed, Instant at, Position position);
    [[nodiscard]] std::string titleOf(const scheduler::Run &run, const std::string &rule) const;
    /// A rule that has no alert is shown as such.
    void alertRests(scheduler::RunIndex run, const std::string &rule, const std::string &title, Instant at, Position position);
    /// The rules of a finished run are shown no more, what fires is.
    void alertsLeave(scheduler::RunIndex run, Instant at, Position position);
    Alert &alertRow(scheduler::RunIndex run, const std::string &rule, const scheduler::AlertLabels &labels, bool isRest);
    void dropOldAlerts(Instant at, Position position);
    void alerts(client::EngineUpdate &update, Position since) const;

    std::map<scheduler::RunIndex, Run> m_runs; ///< Those whose tasks the state holds.
    std::vector<Position> m_workers; ///< By index: changed at.
    std::map<scheduler::RunIndex, Position> m_runChanges;
    journal::NameTable m_names;
    metrics::Series m_engine;
    Position m_engineChanged = 0;
    std::map<std::uint64_t, Alert> m_alerts; ///< By id.
    std::uint64_t m_nextAlert = 1;
};

} // namespace weftline::history
