// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/transcripts/print.h"

#include <algorithm>

#include <fmt/format.h>

namespace weftline::test {
namespace {

using namespace scheduler;

std::string taskText(const State &state, RunIndex run, TaskIndex task)
{
    if (run >= state.runs.size())
        return fmt::format("run {} task {}", run, task);
    const Run &known = state.runs[run];
    const std::string name = task < known.tasks.size() ? known.taskName(task) : fmt::format("task {}", task);
    return run == 0 ? name : known.id + "/" + name;
}

std::string attemptText(const State &state, RunIndex run, TaskIndex task, std::uint32_t number, Purpose purpose)
{
    switch (purpose) {
    case Purpose::Run: return fmt::format("{}#{}", taskText(state, run, task), number);
    case Purpose::Prepare: return fmt::format("the parameters of {}", taskText(state, run, task));
    case Purpose::Expand: return fmt::format("the list of {}", taskText(state, run, task));
    case Purpose::Outputs: return fmt::format("the outputs of {}", state.runs[run].id);
    }
    return {};
}

std::string attemptText(const State &state, const AttemptName &name)
{
    return attemptText(state, name.run, name.task, name.number, name.purpose)
        + (name.epoch == 1 ? std::string() : fmt::format(" of epoch {}", name.epoch));
}

std::string because(const std::string &reason) { return reason.empty() ? std::string() : ": " + reason; }

struct EventText
{
    const State &state;
    Instant start;

    const std::string &worker(WorkerIndex index) const { return state.workers[index].who.name; }
    const std::string &run(RunIndex index) const { return state.runs[index].id; }

    std::string operator()(const EngineStarted &e) const { return fmt::format("epoch {}", e.epoch); }
    std::string operator()(const RunAccepted &e) const
    {
        if (e.retryOf == none)
            return e.id;
        std::string taken;
        for (const NodeIndex node : e.taken)
            taken += (taken.empty() ? "" : ", ") + e.plan->workflow.nodes[node].id;
        return fmt::format("{} after {}, takes over {}", e.id, run(e.retryOf), taken.empty() ? "nothing" : taken);
    }
    std::string operator()(const RunCancelRequested &e) const { return fmt::format("{} by {}", run(e.run), e.by); }
    std::string operator()(const RunFinished &e) const
    {
        return fmt::format("{} {}{}{}", run(e.run), nameOf(e.state), e.outputs.isEmpty() ? "" : " with outputs", because(e.reason));
    }
    std::string operator()(const NodeExpanded &e) const
    {
        return fmt::format("{} to {} tasks", taskText(state, e.run, e.node), e.count);
    }
    std::string operator()(const TaskPrepared &e) const { return taskText(state, e.run, e.task); }
    std::string operator()(const AttemptDispatched &e) const
    {
        return fmt::format("{} to {}", attemptText(state, e.run, e.task, e.number, e.purpose), worker(e.worker));
    }
    std::string operator()(const AttemptStarted &e) const
    {
        return fmt::format("{} on {}", attemptText(state, e.run, e.task, e.number, Purpose::Run), worker(e.worker));
    }
    std::string operator()(const AttemptFailed &e) const
    {
        return fmt::format("{} {} on {}, again at +{}{}", attemptText(state, e.run, e.task, e.number, Purpose::Run),
                           nameOf(e.outcome), worker(e.worker), formatDuration(e.retryAt - start), because(e.reason));
    }
    std::string operator()(const RetryReleased &e) const { return taskText(state, e.run, e.task); }
    std::string operator()(const AttemptLost &e) const
    {
        return fmt::format("{} with {}{}", attemptText(state, e.run, e.task, e.number, e.purpose), worker(e.worker),
                           e.counts ? ", counts" : "");
    }
    std::string operator()(const AttemptAdopted &e) const
    {
        return fmt::format("{} on {}, granted in epoch {}", attemptText(state, e.run, e.task, e.number, Purpose::Run),
                           worker(e.worker), e.grantedIn);
    }
    std::string operator()(const TaskFinished &e) const
    {
        const std::string what = e.number == 0 ? taskText(state, e.run, e.task)
                                               : attemptText(state, e.run, e.task, e.number, Purpose::Run);
        const std::string where = e.worker == none ? std::string() : " on " + worker(e.worker);
        const std::string ran = e.ran == Duration{0} ? std::string() : " after " + formatDuration(e.ran);
        return fmt::format("{} {}{}{}{}", what, nameOf(e.state), where, ran, because(e.reason));
    }
    std::string operator()(const WorkerJoined &e) const { return e.name; }
    std::string operator()(const WorkerSuspect &e) const { return worker(e.worker); }
    std::string operator()(const WorkerReturned &e) const { return worker(e.worker); }
    std::string operator()(const WorkerDraining &e) const { return worker(e.worker); }
    std::string operator()(const WorkerLost &e) const
    {
        return fmt::format("{} by {}{}", worker(e.worker), nameOf(e.noticedBy), because(e.reason));
    }
    std::string operator()(const ResultRefused &e) const
    {
        return fmt::format("{} from {}{}", attemptText(state, e.attempt), workerOf(e.session), because(e.reason));
    }
    std::string operator()(const ResultOfferedAgain &e) const
    {
        return fmt::format("{} from {}", attemptText(state, e.attempt), worker(e.worker));
    }
    std::string operator()(const CommandReceived &e) const { return fmt::format("{} by {}", e.what, e.by); }
    std::string operator()(const BranchTaken &e) const
    {
        const workflow::Node &node = state.runs[e.run].plan->workflow.nodes[e.node];
        return fmt::format("{} to {}", taskText(state, e.run, e.node), outputPorts(node.kind, node.with)[e.port]);
    }
    std::string operator()(const DelayStarted &e) const
    {
        return fmt::format("{} until +{}", taskText(state, e.run, e.task), formatDuration(e.until - start));
    }
    std::string operator()(const Sampled &e) const { return e.worker == none ? "engine" : worker(e.worker); }
    std::string operator()(const AlertChanged &e) const { return fmt::format("{} {}", e.rule, nameOf(e.state)); }
    std::string operator()(const NoticeSent &e) const { return fmt::format("{} to {}", e.rule, e.channel); }
    std::string operator()(const NoticeFailed &e) const { return fmt::format("{} to {}{}", e.rule, e.channel, because(e.reason)); }
    std::string operator()(const EngineAlive &) const { return "engine"; }
};

struct EffectText
{
    const State &state;

    std::string operator()(const Dispatch &e) const
    {
        return fmt::format("dispatch {} to {}", attemptText(state, e.attempt), state.workers[e.worker].who.name);
    }
    std::string operator()(const StopAttempt &e) const
    {
        return fmt::format("stop {} on {}{}", attemptText(state, e.attempt), workerOf(e.session), because(e.reason));
    }
    std::string operator()(const Acknowledge &e) const
    {
        return fmt::format("{} {} to {}{}", e.refused.empty() ? "acknowledge" : "refuse", attemptText(state, e.attempt),
                           workerOf(e.session), because(e.refused));
    }
    std::string operator()(const Welcome &e) const { return "welcome " + workerOf(e.session); }
    std::string operator()(const SendAway &e) const { return "send away " + workerOf(e.session) + because(e.reason); }
    std::string operator()(const Noted &e) const { return fmt::format("noted {}", e.number); }
    std::string operator()(const Answer &e) const
    {
        return fmt::format("answer {}{}", e.id, e.error ? because(e.error->message) : std::string());
    }
};

} // namespace

SessionId sessionOf(const std::string &worker)
{
    SessionId session;
    std::copy_n(worker.begin(), std::min(worker.size(), session.bytes.size()), session.bytes.begin());
    return session;
}

std::string workerOf(const SessionId &session)
{
    std::string name;
    for (const std::uint8_t byte : session.bytes)
        if (byte != 0)
            name += static_cast<char>(byte);
    return name;
}

std::string toLine(const State &state, Instant start, const Event &event)
{
    return fmt::format("event   {}  {}", typeName(event.fact), std::visit(EventText{state, start}, event.fact));
}

std::string toLine(const State &state, const Effect &effect)
{
    return fmt::format("effect  {}", std::visit(EffectText{state}, effect));
}

} // namespace weftline::test
