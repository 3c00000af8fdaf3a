// SPDX-FileCopyrightText: 2026 The Weftline authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What each message has for members, in the order in which they travel, and the table of the messages. For codec.cpp.
//
// `members` is called with a value to write or one to fill; see archive.h.

#pragma once

#include "engine/base/members_of.h"
#include "engine/wire/archive.h"
#include "engine/wire/message.h"

namespace weftline::wire {

constexpr std::uint64_t streamCount = 2;
constexpr std::uint64_t errorCodeCount = 8;

void members(auto &io, Of<AttemptKey> auto &key)
{
    io.list(4);
    io.whole(key.run);
    io.whole(key.task);
    io.whole(key.number);
    io.whole(key.epoch);
}

void members(auto &io, Of<HeldAttempt> auto &held)
{
    io.list(3);
    members(io, held.key);
    io.boolean(held.finished);
    io.boolean(held.started);
}

void members(auto &io, Of<Hello> auto &hello)
{
    io.name(hello.name);
    io.name(hello.pool);
    io.whole(hello.slots);
    io.items(hello.kinds, 0, kindsMax, [&](auto &kind) { io.name(kind); });
    io.name(hello.host);
    io.whole(hello.pid);
    io.name(hello.version);
    io.items(hello.held, 0, heldMax, [&](auto &held) { members(io, held); });
}

void members(auto &io, Of<Started> auto &started)
{
    members(io, started.key);
    io.instant(started.at);
    io.whole(started.pid);
}

void members(auto &io, Of<Log> auto &log)
{
    members(io, log.key);
    io.code(log.stream, streamCount);
    io.whole(log.sequence);
    io.instant(log.at);
}

void members(auto &io, Of<AttemptResult> auto &result)
{
    io.list(12);
    members(io, result.key);
    io.code(result.outcome, outcomeCount);
    io.sentence(result.reason);
    io.instant(result.started);
    io.instant(result.ended);
    io.payload(result.output);
    io.whole(result.use.memoryMax);
    io.duration(result.use.cpu);
    io.boolean(result.again);
    io.whole(result.use.model.tokensIn);
    io.whole(result.use.model.tokensOut);
    io.whole(result.use.model.cost);
}

void members(auto &io, Of<Results> auto &results)
{
    io.items(results.results, 1, resultsMax, [&](auto &result) { members(io, result); });
}

void members(auto &, Of<Drain> auto &) { }

void members(auto &io, Of<Bye> auto &bye) { io.sentence(bye.reason); }

void members(auto &io, Of<Welcome> auto &welcome)
{
    io.whole(welcome.epoch);
    io.duration(welcome.lease);
    io.duration(welcome.heartbeat);
    io.name(welcome.version);
}

void members(auto &io, Of<Task> auto &task)
{
    io.list(8);
    members(io, task.key);
    io.name(task.kind);
    io.payload(task.with);
    io.duration(task.timeout);
    io.name(task.run);
    io.name(task.node);
    io.optional(task.item, [&](auto &item) { io.whole(item); });
    io.whole(task.fence);
}

void members(auto &io, Of<Tasks> auto &tasks)
{
    io.items(tasks.tasks, 1, tasksMax, [&](auto &task) { members(io, task); });
}

void members(auto &io, Of<Acknowledgement> auto &ack)
{
    io.list(2);
    members(io, ack.key);
    io.sentence(ack.refused);
}

void members(auto &io, Of<ResultAcks> auto &acks)
{
    io.items(acks.acks, 1, acksMax, [&](auto &ack) { members(io, ack); });
}

void members(auto &io, Of<CancelAttempt> auto &cancel)
{
    members(io, cancel.key);
    io.sentence(cancel.reason);
}

void members(auto &io, Of<Heartbeat> auto &beat)
{
    io.whole(beat.number);
    io.whole(beat.echo);
    io.instant(beat.at);
    io.list(3);
    io.real(beat.metrics.cpu);
    io.whole(beat.metrics.memoryUsed);
    io.whole(beat.metrics.memoryTotal);
}

void members(auto &io, Of<Disconnect> auto &disconnect)
{
    io.sentence(disconnect.reason);
    io.boolean(disconnect.helloAgain);
}

void members(auto &io, Of<Chunk> auto &chunk)
{
    io.hash(chunk.hash);
    io.whole(chunk.size);
    io.whole(chunk.offset);
}

void members(auto &io, Of<Have> auto &have)
{
    io.hash(have.hash);
    io.sentence(have.missing);
}

void members(auto &io, Of<Get> auto &get) { io.hash(get.hash); }

void members(auto &io, Of<ClientHello> auto &hello)
{
    io.name(hello.name);
    io.name(hello.version);
}

void members(auto &io, Of<Request> auto &request)
{
    io.whole(request.id);
    io.name(request.method);
    io.value(request.arguments);
}

void members(auto &io, Of<Error> auto &error)
{
    io.list(3);
    io.code(error.code, errorCodeCount);
    io.sentence(error.message);
    io.sentence(error.subject);
}

void members(auto &io, Of<Reply> auto &reply)
{
    io.whole(reply.id);
    io.value(reply.value);
    io.optional(reply.error, [&](auto &error) { members(io, error); });
}

void members(auto &io, Of<ViewUpdate> auto &update)
{
    io.name(update.topic);
    io.whole(update.from);
    io.whole(update.to);
}

void members(auto &io, Of<Join> auto &join)
{
    io.name(join.key);
    io.name(join.name);
    io.name(join.version);
}

void members(auto &io, Of<Joined> auto &joined)
{
    io.name(joined.name);
    io.name(joined.role);
}

} // namespace weftline::wire
