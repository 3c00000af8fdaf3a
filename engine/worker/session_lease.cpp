// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// Hello and its answers, heartbeats, the lease, and how long to wait for an engine that is gone.

#include <algorithm>

#include <fmt/format.h>

#include "engine/worker/session_stepper.h"

namespace weftline::worker {
namespace {

using Stage = HeldTask::Stage;

/// A Hello that is not answered is repeated after this time, or a lease where that is longer.
constexpr Duration helloRepeat = std::chrono::seconds(1);

Duration waitAfterRefusal(int refusals)
{
    const int doublings = std::min(refusals - 1, 10);
    return std::min(SessionLimits::helloAgainMin * (1 << doublings), SessionLimits::helloAgainMax);
}

Duration patience(const SessionState &s)
{
    return s.held.empty() ? SessionLimits::goneIdle : SessionLimits::goneHolding;
}

} // namespace

void Stepper::sayHello()
{
    wire::Hello hello;
    hello.name = s.options.name;
    hello.pool = s.options.pool;
    hello.slots = s.options.slots;
    hello.kinds = s.options.kinds;
    hello.host = s.options.host;
    hello.pid = s.options.pid;
    hello.version = s.options.version;
    for (const wire::AttemptKey &key : s.held.keys()) {
        HeldTask &task = s.held.at(key);
        if (task.stage == Stage::Dropped || hello.held.size() == SessionLimits::heldMax)
            continue;
        const bool isFinished = task.stage == Stage::Uploading || task.stage == Stage::Finished;
        const bool isStarted = isFinished || task.hasBegun;
        hello.held.push_back({key, isFinished, isStarted});
        task.startTold = task.startTold || isStarted;
    }
    send(std::move(hello));
    if (!s.helloDue)
        s.greetedAt = s.now;
    s.helloDue = s.now + std::max(helloRepeat, s.lease);
    s.heartbeatDue = s.now + s.heartbeat;
    s.awaitsRefusal = false;
}

void Stepper::onWelcome(const wire::Welcome &welcome)
{
    if (welcome.epoch < s.epoch) {
        s.isRefusedEngine = true;
        s.helloDue.reset();
        if (!s.goneSince)
            s.goneSince = s.now;
        send(wire::Disconnect{fmt::format("Worker \"{}\" has served a later term of office ({}, yours is {}).", s.options.name,
                                          s.epoch, welcome.epoch),
                              false});
        return;
    }
    s.epoch = welcome.epoch;
    s.lease = std::max(welcome.lease, Duration{1000});
    s.heartbeat = std::clamp(welcome.heartbeat, Duration{1000}, s.lease);
    s.phase = Phase::Welcomed;
    s.refusals = 0;
    s.awaitsRefusal = false;
    s.helloDue.reset();
    s.goneSince.reset();
    s.renewedAt = std::max(s.renewedAt, s.greetedAt);
    renewLease();
    beat();
    if (s.draining)
        send(wire::Drain{});
    for (const wire::AttemptKey &key : s.held.keys()) {
        HeldTask &task = s.held.at(key);
        if (task.stage == Stage::Running && task.hasBegun && !task.startTold) {
            task.startTold = true;
            send(wire::Started{key, task.startedAt, task.pid});
        }
    }
    restartTransfers();
}

void Stepper::renewLease()
{
    const Instant end = s.renewedAt + s.lease;
    if (s.phase != Phase::Welcomed || end <= s.now || (s.leaseEnd && end <= *s.leaseEnd))
        return;
    s.leaseEnd = end;
    emit(SetLease{end});
}

void Stepper::beat()
{
    send(wire::Heartbeat{++s.heartbeatNumber, s.engineNumber, s.now, s.metrics});
    s.heartbeats.push_back({s.heartbeatNumber, s.now, s.logBytesSent});
    if (s.heartbeats.size() > SessionLimits::heartbeatsRemembered)
        s.heartbeats.pop_front();
    s.heartbeatDue = s.now + s.heartbeat;
}

void Stepper::onHeartbeat(const wire::Heartbeat &heartbeat)
{
    s.engineNumber = heartbeat.number;
    while (!s.heartbeats.empty() && s.heartbeats.front().number <= heartbeat.echo) {
        const SentHeartbeat sent = s.heartbeats.front();
        s.heartbeats.pop_front();
        if (sent.number != heartbeat.echo)
            continue;
        s.metrics.roundTrip = s.now - sent.at;
        s.logBytesArrived = sent.logBytes;
        s.renewedAt = std::max(s.renewedAt, sent.at);
        renewLease();
    }
    if (s.phase != Phase::Welcomed)
        return;
    sendWaitingLogs();
    if (s.uploadEcho != 0 && heartbeat.echo >= s.uploadEcho)
        continueUpload();
}

void Stepper::onSentAway(const wire::Disconnect &disconnect)
{
    if (!disconnect.helloAgain) {
        s.phase = Phase::Greeting; // no Bye: the engine does not listen
        leave(3, disconnect.reason);
        return;
    }
    if (s.awaitsRefusal)
        return;
    if (!s.goneSince)
        s.goneSince = s.now;
    if (s.phase == Phase::Welcomed) {
        s.phase = Phase::Greeting;
        sayHello();
        return;
    }
    // This may answer something said before the Hello, so only several in a row mean the Hello itself.
    ++s.refusals;
    if (s.refusals % SessionLimits::refusalsMax == 0) {
        freshSession();
        return;
    }
    s.awaitsRefusal = true;
    s.helloDue = s.now + waitAfterRefusal(s.refusals);
}

void Stepper::freshSession()
{
    dropAllUnfinished();
    s.phase = Phase::Offline;
    s.helloDue.reset();
    s.leaseEnd.reset();
    s.renewedAt = {};
    s.heartbeatNumber = 0;
    s.engineNumber = 0;
    s.heartbeats.clear();
    s.logBytesArrived = s.logBytesSent;
    emit(FreshSession{});
}

void Stepper::loseLease()
{
    s.leaseEnd.reset();
    dropAllUnfinished();
    if (!s.goneSince)
        s.goneSince = s.now;
    // The engine may not know, or a Hello on its way names what was dropped just now: it must hear what is left.
    const bool isGreeted = s.phase == Phase::Greeting && s.helloDue && !s.awaitsRefusal;
    if (s.phase == Phase::Welcomed || isGreeted) {
        s.phase = Phase::Greeting;
        sayHello();
    }
}

void Stepper::onTime()
{
    if (s.leaseEnd && *s.leaseEnd <= s.now)
        loseLease();
    if (s.phase == Phase::Greeting && s.helloDue && *s.helloDue <= s.now)
        sayHello();
    if (s.phase != Phase::Offline && !s.isRefusedEngine && !s.awaitsRefusal && s.heartbeatDue <= s.now)
        beat();
    if (s.options.ephemeral && s.goneSince && s.now - *s.goneSince >= patience(s))
        leave(0, s.held.empty() ? "Its engine has been gone for 10 seconds."
                                : "Its engine has been gone for ten minutes. What it held is given up.");
}

std::optional<Instant> nextTimer(const SessionState &s)
{
    if (s.left)
        return std::nullopt;
    std::optional<Instant> next = s.leaseEnd;
    const auto consider = [&](Instant at) {
        if (!next || at < *next)
            next = at;
    };
    if (s.phase == Phase::Greeting && s.helloDue)
        consider(*s.helloDue);
    if (s.phase != Phase::Offline && !s.isRefusedEngine && !s.awaitsRefusal)
        consider(s.heartbeatDue);
    if (s.options.ephemeral && s.goneSince)
        consider(*s.goneSince + patience(s));
    return next;
}

} // namespace weftline::worker
