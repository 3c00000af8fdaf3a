// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What each event is made of, in the order of the bytes: said once, for writing and for reading. An archive is called
// with all members of one fact.

#pragma once

#include "engine/scheduler/event.h"

#include <type_traits>

namespace weftline::journal {

template <class Archive, class T>
using Ref = std::conditional_t<Archive::reads, T &, const T &>;

/// A member that older journals do not have yet: it keeps its default there. Such members stand last.
template <class T>
struct Later
{
    T &member;
};
template <class T>
Later(T &) -> Later<T>;

template <class A>
void members(A &a, Ref<A, scheduler::EngineStarted> f)
{
    a(f.epoch, f.version);
}
template <class A>
void members(A &a, Ref<A, scheduler::RunAccepted> f)
{
    a(f.run, f.id, f.by, f.seed, f.plan, f.parameters, Later{f.retryOf}, Later{f.taken});
}
template <class A>
void members(A &a, Ref<A, scheduler::RunCancelRequested> f)
{
    a(f.run, f.by);
}
template <class A>
void members(A &a, Ref<A, scheduler::RunFinished> f)
{
    a(f.run, f.state, f.reason, f.outputs);
}
template <class A>
void members(A &a, Ref<A, scheduler::NodeExpanded> f)
{
    a(f.run, f.node, f.firstTask, f.count, f.list);
}
template <class A>
void members(A &a, Ref<A, scheduler::TaskPrepared> f)
{
    a(f.run, f.task, f.number, f.with);
}
template <class A>
void members(A &a, Ref<A, scheduler::AttemptDispatched> f)
{
    a(f.run, f.task, f.number, f.worker, f.purpose);
}
template <class A>
void members(A &a, Ref<A, scheduler::AttemptStarted> f)
{
    a(f.run, f.task, f.number, f.worker, f.pid);
}
template <class A>
void members(A &a, Ref<A, scheduler::AttemptFailed> f)
{
    a(f.run, f.task, f.number, f.worker, f.outcome, f.ran, f.reason, f.retryAt, Later{f.use});
}
template <class A>
void members(A &a, Ref<A, scheduler::RetryReleased> f)
{
    a(f.run, f.task);
}
template <class A>
void members(A &a, Ref<A, scheduler::AttemptLost> f)
{
    a(f.run, f.task, f.number, f.worker, f.purpose, f.counts);
}
template <class A>
void members(A &a, Ref<A, scheduler::AttemptAdopted> f)
{
    a(f.run, f.task, f.number, f.worker, f.grantedIn);
}
template <class A>
void members(A &a, Ref<A, scheduler::TaskFinished> f)
{
    a(f.run, f.task, f.number, f.worker, f.state, f.waited, f.dispatching, f.ran, f.returned, f.output, f.reason, Later{f.use});
}
template <class A>
void members(A &a, Ref<A, scheduler::WorkerJoined> f)
{
    a(f.worker, f.session, f.name, f.pool, f.host, f.pid, f.slots, f.kinds, f.evaluator, f.local);
}
template <class A>
void members(A &a, Ref<A, scheduler::WorkerSuspect> f)
{
    a(f.worker);
}
template <class A>
void members(A &a, Ref<A, scheduler::WorkerReturned> f)
{
    a(f.worker);
}
template <class A>
void members(A &a, Ref<A, scheduler::WorkerDraining> f)
{
    a(f.worker);
}
template <class A>
void members(A &a, Ref<A, scheduler::WorkerLost> f)
{
    a(f.worker, f.noticedBy, f.reason);
}
template <class A>
void members(A &a, Ref<A, scheduler::ResultRefused> f)
{
    a(f.attempt.run, f.attempt.task, f.attempt.number, f.attempt.epoch, f.attempt.purpose, f.session, f.reason);
}
template <class A>
void members(A &a, Ref<A, scheduler::ResultOfferedAgain> f)
{
    a(f.attempt.run, f.attempt.task, f.attempt.number, f.attempt.epoch, f.attempt.purpose, f.worker);
}
template <class A>
void members(A &a, Ref<A, scheduler::CommandReceived> f)
{
    a(f.by, f.what);
}
template <class A>
void members(A &a, Ref<A, scheduler::Sampled> f)
{
    a(f.worker, f.cpu, f.memoryUsed, f.roundTrip, f.loopMax, f.commitMax, Later{f.loopP99});
}
template <class A>
void members(A &a, Ref<A, scheduler::AlertChanged> f)
{
    a(f.run, f.rule, f.labels, f.state, f.isMissing, f.value, f.reason);
}
template <class A>
void members(A &a, Ref<A, scheduler::NoticeSent> f)
{
    a(f.run, f.rule, f.labels, f.state, f.change, f.channel);
}
template <class A>
void members(A &a, Ref<A, scheduler::NoticeFailed> f)
{
    a(f.run, f.rule, f.labels, f.state, f.change, f.channel, f.reason);
}
template <class A>
void members(A &a, Ref<A, scheduler::EngineAlive>)
{
    a();
}
template <class A>
void members(A &a, Ref<A, scheduler::BranchTaken> f)
{
    a(f.run, f.node, f.port);
}
template <class A>
void members(A &a, Ref<A, scheduler::DelayStarted> f)
{
    a(f.run, f.task, f.number, f.until, f.output);
}

} // namespace weftline::journal
