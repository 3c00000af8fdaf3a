// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/history/fold.h"

#include <algorithm>
#include <limits>

#include "engine/scheduler/step.h"
#include "engine/workflow/codec.h"

namespace weftline::history {

using client::AttemptState;
using scheduler::none;
using scheduler::Purpose;

static_assert(static_cast<int>(client::TaskState::Quarantined) == static_cast<int>(scheduler::TaskState::Quarantined));
static_assert(client::taskStateCount == scheduler::taskStateCount);
static_assert(static_cast<int>(client::RunState::Cancelled) == static_cast<int>(scheduler::RunState::Cancelled));
static_assert(static_cast<int>(client::WorkerState::Lost) == static_cast<int>(scheduler::WorkerState::Lost));

namespace {

constexpr std::size_t runsShown = 200;
constexpr std::size_t attemptsKept = client::attemptsShownMax;

double milliseconds(Duration duration) { return static_cast<double>(duration.count()) / 1000.0; }

AttemptState stateOf(scheduler::Outcome outcome)
{
    switch (outcome) {
    case scheduler::Outcome::Succeeded: return AttemptState::Succeeded;
    case scheduler::Outcome::Failed: return AttemptState::Failed;
    case scheduler::Outcome::TimedOut: return AttemptState::TimedOut;
    case scheduler::Outcome::Cancelled: return AttemptState::Cancelled;
    }
    return AttemptState::Failed;
}

AttemptState stateOf(scheduler::TaskState state)
{
    if (state == scheduler::TaskState::Succeeded)
        return AttemptState::Succeeded;
    return state == scheduler::TaskState::Cancelled ? AttemptState::Cancelled
        : state == scheduler::TaskState::Quarantined ? AttemptState::Lost
                                                     : AttemptState::Failed;
}

client::SeriesPoint shown(std::int64_t at, const metrics::Point &point)
{
    client::SeriesPoint out;
    out.at = {at};
    out.finished = point.finished;
    out.failed = point.failed;
    out.attempts = point.attempts;
    out.p50 = milliseconds(point.latency.quantile(0.5));
    out.p90 = milliseconds(point.latency.quantile(0.9));
    out.p99 = milliseconds(point.latency.quantile(0.99));
    out.max = milliseconds(point.latency.max());
    return out;
}

client::TaskCounts countsOf(const scheduler::TaskCounts &counts)
{
    client::TaskCounts out{};
    std::copy(counts.begin(), counts.end(), out.begin());
    return out;
}

} // namespace

/// Puts one event into the fold.
struct Fold::Applier
{
    Fold &fold;
    const scheduler::State &state;
    Instant at;
    Position position;

    Run &run(scheduler::RunIndex index) const
    {
        Run &folded = fold.m_runs[index];
        folded.changedAt = position;
        fold.m_runChanges[index] = position;
        return folded;
    }

    /// A node changed, and with it perhaps those behind it.
    Run &touch(scheduler::RunIndex index, scheduler::TaskIndex task, bool andSuccessors = false) const
    {
        Run &folded = run(index);
        const scheduler::Run &real = state.runs[index];
        const scheduler::NodeIndex node = real.nodeOf(task);
        folded.nodes.resize(real.nodes.size());
        folded.nodes[node] = position;
        if (andSuccessors && real.nodes[node].isDone && real.plan)
            for (const workflow::PlanEdge &edge : real.plan->successorsOf(node))
                folded.nodes[edge.node] = position;
        return folded;
    }

    void touchWorker(scheduler::WorkerIndex worker) const
    {
        if (worker == none)
            return;
        if (fold.m_workers.size() <= worker)
            fold.m_workers.resize(worker + 1);
        fold.m_workers[worker] = position;
    }

    void end(Run &folded, scheduler::TaskIndex task, std::uint32_t number, AttemptState to, const std::string &reason,
             const ModelUse &use = {}) const
    {
        if (AttemptLog::Entry *attempt = folded.attempts.inFlight(task, number)) {
            attempt->view.state = to;
            attempt->view.endedAt = at;
            attempt->view.reason = reason;
            attempt->view.use = use;
            attempt->changedAt = position;
            touchWorker(attempt->view.worker);
        }
        folded.attempts.end(task, number);
    }

    void addUse(Run &folded, scheduler::RunIndex index, scheduler::TaskIndex task, const ModelUse &use) const
    {
        if (!use.isEmpty())
            folded.use[state.runs[index].nodeOf(task)] += use;
    }

    void operator()(const scheduler::EngineStarted &) const { }

    void operator()(const scheduler::RunAccepted &accepted) const
    {
        Run &folded = run(accepted.run);
        folded.nodes.assign(accepted.plan->nodes.size(), position);
        for (const workflow::AlertRule &rule : accepted.plan->workflow.alerts)
            if (rule.enabled)
                fold.alertRests(accepted.run, rule.id, rule.name(), at, position);
    }

    void operator()(const scheduler::RunCancelRequested &requested) const
    {
        Run &folded = run(requested.run);
        std::fill(folded.nodes.begin(), folded.nodes.end(), position);
    }

    void operator()(const scheduler::RunFinished &finished) const
    {
        Run &folded = run(finished.run);
        folded.attempts.endAll();
        folded.isFinished = true;
        fold.alertsLeave(finished.run, at, position);
        while (fold.m_runs.size() > scheduler::finishedRunsKept && state.runs[fold.m_runs.begin()->first].tasks.empty()
               && state.runs[fold.m_runs.begin()->first].state != scheduler::RunState::Running)
            fold.m_runs.erase(fold.m_runs.begin());
    }

    void operator()(const scheduler::NodeExpanded &expanded) const { touch(expanded.run, expanded.node, true); }
    void operator()(const scheduler::TaskPrepared &prepared) const { touch(prepared.run, prepared.task); }

    void operator()(const scheduler::AttemptDispatched &dispatched) const
    {
        touchWorker(dispatched.worker);
        if (dispatched.purpose != Purpose::Run)
            return;
        Run &folded = touch(dispatched.run, dispatched.task);
        const scheduler::Run &real = state.runs[dispatched.run];
        client::AttemptView view;
        view.node = real.nodeOf(dispatched.task);
        view.task = dispatched.task;
        view.item = dispatched.task - real.nodes[view.node].firstTask;
        view.number = dispatched.number;
        view.worker = dispatched.worker;
        view.dispatchedAt = at;
        folded.attempts.add(std::move(view), position, attemptsKept);
    }

    void operator()(const scheduler::AttemptStarted &started) const
    {
        Run &folded = touch(started.run, started.task);
        if (AttemptLog::Entry *attempt = folded.attempts.inFlight(started.task, started.number)) {
            attempt->view.state = AttemptState::Running;
            attempt->view.startedAt = at;
            attempt->changedAt = position;
        }
    }

    void operator()(const scheduler::AttemptFailed &failed) const
    {
        Run &folded = touch(failed.run, failed.task);
        end(folded, failed.task, failed.number, stateOf(failed.outcome), failed.reason, failed.use);
        addUse(folded, failed.run, failed.task, failed.use);
    }

    void operator()(const scheduler::RetryReleased &released) const { touch(released.run, released.task); }

    void operator()(const scheduler::AttemptLost &lost) const
    {
        touchWorker(lost.worker);
        if (lost.purpose == Purpose::Run)
            end(touch(lost.run, lost.task), lost.task, lost.number, AttemptState::Lost, {});
    }

    void operator()(const scheduler::AttemptAdopted &adopted) const { touch(adopted.run, adopted.task); }

    void operator()(const scheduler::TaskFinished &finished) const
    {
        Run &folded = touch(finished.run, finished.task, true);
        touchWorker(finished.worker);
        const scheduler::NodeIndex node = state.runs[finished.run].nodeOf(finished.task);
        const bool failed = finished.state == scheduler::TaskState::Failed || finished.state == scheduler::TaskState::Quarantined;
        if (failed)
            folded.reasons.try_emplace(node, finished.reason);
        AttemptLog::Entry *attempt = finished.number == 0 ? nullptr : folded.attempts.inFlight(finished.task, finished.number);
        if (attempt && attempt->view.startedAt.us == 0)
            attempt->view.startedAt = at - finished.returned - finished.ran;
        end(folded, finished.task, finished.number, stateOf(finished.state), finished.reason, finished.use);
        addUse(folded, finished.run, finished.task, finished.use);
    }

    void operator()(const scheduler::WorkerJoined &joined) const { workersChanged(joined.worker); }
    void operator()(const scheduler::WorkerSuspect &suspect) const { workersChanged(suspect.worker); }
    void operator()(const scheduler::WorkerReturned &returned) const { workersChanged(returned.worker); }
    void operator()(const scheduler::WorkerDraining &draining) const { workersChanged(draining.worker); }

    void operator()(const scheduler::WorkerLost &lost) const
    {
        workersChanged(lost.worker);
        if (state.workers[lost.worker].who.evaluator || lost.noticedBy == scheduler::NoticedBy::Leave)
            return;
        for (auto &[index, folded] : fold.m_runs) {
            if (folded.isFinished) // by what was folded so far: the state may be ahead of it
                continue;
            ++folded.workersLost;
            run(index);
        }
    }

    /// Whether nodes are held may have changed.
    void workersChanged(scheduler::WorkerIndex worker) const
    {
        touchWorker(worker);
        for (auto &[index, folded] : fold.m_runs) {
            const scheduler::Run &real = state.runs[index];
            if (real.state != scheduler::RunState::Running)
                continue;
            for (scheduler::NodeIndex n = 0; n < real.nodes.size(); ++n)
                if (real.nodes[n].isReady && !real.nodes[n].isDone)
                    folded.nodes[n] = position;
            run(index);
        }
    }

    void operator()(const scheduler::ResultRefused &refused) const
    {
        // A run that the state knows already may be accepted only later in this batch, and an old one is held no longer.
        if (fold.m_runs.contains(refused.attempt.run))
            run(refused.attempt.run);
        else
            mention(refused.attempt.run);
    }

    /// Its events go on, though nothing that is shown of it changes, or it is held no longer.
    void mention(scheduler::RunIndex index) const
    {
        if (const auto old = fold.m_runChanges.find(index); old != fold.m_runChanges.end())
            old->second = position;
    }

    void operator()(const scheduler::ResultOfferedAgain &offered) const { mention(offered.attempt.run); }
    void operator()(const scheduler::CommandReceived &) const { }
    void operator()(const scheduler::Sampled &) const { }
    void operator()(const scheduler::AlertChanged &changed) const
    {
        mention(changed.run);
        fold.alertChanged(state, changed, at, position);
    }
    void operator()(const scheduler::NoticeSent &sent) const { mention(sent.run); }
    void operator()(const scheduler::NoticeFailed &failed) const { mention(failed.run); }
    void operator()(const scheduler::EngineAlive &) const { }
    void operator()(const scheduler::BranchTaken &taken) const { touch(taken.run, taken.node); }
    void operator()(const scheduler::DelayStarted &started) const { touch(started.run, started.task); }
};

void Fold::apply(const scheduler::State &after, const scheduler::Event &event, Position position)
{
    std::visit(Applier{*this, after, event.at, position}, event.fact);
    m_engineChanged = position;
    m_names.take(event);
    m_engine.add(event);
    scheduler::RunIndex run = none;
    if (const auto *finished = std::get_if<scheduler::TaskFinished>(&event.fact))
        run = finished->run;
    else if (const auto *failed = std::get_if<scheduler::AttemptFailed>(&event.fact))
        run = failed->run;
    else if (const auto *lost = std::get_if<scheduler::AttemptLost>(&event.fact))
        run = lost->run;
    if (const auto found = m_runs.find(run); found != m_runs.end())
        if (const auto point = found->second.series.add(event))
            found->second.points[point->us] = position;
}

client::RunSummary Fold::summary(const scheduler::Run &run) const
{
    client::RunSummary out;
    out.index = run.index;
    out.id = run.id;
    out.name = run.name;
    out.by = run.by;
    out.state = static_cast<client::RunState>(run.state);
    out.reason = run.reason;
    out.acceptedAt = run.acceptedAt;
    out.finishedAt = run.finishedAt;
    out.counts = countsOf(run.totals());
    out.attempts = run.attempts;
    out.retries = run.retries;
    out.refused = run.refused;
    out.retryOf = run.retryOf == none ? 0 : run.retryOf + 1;
    for (const scheduler::NodeState &node : run.nodes)
        out.taken += node.isTaken ? node.taskCount : 0;
    if (const auto found = m_runs.find(run.index); found != m_runs.end())
        out.workersLost = found->second.workersLost;
    return out;
}

client::NodeView Fold::node(const scheduler::State &state, const scheduler::Run &run, scheduler::NodeIndex index,
                            const workflow::Plan *plan) const
{
    const scheduler::NodeState &node = run.nodes[index];
    client::NodeView out;
    out.index = index;
    out.counts = countsOf(node.counts);
    out.isExpanded = node.isExpanded;
    out.isTaken = node.isTaken;
    out.retries = node.retries;
    out.losses = node.losses;
    out.meanRun = Duration{node.meanRunUs};
    const workflow::Node *drawn = plan ? &plan->workflow.nodes[index] : nullptr;
    if (drawn && drawn->kind == workflow::Kind::Branch && node.counts[static_cast<std::size_t>(scheduler::TaskState::Succeeded)] > 0)
        out.port = outputPorts(drawn->kind, drawn->with)[node.port];
    if (node.counts[static_cast<std::size_t>(scheduler::TaskState::Running)] > 0)
        out.until = node.until;
    const auto count = [&](scheduler::TaskState s) { return node.counts[static_cast<std::size_t>(s)]; };
    const bool isIdle = node.isReady && !node.isDone && count(scheduler::TaskState::Dispatched) + count(scheduler::TaskState::Running) == 0;
    if (isIdle && count(scheduler::TaskState::Ready) > 0 && !run.tasks.empty()) {
        const scheduler::TaskIndex first = !node.toRun.empty() ? node.toRun.front()
            : node.freshTask < node.taskCount                 ? node.firstTask + node.freshTask
                                                              : index;
        out.held = scheduler::whyNotRunning(state, run.index, first);
    }
    if (const auto found = m_runs.find(run.index); found != m_runs.end()) {
        if (const auto reason = found->second.reasons.find(index); reason != found->second.reasons.end())
            out.reason = reason->second;
        if (const auto use = found->second.use.find(index); use != found->second.use.end())
            out.use = use->second;
    }
    return out;
}

client::RunUpdate Fold::run(const scheduler::State &state, const scheduler::Run &run, Position since, const workflow::Plan *plan) const
{
    if (run.plan)
        plan = run.plan.get();
    client::RunUpdate update;
    update.summary = summary(run);
    const auto found = m_runs.find(run.index);
    if (since == 0) {
        update.workflow = plan ? workflow::toValue(plan->workflow) : Value();
        update.parameters = run.parameters;
    }
    for (scheduler::NodeIndex n = 0; n < run.nodes.size(); ++n)
        if (since == 0 || (found != m_runs.end() && n < found->second.nodes.size() && found->second.nodes[n] > since))
            update.nodes.push_back(node(state, run, n, plan));
    if (found == m_runs.end())
        return update;
    const Run &folded = found->second;
    update.attemptsDropped = folded.attempts.dropped();
    for (std::size_t i = 0; i < folded.attempts.size(); ++i)
        if (const AttemptLog::Entry &attempt = folded.attempts.entry(i); since == 0 || attempt.changedAt > since)
            update.attempts.push_back(attempt.view);
    for (const auto &[at, changedAt] : folded.points)
        if (const metrics::Point *point = folded.series.at({at}); point && (since == 0 || changedAt > since))
            update.points.push_back(shown(at, *point));
    const metrics::Histogram &latency = folded.series.total().latency;
    if (!folded.alertSpans.empty() && (since == 0 || folded.alertsChangedAt > since))
        update.alertSpans.emplace(folded.alertSpans.begin(), folded.alertSpans.end());
    update.latency = {latency.count(), milliseconds(latency.quantile(0.5)), milliseconds(latency.quantile(0.9)),
                      milliseconds(latency.quantile(0.99)), milliseconds(latency.max())};
    return update;
}

client::EngineUpdate Fold::engine(const scheduler::State &state, Position since, Instant now) const
{
    client::EngineUpdate update;
    update.header.position = state.position;
    update.header.at = now;
    update.header.epoch = state.epoch;
    for (const scheduler::ReadyQueue &queue : state.queues)
        for (const scheduler::ReadyKey &key : queue.nodes)
            if (key.node != none)
                update.header.queue += state.runs[key.run].nodes[key.node].counts[static_cast<std::size_t>(scheduler::TaskState::Ready)];
    const Instant thisSecond{now.us - now.us % 1'000'000};
    const metrics::Point *last = m_engine.at(thisSecond - std::chrono::seconds(1));
    update.header.tasksPerSecond = last ? static_cast<double>(last->finished) : 0.0;
    const metrics::Point minute = m_engine.window(now - std::chrono::minutes(1), now);
    update.header.errorRate = minute.attempts == 0 ? 0.0 : static_cast<double>(minute.failed) / minute.attempts;
    update.header.p99 = minute.latency.count() == 0 ? std::numeric_limits<double>::quiet_NaN()
                                                    : milliseconds(minute.latency.quantile(0.99));
    alerts(update, since);
    const std::size_t first = state.runs.size() > runsShown ? state.runs.size() - runsShown : 0;
    for (std::size_t r = first; r < state.runs.size(); ++r) {
        const auto changed = m_runChanges.find(static_cast<scheduler::RunIndex>(r));
        if (since == 0 || (changed != m_runChanges.end() && changed->second > since))
            update.runs.push_back(summary(state.runs[r]));
    }
    return update;
}

Position Fold::lastChangeOf(scheduler::RunIndex run) const
{
    const auto found = m_runChanges.find(run);
    return found == m_runChanges.end() ? 0 : found->second;
}

bool Fold::runChangedAfter(scheduler::RunIndex run, Position since) const { return lastChangeOf(run) > since; }

bool Fold::workerChangedAfter(scheduler::WorkerIndex worker, Position since) const
{
    return worker < m_workers.size() && m_workers[worker] > since;
}

const metrics::Series *Fold::seriesOf(scheduler::RunIndex run) const
{
    const auto found = m_runs.find(run);
    return found == m_runs.end() ? nullptr : &found->second.series;
}

} // namespace weftline::history
