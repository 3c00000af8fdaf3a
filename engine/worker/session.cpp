// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// The connection and the tasks. Leases are in session_lease.cpp, large values and logs in session_transfer.cpp.

#include "engine/worker/session.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "engine/base/overloaded.h"
#include "engine/encoding/blake2b.h"
#include "engine/worker/session_stepper.h"

namespace weftline::worker {
namespace {

using Stage = HeldTask::Stage;

} // namespace

HeldTask *Stepper::find(const wire::AttemptKey &key) { return s.held.find(key); }

bool Stepper::holdsSlot(const HeldTask &task) const
{
    return task.stage == Stage::Fetching || task.stage == Stage::Running || task.stage == Stage::Dropped;
}

void Stepper::onConnected()
{
    s.phase = Phase::Greeting;
    s.isRefusedEngine = false;
    s.awaitsRefusal = false;
    sayHello();
}

void Stepper::onDisconnected()
{
    s.phase = Phase::Offline;
    s.helloDue.reset();
    if (!s.goneSince)
        s.goneSince = s.now;
}

void Stepper::onReceived(wire::Message &message)
{
    if (s.phase == Phase::Offline || s.isRefusedEngine)
        return;
    const bool isWelcomed = s.phase == Phase::Welcomed;
    std::visit(Overloaded{
                   [&](const wire::Welcome &welcome) { onWelcome(welcome); },
                   [&](const wire::Disconnect &disconnect) { onSentAway(disconnect); },
                   // Work may overtake the Welcome, which waits for the engine's disk. It begins after it.
                   [&](wire::Tasks &tasks) { onTasks(tasks); },
                   [&](const wire::Heartbeat &heartbeat) { onHeartbeat(heartbeat); },
                   [&](const wire::ResultAcks &acks) {
                       if (isWelcomed)
                           onAcks(acks);
                   },
                   [&](const wire::CancelAttempt &cancel) {
                       if (isWelcomed)
                           onCancel(cancel);
                   },
                   [&](wire::Chunk &chunk) {
                       if (isWelcomed)
                           onChunk(std::move(chunk));
                   },
                   [&](const wire::Have &have) {
                       if (isWelcomed)
                           onHave(have);
                   },
                   [&](const wire::Get &get) {
                       if (isWelcomed)
                           send(wire::Have{get.hash, fmt::format("Worker \"{}\" does not keep values.", s.options.name)});
                   },
                   [&](const wire::Drain &) { s.draining = true; },
                   [&](const wire::Bye &) {
                       if (s.options.ephemeral && s.held.empty())
                           leave(0, {});
                   },
                   [&](const auto &) {
                       send(wire::Disconnect{"An engine does not say that to a worker.", false});
                   },
               },
               message);
}

void Stepper::onTasks(wire::Tasks &tasks)
{
    for (wire::Task &task : tasks.tasks) {
        if (task.key.epoch < s.epoch)
            continue; // of an engine that was replaced
        const wire::AttemptKey key = task.key;
        HeldTask *const added = s.held.add(key);
        if (!added)
            continue; // said twice
        HeldTask &held = *added;
        held.task = std::move(task);
        if (std::find(s.options.kinds.begin(), s.options.kinds.end(), held.task.kind) == s.options.kinds.end())
            fail(held, wire::Outcome::Failed,
                 fmt::format("Worker \"{}\" does not carry out \"{}\". Start it with --allow {}, or put the node into another pool.",
                             s.options.name, held.task.kind, held.task.kind));
        else if (s.held.size() > SessionLimits::heldMax)
            fail(held, wire::Outcome::Failed,
                 fmt::format("Worker \"{}\" holds {} attempts already and takes no more.", s.options.name, SessionLimits::heldMax));
        else
            s.queue.push_back(key);
    }
}

void Stepper::startMore()
{
    while (s.used < s.options.slots && !s.queue.empty() && hasLease() && s.outputBytes <= SessionLimits::outputBytesMax) {
        const wire::AttemptKey key = s.queue.front();
        s.queue.pop_front();
        HeldTask &task = s.held.at(key);
        ++s.used;
        if (task.task.with.stored && task.task.with.bytes.empty())
            fetch(task);
        else
            run(task);
    }
}

void Stepper::run(HeldTask &task)
{
    task.stage = Stage::Running;
    task.startedAt = s.now;
    emit(Start{std::move(task.task)}); // of which no more is needed than its key, which a move leaves there
}

void Stepper::onProcessStarted(const ProcessStarted &started)
{
    HeldTask *task = find(started.key);
    if (!task || task->stage != Stage::Running)
        return;
    task->hasBegun = true;
    task->startedAt = s.now;
    task->pid = started.pid;
    if (s.phase == Phase::Welcomed) {
        task->startTold = true;
        send(wire::Started{started.key, s.now, started.pid});
    }
}

void Stepper::onProcessEnded(ProcessEnded &ended)
{
    const wire::AttemptKey key = ended.result.key;
    HeldTask *task = find(key);
    if (!task || (task->stage != Stage::Running && task->stage != Stage::Dropped))
        return;
    if (task->stage == Stage::Dropped && ended.killed) {
        drop(key);
        return;
    }
    if (task->cancelled && (ended.killed || ended.result.outcome != wire::Outcome::Succeeded)) {
        ended.result.outcome = wire::Outcome::Cancelled;
        ended.result.reason = task->cancelReason;
        ended.result.output = {};
    }
    if (ended.result.outcome != wire::Outcome::Succeeded)
        ended.artefacts.clear();
    finish(*task, std::move(ended.result), std::move(ended.artefacts));
}

void Stepper::finish(HeldTask &task, wire::AttemptResult &&result, std::vector<Bytes> &&artefacts)
{
    if (holdsSlot(task))
        --s.used;
    task.result = std::move(result);
    task.result.again = false;
    for (Bytes &artefact : artefacts) {
        const Hash hash = encoding::blake2b({artefact});
        addUpload(task, hash, std::move(artefact));
    }
    if (Payload &output = task.result.output; output.bytes.size() > Payload::inlineMax) {
        output.size = output.bytes.size();
        output.stored = encoding::blake2b({output.bytes});
        addUpload(task, *output.stored, std::exchange(output.bytes, {}));
    }
    if (!task.uploads.empty()) {
        beginUpload(task);
        return;
    }
    task.stage = Stage::Finished;
    s.toOffer.push_back(task.task.key);
}

void Stepper::fail(HeldTask &task, wire::Outcome outcome, std::string reason)
{
    wire::AttemptResult result;
    result.key = task.task.key;
    result.outcome = outcome;
    result.reason = std::move(reason);
    result.started = result.ended = s.now;
    finish(task, std::move(result));
}

void Stepper::onAcks(const wire::ResultAcks &acks)
{
    for (const wire::Acknowledgement &ack : acks.acks)
        if (const HeldTask *task = find(ack.key); task && task->stage == Stage::Finished)
            s.held.erase(ack.key);
}

void Stepper::onCancel(const wire::CancelAttempt &cancel)
{
    HeldTask *task = find(cancel.key);
    if (!task || task->cancelled)
        return; // its result has crossed this message
    if (task->stage == Stage::Running) {
        task->cancelled = true;
        task->cancelReason = cancel.reason;
        emit(Stop{cancel.key, false});
    } else if (task->stage == Stage::Queued || task->stage == Stage::Fetching) {
        std::erase(s.queue, cancel.key);
        forgetWait(cancel.key);
        fail(*task, wire::Outcome::Cancelled, cancel.reason);
    }
}

void Stepper::drop(const wire::AttemptKey &key)
{
    if (holdsSlot(s.held.at(key)))
        --s.used;
    s.held.erase(key);
}

void Stepper::dropAllUnfinished()
{
    s.queue.clear();
    s.downloads.clear();
    for (const wire::AttemptKey &key : s.held.keys()) {
        HeldTask &task = s.held.at(key);
        if (task.stage == Stage::Running) {
            task.stage = Stage::Dropped;
            emit(Stop{key, true});
        } else if (task.stage == Stage::Queued || task.stage == Stage::Fetching) {
            drop(key);
        }
    }
}

void Stepper::onDrain(const DrainRequested &request)
{
    if (request.atOnce) {
        leave(130, "It was told to end at once.");
        return;
    }
    if (!s.draining && s.phase == Phase::Welcomed)
        send(wire::Drain{});
    s.draining = true;
}

void Stepper::leaveWhenDone()
{
    if (!s.left && s.draining && s.held.empty())
        leave(0, {});
}

void Stepper::leave(int exitCode, std::string reason)
{
    if (s.used > 0)
        emit(StopAll{});
    if (s.phase == Phase::Welcomed)
        send(wire::Bye{reason});
    s.left = true;
    emit(Leave{exitCode, std::move(reason)});
}

void step(SessionState &state, Input &&input, Effects &effects)
{
    if (state.left)
        return;
    state.now = std::max(state.now, input.at);
    Stepper stepper(state, effects);
    stepper.onTime(); // a lease that has ended ends before anything else is believed
    if (state.left)
        return;
    std::visit(Overloaded{
                   [&](const Connected &) { stepper.onConnected(); },
                   [&](const Disconnected &) { stepper.onDisconnected(); },
                   [&](Received &received) { stepper.onReceived(received.message); },
                   [&](const ProcessStarted &started) { stepper.onProcessStarted(started); },
                   [&](ProcessEnded &ended) { stepper.onProcessEnded(ended); },
                   [&](LogRead &log) { stepper.onLog(std::move(log)); },
                   [&](const Measured &measured) { state.metrics = measured.metrics; },
                   [&](const DrainRequested &request) { stepper.onDrain(request); },
                   [&](const TimePassed &) {},
               },
               input.what);
    if (state.left)
        return;
    stepper.startMore();
    stepper.leaveWhenDone();
}

void flush(SessionState &state, Effects &effects)
{
    if (state.left || state.phase != Phase::Welcomed || state.toOffer.empty())
        return;
    Stepper stepper(state, effects);
    wire::Results message;
    message.results.reserve(std::min(state.toOffer.size(), SessionLimits::resultsMax));
    for (const wire::AttemptKey &key : std::exchange(state.toOffer, {})) {
        HeldTask *task = stepper.find(key);
        if (!task || task->stage != HeldTask::Stage::Finished)
            continue;
        message.results.push_back(task->result);
        message.results.back().again = task->offered;
        task->offered = true;
        if (message.results.size() == SessionLimits::resultsMax)
            stepper.send(std::exchange(message, {}));
    }
    if (!message.results.empty())
        stepper.send(std::move(message));
}

} // namespace weftline::worker
