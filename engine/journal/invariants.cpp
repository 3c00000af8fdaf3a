// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/journal/invariants.h"

#include <fmt/format.h>

#include <algorithm>

namespace weftline::journal {

using namespace scheduler;

/// Each operator answers with what is broken and changes nothing then.
struct Invariants::Taker
{
    Invariants &all;
    Instant at;

    using Broken = std::string;

    // Finding things

    Run *run(RunIndex index) const { return index < all.m_runs.size() ? &all.m_runs[index] : nullptr; }
    Worker *worker(WorkerIndex index) const { return index < all.m_workers.size() ? &all.m_workers[index] : nullptr; }

    static NodeIndex nodeOf(const Run &run, TaskIndex task)
    {
        if (task < run.nodes.size())
            return task;
        return std::prev(std::upper_bound(run.expansions.begin(), run.expansions.end(), std::pair{task, none}))->second;
    }

    Broken noRun(RunIndex index) const { return fmt::format("there is no run {}", index); }

    /// The run and the task exist and neither has ended.
    Broken checkOpen(RunIndex runIndex, TaskIndex task) const
    {
        const Run *found = run(runIndex);
        if (!found)
            return noRun(runIndex);
        if (found->state != RunState::Running)
            return fmt::format("run {} has ended", runIndex);
        if (task >= found->tasks.size())
            return fmt::format("run {} has no task {}", runIndex, task);
        if (found->tasks[task].isFinal)
            return fmt::format("task {} of run {} has ended before", task, runIndex);
        if (task < found->nodes.size() && found->nodes[task].firstTask != task)
            return fmt::format("task {} of run {} gave way to the tasks of its list", task, runIndex);
        return {};
    }

    /// All nodes before the task's have ended.
    Broken checkParents(RunIndex runIndex, TaskIndex task, bool isSkip = false) const
    {
        const Run &found = *run(runIndex);
        const Node &node = found.nodes[nodeOf(found, task)];
        if (node.openPredecessors > 0)
            return fmt::format("task {} of run {} comes before {} nodes that it follows", task, runIndex,
                               node.openPredecessors);
        const bool isReached = node.isReached || found.plan->predecessorsOf(nodeOf(found, task)).empty();
        return isReached || isSkip ? Broken() : fmt::format("no way to task {} of run {} was taken", task, runIndex);
    }

    /// The attempt is in flight, with this worker.
    Broken checkAttempt(const AttemptKey &key, WorkerIndex worker) const
    {
        const auto found = all.m_attempts.find(key);
        if (found == all.m_attempts.end())
            return fmt::format("attempt {} ({}) of task {} of run {} is not in flight", key.number, nameOf(key.purpose),
                               key.task, key.run);
        if (found->second.worker != worker)
            return fmt::format("attempt {} of task {} of run {} is with worker {}, not {}", key.number, key.task,
                               key.run, found->second.worker, worker);
        return {};
    }

    void endAttempt(std::map<AttemptKey, Attempt>::iterator attempt) const
    {
        --all.m_workers[attempt->second.worker].held;
        all.m_attempts.erase(attempt);
    }

    void endAttempts(RunIndex run, TaskIndex task) const
    {
        for (const Purpose purpose : {Purpose::Run, Purpose::Prepare, Purpose::Expand})
            for (auto a = all.m_attempts.lower_bound({run, task, purpose, 0}); a != all.m_attempts.end()
                 && a->first.run == run && a->first.task == task && a->first.purpose == purpose;)
                endAttempt(a++);
    }

    void endNode(Run &run, NodeIndex node) const
    {
        --run.nodesOpen;
        const Node &ended = run.nodes[node];
        for (const workflow::PlanEdge &edge : run.plan->successorsOf(node)) {
            Node &next = run.nodes[edge.node];
            --next.openPredecessors;
            const bool isPassedBy = ended.skipped > 0 && edge.on != workflow::EdgeCondition::Always;
            if (!isPassedBy && (!ended.isTaken || edge.port == ended.port))
                next.isReached = true;
        }
    }

    // Engines and runs

    Broken operator()(const EngineStarted &started) const
    {
        if (started.epoch <= all.m_epoch)
            return fmt::format("epoch {} follows epoch {}", started.epoch, all.m_epoch);
        all.m_epoch = started.epoch;
        return {};
    }

    Broken operator()(const RunAccepted &accepted) const
    {
        if (accepted.run != all.m_runs.size())
            return fmt::format("run {} follows {} runs", accepted.run, all.m_runs.size());
        if (all.m_runIds.contains(accepted.id))
            return fmt::format("run \"{}\" was accepted before", accepted.id);
        Run run;
        run.plan = accepted.plan;
        run.nodes.resize(accepted.plan->nodes.size());
        run.tasks.resize(run.nodes.size());
        run.nodesOpen = run.nodes.size();
        for (NodeIndex n = 0; n < run.nodes.size(); ++n) {
            run.nodes[n].firstTask = n;
            run.nodes[n].openPredecessors = accepted.plan->nodes[n].predecessorCount;
            run.nodes[n].isExpanded = !accepted.plan->nodes[n].mapped;
        }
        if (accepted.retryOf != none)
            if (Broken broken = takeOver(run, accepted); !broken.empty())
                return broken;
        all.m_runIds.insert(accepted.id);
        all.m_runs.push_back(std::move(run));
        return {};
    }

    /// The run does again what did not succeed in an earlier one.
    Broken takeOver(Run &run, const RunAccepted &accepted) const
    {
        const RunIndex index = accepted.retryOf;
        if (index >= accepted.run)
            return fmt::format("run {} takes over from run {}, which is none before it", accepted.run, index);
        const Run &earlier = all.m_runs[index];
        if (earlier.state == RunState::Running || earlier.state == RunState::Succeeded)
            return fmt::format("run {} takes over from run {}, which is {}", accepted.run, index, nameOf(earlier.state));
        if (!earlier.plan || earlier.plan->workflow != accepted.plan->workflow)
            return fmt::format("run {} takes over from run {}, which is too old or of another workflow", accepted.run, index);
        NodeIndex least = 0;
        for (const NodeIndex node : accepted.taken) {
            if (node < least || node >= earlier.nodes.size() || earlier.nodes[node].succeeded != earlier.nodes[node].count
                || earlier.nodes[node].open > 0)
                return fmt::format("run {} takes over node {} of run {}, which did not succeed", accepted.run, node, index);
            least = node + 1;
            takeNode(run, earlier, node);
        }
        for (const NodeIndex node : accepted.taken) {
            for (const workflow::PlanEdge &edge : run.plan->predecessorsOf(node))
                if (run.nodes[edge.node].open > 0 && earlier.nodes[edge.node].skipped == 0)
                    return fmt::format("run {} takes over node {} of run {}, and not node {} before it", accepted.run, node, index,
                                       edge.node);
            endNode(run, node);
        }
        return {};
    }

    static void takeNode(Run &run, const Run &earlier, NodeIndex index)
    {
        Node &node = run.nodes[index];
        node = earlier.nodes[index];
        node.openPredecessors = run.plan->nodes[index].predecessorCount;
        Task ended;
        ended.isFinal = true;
        if (node.firstTask == index) {
            run.tasks[index] = ended;
            return;
        }
        node.firstTask = static_cast<TaskIndex>(run.tasks.size());
        run.tasks.resize(run.tasks.size() + node.count, ended);
        if (node.count > 0)
            run.expansions.emplace_back(node.firstTask, index);
    }

    Broken operator()(const RunCancelRequested &requested) const
    {
        Run *found = run(requested.run);
        if (!found)
            return noRun(requested.run);
        if (found->state != RunState::Running || found->cancelRequested)
            return fmt::format("run {} has ended or was cancelled before", requested.run);
        found->cancelRequested = true;
        return {};
    }

    Broken operator()(const RunFinished &finished) const
    {
        Run *found = run(finished.run);
        if (!found)
            return noRun(finished.run);
        if (found->state != RunState::Running || finished.state == RunState::Running)
            return fmt::format("run {} has ended before", finished.run);
        if (found->nodesOpen > 0)
            return fmt::format("run {} ends while {} of its nodes have not", finished.run, found->nodesOpen);
        if (finished.state == RunState::Cancelled && !found->cancelRequested)
            return fmt::format("run {} is cancelled and nobody asked for it", finished.run);
        found->state = finished.state;
        for (auto a = all.m_attempts.lower_bound({finished.run, 0, Purpose::Run, 0});
             a != all.m_attempts.end() && a->first.run == finished.run;)
            endAttempt(a++);
        found->tasks = {};
        all.m_ended.push_back(finished.run);
        if (all.m_ended.size() > finishedRunsKept) {
            Run &oldest = all.m_runs[all.m_ended.front()];
            oldest.nodes = {};
            oldest.expansions = {};
            oldest.plan = nullptr;
            all.m_ended.erase(all.m_ended.begin());
        }
        return {};
    }

    Broken operator()(const NodeExpanded &expanded) const
    {
        if (Broken broken = checkOpen(expanded.run, expanded.node); !broken.empty())
            return broken;
        Run &found = *run(expanded.run);
        if (expanded.node >= found.nodes.size() || found.nodes[expanded.node].isExpanded)
            return fmt::format("node {} of run {} has no list, or has it already", expanded.node, expanded.run);
        if (expanded.firstTask != found.tasks.size() || expanded.count > tasksMax - expanded.firstTask)
            return fmt::format("tasks {} and {} more follow {} tasks of run {}", expanded.firstTask, expanded.count,
                               found.tasks.size(), expanded.run);
        const auto attempt = all.m_attempts.lower_bound({expanded.run, expanded.node, Purpose::Expand, 0});
        if (attempt == all.m_attempts.end() || attempt->first.run != expanded.run
            || attempt->first.task != expanded.node || attempt->first.purpose != Purpose::Expand)
            return fmt::format("nobody was asked for the list of node {} of run {}", expanded.node, expanded.run);
        endAttempts(expanded.run, expanded.node);
        Node &node = found.nodes[expanded.node];
        node.isExpanded = true;
        node.firstTask = expanded.firstTask;
        node.count = node.open = expanded.count;
        found.tasks.resize(found.tasks.size() + expanded.count);
        if (expanded.count > 0)
            found.expansions.emplace_back(expanded.firstTask, expanded.node);
        else
            endNode(found, expanded.node);
        return {};
    }

    // Tasks and attempts

    Broken operator()(const TaskPrepared &prepared) const
    {
        if (Broken broken = checkOpen(prepared.run, prepared.task); !broken.empty())
            return broken;
        const auto attempt = all.m_attempts.find({prepared.run, prepared.task, Purpose::Prepare, prepared.number});
        if (attempt == all.m_attempts.end())
            return fmt::format("nobody was asked for the parameters of task {} of run {}", prepared.task, prepared.run);
        endAttempt(attempt);
        run(prepared.run)->tasks[prepared.task].isPrepared = true;
        return {};
    }

    Broken checkTarget(const AttemptDispatched &d) const
    {
        const Worker *target = worker(d.worker);
        if (!target)
            return fmt::format("there is no worker {}", d.worker);
        if (target->state != WorkerState::Active)
            return fmt::format("worker {} is lost, suspect or leaving and gets nothing new", d.worker);
        if (target->held >= target->slots + prefetchMax)
            return fmt::format("worker {} holds {} attempts already and has {} slots", d.worker, target->held,
                               target->slots);
        if (target->evaluator != isForEvaluator(d))
            return fmt::format("worker {} is not one for this", d.worker);
        return {};
    }

    bool isForEvaluator(const AttemptDispatched &d) const
    {
        const Run &found = *run(d.run);
        return d.purpose != Purpose::Run
            || carrierOf(found.plan->nodes[nodeOf(found, d.task)].kind) == workflow::Carrier::Evaluator;
    }

    Broken checkDispatch(const AttemptDispatched &d) const
    {
        const Run *found = run(d.run);
        if (!found)
            return noRun(d.run);
        if (found->state != RunState::Running || found->cancelRequested)
            return fmt::format("run {} has ended or was cancelled", d.run);
        if (d.purpose == Purpose::Outputs)
            return found->nodesOpen > 0
                ? fmt::format("the outputs of run {} are asked for before its nodes have ended", d.run)
                : Broken();
        if (Broken broken = checkOpen(d.run, d.task); !broken.empty())
            return broken;
        if (Broken broken = checkParents(d.run, d.task); !broken.empty())
            return broken;
        const Task &task = found->tasks[d.task];
        const NodeIndex node = nodeOf(*found, d.task);
        if (d.purpose == Purpose::Expand)
            return found->nodes[node].isExpanded ? fmt::format("node {} of run {} has its list", node, d.run)
                                                 : Broken();
        if (!found->nodes[node].isExpanded)
            return fmt::format("node {} of run {} has no list yet", node, d.run);
        if (d.purpose == Purpose::Prepare)
            return task.isPrepared ? fmt::format("task {} of run {} is prepared", d.task, d.run) : Broken();
        if (found->plan->nodes[node].prepared && !task.isPrepared)
            return fmt::format("task {} of run {} is not prepared", d.task, d.run);
        if (task.waitsForRetry)
            return fmt::format("task {} of run {} waits for its next attempt", d.task, d.run);
        if (d.number != task.attempts + 1U)
            return fmt::format("attempt {} of task {} of run {} follows {}", d.number, d.task, d.run, task.attempts);
        return {};
    }

    Broken operator()(const AttemptDispatched &d) const
    {
        if (Broken broken = checkDispatch(d); !broken.empty())
            return broken;
        if (Broken broken = checkTarget(d); !broken.empty())
            return broken;
        if (!all.m_attempts.try_emplace({d.run, d.task, d.purpose, d.number}, Attempt{d.worker, all.m_epoch, false})
                 .second)
            return fmt::format("attempt {} ({}) of task {} of run {} is in flight already", d.number, nameOf(d.purpose),
                               d.task, d.run);
        ++all.m_workers[d.worker].held;
        if (d.purpose == Purpose::Run)
            ++run(d.run)->tasks[d.task].attempts;
        return {};
    }

    Broken operator()(const AttemptStarted &started) const
    {
        const AttemptKey key{started.run, started.task, Purpose::Run, started.number};
        if (Broken broken = checkAttempt(key, started.worker); !broken.empty())
            return broken;
        if (std::exchange(all.m_attempts.at(key).isStarted, true))
            return fmt::format("attempt {} of task {} of run {} has started before", started.number, started.task,
                               started.run);
        return {};
    }

    Broken operator()(const AttemptFailed &failed) const
    {
        const AttemptKey key{failed.run, failed.task, Purpose::Run, failed.number};
        if (Broken broken = checkAttempt(key, failed.worker); !broken.empty())
            return broken;
        Run &found = *run(failed.run);
        Task &task = found.tasks[failed.task];
        if (task.retries >= found.plan->nodes[nodeOf(found, failed.task)].retry.max)
            return fmt::format("task {} of run {} is to be tried again more often than its node says", failed.task,
                               failed.run);
        if (failed.retryAt < at)
            return fmt::format("task {} of run {} is to be tried again in the past", failed.task, failed.run);
        endAttempt(all.m_attempts.find(key));
        ++task.retries;
        task.waitsForRetry = true;
        return {};
    }

    Broken operator()(const RetryReleased &released) const
    {
        if (Broken broken = checkOpen(released.run, released.task); !broken.empty())
            return broken;
        if (!std::exchange(run(released.run)->tasks[released.task].waitsForRetry, false))
            return fmt::format("task {} of run {} does not wait for an attempt", released.task, released.run);
        return {};
    }

    Broken operator()(const AttemptLost &lost) const
    {
        const AttemptKey key{lost.run, lost.task, lost.purpose, lost.number};
        if (Broken broken = checkAttempt(key, lost.worker); !broken.empty())
            return broken;
        endAttempt(all.m_attempts.find(key));
        return {};
    }

    Broken operator()(const AttemptAdopted &adopted) const
    {
        const AttemptKey key{adopted.run, adopted.task, Purpose::Run, adopted.number};
        if (Broken broken = checkAttempt(key, adopted.worker); !broken.empty())
            return broken;
        if (const std::uint32_t epoch = all.m_attempts.at(key).epoch; epoch != adopted.grantedIn)
            return fmt::format("attempt {} of task {} of run {} was granted in epoch {}, not {}", adopted.number,
                               adopted.task, adopted.run, epoch, adopted.grantedIn);
        return {};
    }

    Broken checkSuccess(const TaskFinished &finished) const
    {
        const Run &found = *run(finished.run);
        const NodeIndex node = nodeOf(found, finished.task);
        const workflow::Kind kind = found.plan->nodes[node].kind;
        if (kind == workflow::Kind::Branch && !found.nodes[node].isTaken)
            return fmt::format("branch {} of run {} succeeds and took no port", node, finished.run);
        if (kind == workflow::Kind::Delay) {
            const Instant until = found.tasks[finished.task].until;
            return until.us == 0 || at < until ? fmt::format("delay {} of run {} ends before its time", finished.task, finished.run)
                                               : Broken();
        }
        return finished.number == 0
            ? fmt::format("task {} of run {} succeeds without an attempt", finished.task, finished.run)
            : Broken();
    }

    Broken operator()(const BranchTaken &taken) const
    {
        if (Broken broken = checkOpen(taken.run, taken.node); !broken.empty())
            return broken;
        Run &found = *run(taken.run);
        if (taken.node >= found.nodes.size() || found.plan->nodes[taken.node].kind != workflow::Kind::Branch
            || taken.port >= found.plan->nodes[taken.node].portCount)
            return fmt::format("node {} of run {} has no port {}", taken.node, taken.run, taken.port);
        Node &node = found.nodes[taken.node];
        if (std::exchange(node.isTaken, true))
            return fmt::format("branch {} of run {} took a port before", taken.node, taken.run);
        node.port = taken.port;
        return {};
    }

    Broken operator()(const DelayStarted &started) const
    {
        if (Broken broken = checkOpen(started.run, started.task); !broken.empty())
            return broken;
        Run &found = *run(started.run);
        if (found.plan->nodes[nodeOf(found, started.task)].kind != workflow::Kind::Delay)
            return fmt::format("task {} of run {} is no delay", started.task, started.run);
        const auto attempt = all.m_attempts.find({started.run, started.task, Purpose::Prepare, started.number});
        if (attempt == all.m_attempts.end())
            return fmt::format("nobody was asked how long task {} of run {} waits", started.task, started.run);
        if (started.until < at)
            return fmt::format("delay {} of run {} ends in the past", started.task, started.run);
        endAttempt(attempt);
        found.tasks[started.task].isPrepared = true;
        found.tasks[started.task].until = started.until;
        return {};
    }

    Broken operator()(const TaskFinished &finished) const
    {
        if (Broken broken = checkOpen(finished.run, finished.task); !broken.empty())
            return broken;
        if (!isFinal(finished.state))
            return fmt::format("task {} of run {} ends as {}", finished.task, finished.run, nameOf(finished.state));
        if (finished.state != TaskState::Cancelled)
            if (Broken broken = checkParents(finished.run, finished.task, finished.state == TaskState::Skipped);
                !broken.empty())
                return broken;
        if (finished.state == TaskState::Succeeded)
            if (Broken broken = checkSuccess(finished); !broken.empty())
                return broken;
        const bool byAttempt = finished.number != 0 && finished.state != TaskState::Quarantined;
        if (byAttempt)
            if (Broken broken =
                    checkAttempt({finished.run, finished.task, Purpose::Run, finished.number}, finished.worker);
                !broken.empty())
                return broken;
        Run &found = *run(finished.run);
        endAttempts(finished.run, finished.task);
        found.tasks[finished.task].isFinal = true;
        ++all.m_tasksFinished;
        const NodeIndex index = nodeOf(found, finished.task);
        Node &node = found.nodes[index];
        node.succeeded += finished.state == TaskState::Succeeded ? 1 : 0;
        node.skipped += finished.state == TaskState::Skipped ? 1 : 0;
        if (--node.open == 0)
            endNode(found, index);
        return {};
    }

    // Workers

    Broken operator()(const WorkerJoined &joined) const
    {
        if (joined.worker != all.m_workers.size())
            return fmt::format("worker {} follows {} workers", joined.worker, all.m_workers.size());
        const auto [session, isNew] = all.m_sessions.try_emplace(joined.session, joined.worker);
        if (!isNew && all.m_workers[session->second].state != WorkerState::Lost)
            return fmt::format("the session of worker {} is that of worker {}", joined.worker, session->second);
        session->second = joined.worker;
        all.m_workers.push_back({WorkerState::Active, joined.evaluator, joined.slots, 0});
        return {};
    }

    Broken move(WorkerIndex index, std::initializer_list<WorkerState> from, WorkerState to) const
    {
        Worker *found = worker(index);
        if (!found)
            return fmt::format("there is no worker {}", index);
        if (std::find(from.begin(), from.end(), found->state) == from.end())
            return fmt::format("worker {} is in no state for this", index);
        found->state = to;
        return {};
    }

    Broken operator()(const WorkerSuspect &suspect) const
    {
        return move(suspect.worker, {WorkerState::Active, WorkerState::Draining}, WorkerState::Suspect);
    }
    Broken operator()(const WorkerReturned &back) const
    {
        return move(back.worker, {WorkerState::Suspect}, WorkerState::Active);
    }
    Broken operator()(const WorkerDraining &leaving) const
    {
        return move(leaving.worker, {WorkerState::Active}, WorkerState::Draining);
    }
    Broken operator()(const WorkerLost &lost) const
    {
        return move(lost.worker, {WorkerState::Active, WorkerState::Suspect, WorkerState::Draining}, WorkerState::Lost);
    }

    // Facts that change nothing

    Broken operator()(const ResultRefused &) const { return {}; }
    Broken operator()(const ResultOfferedAgain &offered) const
    {
        return worker(offered.worker) ? Broken() : fmt::format("there is no worker {}", offered.worker);
    }
    Broken operator()(const CommandReceived &) const { return {}; }
    Broken operator()(const Sampled &sampled) const
    {
        return sampled.worker == none || worker(sampled.worker) ? Broken()
                                                                : fmt::format("there is no worker {}", sampled.worker);
    }

    // Alerts: from nothing to pending or firing, and so on; told is only what happened

    using AlertKey = Invariants::AlertKey;

    Broken operator()(const AlertChanged &changed) const
    {
        if (!run(changed.run))
            return noRun(changed.run);
        const AlertKey key{changed.run, changed.rule, changed.labels};
        const auto found = all.m_alerts.find(key);
        const AlertState before = found == all.m_alerts.end() ? AlertState::Inactive : found->second;
        const bool follows = changed.state == AlertState::Inactive ? before == AlertState::Pending
            : changed.state == AlertState::Pending                ? before == AlertState::Inactive
            : changed.state == AlertState::Resolved               ? before == AlertState::Firing
                                                                  : !changed.isMissing || before == AlertState::Firing;
        if (!follows)
            return fmt::format("an alert of rule \"{}\" of run {} is {} after it was {}", changed.rule, changed.run,
                               nameOf(changed.state), nameOf(before));
        if (changed.state == AlertState::Pending || changed.state == AlertState::Firing)
            all.m_alerts[key] = changed.state;
        else
            all.m_alerts.erase(key);
        if (changed.state == AlertState::Firing || changed.state == AlertState::Resolved)
            all.m_alertEvents.insert(all.m_position);
        return {};
    }

    Broken told(RunIndex index, std::uint64_t change, const std::string &channel) const
    {
        if (!run(index))
            return noRun(index);
        if (!all.m_alertEvents.contains(change))
            return fmt::format("a notice tells of event {}, which is no alert that fires or is resolved", change);
        if (!all.m_told.emplace(change, channel).second)
            return fmt::format("\"{}\" was told of event {} before", channel, change);
        return {};
    }
    Broken operator()(const NoticeSent &sent) const { return told(sent.run, sent.change, sent.channel); }
    Broken operator()(const NoticeFailed &failed) const { return told(failed.run, failed.change, failed.channel); }
    Broken operator()(const EngineAlive &) const { return {}; }
};

std::string Invariants::take(const Event &event)
{
    ++m_position;
    if (event.at < m_at)
        return fmt::format("its time, {}, is before that of the event before it", toRfc3339(event.at));
    if (m_epoch == 0 && !std::holds_alternative<EngineStarted>(event.fact))
        return "no engine has started yet";
    std::string broken = std::visit(Taker{*this, event.at}, event.fact);
    if (broken.empty())
        m_at = event.at;
    return broken;
}

std::string Invariants::checkEnd() const
{
    for (std::size_t w = 0; w < m_workers.size(); ++w)
        if (m_workers[w].state == WorkerState::Lost && m_workers[w].held > 0)
            return fmt::format("worker {} is lost and still holds {} attempts", w, m_workers[w].held);
    return {};
}

} // namespace weftline::journal
