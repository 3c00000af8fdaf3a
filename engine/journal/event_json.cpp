// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "engine/journal/event_json.h"

#include "engine/workflow/kind.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace weftline::journal {

using namespace scheduler;

namespace {

constexpr std::size_t runsLookedAt = 8; ///< For nodes of the same names.

} // namespace

void NameTable::take(const Event &event)
{
    ++m_position;
    if (const auto *started = std::get_if<EngineStarted>(&event.fact)) {
        m_epochs.emplace_back(m_position, started->epoch);
    } else if (const auto *accepted = std::get_if<RunAccepted>(&event.fact);
               accepted && accepted->run == m_runs.size()) {
        takeRun(*accepted);
    } else if (const auto *expanded = std::get_if<NodeExpanded>(&event.fact);
               expanded && expanded->run < m_runs.size() && expanded->count > 0) {
        m_runs[expanded->run].expansions.push_back({expanded->firstTask, expanded->node, expanded->count});
    } else if (const auto *joined = std::get_if<WorkerJoined>(&event.fact);
               joined && joined->worker == m_workers.size()) {
        m_workers.push_back({joined->name, joined->session});
    }
}

/// Those of an earlier run where they are the same: most often of the last one.
std::shared_ptr<const NameTable::Nodes> NameTable::nodesOf(const workflow::Workflow &workflow) const
{
    auto nodes = std::make_shared<Nodes>();
    nodes->ids.reserve(workflow.nodes.size());
    for (const workflow::Node &drawn : workflow.nodes) {
        if (drawn.kind == workflow::Kind::Branch)
            nodes->ports.emplace(static_cast<NodeIndex>(nodes->ids.size()), outputPorts(drawn.kind, drawn.with));
        nodes->ids.push_back(drawn.id);
    }
    const std::size_t first = m_runs.size() - std::min(m_runs.size(), runsLookedAt);
    for (std::size_t run = m_runs.size(); run > first; --run)
        if (*m_runs[run - 1].nodes == *nodes)
            return m_runs[run - 1].nodes;
    return nodes;
}

/// The lists of maps that it takes over have their tasks behind those of the nodes, as the scheduler lays them out.
void NameTable::takeRun(const RunAccepted &accepted)
{
    Run run{accepted.id, nodesOf(accepted.plan->workflow), {}};
    std::map<NodeIndex, std::uint32_t> counts;
    if (accepted.retryOf < m_runs.size())
        for (const Expansion &earlier : m_runs[accepted.retryOf].expansions)
            counts[earlier.node] = earlier.count;
    auto firstTask = static_cast<TaskIndex>(accepted.plan->nodes.size());
    for (const NodeIndex node : accepted.taken)
        if (const auto found = counts.find(node); found != counts.end()) {
            run.expansions.push_back({firstTask, node, found->second});
            firstTask += found->second;
        }
    m_runs.push_back(std::move(run));
}

std::uint32_t NameTable::epochAt(Position position) const
{
    const auto after = std::upper_bound(m_epochs.begin(), m_epochs.end(), position,
                                        [](Position at, const auto &epoch) { return at < epoch.first; });
    return after == m_epochs.begin() ? 0 : std::prev(after)->second;
}

std::string NameTable::run(RunIndex run) const
{
    return run < m_runs.size() ? m_runs[run].id : fmt::format("#{}", run);
}

std::string NameTable::node(RunIndex run, NodeIndex node) const
{
    if (run >= m_runs.size() || node >= m_runs[run].nodes->ids.size())
        return fmt::format("#{}", node);
    return m_runs[run].nodes->ids[node];
}

std::pair<NodeIndex, std::uint32_t> NameTable::find(RunIndex run, TaskIndex task) const
{
    if (run >= m_runs.size())
        return {none, none};
    const Run &known = m_runs[run];
    if (task < known.nodes->ids.size())
        return {task, none};
    const auto after = std::upper_bound(known.expansions.begin(), known.expansions.end(), task,
                                        [](TaskIndex one, const Expansion &other) { return one < other.firstTask; });
    if (after == known.expansions.begin())
        return {none, none};
    return {std::prev(after)->node, task - std::prev(after)->firstTask};
}

std::string NameTable::nodeOfTask(RunIndex run, TaskIndex task) const
{
    return node(run, find(run, task).first);
}

std::string NameTable::task(RunIndex run, TaskIndex task) const
{
    const auto [index, place] = find(run, task);
    if (index == none)
        return fmt::format("#{}", task);
    return place == none ? node(run, index) : fmt::format("{}[{}]", node(run, index), place);
}

std::string NameTable::port(RunIndex run, NodeIndex node, std::uint32_t port) const
{
    if (run < m_runs.size())
        if (const auto ports = m_runs[run].nodes->ports.find(node); ports != m_runs[run].nodes->ports.end() && port < ports->second.size())
            return ports->second[port];
    return fmt::format("#{}", port);
}

std::string NameTable::worker(WorkerIndex worker) const
{
    return worker < m_workers.size() ? m_workers[worker].name : fmt::format("#{}", worker);
}

const SessionId *NameTable::session(WorkerIndex worker) const
{
    return worker < m_workers.size() ? &m_workers[worker].session : nullptr;
}

namespace {

Value seconds(Duration duration)
{
    return static_cast<double>(duration.count()) / 1e6;
}
Value number(std::uint64_t n)
{
    return static_cast<std::int64_t>(n);
}

/// Adds what belongs to each type.
struct Teller
{
    const NameTable &names;
    Object &out;

    void add(std::string key, Value value) const { out.emplace_back(std::move(key), std::move(value)); }
    void addReason(const std::string &reason) const
    {
        if (!reason.empty())
            add("reason", reason);
    }
    void addWorker(WorkerIndex worker) const
    {
        if (worker == none)
            return;
        add("worker", names.worker(worker));
        if (const SessionId *session = names.session(worker))
            add("session", toHex(*session));
    }
    void addPayload(const char *key, const Payload &payload) const
    {
        if (!payload.isEmpty())
            add(std::string(key) + "_bytes", number(payload.size));
        if (payload.stored)
            add(std::string(key) + "_hash", toHex(*payload.stored));
    }
    void addUse(const ModelUse &use) const
    {
        if (use.isEmpty())
            return;
        add("tokens_in", number(use.tokensIn));
        add("tokens_out", number(use.tokensOut));
        add("cost", use.price());
    }
    void addTask(RunIndex run, TaskIndex task) const
    {
        add("run", names.run(run));
        add("node", names.nodeOfTask(run, task));
        add("task", names.task(run, task));
    }
    /// The evaluator's attempts at the outputs of a run belong to no task.
    void addAttempt(RunIndex run, TaskIndex task, std::uint32_t attempt, Purpose purpose = Purpose::Run) const
    {
        if (purpose == Purpose::Outputs)
            add("run", names.run(run));
        else
            addTask(run, task);
        add("attempt", number(attempt));
        if (purpose != Purpose::Run)
            add("purpose", nameOf(purpose));
    }
    void addAttempt(const AttemptName &name) const
    {
        addAttempt(name.run, name.task, name.number, name.purpose);
        add("granted_in", number(name.epoch));
    }

    void operator()(const EngineStarted &f) const { add("version", f.version); }
    void operator()(const RunAccepted &f) const
    {
        add("run", f.id);
        add("workflow", f.plan->workflow.name);
        add("by", f.by);
        add("nodes", number(f.plan->nodes.size()));
        add("parameters", f.parameters);
        if (f.retryOf == none)
            return;
        add("retry_of", names.run(f.retryOf));
        List taken;
        for (const NodeIndex node : f.taken)
            taken.emplace_back(names.node(f.run, node));
        add("taken_over", std::move(taken));
    }
    void operator()(const RunCancelRequested &f) const
    {
        add("run", names.run(f.run));
        add("by", f.by);
    }
    void operator()(const RunFinished &f) const
    {
        add("run", names.run(f.run));
        add("state", nameOf(f.state));
        addReason(f.reason);
        addPayload("outputs", f.outputs);
    }
    void operator()(const NodeExpanded &f) const
    {
        add("run", names.run(f.run));
        add("node", names.node(f.run, f.node));
        add("count", number(f.count));
        addPayload("list", f.list);
    }
    void operator()(const TaskPrepared &f) const
    {
        addTask(f.run, f.task);
        addPayload("with", f.with);
    }
    void operator()(const AttemptDispatched &f) const
    {
        addAttempt(f.run, f.task, f.number, f.purpose);
        addWorker(f.worker);
    }
    void operator()(const AttemptStarted &f) const
    {
        addAttempt(f.run, f.task, f.number);
        addWorker(f.worker);
        add("pid", f.pid);
    }
    void operator()(const AttemptFailed &f) const
    {
        addAttempt(f.run, f.task, f.number);
        addWorker(f.worker);
        add("state", nameOf(f.outcome));
        add("ran_s", seconds(f.ran));
        addReason(f.reason);
        add("retry_at", toRfc3339(f.retryAt));
        addUse(f.use);
    }
    void operator()(const RetryReleased &f) const { addTask(f.run, f.task); }
    void operator()(const AttemptLost &f) const
    {
        addAttempt(f.run, f.task, f.number, f.purpose);
        addWorker(f.worker);
        add("counts", f.counts);
    }
    void operator()(const AttemptAdopted &f) const
    {
        addAttempt(f.run, f.task, f.number);
        addWorker(f.worker);
        add("granted_in", number(f.grantedIn));
    }
    void operator()(const TaskFinished &f) const
    {
        addTask(f.run, f.task);
        if (f.number != 0)
            add("attempt", number(f.number));
        addWorker(f.worker);
        add("state", nameOf(f.state));
        add("waited_s", seconds(f.waited));
        add("dispatching_s", seconds(f.dispatching));
        add("ran_s", seconds(f.ran));
        add("returned_s", seconds(f.returned));
        addReason(f.reason);
        addPayload("output", f.output);
        addUse(f.use);
    }
    void operator()(const WorkerJoined &f) const
    {
        addWorker(f.worker);
        add("pool", f.pool);
        add("host", f.host);
        add("pid", f.pid);
        add("slots", number(f.slots));
        if (f.evaluator)
            add("evaluator", true);
        add("local", f.local);
    }
    void operator()(const WorkerSuspect &f) const { addWorker(f.worker); }
    void operator()(const WorkerReturned &f) const { addWorker(f.worker); }
    void operator()(const WorkerDraining &f) const { addWorker(f.worker); }
    void operator()(const WorkerLost &f) const
    {
        addWorker(f.worker);
        add("noticed_by", nameOf(f.noticedBy));
        addReason(f.reason);
    }
    void operator()(const ResultRefused &f) const
    {
        addAttempt(f.attempt);
        add("session", toHex(f.session));
        addReason(f.reason);
    }
    void operator()(const ResultOfferedAgain &f) const
    {
        addAttempt(f.attempt);
        addWorker(f.worker);
    }
    void operator()(const CommandReceived &f) const
    {
        add("by", f.by);
        add("what", f.what);
    }
    void operator()(const Sampled &f) const
    {
        addWorker(f.worker);
        add("cpu", f.cpu);
        add("memory", f.memoryUsed);
        add("round_trip_s", seconds(f.roundTrip));
        add("loop_max_s", seconds(f.loopMax));
        add("commit_max_s", seconds(f.commitMax));
        add("loop_p99_s", seconds(f.loopP99));
    }
    void addAlert(RunIndex run, const std::string &rule, const AlertLabels &labels, AlertState state) const
    {
        add("run", names.run(run));
        add("rule", rule);
        Object object;
        for (const auto &[name, value] : labels)
            object.emplace_back(name, value);
        add("labels", std::move(object));
        add("state", nameOf(state));
    }
    void operator()(const AlertChanged &f) const
    {
        addAlert(f.run, f.rule, f.labels, f.state);
        if (f.isMissing)
            add("kept", true);
        add("value", f.value);
        addReason(f.reason);
    }
    void operator()(const NoticeSent &f) const
    {
        addAlert(f.run, f.rule, f.labels, f.state);
        add("change", number(f.change));
        add("channel", f.channel);
    }
    void operator()(const NoticeFailed &f) const
    {
        addAlert(f.run, f.rule, f.labels, f.state);
        add("change", number(f.change));
        add("channel", f.channel);
        addReason(f.reason);
    }
    void operator()(const EngineAlive &) const { }
    void operator()(const BranchTaken &f) const
    {
        add("run", names.run(f.run));
        add("node", names.node(f.run, f.node));
        add("port", names.port(f.run, f.node, f.port));
    }
    void operator()(const DelayStarted &f) const
    {
        addTask(f.run, f.task);
        add("until", toRfc3339(f.until));
        addPayload("output", f.output);
    }
};

} // namespace

Value eventToJson(const Event &event, Position position, const NameTable &names)
{
    Object out{{"seq", number(position)},
               {"at", toRfc3339(event.at)},
               {"epoch", number(names.epochAt(position))},
               {"type", typeName(event.fact)}};
    std::visit(Teller{names, out}, event.fact);
    return out;
}

} // namespace weftline::journal
